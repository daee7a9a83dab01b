"""Steps of a meeting that are a part of several operations: that it was held, that it is called off."""

from typing import Any

from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.directory.models import Party

from ..fair.meetings import WAITING, begins_at, not_held_because
from ..models import Meeting
from ..states import MeetingState


def hold(meeting: Meeting) -> Meeting:
    """Writes down that a meeting, locked, was held: at its time by the schedule in force, or now where it has none.

    Raises ValidationError for one that was not agreed or was called off, and one whose time has not begun.
    """
    now = clock.now()
    if reason := not_held_because(meeting, now):
        raise ValidationError(reason)
    meeting.held_at, meeting.state = begins_at(meeting) or now, MeetingState.HELD
    meeting.save(update_fields=["held_at", "state"])
    return meeting


def call_off(meeting: Meeting, by: Party | None, reason: str) -> None:
    """Writes down that a meeting, locked, is called off by a side, or by the office."""
    meeting.state, meeting.reason, meeting.told_at = MeetingState.CANCELLED, reason, None
    meeting.cancelled_at, meeting.cancelled_by = clock.now(), by
    meeting.save(update_fields=["state", "reason", "told_at", "cancelled_at", "cancelled_by"])


def call_off_with(by: Party | None, reason: str, **rooms: Any) -> list[int]:
    """MKT-5: calls off what waits to be held in rooms that end; gives the numbers of these meetings.

    ``rooms`` says which, as lookups of a meeting's interest: ``interest=…``, ``interest__request=…``.
    """
    waiting = list(Meeting.objects.select_for_update().filter(state__in=WAITING, **rooms))
    for one in waiting:
        call_off(one, by, reason)
    return [one.number for one in waiting]
