"""Items in the order of their score: a row an item, a dot for all, a smaller mark for each part."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from convoke.core import formats

from .lettering import line_height, number, width_of, wrapped
from .plate import PAD, SIGNS, WIDE, Cell, Entry, Picture, Plate, Table, empty


@dataclass(frozen=True)
class Item:
    """What was ranked, with its score."""

    key: str
    label: str
    score: float


@dataclass(frozen=True)
class Part:
    """Some of those who answered, with their scores on the same scale; withheld where too few answered."""

    key: str
    label: str
    scores: Mapping[str, float] = field(default_factory=dict)
    is_withheld: bool = False


@dataclass(frozen=True)
class Ranking:
    """Items by a rule; ``measure`` says what the scores are, ``answered`` how many they are taken from."""

    title: str
    measure: str
    items: tuple[Item, ...]
    answered: int
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    withheld: str = ""


def placed(items: tuple[Item, ...]) -> list[tuple[str, Item]]:
    """Items from the highest score, each with its place; those with the same score share one: 1, 2=, 2=, 4."""
    ordered = sorted(items, key=lambda item: -item.score)
    scores = [item.score for item in ordered]
    return [
        (_tied(scores.index(item.score) + 1, is_tied=scores.count(item.score) > 1), item) for item in ordered
    ]


def _tied(place: int, *, is_tied: bool) -> str:
    return f"{number(place)}=" if is_tied else number(place)


def draw(ranking: Ranking, *, key: str, width: int = WIDE, titled: bool = False) -> Picture:
    """Lays a ranking out; ``key`` stands before ids, ``titled`` is for files."""
    if ranking.withheld or not ranking.answered or not ranking.items:
        nothing = Table((_("Place"), _("Item"), ranking.measure), ())
        return empty("dots", key, ranking.title, nothing, width, titled=titled, said=ranking.withheld)
    plate = Plate(width, ranking.title if titled else "")
    parts = [part for part in ranking.parts if not part.is_withheld and part.scores]
    if parts:
        named = [Entry(part.label, sign=SIGNS[place % len(SIGNS)]) for place, part in enumerate(parts)]
        plate.legend([Entry(_("All"), sign="disc"), *named])
    order = placed(ranking.items)
    highest = max([item.score for item in ranking.items] + [score for part in parts for score in part.scores.values()])
    step, top = scale(highest)
    before = max(width_of(place, "soft") for place, _item in order) + 10
    value = max(width_of(_written(ranking, item.score), "value") for item in ranking.items)
    room = 0.0
    if width >= 500:
        room = min(width * 0.42, max(width_of(item.label, "label") for item in ranking.items) + 4)
    left = PAD + before + room + (16 if room else 6)
    space = width - PAD - left - value - 18
    _axis(plate, (left, space), step, top, ranking.measure)
    first = plate.y
    for place, item in order:
        lines = wrapped(item.label, "label", room or width - 2 * PAD - before)
        tall = len(lines) * line_height("label")
        plate.y += 4 if room else 8
        plate.text(PAD + before - 10, plate.y + 13, place, "soft", "end")
        plate.lines(PAD + before, plate.y + 13, lines, "label")
        y = plate.y + tall / 2 if room else plate.y + tall + 10
        plate.y += max(tall, 18.0) + (4 if room else 14)
        plate.stroke([(left, y), (left + space, y)], "guide")
        if not room:
            plate.stroke([(left, y - 6), (left, y + 6)], "axis")
        for at, part in enumerate(parts):
            if item.key in part.scores:
                score, shape = part.scores[item.key], SIGNS[at % len(SIGNS)]
                plate.sign(left + space * score / top, y, 4.5, shape, title=_told(ranking, item, part.label, score))
        plate.sign(left + space * item.score / top, y, 5.5, "disc", title=_told(ranking, item, "", item.score))
        plate.text(width - PAD, y + 4.5, _written(ranking, item.score), "value", "end")
    if room:
        plate.stroke([(left, first), (left, plate.y + 2)], "axis")
    described, table = _description(ranking, order), _table(ranking, order)
    return plate.finish("dots", key, ranking.title, described, table, _notes(ranking))


def _axis(plate: Plate, across: tuple[float, float], step: float, top: float, measure: str) -> None:
    left, space = across
    lines = wrapped(measure, "tick", space if space > 200 else plate.width - 2 * PAD, 2)
    start = left if space > 200 else PAD
    plate.y = plate.lines(start, plate.y + 12, lines, "tick") + 4
    ticks = [step * at for at in range(round(top / step) + 1)]
    widest = max(width_of(number(_round(tick)), "tick") for tick in ticks)
    every = math.ceil((widest + 8) * len(ticks) / space)
    for tick in ticks[::every]:
        plate.text(left + space * tick / top, plate.y + 13, number(_round(tick)), "tick", "middle")
    plate.y += 20


def scale(highest: float) -> tuple[float, float]:
    """The step between ticks and where the axis ends, so that at most five ticks are round numbers."""
    if highest <= 0:
        return 1.0, 1.0
    power = 10.0 ** math.floor(math.log10(highest / 5))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if power * factor * 5 >= highest)
    return step, step * math.ceil(round(highest / step, 6))


def _round(score: float) -> float | int:
    shown = round(score, 2 if abs(score) < 10 else 1)
    return int(shown) if shown == int(shown) else shown


def _written(ranking: Ranking, score: float) -> str:
    """A score with as many decimals as any of the ranking needs, so that they stand under each other."""
    shown = [str(_round(item.score)).partition(".")[2] for item in ranking.items]
    decimals = max(map(len, shown))
    return number(score, decimals)


def _told(ranking: Ranking, item: Item, part: str, score: float) -> str:
    label = f"{part} · {item.label}" if part else item.label
    return _("%(label)s: %(score)s (%(measure)s)") % {
        "label": label, "score": _written(ranking, score), "measure": ranking.measure,
    }


def _description(ranking: Ranking, order: list[tuple[str, Item]]) -> str:
    return _("From the answers of %(number)s. First: %(items)s.") % {
        "number": number(ranking.answered), "items": formats.phrase([item.label for _p, item in order[:3]]),
    }


def _notes(ranking: Ranking) -> list[str]:
    notes = list(ranking.notes)
    if any(place.endswith("=") for place, _item in placed(ranking.items)):
        notes.append(_("Items with the sign = have the same score and share their place."))
    withheld = [part.label for part in ranking.parts if part.is_withheld]
    if withheld:
        notes.append(_("Not shown, because few have answered: %(parts)s.") % {"parts": formats.phrase(withheld)})
    return notes


def _table(ranking: Ranking, order: list[tuple[str, Item]]) -> Table:
    parts = [part for part in ranking.parts if part.scores or part.is_withheld]
    head = (_("Item"), _("Place"), ranking.measure, *(part.label for part in parts))
    body: list[tuple[Cell, ...]] = []
    for place, item in order:
        own: list[Cell] = [_("not shown") if part.is_withheld else _cell(part.scores.get(item.key)) for part in parts]
        body.append((item.label, place, _round(item.score), *own))
    return Table(head, tuple(body))


def _cell(score: float | None) -> Cell:
    return None if score is None else _round(score)
