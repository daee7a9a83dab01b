"""A timetable as iCalendar (RFC 5545), with times in the zone of the meeting."""

import datetime as dt
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from convoke.core import clock
from convoke.core.languages import Translated, active_language

from .grid import Entry
from .words import room_of


def calendar(
    name: str, edition: str, entries: Iterable[Entry], zone: str, address_of: Callable[[Entry], str], host: str
) -> bytes:
    """The sessions that have a day, in the active language; a session without times takes its whole day."""
    made, local = Calendar(), ZoneInfo(zone)
    made.add("prodid", f"-//Convoke//Timetable//{active_language().upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    for one in entries:
        event = Event()
        event.add("uid", f"session-{edition}-{one.code}@{host}")
        event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
        event.add("summary", f"{one.code} {Translated(one.title)}")
        event.add("url", address_of(one))
        if one.room:
            event.add("location", room_of(one))
        if one.starts and one.ends:
            event.add("dtstart", one.starts.astimezone(local))
            event.add("dtend", one.ends.astimezone(local))
        elif one.day:
            event.add("dtstart", one.day)
            event.add("dtend", one.day + dt.timedelta(days=1))
        else:
            continue
        made.add_component(event)
    made.add_missing_timezones()
    content: bytes = made.to_ical()
    return content
