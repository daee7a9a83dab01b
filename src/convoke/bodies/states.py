"""The states of a meeting and of a silence procedure, and the only ways between them."""

from django.db import models
from django.utils.translation import pgettext_lazy


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
