"""A rating grid: a bar an item, from the lowest to the highest step, set against a common middle.

The neutral step is split by the middle, so that what lies to either side can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .lettering import line_height, number, percent, width_of, wrapped
from .plate import PAD, WIDE, Cell, Entry, Picture, Plate, Table, empty, in_percent


@dataclass(frozen=True)
class Step:
    """A step of the scale."""

    key: str
    label: str


@dataclass(frozen=True)
class Item:
    """What was rated, with how often each step was chosen, and how many chose none of them on purpose."""

    key: str
    label: str
    counts: Mapping[str, int]
    no_opinion: int = 0


@dataclass(frozen=True)
class Grid:
    """A rating grid: steps from the lowest to the highest, items in the order of the questionnaire."""

    title: str
    steps: tuple[Step, ...]
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    withheld: str = ""

    @property
    def neutral(self) -> Step | None:
        """The step in the middle; none where the number of steps is even."""
        return self.steps[len(self.steps) // 2] if len(self.steps) % 2 else None

    def answered(self, item: Item) -> int:
        """How many rated an item: what its shares are shares of."""
        return sum(item.counts.get(step.key, 0) for step in self.steps)

    def share(self, item: Item, step: Step) -> float:
        """The share of those who rated an item who chose a step."""
        of = self.answered(item)
        return item.counts.get(step.key, 0) / of if of else 0.0

    def sides(self, item: Item) -> tuple[float, float]:
        """The shares below and above the middle, without the neutral step."""
        half = len(self.steps) // 2
        low, high = self.steps[:half], self.steps[len(self.steps) - half :]
        return sum(self.share(item, step) for step in low), sum(self.share(item, step) for step in high)


def draw(grid: Grid, *, key: str, width: int = WIDE, titled: bool = False) -> Picture:
    """Lays a rating grid out; ``key`` stands before ids, ``titled`` is for files."""
    rated = [item for item in grid.items if grid.answered(item)]
    if grid.withheld or not rated:
        nothing = Table((_("Item"), *(step.label for step in grid.steps)), ())
        return empty("diverging", key, grid.title, nothing, width, titled=titled, said=grid.withheld)
    plate = Plate(width, grid.title if titled else "")
    kinds = kinds_of(len(grid.steps))
    plate.legend([Entry(step.label, box=kind) for step, kind in zip(grid.steps, kinds, strict=True)])
    plate.y += 4
    room = min(width * 0.36, max(width_of(item.label, "label") for item in grid.items) + 4) if width >= 500 else 0.0
    sums, count = width_of(percent(1.0), "value") + 6, width_of(_answers(99999), "tick") if room else 0.0
    left = PAD + room + (12 if room else 0)
    space = width - PAD - left - 2 * sums - count
    below = max(_reach(grid, item)[0] for item in rated)
    above = max(_reach(grid, item)[1] for item in rated)
    unit = space / (below + above)
    middle = left + sums + below * unit
    first = plate.y
    for item in grid.items:
        _item(plate, grid, item, (room, middle, unit))
    if room:
        plate.stroke([(middle, first), (middle, plate.y)], "middle")
    return plate.finish("diverging", key, grid.title, _description(grid, rated), _table(grid), _notes(grid))


def kinds_of(number: int) -> list[str]:
    """How each of so many steps is filled: dark at both ends, pale towards the middle."""
    half = number // 2
    spread = [1 + round(2 * place / max(1, half - 1)) for place in range(half)]
    lows = {1: [2], 2: [1, 3]}.get(half, spread)
    middle = ["neutral"] if number % 2 else []
    return [f"low-{shade}" for shade in lows] + middle + [f"high-{shade}" for shade in reversed(lows)]


def _reach(grid: Grid, item: Item) -> tuple[float, float]:
    """How far an item's bar reaches to either side of the middle."""
    low, high = grid.sides(item)
    neutral = grid.share(item, grid.neutral) / 2 if grid.neutral else 0.0
    return low + neutral, high + neutral


def _item(plate: Plate, grid: Grid, item: Item, places: tuple[float, float, float]) -> None:
    room, middle, unit = places
    lines = wrapped(item.label, "label", room or plate.width - 2 * PAD)
    tall = len(lines) * line_height("label")
    if room:
        row = max(tall + 8, 30.0)
        centre = plate.y + row / 2
        plate.lines(PAD + room, centre - tall / 2 + 13, lines, "label", "end")
    else:
        plate.lines(PAD, plate.y + 14, lines, "label")
        row, centre = tall + 36, plate.y + tall + 17
    plate.y += row
    if not room:
        plate.stroke([(middle, centre - 14), (middle, centre + 14)], "middle")
    of = grid.answered(item)
    if room:
        plate.text(plate.width - PAD, centre + 4.5, _answers(of), "tick", "end")
    below, above = _reach(grid, item)
    if not of:
        plate.text(middle + 6, centre + 4.5, _("no answers"), "soft")
        return
    x = middle - below * unit
    low, high = grid.sides(item)
    plate.text(x - 5, centre + 4.5, percent(low), "value", "end")
    plate.text(middle + above * unit + 5, centre + 4.5, percent(high), "value")
    for step, kind in zip(grid.steps, kinds_of(len(grid.steps)), strict=True):
        share = grid.share(item, step)
        if not share:
            continue
        length = share * unit
        told = _("%(label)s, %(step)s: %(count)s of %(all)s (%(share)s)") % {
            "label": item.label, "step": step.label, "count": number(item.counts.get(step.key, 0)),
            "all": number(of), "share": percent(share),
        }
        plate.box(x, centre - 10, max(0.5, length - 1), 20, kind, told)
        words, tone = percent(share), "bright" if kind in ("low-1", "high-1", "low-2", "high-2") else "inside"
        if width_of(words, tone) + 6 < length:
            plate.text(x + (length - 1) / 2, centre + 4, words, tone, "middle")
        x += length


def _answers(answered: int) -> str:
    return _("n = %(number)s") % {"number": number(answered)}


def _description(grid: Grid, rated: list[Item]) -> str:
    best = max(rated, key=lambda item: grid.sides(item)[1])
    return _("%(number)s items were rated. The largest share above the middle: %(label)s, %(share)s.") % {
        "number": number(len(rated)), "label": best.label, "share": percent(grid.sides(best)[1]),
    }


def _notes(grid: Grid) -> list[str]:
    notes = list(grid.notes)
    if grid.neutral:
        notes.append(
            _("The figures at the ends are the shares below and above “%(neutral)s”, which stands across the middle.")
            % {"neutral": grid.neutral.label}
        )
    if any(item.no_opinion for item in grid.items):
        notes.append(_("Who gave no opinion is not counted in the shares; see the table."))
    return notes


def _table(grid: Grid) -> Table:
    head = [_("Item")]
    for step in grid.steps:
        head += [step.label, _("%(part)s (%%)") % {"part": step.label}]
    has_none = any(item.no_opinion for item in grid.items)
    head += [_("Rated by"), *([_("No opinion")] if has_none else [])]
    body = []
    for item in grid.items:
        of = grid.answered(item)
        row: list[Cell] = [item.label]
        for step in grid.steps:
            row += [item.counts.get(step.key, 0), in_percent(item.counts.get(step.key, 0), of)]
        body.append((*row, of, *([item.no_opinion] if has_none else [])))
    return Table(tuple(head), tuple(body))
