"""Reading outcome forms: of one meeting, of an edition, and what waits for whose word (MKT-6)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils.translation import pgettext_lazy

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from ..models import Confirmation, Meeting, OutcomeForm, Placement, Schedule
from ..rules import asking_side, offering_side
from ..states import MeetingState


class Stand(models.TextChoices):
    """How far the form of a meeting is."""

    MISSING = "missing", pgettext_lazy("outcome form", "missing")
    ONE_SIDE = "one-side", pgettext_lazy("outcome form", "waits for the other side")
    DIFFERENCE = "difference", pgettext_lazy("outcome form", "one side sees it otherwise")
    STANDS = "stands", pgettext_lazy("outcome form", "confirmed by both sides")


@dataclass(frozen=True)
class Said:
    """One side of a meeting and what it says of the form as it is worded now; None while it has said nothing."""

    party: Party
    word: Confirmation | None
    is_writer: bool


def form_of(meeting: Meeting) -> OutcomeForm | None:
    """The form of a meeting that was read with it; None while nobody has written it."""
    return getattr(meeting, "outcome_form", None)


def said_of(meeting: Meeting) -> list[Said]:
    """MKT-6: what each side says of the present version, the government first; no query for a meeting read whole."""
    form = form_of(meeting)
    words = {one.party_id: one for one in form.confirmations.all() if one.version == form.version} if form else {}
    sides = (meeting.interest.request.party, meeting.interest.provider.party)
    return [Said(party, words.get(party.pk), form is not None and form.written_for_id == party.pk) for party in sides]


def stand_of(meeting: Meeting) -> Stand:
    """MKT-6: how far the form of a meeting is; it stands once both sides have confirmed the same version."""
    if form_of(meeting) is None:
        return Stand.MISSING
    words = [one.word for one in said_of(meeting)]
    if any(word is not None and not word.agrees for word in words):
        return Stand.DIFFERENCE
    return Stand.STANDS if all(word is not None for word in words) else Stand.ONE_SIDE


def with_forms(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with their sides, their forms and what was said of them; two queries."""
    return found.select_related(
        "edition__forum", "edition__chair", "interest__request__party", "interest__request__edition",
        "interest__provider__party", "outcome_form__written_for", "outcome_form__written_by__person",
    ).prefetch_related(Prefetch(
        "outcome_form__confirmations", Confirmation.objects.select_related("party", "by__person").order_by("at", "pk")))


def meeting_with_form(actor: Actor, edition: Edition, number: int) -> Meeting | None:
    """MKT-1: a meeting the actor may know of, with its form; None for every other. Two queries."""
    return with_forms(readable(actor, Meeting).filter(edition=edition, number=number)).first()


def over(on: dt.datetime) -> Exists:
    """Whether the time of a meeting is over by the schedule in force, as a part of a query."""
    in_force = Schedule.objects.filter(
        edition=OuterRef("meeting__edition"), released_at__isnull=False).order_by("-released_at", "-pk")
    placed = Placement.objects.filter(
        meeting=OuterRef("pk"), schedule=Subquery(in_force.values("pk")[:1]), slot__ends_at__lte=on)
    return Exists(placed)


def with_stand(found: QuerySet[Meeting]) -> "QuerySet[Any]":
    """Meetings, each with ``owner_said``, ``provider_said`` and ``stand``, as :func:`stand_of` tells it.

    The first two are whether a side confirms the present version, None while it has said nothing of it.
    """

    def said(party: str) -> Subquery:
        word = Confirmation.objects.filter(
            form__meeting=OuterRef("pk"), version=F("form__version"), party=OuterRef(party))
        return Subquery(word.values("agrees")[:1])

    return found.annotate(
        owner_said=said("interest__request__party"), provider_said=said("interest__provider__party"),
    ).annotate(stand=Case(
        When(outcome_form__isnull=True, then=Value(Stand.MISSING.value)),
        When(Q(owner_said=False) | Q(provider_said=False), then=Value(Stand.DIFFERENCE.value)),
        When(owner_said=True, provider_said=True, then=Value(Stand.STANDS.value)),
        default=Value(Stand.ONE_SIDE.value),
    ))


def took_place(on: dt.datetime) -> "QuerySet[Any]":
    """The meetings that were held, or whose time is over, each :func:`with_stand`."""
    return with_stand(Meeting.objects.filter(
        Q(state=MeetingState.HELD) | Q(over(on), state=MeetingState.AGREED)))


def waiting(on: dt.datetime) -> "QuerySet[Any]":
    """Those of them whose edition still takes forms."""
    return took_place(on).exclude(edition__state=EditionState.CLOSED)


OWNER_ASKED = Q(outcome_form__isnull=True) | Q(owner_said__isnull=True) | Q(owner_said=True, provider_said=False)
"""Those of :func:`waiting` whose form waits for the owner's side: to write, to confirm, to settle."""
PROVIDER_ASKED = Q(outcome_form__isnull=True) | Q(provider_said__isnull=True) | Q(provider_said=True, owner_said=False)
"""Those that wait for the provider's side."""


def forms_waiting(actor: Actor, on: dt.datetime) -> list[Meeting]:
    """MKT-6: the meetings whose form waits for a word of the actor's side; two queries."""
    if actor.account_id is None:
        return []
    waits = (asking_side(actor, "interest__") & OWNER_ASKED) | (offering_side(actor, "interest__") & PROVIDER_ASKED)
    return list(with_forms(readable(actor, waiting(on)).filter(waits)).order_by("edition__ordinal", "number"))
