"""The step by which a meeting that was agreed is one that was held."""

from django.core.exceptions import ValidationError

from convoke.core import clock

from ..afterwards.forms import begins_at, not_held_because
from ..models import Meeting
from ..states import MeetingState


def hold(meeting: Meeting) -> Meeting:
    """Marks a meeting as held at the time it was placed; the meeting is locked.

    Raises ValidationError for one that was not agreed or was cancelled, one that has no place in the schedule in
    force, and one whose time has not begun.
    """
    if reason := not_held_because(meeting, clock.now()):
        raise ValidationError(reason)
    meeting.held_at, meeting.state = begins_at(meeting), MeetingState.HELD
    meeting.save(update_fields=["held_at", "state"])
    return meeting
