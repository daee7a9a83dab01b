"""iCalendar (RFC 5545): the head of every calendar given out, its events, and its content."""

import datetime as dt

from icalendar import Calendar, Event

from . import clock
from .languages import active_language

HOST = "convoke.invalid"
"""What identifiers end in: they name a thing and lead nowhere, so that a change of address changes none."""


def begun(name: str) -> Calendar:
    """An empty calendar with its name, in the active language."""
    made = Calendar()
    made.add("prodid", f"-//Convoke//Calendar//{active_language().upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    return made


def event(uid: str, summary: str, *, location: str = "", address: str = "") -> Event:
    """An event without its times; ``uid`` names the thing and stays for as long as the thing is there."""
    made = Event()
    made.add("uid", f"{uid}@{HOST}")
    made.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    made.add("summary", summary)
    if location:
        made.add("location", location)
    if address:
        made.add("url", address)
    return made


def lasting(made: Event, first: dt.date, last: dt.date) -> Event:
    """The event over whole days, the last one included."""
    made.add("dtstart", first)
    made.add("dtend", last + dt.timedelta(days=1))
    return made


def content(made: Calendar) -> bytes:
    """A calendar as it is given out, with the definitions of the time zones in it."""
    made.add_missing_timezones()
    said: bytes = made.to_ical()
    return said
