"""A schedule as the office reads it: slots by tables, and the day of each participant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from convoke.directory.models import Party
from convoke.marketplace.fair.instances import Fair, times
from convoke.marketplace.models import Placement, Slot


@dataclass(frozen=True)
class Cell:
    """A table in a slot: the meeting that begins there over its slots, or that there is none."""

    place: Placement | None
    rows: int = 1
    is_closed: bool = False


@dataclass(frozen=True)
class Row:
    """A slot with a cell for each table at which no meeting goes on from above."""

    slot: Slot
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Part:
    """The slots of a day that follow one another."""

    day: dt.date
    half: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Own:
    """A meeting as one of its sides has it."""

    place: Placement
    time: str
    other: Party


def grid(fair: Fair, placed: Iterable[Placement]) -> list[Part]:
    """Slots by tables, the slots by day and half."""
    at = {(one.slot_id, one.table_id): one for one in placed}
    closed = {table.pk: {slot.pk for slot in table.closed.all()} for table in fair.tables}
    zone = ZoneInfo(fair.edition.time_zone)
    parts = []
    for session, _half in fair.sessions:
        slots, goes_on = fair.slots[session.first - 1:session.last], defaultdict[int, int](int)
        rows = []
        for number, slot in enumerate(slots, session.first):
            cells = tuple(_cells(fair, slot, at, closed, goes_on))
            rows.append(Row(slot, number, cells))
        parts.append(Part(slots[0].starts_at.astimezone(zone).date(), slots[0].get_half_display(), tuple(rows)))
    return parts


def _cells(
    fair: Fair, slot: Slot, at: dict[tuple[int, int], Placement], closed: dict[int, set[int]],
    goes_on: defaultdict[int, int],
) -> Iterable[Cell]:
    for table in fair.tables:
        if goes_on[table.pk]:
            goes_on[table.pk] -= 1
            continue
        place = at.get((slot.pk, table.pk))
        rows = len(fair.span(place.meeting, slot)) if place else 1
        goes_on[table.pk] = rows - 1
        yield Cell(place, rows, is_closed=slot.pk in closed[table.pk])


def time_of(fair: Fair, place: Placement) -> str:
    """From when to when a meeting is held."""
    return times(fair.span(place.meeting, place.slot), fair.edition.time_zone)


def days(fair: Fair, placed: Iterable[Placement]) -> dict[Party, list[Own]]:
    """The meetings of each party in the order of time, by the party."""
    found: defaultdict[Party, list[Own]] = defaultdict(list)
    for one in placed:
        asking, offering = one.meeting.interest.request.party, one.meeting.interest.provider.party
        at = time_of(fair, one)
        found[asking].append(Own(one, at, offering))
        found[offering].append(Own(one, at, asking))
    return dict(found)
