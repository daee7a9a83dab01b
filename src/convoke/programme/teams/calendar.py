"""The calls of a team as iCalendar (RFC 5545), to take along into one's own calendar."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from convoke.bodies.calendars import HOST
from convoke.core import clock
from convoke.core.languages import active_language

from ..models import TeamCall


def calendar(name: str, calls: Iterable[TeamCall], address: str) -> bytes:
    """A calendar of calls; ``address`` is that of the team's page. A cancelled call is in it as cancelled."""
    made = Calendar()
    made.add("prodid", f"-//Convoke//Calendar//{active_language().upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for call in calls:
        made.add_component(_event(call, address))
    made.add_missing_timezones()
    content: bytes = made.to_ical()
    return content


def _event(call: TeamCall, address: str) -> Event:
    event, zone = Event(), ZoneInfo(call.time_zone)
    event.add("uid", f"call-{call.pk}@{HOST}")
    event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    event.add("summary", call.topic)
    event.add("dtstart", call.starts_at.astimezone(zone))
    event.add("dtend", (call.starts_at + dt.timedelta(minutes=call.minutes)).astimezone(zone))
    event.add("status", "CANCELLED" if call.cancelled_at else "CONFIRMED")
    event.add("url", address)
    if call.place:
        event.add("location", call.place)
    return event
