"""Actions by where they come from, term and level: a matrix whose cells lead to the list."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convoke.outcomes.models import Action
from convoke.outcomes.models.actions import Level
from convoke.outcomes.queries import OPEN_TERM, Cell

LEFT, TOP, COLUMN, ROW = 380, 48, 66, 28
"""The drawing: where cells begin, and how wide and high they are."""
HEAT = (1, 2, 4, 7, 12)
"""From which count on a cell is drawn one shade darker."""


@dataclass(frozen=True)
class MatrixCell:
    """One count, with the filter that lists what it counts."""

    count: int
    term: str
    level: str
    starts_term: bool

    @property
    def heat(self) -> int:
        """The shade, 1 to 5; 0 for none."""
        return sum(self.count >= step for step in HEAT)


@dataclass(frozen=True)
class MatrixRow:
    """One origin with its cells in the order of the columns."""

    origin: str
    label: str
    cells: tuple[MatrixCell, ...]

    @property
    def code(self) -> str:
        """The code shown before the title: of sessions and roundtables."""
        return self.origin if self.origin[0].isdigit() or self.origin.startswith("RT") else ""

    def placed(self) -> list[tuple[int, MatrixCell]]:
        """The cells with where they stand in the drawing."""
        return [(LEFT + COLUMN * place, cell) for place, cell in enumerate(self.cells)]

    @property
    def total(self) -> int:
        """How many entries the row counts; an action at two levels counts in both."""
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """The picture and, in the same figures, its table."""

    terms: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    body: tuple[MatrixRow, ...]

    @property
    def width(self) -> int:
        """The width of the drawing."""
        return LEFT + COLUMN * len(self.terms) * len(self.levels) + 8

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return TOP + ROW * len(self.body) + 8

    @property
    def term_heads(self) -> list[tuple[int, str]]:
        """The names of the terms with where they stand."""
        step = COLUMN * len(self.levels)
        return [(LEFT + step * place, str(label)) for place, (_term, label) in enumerate(self.terms)]

    @property
    def level_heads(self) -> list[tuple[int, str]]:
        """The names of the levels, under each term, with where they stand."""
        labels = [str(label) for _term in self.terms for _level, label in self.levels]
        return [(LEFT + COLUMN * place, label) for place, label in enumerate(labels)]

    @property
    def lines(self) -> list[tuple[int, MatrixRow]]:
        """The rows with where they stand."""
        return [(TOP + ROW * place, row) for place, row in enumerate(self.body)]

    def rows(self) -> list[list[str]]:
        """The table as text, heading first: for the file."""
        head = [_("From"), *[f"{term} · {level}" for _t, term in self.terms for _l, level in self.levels]]
        return [head, *[[row.label, *[str(cell.count) for cell in row.cells]] for row in self.body]]


def draw(counts: Counter[Cell], origins: dict[str, str]) -> Matrix:
    """Lays the counts out: one row an origin, the levels grouped under each term that occurs.

    ``origins`` gives the order of the rows and the title of each.
    """
    present = {term for _origin, term, _level in counts}
    terms = tuple(
        (value or OPEN_TERM, str(label)) for value, label in Action.Term.choices if (value or OPEN_TERM) in present
    )
    levels = tuple((value, str(label)) for value, label in Level.choices)
    present_origins = {origin for origin, _term, _level in counts}
    body = []
    for origin in (code for code in origins if code in present_origins):
        cells = tuple(
            MatrixCell(counts[origin, term, level], term, level, place == 0)
            for term, _label in terms
            for place, (level, _name) in enumerate(levels)
        )
        body.append(MatrixRow(origin, origins[origin], cells))
    return Matrix(terms, levels, tuple(body))
