"""The thread as a picture: one band a stage, from the survey down to the next edition.

Everything is measured in the units of the drawing (1100 wide); texts are broken by
an average width of letters, so that no browser is needed to lay it out.
"""

import textwrap
from dataclasses import dataclass

from convoke.outcomes.thread.graph import Key, Link, Node, Stage, Thread
from convoke.programme.models import Basis

WIDTH, LABEL, GAP, BAND_GAP, PAD = 1100, 118, 12, 30, 10
LETTER = 6.6
LINE = 16
FULL, CHIPS = 5, 14
"""Up to how many things a band shows with their titles, and as codes in one line."""


@dataclass(frozen=True)
class Box:
    """A thing as drawn: its place, and its title broken into lines."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    is_start: bool

    @property
    def code_y(self) -> float:
        """The baseline of the code."""
        return self.y + 17

    def placed(self) -> list[tuple[float, str]]:
        """Each line of the title with its baseline."""
        return [(self.y + 17 + LINE * number, line) for number, line in enumerate(self.lines, 1)]


@dataclass(frozen=True)
class Band:
    """A stage as drawn."""

    stage: Stage
    y: float
    height: float
    boxes: tuple[Box, ...]
    hidden: int = 0

    @property
    def middle(self) -> float:
        """The baseline of the stage's name."""
        return self.y + self.height / 2 + 4


@dataclass(frozen=True)
class Curve:
    """A link as drawn."""

    path: str
    is_derived: bool


@dataclass(frozen=True)
class Picture:
    """The whole drawing."""

    width: int
    height: float
    bands: tuple[Band, ...]
    curves: tuple[Curve, ...]
    mirrored: bool

    @property
    def label_x(self) -> float:
        """Where the names of the stages begin."""
        return WIDTH - PAD if self.mirrored else PAD


def draw(thread: Thread, *, mirrored: bool = False) -> Picture:
    """Lays a thread out; ``mirrored`` for languages written from right to left."""
    bands: list[Band] = []
    centres: dict[Key, float] = {}
    links = thread.drawn()
    y = float(PAD)
    for stage, nodes in thread.stages():
        if not nodes:
            continue
        shown = _ordered(nodes, links, centres) if len(nodes) <= FULL else nodes
        band = _band(stage, shown, y, thread.starts, mirrored)
        centres.update({box.node.key: box.x + box.width / 2 for box in band.boxes})
        bands.append(band)
        y += band.height + BAND_GAP
    return Picture(WIDTH, y - BAND_GAP + PAD, tuple(bands), tuple(_curves(bands, links)), mirrored)


def _ordered(nodes: list[Node], links: list[Link], centres: dict[Key, float]) -> list[Node]:
    """Things nearest to where their links come from: fewer crossings."""

    def weight(item: tuple[int, Node]) -> tuple[float, int]:
        place, node = item
        above = [centres[link.source] for link in links if link.target == node.key and link.source in centres]
        return (sum(above) / len(above) if above else WIDTH / 2, place)

    ranked = sorted(enumerate(nodes), key=weight)
    return [node for _place, node in ranked]


def _band(stage: Stage, nodes: list[Node], y: float, starts: frozenset[Key], mirrored: bool) -> Band:
    space = WIDTH - LABEL - 2 * PAD
    if len(nodes) <= FULL:
        width = min(300.0, (space - GAP * (len(nodes) - 1)) / len(nodes))
        lines = [_lines(str(node.title), width) for node in nodes]
        height = 26.0 + LINE * max(map(len, lines))
        return Band(stage, y, height, _boxes(nodes, lines, y, width, height, starts, mirrored))
    shown = sorted(nodes, key=lambda node: node.key not in starts)[:CHIPS] if len(nodes) > CHIPS else nodes
    width = (space - GAP * (len(shown) - 1)) / len(shown)
    boxes = _boxes(shown, [()] * len(shown), y, min(width, 90.0), 28.0, starts, mirrored)
    return Band(stage, y, 28.0, boxes, hidden=len(nodes) - len(shown))


def _boxes(
    nodes: list[Node],
    lines: list[tuple[str, ...]],
    y: float,
    width: float,
    height: float,
    starts: frozenset[Key],
    mirrored: bool,
) -> tuple[Box, ...]:
    total = width * len(nodes) + GAP * (len(nodes) - 1)
    left = LABEL + PAD + (WIDTH - LABEL - 2 * PAD - total) / 2
    boxes = []
    for place, (node, own) in enumerate(zip(nodes, lines, strict=True)):
        x = left + place * (width + GAP)
        x = WIDTH - x - width if mirrored else x
        boxes.append(Box(node, round(x, 1), y, round(width, 1), height, own, node.key in starts))
    return tuple(boxes)


def _lines(title: str, width: float) -> tuple[str, ...]:
    letters = max(8, int((width - 16) / LETTER))
    return tuple(textwrap.wrap(title, letters, max_lines=3, placeholder=" …"))


def _curves(bands: list[Band], links: list[Link]) -> list[Curve]:
    boxes = {box.node.key: box for band in bands for box in band.boxes}
    curves = []
    for link in links:
        if link.source not in boxes or link.target not in boxes:
            continue
        one, other = boxes[link.source], boxes[link.target]
        x1, y1 = one.x + one.width / 2, one.y + one.height
        x2, y2 = other.x + other.width / 2, other.y
        if y2 <= y1:
            continue
        bend = min(60.0, (y2 - y1) / 2)
        path = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"
        curves.append(Curve(path, link.basis == Basis.DERIVED))
    return curves
