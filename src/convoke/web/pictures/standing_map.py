"""The world by where each state stands with a questionnaire: from not asked to submitted.

Standings are told apart by how dark they are and by textures, states also by their
names and in the table. Boundaries imply no endorsement.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from .lettering import clean, is_mirrored, isolated, number, wrapped
from .marks import Text
from .plate import Cell, Table
from .world import geometry

STANDINGS: tuple[tuple[str, str | Promise], ...] = (
    ("submitted", pgettext_lazy("standing of a state", "submitted")),
    ("begun", pgettext_lazy("standing of a state", "begun")),
    ("opened", pgettext_lazy("standing of a state", "opened")),
    ("asked", pgettext_lazy("standing of a state", "invited, not yet opened")),
    ("declined", pgettext_lazy("standing of a state", "declined")),
    ("not-asked", pgettext_lazy("standing of a state", "not invited")),
)
"""Where a state can stand, in the order of the legend."""
TEXTURES = {"begun": "lines", "opened": "dots", "declined": "weave"}
PLAIN = {
    "submitted": "#14304f", "begun": "#6f8fb0", "opened": "#b9b3a3", "asked": "#fffdf7", "declined": "#c98a69",
    "not-asked": "#e4e1d6",
}
"""What stands where a texture cannot be drawn, and the colour of those that have none."""
BELOW = 138
"""What a file has under the map: legend and note."""


@dataclass(frozen=True)
class State:
    """A state: its ISO 3166-1 alpha-3 code, the name it is shown by, its standing, and where a click leads."""

    iso3: str
    name: str
    standing: str
    address: str = ""
    note: str = ""
    """What more the table says of it, such as a day."""


@dataclass(frozen=True)
class Shape:
    """A state as drawn: its outline, or a dot where that is too small to be seen."""

    state: State
    label: str
    paint: str
    dot: tuple[float, float] | None


@dataclass(frozen=True)
class Swatch:
    """A line of the legend with how many states it stands for; where it stands in a file."""

    standing: str
    label: str
    count: int
    paint: str
    x: float
    y: float
    text: Text


@dataclass(frozen=True)
class StandingMap:
    """The map and, in the same figures, its table."""

    key: str
    title: str
    description: str
    width: int
    height: int
    plain: tuple[str, ...]
    shapes: tuple[Shape, ...]
    elsewhere: tuple[Shape, ...]
    """Those with no place on the map (states of an exercise, processes): shown beside it, in the same paint."""
    legend: tuple[Swatch, ...]
    texts: tuple[Text, ...]
    table: Table
    notes: tuple[str, ...]
    is_empty: bool = False

    kind = "standing"
    template = "pictures/standing.html"

    @property
    def textures(self) -> list[str]:
        """The textures that occur."""
        return sorted({TEXTURES[one.standing] for one in self.legend if one.standing in TEXTURES})

    @property
    def role(self) -> str:
        """What it is to those who do not see it: links in a group, or one image."""
        return "group" if any(shape.state.address for shape in self.shapes) else "img"

    @property
    def full_height(self) -> int:
        """How high it is in a file, with legend and note."""
        return self.height + BELOW

    def rows(self) -> list[tuple[Cell, ...]]:
        """The table behind the map, head first: for files."""
        return [self.table.head, *self.table.body]


def draw(states: Iterable[State], *, key: str, title: str, notes: Iterable[str] = ()) -> StandingMap:
    """Colours the states given; raises ValueError for a standing that is not among ``STANDINGS``.

    The table and the order in which the keyboard reaches states are the order in which they are given.
    """
    known, labels = list(states), {standing: str(label) for standing, label in STANDINGS}
    unknown = {state.standing for state in known} - set(labels)
    if unknown:
        raise ValueError(f"not a standing: {', '.join(sorted(unknown))}")
    drawing = geometry()
    paths, tiny = set(drawing["paths"]), set(drawing["tiny"])
    shapes, elsewhere = [], []
    for state in known:
        centre = drawing["centres"].get(state.iso3)
        is_small = state.iso3 in tiny or state.iso3 not in paths
        label = _("%(state)s: %(standing)s") % {"state": clean(state.name), "standing": labels[state.standing]}
        if is_small and not centre:
            elsewhere.append(Shape(state, label, _paint(key, state.standing), None))
            continue
        shapes.append(
            Shape(state, label, _paint(key, state.standing), (centre[0], centre[1]) if is_small else None)
        )
    _x, _y, width, height = drawing["viewBoxCropped"]
    counted = Counter(state.standing for state in known)
    drawn = {state.iso3 for state in known}
    plain = tuple(one for one in drawing["paths"] if one not in drawn and one not in ("SPHERE", "GRATICULE"))
    said = (*notes, _("The boundaries shown do not imply endorsement or acceptance by the forum or its members."))
    table = Table(
        (_("State"), _("Standing"), _("Note")),
        tuple((clean(state.name), labels[state.standing], clean(state.note)) for state in known),
    )
    return StandingMap(
        key, clean(title), _description(counted, len(known)), width, height, plain, tuple(shapes),
        tuple(elsewhere), _legend(key, counted, labels, width, height), _written(title, said, width, height), table,
        tuple(said), is_empty=not known,
    )


def _paint(key: str, standing: str) -> str:
    texture = TEXTURES.get(standing)
    return f"url(#{key}-{texture}) {PLAIN[standing]}" if texture else PLAIN[standing]


def _legend(
    key: str, counted: Counter[str], labels: dict[str, str], width: int, height: int
) -> tuple[Swatch, ...]:
    found: list[Swatch] = []
    column = (width - 24) / 3
    for standing, label in labels.items():
        if not counted[standing]:
            continue
        place = len(found)
        x, y = 12 + column * (place % 3), height + 46.0 + 22 * (place // 3)
        words = _("%(standing)s: %(number)s") % {"standing": label, "number": number(counted[standing])}
        text = _line(x + 28, y + 11, words, "label", width)
        left = width - x - 20 if is_mirrored() else x
        found.append(Swatch(standing, words, counted[standing], _paint(key, standing), left, y, text))
    return tuple(found)


def _written(title: str, said: tuple[str, ...], width: int, height: int) -> tuple[Text, ...]:
    """The title under the map and the notes under the legend, as a file has them."""
    heading = wrapped(title, "title", width - 24, 1)[0]
    notes = wrapped(" ".join(said), "soft", width - 24, 2)
    return (
        _line(12, height + 28, heading, "title", width),
        *(_line(12, height + 108 + 16 * below, note, "soft", width) for below, note in enumerate(notes)),
    )


def _line(x: float, y: float, words: str, kind: str, width: int) -> Text:
    mirrored = is_mirrored()
    return Text(round(width - x if mirrored else x, 1), y, isolated(words), kind, "end" if mirrored else "start")


def _description(counted: Counter[str], shown: int) -> str:
    if not shown:
        return _("No state has been invited yet.")
    return _("%(submitted)s of %(all)s states have submitted.") % {
        "submitted": number(counted["submitted"]),
        "all": number(shown - counted["not-asked"]),
    }
