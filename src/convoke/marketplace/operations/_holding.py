"""The step by which a meeting that was agreed is one that was held."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock

from ..models import Meeting, Placement
from ..standing import in_force
from ..states import MEETING, MeetingState


def hold(meeting: Meeting) -> Meeting:
    """Marks a meeting as held at the time it was placed; the meeting is locked.

    Raises ValidationError for one that was not agreed or was cancelled, one that has no place in the schedule in
    force, and one whose time has not begun.
    """
    if MeetingState.HELD not in MEETING[MeetingState(meeting.state)]:
        raise ValidationError(_("Only a meeting that both sides have agreed is held; this one is: %(state)s.") % {
            "state": meeting.get_state_display()})
    meeting.held_at, meeting.state = _begun_at(meeting), MeetingState.HELD
    meeting.save(update_fields=["held_at", "state"])
    return meeting


def _begun_at(meeting: Meeting) -> dt.datetime:
    placement = Placement.objects.filter(
        schedule=in_force(meeting.edition), meeting=meeting).select_related("slot").first()
    if placement is None:
        raise ValidationError(_("This meeting has no time yet; it is held once it has been scheduled."))
    if placement.slot.starts_at > clock.now():
        raise ValidationError(_("This meeting has not begun yet."))
    return placement.slot.starts_at
