"""Milestones on a line: one axis of years, events as bars, today marked."""

import datetime as dt
from dataclasses import dataclass

from convoke.core.languages import active_language, direction
from convoke.editions.models import Milestone

WIDTH, ROW, TOP, PAD = 1100, 16, 34, 24


@dataclass(frozen=True)
class Bar:
    """A milestone as drawn."""

    milestone: Milestone
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Timeline:
    """The drawing: ticks for years, bars, and where today is (None when outside)."""

    width: int
    height: float
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]
    now: float | None


def draw(milestones: list[Milestone], today: dt.date) -> Timeline | None:
    """Lays dated milestones out, each in the first row with room; None when none is dated."""
    dated = [(m.starts_on or m.ends_on, m.ends_on or m.starts_on, m) for m in milestones]
    spans = [(one, other, m) for one, other, m in dated if one and other]
    if not spans:
        return None
    first = min(one for one, _other, _m in spans).replace(month=1, day=1)
    last = max(today, *(other for _one, other, _m in spans)).replace(month=12, day=31)
    scale = (WIDTH - 2 * PAD) / max(1, (last - first).days)
    mirrored = direction(active_language()) == "rtl"

    def at(date: dt.date) -> float:
        x = PAD + (date - first).days * scale
        return round(WIDTH - x if mirrored else x, 1)

    ends: list[float] = []
    bars = []
    for one, other, milestone in sorted(spans, key=lambda span: (span[0], span[1])):
        left, right = sorted((at(one), at(other)))
        width = max(6.0, right - left)
        begin = PAD + (one - first).days * scale
        row = next((number for number, end in enumerate(ends) if end + 3 < begin), len(ends))
        ends[row : row + 1] = [begin + width]
        bars.append(Bar(milestone, left, TOP + row * ROW, round(width, 1)))
    years = range(first.year, last.year + 2)
    ticks = tuple((at(dt.date(year, 1, 1)), str(year)) for year in years if dt.date(year, 1, 1) <= last)
    height = TOP + len(ends) * ROW + 10
    return Timeline(WIDTH, height, ticks, tuple(bars), at(today) if first <= today <= last else None)
