"""The thread as a picture: one band a stage, from the survey down to the next edition.

Everything is measured in the units of the drawing (1100 wide); texts are broken by
an average width of letters, so that no browser is needed to lay it out.
"""

import textwrap
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from convoke.directory.queries import Names
from convoke.outcomes.models import Commitment
from convoke.outcomes.thread.graph import Key, Link, Node, Stage, Thread
from convoke.programme.models import Basis

WIDTH, LABEL, GAP, BAND_GAP, PAD = 1100, 118, 12, 36, 12
LETTER = 6.6
LINE = 16
FULL, ROWS, CHIP = 5, 3, 28.0
"""Up to how many things a band shows with titles; else as codes, in how many rows, each how high."""


_CODED = frozenset({"finding", "action", "session", "document", "request"})


def head_of(node: Node, names: Names) -> str:
    """What stands at the head of a thing: its code, or a party's name; empty for internal codes."""
    if isinstance(node.thing, Commitment):
        return names.name(node.thing.party)
    return node.code if node.kind in _CODED or node.code.startswith("RT") else ""


@dataclass(frozen=True)
class Box:
    """A thing as drawn: its place, and its title broken into lines."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    head: str
    lines: tuple[str, ...]
    is_start: bool

    @property
    def code_y(self) -> float:
        """The baseline of the code."""
        return self.y + 18

    def placed(self) -> list[tuple[float, str]]:
        """Each line of the title with its baseline, below the code if there is one."""
        first = self.y + 18 + (LINE if self.head else 0)
        return [(first + LINE * number, line) for number, line in enumerate(self.lines)]

    @property
    def top(self) -> tuple[float, float]:
        """Where links arrive."""
        return self.x + self.width / 2, self.y

    @property
    def bottom(self) -> tuple[float, float]:
        """Where links leave."""
        return self.x + self.width / 2, self.y + self.height


@dataclass(frozen=True)
class Band:
    """A stage as drawn."""

    stage: Stage
    y: float
    height: float
    boxes: tuple[Box, ...]
    hidden: int = 0

    @property
    def is_gathered(self) -> bool:
        """Whether the band shows codes only, framed as one."""
        return len(self.boxes) > FULL

    @property
    def left(self) -> float:
        """Where its frame begins."""
        return min(box.x for box in self.boxes) - 8

    @property
    def right(self) -> float:
        """Where its frame ends."""
        return max(box.x + box.width for box in self.boxes) + 8

    @property
    def top(self) -> tuple[float, float]:
        """Where links to the whole band arrive."""
        return (self.left + self.right) / 2, self.y - 7

    @property
    def bottom(self) -> tuple[float, float]:
        """Where links from the whole band leave."""
        return (self.left + self.right) / 2, self.y + self.height + 7

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


@dataclass(frozen=True)
class _Frame:
    label: Callable[[Node], str]
    starts: frozenset[Key]
    mirrored: bool


def draw(thread: Thread, label: Callable[[Node], str], *, mirrored: bool = False) -> Picture:
    """Lays a thread out.

    ``label`` gives the code or name at the head of a thing; ``mirrored`` is for
    languages written from right to left.
    """
    frame = _Frame(label, thread.starts, mirrored)
    bands: list[Band] = []
    centres: dict[Key, float] = {}
    links = thread.drawn()
    y = float(PAD)
    for stage, nodes in thread.stages():
        if not nodes:
            continue
        shown = _ordered(nodes, links, centres) if len(nodes) <= FULL else nodes
        band = _band(stage, shown, y, frame)
        centres.update({box.node.key: box.x + box.width / 2 for box in band.boxes})
        bands.append(band)
        y += band.height + BAND_GAP
    return Picture(WIDTH, y - BAND_GAP + PAD, tuple(bands), tuple(_curves(bands, thread)), mirrored)


def _ordered(nodes: list[Node], links: list[Link], centres: dict[Key, float]) -> list[Node]:
    """Things nearest to where their links come from: fewer crossings."""

    def weight(item: tuple[int, Node]) -> tuple[float, int]:
        place, node = item
        above = [centres[link.source] for link in links if link.target == node.key and link.source in centres]
        return (sum(above) / len(above) if above else WIDTH / 2, place)

    ranked = sorted(enumerate(nodes), key=weight)
    return [node for _place, node in ranked]


def _band(stage: Stage, nodes: list[Node], y: float, frame: "_Frame") -> Band:
    space = WIDTH - LABEL - 2 * PAD
    if len(nodes) <= FULL:
        width = min(300.0, (space - GAP * (len(nodes) - 1)) / len(nodes))
        lines = [_lines(str(node.title), width) for node in nodes]
        heads = [_fit(frame.label(node), width) for node in nodes]
        height = 12.0 + LINE * max(len(own) + bool(head) for own, head in zip(lines, heads, strict=True))
        boxes = _row(nodes, heads, lines, y, width, height, frame)
        return Band(stage, y, height, boxes)
    heads = [frame.label(node) or str(node.title) for node in nodes]
    width = min(150.0, max(54.0, max(map(len, heads)) * (LETTER + 0.9) + 16))
    in_row = int((space + GAP) // (width + GAP))
    shown = nodes[: in_row * ROWS]
    placed: list[Box] = []
    for number in range(0, len(shown), in_row):
        part = slice(number, number + in_row)
        top = y + (number // in_row) * (CHIP + 8)
        own = [_fit(head, width) for head in heads[part]]
        placed += _row(shown[part], own, [()] * len(own), top, width, CHIP, frame)
    height = placed[-1].y + CHIP - y
    return Band(stage, y, height, tuple(placed), hidden=len(nodes) - len(shown))


def _row(
    nodes: list[Node],
    heads: list[str],
    lines: list[tuple[str, ...]],
    y: float,
    width: float,
    height: float,
    frame: "_Frame",
) -> tuple[Box, ...]:
    total = width * len(nodes) + GAP * (len(nodes) - 1)
    left = LABEL + PAD + (WIDTH - LABEL - 2 * PAD - total) / 2
    boxes = []
    for place, (node, head, own) in enumerate(zip(nodes, heads, lines, strict=True)):
        x = left + place * (width + GAP)
        x = WIDTH - x - width if frame.mirrored else x
        boxes.append(Box(node, round(x, 1), y, round(width, 1), height, head, own, node.key in frame.starts))
    return tuple(boxes)


def _fit(text: str, width: float) -> str:
    letters = max(4, int((width - 14) / (LETTER + 0.9)))
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _lines(title: str, width: float) -> tuple[str, ...]:
    letters = max(8, int((width - 16) / LETTER))
    return tuple(textwrap.wrap(title, letters, max_lines=3, placeholder=" …"))


def _curves(bands: list[Band], thread: Thread) -> list[Curve]:
    """The links as curves; where a thing is linked to a whole band, one curve to the band says so."""
    boxes = {box.node.key: (box, band) for band in bands for box in band.boxes}
    shown = [link for link in thread.links if link.source in boxes and link.target in boxes]
    out: dict[tuple[Key, Stage], list[Link]] = defaultdict(list)
    into: dict[tuple[Stage, Key], list[Link]] = defaultdict(list)
    for link in shown:
        out[link.source, boxes[link.target][1].stage].append(link)
        into[boxes[link.source][1].stage, link.target].append(link)
    curves, told = [], set()
    for (source, _stage), links in out.items():
        band = boxes[links[0].target][1]
        if band.is_gathered and len(links) == len(band.boxes):
            curves.append(_curve(boxes[source][0].bottom, band.top, links))
            told.update(links)
    for (_stage, target), links in into.items():
        band = boxes[links[0].source][1]
        if band.is_gathered and len(links) == len(band.boxes):
            curves.append(_curve(band.bottom, boxes[target][0].top, links))
            told.update(links)
    for link in thread.drawn():
        if link.source in boxes and link.target in boxes and link not in told:
            curves.append(_curve(boxes[link.source][0].bottom, boxes[link.target][0].top, [link]))
    return [curve for curve in curves if curve.path]


def _curve(one: tuple[float, float], other: tuple[float, float], links: list[Link]) -> Curve:
    (x1, y1), (x2, y2) = one, other
    if y2 <= y1:
        return Curve("", False)
    bend = min(60.0, (y2 - y1) / 2)
    path = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"
    return Curve(path, all(link.basis == Basis.DERIVED for link in links))
