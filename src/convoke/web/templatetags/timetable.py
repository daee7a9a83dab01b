"""What the templates of the timetable need: entries' titles, times and rooms."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import template

from convoke.core import formats
from convoke.core.languages import Translated, active_language
from convoke.programme.timetable import words
from convoke.programme.timetable.grid import Entry

register = template.Library()


@register.filter
def translated(value: dict[str, str]) -> Translated:
    """A frozen text, which knows in which language it is shown (LIB-3)."""
    return Translated(value)


@register.filter
def hour(value: dt.datetime | None, zone: str) -> str:
    """The time of day of a moment in a zone."""
    return words.hour(value.astimezone(ZoneInfo(zone))) if value else ""


@register.filter
def room_of(entry: Entry) -> str:
    """The room of an entry, or that it has none."""
    return words.room_of(entry)


@register.filter
def language_in_words(code: str) -> str:
    """A language by its name in the page's own."""
    return formats.language_name(code)


@register.filter
def language_names(codes: tuple[str, ...]) -> str:
    """Languages as one phrase."""
    return words.languages(tuple(codes), active_language())


@register.filter
def day_in(value: dt.datetime | None, zone: str) -> str:
    """The day of a moment in a zone."""
    return formats.date(value.astimezone(ZoneInfo(zone)).date()) if value else ""
