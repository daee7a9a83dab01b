"""The calls of a team as iCalendar (RFC 5545), to take along into one's own calendar."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Event

from convoke.core import calendars

from ..models import TeamCall


def calendar(name: str, calls: Iterable[TeamCall], address: str) -> bytes:
    """A calendar of calls; ``address`` is that of the team's page. A cancelled call is in it as cancelled."""
    made = calendars.begun(name)
    for call in calls:
        made.add_component(_event(call, address))
    return calendars.content(made)


def _event(call: TeamCall, address: str) -> Event:
    event = calendars.event(f"call-{call.pk}", call.topic, location=call.place, address=address)
    zone = ZoneInfo(call.time_zone)
    event.add("dtstart", call.starts_at.astimezone(zone))
    event.add("dtend", (call.starts_at + dt.timedelta(minutes=call.minutes)).astimezone(zone))
    event.add("status", "CANCELLED" if call.cancelled_at else "CONFIRMED")
    return event
