"""How the timetable is laid out on a page: which day, and each session with its words found once."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.languages import Translated, active_language
from convoke.core.policy import readable
from convoke.editions.models import Edition
from convoke.programme.models import Room
from convoke.programme.timetable import grid, words
from convoke.programme.timetable.grid import Entry, Frame

from ...templatetags.convoke import text
from ..frame import actor_of

AT_ONCE = 60
"""Up to so many sessions are shown on one page; of a greater timetable each day has a page of its own."""
WITHOUT = "none"
"""What the address says for the sessions without a day."""


@dataclass(frozen=True)
class Slot:
    """A session as a page shows it: every word ready."""

    code: str
    title: str | SafeString
    link: str
    when: str
    room: str
    is_restricted: bool
    restricted_to: str | SafeString
    languages: str
    minutes: int
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """A cell of the grid."""

    rows: int
    room: str
    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class ShownDay:
    """A day as a table (rooms, and rows with their time and cells), and what of it has no time."""

    day: dt.date | None
    rooms: tuple[tuple[str, str | SafeString], ...]
    rows: tuple[tuple[str, tuple[Box, ...]], ...]
    untimed: tuple[Slot, ...]


@dataclass(frozen=True)
class Tab:
    """A day to choose: what the address says for it, how many sessions it has, how many of them clash."""

    day: dt.date | None
    word: str
    number: int
    clashing: int
    is_shown: bool


@dataclass(frozen=True)
class Shown:
    """What a page shows of a timetable; ``tabs`` are empty where all of it is on one page."""

    days: tuple[ShownDay, ...]
    tabs: tuple[Tab, ...]

    @property
    def chosen(self) -> str:
        """The word of the day that is shown alone, if any."""
        return next((one.word for one in self.tabs if one.is_shown), "")


def shown(
    request: HttpRequest, edition: Edition, entries: Sequence[Entry], *, clashes: Mapping[str, Collection[str]] = {},
    rooms: Sequence[Room] | None = None, always: Collection[dt.date] = (),
) -> Shown:
    """A timetable for a page: all of it, or the day that ``?day=`` asks for, else today or the first one.

    ``clashes`` are the sentences by code; with ``rooms`` (of a plan) every room and hour has its cell, and
    the days ``always`` are there though nothing stands on them. One query, none with ``rooms``.
    """
    by_day: dict[dt.date | None, list[Entry]] = {day: [] for day in always}
    for day, there in grid.by_day(entries, edition.time_zone).items():
        by_day.setdefault(day, []).extend(there)
    order = sorted(by_day, key=lambda day: day or dt.date.max)
    tabs: tuple[Tab, ...] = ()
    if len(order) > 1 and (rooms is not None or len(entries) > AT_ONCE):
        chosen = _chosen(request, order, edition)
        tabs = tuple(
            Tab(day, day.isoformat() if day else WITHOUT, len(by_day[day]),
                sum(one.code in clashes for one in by_day[day]), day == chosen)
            for day in order
        )
        order = [chosen]
    codes = [one.code for one in rooms] if rooms is not None else list(
        readable(actor_of(request), Room).filter(edition=edition).values_list("code", flat=True))
    frame = Frame(tuple((one.code, dict(one.name)) for one in rooms)) if rooms is not None else None
    draw = _Drawing(edition, clashes)
    return Shown(tuple(
        draw.day(grid.one_day(day, by_day[day], edition.time_zone, codes, frame)) for day in order
    ), tabs)


def _chosen(request: HttpRequest, order: Sequence[dt.date | None], edition: Edition) -> dt.date | None:
    asked = request.GET.get("day", "")
    today = clock.now().astimezone(ZoneInfo(edition.time_zone)).date()
    by_word = {day.isoformat() if day else WITHOUT: day for day in order}
    if asked in by_word:
        return by_word[asked]
    return today if today in order else order[0]


class _Drawing:
    """Words and addresses of one page; what comes again and again is worked out once."""

    def __init__(self, edition: Edition, clashes: Mapping[str, Collection[str]]) -> None:
        self.zone, self.language, self.clashes = ZoneInfo(edition.time_zone), active_language(), clashes
        self.link = reverse("session", args=[edition.code, "code"]).removesuffix("code/")

    def day(self, day: grid.Day) -> ShownDay:
        """A day with everything in it."""
        names = {code: str(Translated(name)) or code or _("no room yet") for code, name in day.rooms}
        return ShownDay(
            day.day, tuple((code, text(Translated(name)) or names[code]) for code, name in day.rooms),
            tuple(
                (words.hour(row.at), tuple(
                    Box(cell.rows, cell.room, names[cell.room], tuple(map(self.slot, cell.entries)))
                    for cell in row.cells
                )) for row in day.rows
            ),
            tuple(map(self.slot, day.untimed)),
        )

    def slot(self, one: Entry) -> Slot:
        """A session."""
        when = ""
        if one.starts and one.ends:
            begins, ends = one.starts.astimezone(self.zone), one.ends.astimezone(self.zone)
            when = f"{words.hour(begins)}–{words.hour(ends)}"
        return Slot(
            code=one.code, title=text(Translated(one.title)), link=f"{self.link}{quote(one.code)}/", when=when,
            room=words.room_of(one) if when else "", is_restricted=one.is_restricted,
            restricted_to=text(Translated(one.restricted_to)) if one.is_restricted else "",
            languages=words.languages(one.languages, self.language) if one.languages else "",
            minutes=one.minutes or 90, clashes=tuple(self.clashes.get(one.code, ())),
        )
