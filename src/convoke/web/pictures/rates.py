"""The response rate over time: a stair for all and one for each part, with the opening, the deadline and today."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from convoke.core import formats

from .lettering import line_height, number, percent, width_of, wrapped
from .marks import Point
from .plate import PAD, WIDE, Cell, Entry, Picture, Plate, Table, empty, in_percent

Place = Callable[[dt.date, float], Point]
STROKES = ("part-1", "part-2", "part-3", "part-4", "part-5", "part-6")
"""Parts are told apart by the dashes of their lines and by their names at the end."""
TOPS = {0.1: 5, 0.2: 4, 0.4: 4, 0.6: 3, 0.8: 4, 1.0: 5}
"""Where the axis can end, and in how many steps."""
HIGH, TALL = 300.0, 230.0
"""How high the field of the drawing is, wide and narrow."""


@dataclass(frozen=True)
class Series:
    """Who was asked, and the day on which each response came in."""

    key: str
    label: str
    asked: int
    submitted: tuple[dt.date, ...]

    def by(self, day: dt.date) -> int:
        """How many had come in by the end of a day."""
        return bisect_right(sorted(self.submitted), day)

    def rate(self, day: dt.date) -> float:
        """The share of those asked whose response had come in."""
        return self.by(day) / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Rates:
    """The responses to a questionnaire over time, as of a day."""

    title: str
    everyone: Series
    parts: tuple[Series, ...]
    opened: dt.date
    deadline: dt.date | None
    as_of: dt.date
    notes: tuple[str, ...] = ()

    @property
    def last(self) -> dt.date:
        """The last day drawn: the deadline while it is still to come."""
        return max(self.as_of, self.deadline or self.as_of, self.opened + dt.timedelta(days=1))


def draw(rates: Rates, *, key: str, width: int = WIDE, titled: bool = False) -> Picture:
    """Lays the response rate out; ``key`` stands before ids, ``titled`` is for files."""
    if not rates.everyone.by(rates.as_of) or not rates.everyone.asked:
        return empty("rates", key, rates.title, Table(_head(rates), ()), width, titled=titled,
                     said=_("No response has been submitted yet."))
    plate = Plate(width, rates.title if titled else "")
    lines = [rates.everyone, *[part for part in rates.parts if part.asked]]
    kinds = ["all", *STROKES * (len(lines) // len(STROKES) + 1)]
    is_narrow = width < 500
    if is_narrow and len(lines) > 1:
        plate.legend([Entry(line.label, stroke=kind) for line, kind in zip(lines, kinds, strict=False)])
    room = 0.0
    if not is_narrow:  # the names of the lines stand at their ends
        room = min(190.0, max(width_of(_end(line, rates), "head") for line in lines) + 10)
        waiting = (rates.last - rates.as_of) / (rates.last - rates.opened)
        if waiting * (width - 70) > room + 20:
            room = 0.0  # the names find room between today and the deadline
    left, right = PAD + width_of(percent(1.0), "tick") + 8, width - PAD - room - (14 if is_narrow else 6)
    top = _top(max(line.rate(rates.as_of) for line in lines))
    high = TALL if is_narrow else HIGH
    upper = plate.y + 40
    days = (rates.last - rates.opened).days

    def place(day: dt.date, rate: float) -> Point:
        across = min(1.0, max(0.0, (day - rates.opened).days / days))
        return left + (right - left) * across, upper + high * (1 - min(1.0, rate / top))

    _field(plate, rates, place, (left, right, top))
    for line, kind in reversed(list(zip(lines, kinds, strict=False))):
        plate.stroke(_stair(line, rates, place), kind, _end(line, rates))
    if not is_narrow:
        _ends(plate, rates, lines, place, room)
    plate.y = upper + high + 26
    return plate.finish("rates", key, rates.title, _description(rates), _table(rates, lines), _notes(rates))


def _stair(line: Series, rates: Rates, place: Place) -> list[Point]:
    points: list[Point] = [place(rates.opened, 0.0)]
    for day in sorted({max(day, rates.opened) for day in line.submitted if day <= rates.as_of}):
        x, y = place(day, line.rate(day))
        points += [(x, points[-1][1]), (x, y)]
    points.append((place(rates.as_of, 0.0)[0], points[-1][1]))
    return points


def _top(rate: float) -> float:
    """Where the axis ends: at a round share above the highest."""
    return next(top for top in TOPS if rate <= top or top == 1.0)


def _field(plate: Plate, rates: Rates, place: Place, sizes: tuple[float, float, float]) -> None:
    """The axes, the days along them, and the days that matter."""
    left, right, top = sizes
    for part in range(TOPS[top] + 1):
        rate = top * part / TOPS[top]
        y = place(rates.opened, rate)[1]
        plate.stroke([(left, y), (right, y)], "guide" if part else "axis")
        plate.text(left - 6, y + 4, percent(rate), "tick", "end")
    base = place(rates.opened, 0.0)[1]
    known = {rates.opened, rates.as_of} | ({rates.deadline} if rates.deadline else set())
    taken: list[tuple[float, float]] = []
    for day in [*sorted(known), *_ticks(rates)]:
        words, x = _short(day, rates), place(day, 0.0)[0]
        half = width_of(words, "tick") / 2
        if all(x + half + 6 < other_left or x - half - 6 > other_right for other_left, other_right in taken):
            x_text = min(max(x, left + half - 6), plate.width - PAD - half)
            taken.append((x_text - half, x_text + half))
            plate.text(x_text, base + 18, words, "tick", "middle")
            plate.stroke([(x, base), (x, base + 5)], "axis")
    upper = place(rates.opened, top)[1]
    marked = [(rates.as_of, _("as of"), "now", 12.0)]
    if rates.deadline:
        marked.append((rates.deadline, _("deadline"), "deadline", 28.0))
    for day, words, kind, above in marked:
        x = place(day, 0.0)[0]
        half = width_of(words, "tick") / 2
        plate.stroke([(x, upper - above + 4), (x, base)], kind)
        x_text = min(max(x, PAD + half), plate.width - PAD - half)
        plate.text(x_text, upper - above, words, "tick", "middle")


def _ticks(rates: Rates) -> list[dt.date]:
    """Further days along the axis: the first of each month, or each week where there are few months."""
    days = (rates.last - rates.opened).days
    every = [rates.opened + dt.timedelta(days=number) for number in range(days + 1)]
    firsts = [day for day in every if day.day == 1]
    return firsts if len(firsts) > 2 else [day for day in every if (day - rates.opened).days % 7 == 0]


def _short(day: dt.date, rates: Rates) -> str:
    """A day along the axis: with its year where the axis is longer than one."""
    is_long = (rates.last - rates.opened).days > 366
    return str(format_skeleton("yMMM" if is_long else "MMMd", day, locale=formats.locale_for()))


def _end(line: Series, rates: Rates, room: float = 1e9) -> str:
    """The name of a line with its share at the end; the name is cut where there is little room, never the share."""
    share = percent(line.rate(rates.as_of))
    label = wrapped(line.label, "head", room - width_of(f" {share}", "head"), 1)[0]
    return _("%(label)s %(share)s") % {"label": label, "share": share}


def _ends(plate: Plate, rates: Rates, lines: list[Series], place: Place, room: float) -> None:
    """The names of the lines after their ends, moved apart where they would meet, each led to by a thread."""
    x = place(rates.as_of, 0.0)[0]
    edge = plate.width - PAD - room if room else x
    wanted = sorted((place(rates.as_of, line.rate(rates.as_of))[1], which) for which, line in enumerate(lines))
    gap, placed = line_height("soft") + 1.5, []
    lowest = place(rates.opened, 0.0)[1]
    y = -1e9
    for want, which in wanted:
        y = max(want, y + gap)
        placed.append((y, want, which))
    spare = max(0.0, placed[-1][0] - lowest)
    moved, limit = [], 1e9
    for y_first, want, which in reversed(placed):
        y = min(y_first, limit - gap, lowest if spare else y_first)
        limit = y
        moved.append((y, want, which))
    for y, want, which in moved:
        label = _end(lines[which], rates, 178)
        before = [(x + 3, want), (edge, want)] if edge > x + 3 else [(x, want)]
        plate.stroke([*before, (edge + 6, y)], "thread")
        plate.text(edge + 10, y + 4.2, label, "head" if which == 0 else "soft")


def _head(rates: Rates) -> tuple[str, ...]:
    head = [_("Day"), rates.everyone.label, _("%(part)s (%%)") % {"part": rates.everyone.label}]
    for part in rates.parts:
        head += [part.label, _("%(part)s (%%)") % {"part": part.label}]
    return tuple(head)


def _table(rates: Rates, lines: list[Series]) -> Table:
    """A row for each day on which a response came in, and for the day as of which it is told."""
    everyone = [rates.everyone, *rates.parts]
    days = {max(day, rates.opened) for line in lines for day in line.submitted if day <= rates.as_of}
    body = []
    for day in sorted(days | {rates.as_of}):
        row: list[Cell] = [day]
        for line in everyone:
            row += [line.by(day), in_percent(line.by(day), line.asked)]
        body.append(tuple(row))
    return Table(_head(rates), tuple(body))


def _description(rates: Rates) -> str:
    return _("By %(day)s, %(count)s of %(all)s had submitted (%(share)s).") % {
        "day": formats.date(rates.as_of), "count": number(rates.everyone.by(rates.as_of)),
        "all": number(rates.everyone.asked), "share": percent(rates.everyone.rate(rates.as_of)),
    }


def _notes(rates: Rates) -> list[str]:
    later = sum(1 for day in rates.everyone.submitted if rates.deadline and rates.deadline < day <= rates.as_of)
    return [
        *rates.notes, _description(rates),
        *([_("After the deadline: %(number)s.") % {"number": number(later)}] if later else []),
    ]
