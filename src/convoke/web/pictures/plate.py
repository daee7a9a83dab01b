"""A plate: what the pictures of a survey are drawn on, and the table that says the same.

A layout places texts, boxes, rules and paths from left to right; the plate turns them
round where the language is written from right to left. ``pictures/plate.html`` draws it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from convoke.core import formats

from .lettering import clean, is_mirrored, isolated, line_height, number, percent, width_of, wrapped
from .marks import Box, Path, Point, Text, sign, tidy

WIDE, NARROW = 1000, 320
"""The two widths of a drawing: for a page, and for a telephone; neither is enlarged."""
PAD = 4.0
TONES = ("tone-1", "tone-2", "tone-3", "tone-4", "tone-5", "tone-6")
SIGNS = ("ring", "triangle", "square", "diamond", "cross", "wedge")
"""What tells parts apart beside their colour: a texture of the box, a shape of the mark."""
TEXTURES = {"tone-2": "lines", "tone-4": "dots", "tone-6": "weave"}
UNDER = frozenset({"axis", "guide", "middle"})

Cell = str | int | float | dt.date | None
_TURNED = {"start": "end", "end": "start", "middle": "middle"}


@dataclass(frozen=True)
class Table:
    """The figures behind a picture: a head, and rows whose first cell names them."""

    head: tuple[str, ...]
    body: tuple[tuple[Cell, ...], ...]

    def shown(self) -> list[list[tuple[str, bool]]]:
        """The rows as the language writes them, each cell with whether it is a number."""
        return [[_written(cell) for cell in row] for row in self.body]


def _written(cell: Cell) -> tuple[str, bool]:
    if cell is None:
        return "", False
    if isinstance(cell, dt.date):
        return formats.date(cell), False
    if isinstance(cell, int | float):
        return number(cell), True
    return cell, False


@dataclass(frozen=True)
class Picture:
    """A drawing with its title, its description, its table, and sentences that belong under it."""

    kind: str
    key: str
    title: str
    description: str
    width: int
    height: float
    texts: tuple[Text, ...]
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    table: Table
    notes: tuple[str, ...] = ()
    is_empty: bool = False

    template = "pictures/plate.html"

    @property
    def textures(self) -> list[str]:
        """The textures that occur."""
        return sorted({box.texture for box in self.boxes if box.texture})

    @property
    def marks(self) -> SafeString:
        """Everything drawn as SVG: axes under the boxes, lines and signs over them, texts last."""
        under = [path for path in self.paths if path.kind in UNDER]
        over = [path for path in self.paths if path.kind not in UNDER]
        marks: list[Text | Box | Path] = [*under, *self.boxes, *over, *self.texts]
        return mark_safe("".join(mark.svg(self.key) for mark in marks))  # noqa: S308  (each escapes what it says)

    def rows(self) -> list[tuple[Cell, ...]]:
        """The table behind the picture, head first: for files."""
        return [self.table.head, *self.table.body]


@dataclass(frozen=True)
class Entry:
    """A line of a legend: a box of a kind, a sign, or a stroke, and what it means."""

    label: str
    box: str = ""
    sign: str = ""
    stroke: str = ""


class Plate:
    """What a layout draws on; x is counted from where reading begins."""

    def __init__(self, width: int, title: str = "") -> None:
        self.width = width
        self.y = PAD
        self._mirrored = is_mirrored()
        self._texts: list[Text] = []
        self._boxes: list[Box] = []
        self._paths: list[Path] = []
        self._titled = bool(title)
        for line in wrapped(title, "title", width - 2 * PAD, 3) if title else ():
            self.y += line_height("title")
            self.text(PAD, self.y, line, "title")
        self.y += 14.0 if title else 0.0

    # -------------------------------------------------------------- marks

    def text(self, x: float, y: float, words: str, kind: str, anchor: str = "start") -> None:
        """Places a line of text."""
        if self._mirrored:
            x, anchor = self.width - x, _TURNED[anchor]
        self._texts.append(Text(tidy(x), tidy(y), isolated(words), kind, anchor))

    def lines(self, x: float, y: float, words: Sequence[str], kind: str, anchor: str = "start") -> float:
        """Places lines below each other, the first on the baseline ``y``; gives the last baseline."""
        for below, line in enumerate(words):
            self.text(x, y + below * line_height(kind), line, kind, anchor)
        return y + max(0, len(words) - 1) * line_height(kind)

    def box(self, x: float, y: float, width: float, height: float, kind: str, title: str = "") -> None:
        """Places a filled rectangle; its texture follows from its kind."""
        left = self.width - x - width if self._mirrored else x
        self._boxes.append(
            Box(tidy(left), tidy(y), tidy(width), tidy(height), kind, clean(title), TEXTURES.get(kind, ""))
        )

    def stroke(self, points: Iterable[Point], kind: str, title: str = "", *, bend: bool = False) -> None:
        """Draws a line through points; bent, it leaves and reaches each point level."""
        placed = tuple(self._turned(point) for point in points)
        steps = [f"M{placed[0][0]} {placed[0][1]}"]
        for (x1, y1), (x2, y2) in pairwise(placed):
            middle = tidy((x1 + x2) / 2)
            steps.append(f"C{middle} {y1} {middle} {y2} {x2} {y2}" if bend and y1 != y2 else f"L{x2} {y2}")
        self._paths.append(Path("".join(steps), kind, clean(title), placed))

    def sign(self, x: float, y: float, size: float, shape: str, kind: str = "", title: str = "") -> None:
        """Draws a mark of a shape: ``disc`` or one of ``SIGNS``; its kind is its shape unless given."""
        x, y = self._turned((x, y))
        self._paths.append(Path(sign(x, y, size, shape), kind or shape, clean(title), ((x, y),)))

    def _turned(self, point: Point) -> Point:
        return tidy(self.width - point[0] if self._mirrored else point[0]), tidy(point[1])

    # -------------------------------------------------------------- pieces

    def legend(self, entries: Sequence[Entry], left: float = PAD) -> None:
        """Places the legend from ``left`` on, in as many lines as it needs, and goes on below it."""
        x, y = left, self.y + 12.0
        for entry in entries:
            label = wrapped(entry.label, "soft", self.width - PAD - left - 24, 1)[0]
            needed = 22 + width_of(label, "soft")
            if x > left and x + needed > self.width - PAD:
                x, y = left, y + 19.0
            if entry.box:
                self.box(x, y - 9.5, 14, 11, entry.box)
            elif entry.sign:
                size = 5.5 if entry.sign == "disc" else 4.5
                self.sign(x + 7, y - 4, size, entry.sign)
            else:
                self.stroke([(x, y - 4), (x + 17, y - 4)], entry.stroke)
            self.text(x + 21, y, label, "soft")
            x += needed + 18
        self.y = y + 14.0

    def finish(
        self, kind: str, key: str, title: str, description: str, table: Table, notes: Iterable[str] = ()
    ) -> Picture:
        """The picture; one that stands alone has its notes written under it."""
        said = tuple(note for note in notes if note)
        for note in said if self._titled else ():
            self.y += 4
            for line in wrapped(note, "soft", self.width - 2 * PAD, 6):
                self.y += line_height("soft")
                self.text(PAD, self.y, line, "soft")
        return Picture(
            kind, key, clean(title), clean(description), self.width, tidy(self.y + 2 * PAD), tuple(self._texts),
            tuple(self._boxes), tuple(self._paths), table, said,
        )


def empty(kind: str, key: str, title: str, table: Table, width: int, *, titled: bool, said: str = "") -> Picture:
    """A picture of which nothing can be drawn yet: it says so in a sentence."""
    plate = Plate(width, title if titled else "")
    said = said or _("No answers have been submitted yet.")
    plate.y = plate.lines(PAD, plate.y + 20, wrapped(said, "label", width - 2 * PAD), "label") + 8
    return replace(plate.finish(kind, key, title, said, table), is_empty=True)


def both(layout: Callable[..., Picture], what: object, *, key: str, **how: Any) -> dict[str, Picture]:
    """What ``pictures/figure.html`` takes: ``what`` laid out for a page and for a telephone."""
    return {
        "picture": layout(what, key=key, width=WIDE, **how),
        "narrow": layout(what, key=f"{key}-narrow", width=NARROW, **how),
    }


def figures(count: int, share: float) -> str:
    """A count and its share, as written at the end of a bar."""
    return _("%(count)s (%(share)s)") % {"count": number(count), "share": percent(share)}


def in_percent(count: int, of: int) -> float:
    """A share in per cent with one decimal, as in the tables."""
    return round(100 * count / of, 1) if of else 0.0
