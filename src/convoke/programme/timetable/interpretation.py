"""Which interpreters are needed when: languages of sessions that run at the same time, day by day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from .values import Placed


@dataclass(frozen=True)
class Need:
    """A language on a day: in how many sessions, in how many of them at the same time, from when to when."""

    day: dt.date
    language: str
    sessions: tuple[str, ...]
    at_once: int
    begins: dt.datetime
    ends: dt.datetime
    minutes: int


def needs(sessions: Sequence[Placed], zone: str) -> list[Need]:
    """What each language needs on each day of a timetable; times are in ``zone``.

    Only sessions in more than one language are interpreted; one that passes midnight counts for its first day.
    """
    local = ZoneInfo(zone)
    of: defaultdict[tuple[dt.date, str], list[tuple[dt.datetime, dt.datetime, str]]] = defaultdict(list)
    for one in sessions:
        if one.starts and one.ends and len(one.languages) > 1:
            begins, ends = one.starts.astimezone(local), one.ends.astimezone(local)
            for language in one.languages:
                of[begins.date(), language].append((begins, ends, one.code))
    return [_need(day, language, sorted(of[day, language])) for day, language in sorted(of)]


def _need(day: dt.date, language: str, timed: list[tuple[dt.datetime, dt.datetime, str]]) -> Need:
    return Need(
        day, language, tuple(code for _begins, _ends, code in timed), at_once(timed),
        timed[0][0], max(ends for _begins, ends, _code in timed),
        sum(int((ends - begins).total_seconds() // 60) for begins, ends, _code in timed),
    )


def at_once(timed: Iterable[tuple[dt.datetime, dt.datetime, str]]) -> int:
    """How many run at the same time at most; one that ends as another begins makes room for it."""
    steps = sorted(step for begins, ends, _code in timed for step in ((begins, 1), (ends, -1)))
    most = running = 0
    for _at, step in steps:
        running += step
        most = max(most, running)
    return most
