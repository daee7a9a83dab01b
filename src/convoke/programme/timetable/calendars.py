"""A timetable as iCalendar (RFC 5545), with times in the zone of the meeting."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from convoke.core import calendars
from convoke.core.languages import Translated

from .grid import Entry
from .words import room_of


def calendar(
    name: str, edition: str, entries: Iterable[Entry], zone: str, address_of: Callable[[Entry], str]
) -> bytes:
    """The sessions that have a day, in the active language; a session without times takes its whole day."""
    made, local = calendars.begun(name), ZoneInfo(zone)
    for one in entries:
        event = calendars.event(
            f"session-{edition}-{one.code}", f"{one.code} {Translated(one.title)}",
            location=room_of(one) if one.room else "", address=address_of(one),
        )
        if one.starts and one.ends:
            event.add("dtstart", one.starts.astimezone(local))
            event.add("dtend", one.ends.astimezone(local))
        elif one.day:
            calendars.lasting(event, one.day, one.day)
        else:
            continue
        made.add_component(event)
    return calendars.content(made)
