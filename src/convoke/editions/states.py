"""The life of an edition: one table of states and the ways between them."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EditionState(models.TextChoices):
    """Where an edition stands in its life."""

    ANNOUNCED = "announced", pgettext_lazy("edition", "announced")
    PREPARING = "preparing", pgettext_lazy("edition", "in preparation")
    MEETING = "meeting", pgettext_lazy("edition", "meeting")
    FOLLOWING_UP = "following-up", pgettext_lazy("edition", "following up")
    CLOSED = "closed", pgettext_lazy("edition", "closed")


@dataclass(frozen=True)
class Transition:
    """A way from one state to another, and the words on its button."""

    source: EditionState
    target: EditionState
    label: Promise


TRANSITIONS = (
    Transition(EditionState.ANNOUNCED, EditionState.PREPARING, _("Begin the preparation")),
    Transition(EditionState.PREPARING, EditionState.MEETING, _("Open the meeting")),
    Transition(EditionState.MEETING, EditionState.FOLLOWING_UP, _("End the meeting and begin the follow-up")),
    Transition(EditionState.FOLLOWING_UP, EditionState.CLOSED, _("Close the edition")),
)


LIFE: dict[EditionState, tuple[EditionState, ...]] = {
    state: tuple(way.target for way in TRANSITIONS if way.source == state) for state in EditionState
}
"""The same as a table: what each state can go on to."""


def transitions_from(state: str) -> tuple[Transition, ...]:
    """The ways that lead on from a state."""
    return tuple(transition for transition in TRANSITIONS if transition.source == state)


class HostingState(models.TextChoices):
    """Where an expression of interest in hosting stands (ED-2)."""

    EXPRESSED = "expressed", pgettext_lazy("hosting", "before the Troika")
    ACCEPTED = "accepted", pgettext_lazy("hosting", "accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("hosting", "withdrawn")


HOSTING: dict[HostingState, tuple[HostingState, ...]] = {
    HostingState.EXPRESSED: (HostingState.ACCEPTED, HostingState.WITHDRAWN),
    HostingState.ACCEPTED: (),
    HostingState.WITHDRAWN: (),
}
