"""PRO-2 and what else clashes in a timetable: sessions are sorted by time once and swept from the first on.

Nothing here asks a database: a timetable comes in as values and clashes go out.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

from .values import Clash, Hall, Kind, Part, Placed

SHORTEST_BREAK = dt.timedelta(minutes=10)
"""What somebody needs who goes from one room to another."""
_ORDER = {kind: number for number, kind in enumerate(Kind)}

Timed = tuple[dt.datetime, dt.datetime, Placed]
Days = tuple[dt.date, dt.date]


def clashes(
    sessions: Sequence[Placed], halls: Mapping[str, Hall], *, languages: Iterable[str] = (), days: Days | None = None,
    zone: str = "UTC", shortest_break: dt.timedelta = SHORTEST_BREAK,
) -> list[Clash]:
    """All that clashes among sessions that are placed, the gravest kind first.

    ``languages`` are those of the meeting: one of them stands for the room itself, each
    further one needs a booth. ``days`` are the first and last day of the meeting, counted in ``zone``.
    """
    timed = [(one.starts, one.ends, one) for one in sessions if one.starts and one.ends]
    timed.sort(key=lambda one: (one[0], one[1], one[2].code))
    found = [*_people(timed, shortest_break), *_rooms(timed), *_each(timed, halls, tuple(languages), days, zone)]
    return sorted(found, key=lambda one: (_ORDER[one.kind], one.sessions, one.person))


def overlapping(timed: Sequence[Timed]) -> Iterator[tuple[Placed, Placed]]:
    """The pairs that overlap among sessions in the order of their times; one that ends as another begins does not."""
    running: list[Timed] = []
    for now in timed:
        running = [one for one in running if one[1] > now[0]]
        for one in running:
            yield one[2], now[2]
        running.append(now)


def _people(timed: Sequence[Timed], shortest: dt.timedelta) -> Iterator[Clash]:
    """PRO-2: nobody in two roles in sessions that overlap; nobody without a break between two rooms."""
    of: defaultdict[str, list[tuple[Timed, list[Part]]]] = defaultdict(list)
    for one in timed:
        here: defaultdict[str, list[Part]] = defaultdict(list)
        for part in one[2].people:
            here[part.person].append(part)
        for person, parts in here.items():
            of[person].append((one, parts))
    for person, theirs in of.items():
        if len(theirs) < 2:
            continue
        parts_in = {one[2].code: parts for one, parts in theirs}
        in_order = [one for one, _parts in theirs]
        for first, second in overlapping(in_order):
            both = [*parts_in[first.code], *parts_in[second.code]]
            yield Clash(
                Kind.PERSON, (first.code, second.code), person=person, name=both[0].name,
                roles=(parts_in[first.code][0].role, parts_in[second.code][0].role),
            )
        for before, after in pairwise(in_order):
            gap = after[0] - before[1]
            if dt.timedelta(0) <= gap < shortest and before[2].room and after[2].room and (
                before[2].room != after[2].room
            ):
                yield Clash(
                    Kind.BREAK, (before[2].code, after[2].code), person=person, name=parts_in[after[2].code][0].name,
                    wanted=int(shortest.total_seconds() // 60), there=int(gap.total_seconds() // 60),
                )


def _rooms(timed: Sequence[Timed]) -> Iterator[Clash]:
    """One room holds one session at a time."""
    of: defaultdict[str, list[Timed]] = defaultdict(list)
    for one in timed:
        if one[2].room:
            of[one[2].room].append(one)
    for room, there in of.items():
        for first, second in overlapping(there):
            yield Clash(Kind.ROOM, (first.code, second.code), room=room)


def _each(
    timed: Sequence[Timed], halls: Mapping[str, Hall], languages: tuple[str, ...], days: Days | None, zone: str
) -> Iterator[Clash]:
    """What one session alone lacks: seats, interpretation, voices, booths, a day of the meeting, a room."""
    local = ZoneInfo(zone)
    for starts, ends, one in timed:
        if days and not (days[0] <= starts.astimezone(local).date() and ends.astimezone(local).date() <= days[1]):
            yield Clash(Kind.DAYS, (one.code,))
        for part in one.people if one.languages else ():
            if part.languages and not set(part.languages) & set(one.languages):
                yield Clash(Kind.SPEAKS, (one.code,), person=part.person, name=part.name, languages=part.languages)
        hall = halls.get(one.room)
        if hall is None:
            yield Clash(Kind.NO_ROOM, (one.code,))
            continue
        if one.expected is not None and hall.seats is not None and one.expected > hall.seats:
            yield Clash(Kind.SEATS, (one.code,), room=hall.code, wanted=one.expected, there=hall.seats)
        missing = tuple(language for language in languages if language not in one.languages)
        if missing and one.languages:
            yield Clash(Kind.NOT_INTERPRETED, (one.code,), room=hall.code, languages=missing)
        wanted = len(one.languages) - 1
        if wanted > hall.booths:
            yield Clash(Kind.BOOTHS, (one.code,), room=hall.code, wanted=wanted, there=hall.booths)
