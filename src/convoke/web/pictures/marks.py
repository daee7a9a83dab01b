"""Texts, boxes and lines as they stand on a plate, each with how it is written as SVG.

They are written here and not by a template: a page of results has thousands of them.
"""

from dataclasses import dataclass

from django.utils.html import escape

from .lettering import SIZES, width_of

Point = tuple[float, float]


@dataclass(frozen=True)
class Text:
    """A line of text; ``anchor`` says which end of it stands at x, counted from the left."""

    x: float
    y: float
    words: str
    kind: str
    anchor: str

    @property
    def left(self) -> float:
        """Where it begins at the latest, by its estimated width."""
        return self.x - self._width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def right(self) -> float:
        """Where it ends at the latest."""
        return self.left + self._width

    @property
    def top(self) -> float:
        """Where its highest letters end."""
        return self.y - 0.8 * SIZES[self.kind]

    @property
    def bottom(self) -> float:
        """Where its lowest letters end."""
        return self.y + 0.24 * SIZES[self.kind]

    @property
    def _width(self) -> float:
        return width_of(self.words, self.kind)

    def svg(self, key: str) -> str:
        """The text as SVG; ``key`` stands before ids."""
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        return f'<text class="plate__{self.kind}" x="{self.x}" y="{self.y}"{anchor}>{escape(self.words)}</text>'


@dataclass(frozen=True)
class Box:
    """A filled rectangle, with what it says when pointed at, and its texture if it has one."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str = ""
    texture: str = ""

    def svg(self, key: str) -> str:
        """The rectangle as SVG; ``key`` stands before the id of its texture."""
        fill = f'fill="url(#{key}-{self.texture})"' if self.texture else f'class="plate__{self.kind}"'
        start = f'<rect {fill} x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}"'
        return f"{start}><title>{escape(self.title)}</title></rect>" if self.title else f"{start}/>"


@dataclass(frozen=True)
class Path:
    """A line or a mark, with what it says when pointed at, and the points it goes through."""

    d: str
    kind: str
    title: str
    points: tuple[Point, ...]

    def svg(self, key: str) -> str:
        """The line or mark as SVG."""
        start = f'<path class="plate__{self.kind}" d="{self.d}"'
        return f"{start}><title>{escape(self.title)}</title></path>" if self.title else f"{start}/>"


def tidy(value: float) -> float:
    """A measure with one decimal at most."""
    value = round(value, 1)
    return int(value) if value == int(value) else value


def sign(x: float, y: float, r: float, shape: str) -> str:
    """A shape around a point as the data of a path: ``disc`` or one of the signs of a plate."""
    if shape in ("disc", "ring"):
        left, width = tidy(x - r), tidy(2 * r)
        return f"M{left} {y}a{r} {r} 0 1 0 {width} 0a{r} {r} 0 1 0 -{width} 0z"
    corners = {
        "triangle": [(0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
        "wedge": [(0, 1.2), (1.1, -0.8), (-1.1, -0.8)],
        "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
    }.get(shape)
    if corners:
        return "M" + "L".join(f"{tidy(x + r * dx)} {tidy(y + r * dy)}" for dx, dy in corners) + "z"
    a, b, c, d = tidy(x - r), tidy(x + r), tidy(y - r), tidy(y + r)
    return f"M{a} {c}L{b} {d}M{a} {d}L{b} {c}"
