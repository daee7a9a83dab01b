"""A day as a grid: a column for each room, a row for each time at which something begins or ends."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Entry:
    """A session as it stands in a version, or in the plan."""

    code: str
    title: dict[str, str]
    day: dt.date | None
    starts: dt.datetime | None
    ends: dt.datetime | None
    room: str
    room_name: dict[str, str]
    languages: tuple[str, ...] = ()
    restricted_to: dict[str, str] = field(default_factory=dict)
    is_restricted: bool = False
    people: tuple[dict[str, str], ...] = ()

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends - self.starts).total_seconds() // 60) if self.starts and self.ends else 0


@dataclass(frozen=True)
class Cell:
    """A cell: what begins there (several where they clash), over how many rows."""

    entries: tuple[Entry, ...]
    rows: int
    room: str = ""


@dataclass(frozen=True)
class Row:
    """A row: the time it begins at, and a cell for each room that has none running over from above."""

    at: dt.datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Day:
    """A day with its rooms, its rows, and its sessions in the order of time; without times it has no rows."""

    day: dt.date | None
    rooms: tuple[tuple[str, dict[str, str]], ...]
    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]

    @property
    def untimed(self) -> tuple[Entry, ...]:
        """Those that have the day alone."""
        return tuple(one for one in self.entries if one.starts is None)


@dataclass(frozen=True)
class Frame:
    """What a plan shows although nothing stands there: rooms, and a row for each step of a day's work."""

    rooms: tuple[tuple[str, dict[str, str]], ...]
    begins: dt.time = dt.time(8)
    ends: dt.time = dt.time(19)
    step: int = 30

    def marks(self, day: dt.date, local: ZoneInfo) -> list[dt.datetime]:
        """The times at which rows begin, and the end of the last one."""
        first, last = (dt.datetime.combine(day, one, local) for one in (self.begins, self.ends))
        steps = int((last - first).total_seconds() // 60) // self.step
        return [first + dt.timedelta(minutes=self.step * number) for number in range(steps + 1)]


def by_day(entries: Iterable[Entry], zone: str) -> dict[dt.date | None, list[Entry]]:
    """Entries by their day in a zone, the first day first; what has no day at all comes last."""
    local, found = ZoneInfo(zone), dict[dt.date | None, list[Entry]]()
    for one in entries:
        day = one.starts.astimezone(local).date() if one.starts else one.day
        found.setdefault(day, []).append(one)
    return {day: found[day] for day in sorted(found, key=lambda day: day or dt.date.max)}


def days(entries: Iterable[Entry], zone: str, order: Sequence[str] = ()) -> list[Day]:
    """The days of a timetable; ``order`` are the codes of rooms from the first column to the last.

    A session that has no time stands in the list of its day alone; what has no day at all comes last.
    """
    return [one_day(day, there, zone, order) for day, there in by_day(entries, zone).items()]


def one_day(
    day: dt.date | None, entries: Sequence[Entry], zone: str, order: Sequence[str] = (), frame: Frame | None = None
) -> Day:
    """One day as a grid; a ``frame`` gives it columns and rows where nothing stands yet."""
    place, local = {code: number for number, code in enumerate(order)}, ZoneInfo(zone)
    return _day(day, list(entries), place, local, frame if day else None)


def _day(
    day: dt.date | None, entries: list[Entry], place: dict[str, int], local: ZoneInfo, frame: Frame | None
) -> Day:
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    entries.sort(key=lambda one: (one.starts or far, place.get(one.room, len(place)), one.code))
    timed = [(one.starts.astimezone(local), one.ends.astimezone(local), one) for one in entries
             if one.starts and one.ends]
    names = {one.room: one.room_name for _from, _to, one in timed} | (dict(frame.rooms) if frame else {})
    rooms = sorted(names, key=lambda code: (place.get(code, len(place)), code))
    marks = sorted({moment for begins, ends, _one in timed for moment in (begins, ends)} | set(
        frame.marks(day, local) if frame and day else ()))
    columns = [_blocks(room, [one for one in timed if one[2].room == room], marks) for room in rooms]
    rows = tuple(
        Row(mark, tuple(column[at] for column in columns if at in column)) for at, mark in enumerate(marks[:-1])
    )
    return Day(day, tuple((code, names[code]) for code in rooms), rows, tuple(entries))


def _blocks(
    room: str, timed: list[tuple[dt.datetime, dt.datetime, Entry]], marks: list[dt.datetime]
) -> dict[int, Cell]:
    """The cells of a room by the number of the row they begin in; sessions that overlap share one."""
    at = {mark: number for number, mark in enumerate(marks)}
    cells: dict[int, Cell] = {}
    block: list[Any] = []
    for begins, ends, one in [*timed, (None, None, None)]:
        if block and (begins is None or at[begins] >= block[1]):
            cells[block[0]] = Cell(tuple(block[2]), block[1] - block[0], room)
            block = []
        if begins is None or ends is None:
            break
        if block:
            block[1], block[2] = max(block[1], at[ends]), [*block[2], one]
        else:
            block = [at[begins], at[ends], [one]]
    row = 0
    while row < len(marks) - 1:
        cell = cells.setdefault(row, Cell((), 1, room))
        row += cell.rows
    return cells
