"""Dates and numbers as each language writes them (CLDR)."""

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from .languages import active_language

_LOCALES = {"en": "en_GB"}
"""The day stands before the month, as in the documents of the United Nations."""


@cache
def zone_names() -> frozenset[str]:
    """The names of all time zones; looking them up on the disk takes long, and they stay the same."""
    return frozenset(available_timezones())


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def never_formula(text: str) -> str:
    """A text for a cell of a table: one that a spreadsheet would take for a formula is marked as text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def locale_for(language: str = "") -> Locale:
    """Babel's locale for a language of the interface; by default the active one."""
    return _locale(language or active_language())


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(_LOCALES.get(code, code))


def number(value: float | Decimal | str, language: str = "") -> str:
    """A number with the separators of the language."""
    return format_decimal(value, locale=locale_for(language))


def date(day: dt.date, language: str = "") -> str:
    """A day with the month in words: 10 July 2007."""
    return _ordinal(format_date(day, format="long", locale=locale_for(language)), language)


def _ordinal(text: str, language: str) -> str:
    """French counts the first day of a month with an ordinal (1er juin), which CLDR's patterns leave out."""
    return re.sub(r"(?<!\d)1(?=[ –])", "1er", text) if (language or active_language()) == "fr" else text


def language_name(code: str) -> str:
    """The name of a language in the active one: anglais, inglés, Engels."""
    return str(locale_for().languages.get(code, code))


def month(day: dt.date, language: str = "") -> str:
    """A month with its year: July 2007."""
    return str(format_skeleton("yMMMM", day, locale=locale_for(language)))


def moment(at: dt.datetime, language: str = "") -> str:
    """A day and the time of day (UTC)."""
    return _ordinal(format_datetime(at, format="medium", locale=locale_for(language)), language)


def moment_in(at: dt.datetime, zone: str, language: str = "") -> str:
    """A day and the time of day in a time zone, with the zone's name: 12 June 2008, 18:00 (Asia/Manila)."""
    local, locale = at.astimezone(ZoneInfo(zone)), locale_for(language)
    return _("%(day)s, %(time)s (%(zone)s)") % {
        "day": date(local, language),
        "time": format_time(local, "HH:mm", locale=locale),
        "zone": zone.replace("_", " "),
    }


def phrase(items: list[str], language: str = "") -> str:
    """Several things as one phrase: Belgium, Mali and Peru."""
    return format_list(items, locale=locale_for(language))


def period(first: dt.date, last: dt.date, language: str = "") -> str:
    """From a day to a day, saying only once what both have in common: 9–11 July 2007."""
    if first == last:
        return date(first, language)
    locale = locale_for(language)
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    try:
        halves = locale.interval_formats["yMMMd"][differs]
    except KeyError:
        return _("%(first)s to %(last)s") % {"first": date(first, language), "last": date(last, language)}
    days = zip((first, last), halves, strict=True)
    # CLDR has these patterns with short month names only; a page spells them out.
    text = "".join(format_date(day, format=re.sub("M+", "MMMM", half), locale=locale) for day, half in days)
    return _ordinal(text, language)
