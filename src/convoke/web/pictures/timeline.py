"""Milestones on a line: lanes by what they belong to, years as wide as what happened in them, today marked."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from convoke.core.languages import active_language, direction
from convoke.editions.models import Milestone

WIDTH, ROW, TOP, PAD = 1100, 21, 34, 12
LETTER, LABEL, MARK = 6.2, 40, 9
"""An average letter's width, the letters a label has at most, and the least width of a bar."""
HEAD, LANE_GAP = 22, 10

Kind = Milestone.Kind
LANES: tuple[tuple[str | Promise, frozenset[str]], ...] = (
    (
        pgettext_lazy("lane", "The Forum"),
        frozenset({
            Kind.CONFERENCE, Kind.UN_MEETING, Kind.OFFER, Kind.PREPARATORY, Kind.SESSION, Kind.HANDOVER,
            Kind.FOLLOW_UP, Kind.NEXT_EDITION, Kind.ANNOUNCEMENT,
        }),
    ),
    (pgettext_lazy("lane", "Surveys"), frozenset({Kind.SURVEY, Kind.SURVEY_RESULT})),
    (
        pgettext_lazy("lane", "Marketplace, civil society, website"),
        frozenset({Kind.MARKETPLACE, Kind.CIVIL_SOCIETY, Kind.WEBSITE}),
    ),
    (pgettext_lazy("lane", "Papers"), frozenset({Kind.DOCUMENT})),
    (pgettext_lazy("lane", "Elsewhere"), frozenset({Kind.BACKGROUND, Kind.CONTEXT})),
)


@dataclass(frozen=True)
class Bar:
    """A milestone as drawn: its bar, and its label after it, or before it where there is no room."""

    milestone: Milestone
    x: float
    y: float
    width: float
    label: str
    label_x: float
    is_before: bool

    @property
    def label_y(self) -> float:
        """The baseline of the label."""
        return self.y + 10


@dataclass(frozen=True)
class Lane:
    """What belongs together, under one heading."""

    title: str | Promise
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    """The drawing: ticks for years, lanes of bars, and where today is (None when outside)."""

    width: int
    height: float
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    now: float | None
    heading_x: float


Span = tuple[dt.date, dt.date, Milestone]


def draw(milestones: list[Milestone], today: dt.date) -> Timeline | None:
    """Lays dated milestones out, each in the first row of its lane with room; None when none is dated."""
    dated = [(m.starts_on or m.ends_on, m.ends_on or m.starts_on, m) for m in milestones]
    spans = sorted(
        ((one, other, m) for one, other, m in dated if one and other), key=lambda span: (span[0], span[1], span[2].code)
    )
    if not spans:
        return None
    first = min(span[0] for span in spans).year
    last = max(today.year, *(span[1].year for span in spans))
    at, years = _scale(spans, first, last)
    mirrored = direction(active_language()) == "rtl"

    def turn(x: float) -> float:
        return round(WIDTH - x if mirrored else x, 1)

    lanes, y = [], float(TOP)
    for title, kinds in LANES:
        own = [span for span in spans if span[2].kind in kinds]
        if own:
            bars, rows = _bars(own, at, turn, y + HEAD)
            lanes.append(Lane(title, y + 14, bars))
            y += HEAD + rows * ROW + LANE_GAP
    now = turn(at(today)) if today.year >= first else None
    return Timeline(WIDTH, y, tuple((turn(x), str(year)) for year, x in years), tuple(lanes), now, turn(PAD))


def _scale(spans: list[Span], first: int, last: int) -> tuple[Callable[[dt.date], float], list[tuple[int, float]]]:
    """Where a day stands; a year is the wider the more begins in it, so that labels find room."""
    begun = Counter(one.year for one, _other, _m in spans)
    weights = {year: math.pow(2 + begun[year], 0.8) for year in range(first, last + 1)}
    unit = (WIDTH - 2 * PAD) / sum(weights.values())
    starts, x = {}, float(PAD)
    for year, weight in weights.items():
        starts[year] = x
        x += weight * unit

    def at(day: dt.date) -> float:
        days = (dt.date(day.year + 1, 1, 1) - dt.date(day.year, 1, 1)).days
        return starts[day.year] + (day.timetuple().tm_yday - 1) / days * weights[day.year] * unit

    return at, list(starts.items())


def _bars(
    spans: list[Span], at: Callable[[dt.date], float], turn: Callable[[float], float], top: float
) -> tuple[tuple[Bar, ...], int]:
    ends: list[float] = []
    bars = []
    for one, other, milestone in spans:
        label = _fit(str(milestone.title))
        begin, length = at(one), max(float(MARK), at(other) - at(one))
        room = len(label) * LETTER + 6
        is_before = begin + length + room > WIDTH - PAD
        left, right = (begin - room, begin + length) if is_before else (begin, begin + length + room)
        row = next((number for number, end in enumerate(ends) if end + 8 < left), len(ends))
        ends[row : row + 1] = [right]
        near, far = sorted((turn(begin), turn(begin + length)))
        label_x = turn(begin - 5) if is_before else turn(begin + length + 5)
        bars.append(Bar(milestone, near, top + row * ROW, round(far - near, 1), label, label_x, is_before))
    return tuple(bars), len(ends)


def _fit(title: str) -> str:
    return title if len(title) <= LABEL else title[: LABEL - 1].rstrip(" ,;:–(") + "…"
