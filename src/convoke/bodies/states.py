"""The states of a meeting and of a silence procedure, and the only ways between them."""

from collections.abc import Mapping
from typing import TypeVar

from django.db import models
from django.utils.translation import pgettext_lazy

S = TypeVar("S", bound=models.TextChoices)


class MeetingState(models.TextChoices):
    """Where a meeting of a body stands."""

    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    CONVENED = "convened", pgettext_lazy("meeting", "convened")
    HELD = "held", pgettext_lazy("meeting", "held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


MEETING: dict[MeetingState, tuple[MeetingState, ...]] = {
    MeetingState.PLANNED: (MeetingState.CONVENED, MeetingState.CANCELLED),
    MeetingState.CONVENED: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.HELD: (),
    MeetingState.CANCELLED: (),
}


class SilenceState(models.TextChoices):
    """Where a silence procedure stands."""

    DRAFT = "draft", pgettext_lazy("silence", "being drafted")
    CIRCULATED = "circulated", pgettext_lazy("silence", "circulated")
    ADOPTED = "adopted", pgettext_lazy("silence", "adopted by silence")
    STOPPED = "stopped", pgettext_lazy("silence", "stopped by an objection")
    WITHDRAWN = "withdrawn", pgettext_lazy("silence", "withdrawn by the Chair")


SILENCE: dict[SilenceState, tuple[SilenceState, ...]] = {
    SilenceState.DRAFT: (SilenceState.CIRCULATED, SilenceState.WITHDRAWN),
    SilenceState.CIRCULATED: (SilenceState.ADOPTED, SilenceState.STOPPED, SilenceState.WITHDRAWN),
    SilenceState.ADOPTED: (),
    SilenceState.STOPPED: (),
    SilenceState.WITHDRAWN: (),
}


def meeting_diagram() -> str:
    """The states of a meeting as a Mermaid diagram; the documentation carries exactly this text."""
    return _diagram(MEETING)


def silence_diagram() -> str:
    """The states of a silence procedure as a Mermaid diagram; the documentation carries exactly this text."""
    return _diagram(SILENCE)


def _diagram(table: Mapping[S, tuple[S, ...]]) -> str:
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(table))}"]
    lines += [f"    {source} --> {target}" for source, targets in table.items() for target in targets]
    return "\n".join([*lines, *(f"    {state} --> [*]" for state, targets in table.items() if not targets)])
