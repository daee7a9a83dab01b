"""From what was counted to the right picture: bars, ranked dots, diverging bars."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from convoke.consultation.analysis.counting import Breakdown, Counted, Group
from convoke.consultation.analysis.figures import Choices, Distribution, Figures, Matrix, Months, Rankings
from convoke.consultation.form.model import Kind, Question
from convoke.consultation.form.words import NameOf, words
from convoke.consultation.priorities.rules import ORDERS, RULES, rank
from convoke.core import formats

from ....pictures import bars, diverging, dots
from ....pictures.lettering import number
from ....pictures.plate import Picture
from .sentences import PLAIN_RULE, label_of, spread, withheld

MOST_BINS, MOST_PARTIES, MOST_MONTHS = 8, 30, 24
IN_SHARES = ("first-mentions", "mentions")
"""Rules whose points per answer are a share of the answers."""


@dataclass(frozen=True)
class Easel:
    """How pictures of a question are drawn: with which names, by which rule, with which sentences under them."""

    name_of: NameOf
    group_label: Callable[[str, str], str]
    """The name of a group by its view and code."""
    rule: str = PLAIN_RULE
    with_ends: bool = True
    """Whether single numbers, the lowest and the highest, may be told."""
    notes: tuple[str, ...] = ()

    def draw(self, found: Breakdown, key: str, *, titled: bool = False, width: int = 1000) -> list[Picture]:
        """The pictures of a question: one, or for a grid by groups one for each; none for texts."""
        kind = found.whole.question.kind
        if kind == Kind.RANKING:
            return [dots.draw(self._ranking(found), key=key, titled=titled, width=width)]
        if kind == Kind.GRID:
            return self._grids(found, key, titled=titled, width=width)
        if kind in (Kind.SHORT, Kind.LONG, Kind.FILE, Kind.CONTACT):
            return []
        return [bars.draw(self._bars(found), key=key, titled=titled, width=width)]

    def _bars(self, found: Breakdown) -> bars.Question:
        question, counted = found.whole.question, found.whole
        count = self._counter(question, counted.figures)
        return bars.Question(
            words(question.label), count.options, count.of(counted.figures), counted.answered,
            parts=tuple(
                bars.Part(
                    group.code or "none", self.group_label(found.by, group.code),
                    group.counted.answered if group.counted else 0,
                    count.of(group.counted.figures) if group.counted else {}, is_withheld=group.is_withheld,
                )
                for group in found.groups
            ),
            is_several=question.kind in (Kind.SEVERAL, Kind.PARTY) and question.at_most != 1,
            notes=(*count.notes, *self._spread(question, counted.figures), *self.notes),
            withheld=withheld() if counted.is_withheld else "",
        )

    def _spread(self, question: Question, figures: Figures) -> list[str]:
        return spread(question, figures, with_ends=self.with_ends) if isinstance(figures, Distribution) else []

    def _counter(self, question: Question, figures: Figures) -> "_Counter":
        if isinstance(figures, Distribution):
            return _numbers(figures)
        if isinstance(figures, Months):
            return _months(figures)
        counts = figures.counts if isinstance(figures, Choices) else {}
        codes, notes = list(counts), tuple[str, ...]()
        if question.kind == Kind.PARTY:
            codes.sort(key=lambda code: (-counts[code], self.name_of(code)))
            codes, left = codes[:MOST_PARTIES], codes[MOST_PARTIES:]
            if left:
                notes = (_("%(number)s more were named less often.") % {"number": number(len(left))},)
        options = tuple(bars.Option(code, label_of(question, code, self.name_of)) for code in codes)
        return _Counter(options, lambda one: one.counts if isinstance(one, Choices) else {}, notes)

    def _ranking(self, found: Breakdown) -> dots.Ranking:
        question, figures = found.whole.question, found.whole.figures
        name = RULES[self.rule].name
        if not isinstance(figures, Rankings) or found.whole.is_withheld:
            return dots.Ranking(words(question.label), str(name), (), 0, withheld=withheld())
        each = bool(found.groups)
        if not each:
            measure = _("Points by “%(rule)s”") % {"rule": name}
        elif self.rule in IN_SHARES:
            measure = _("Of 100 answers, by “%(rule)s”") % {"rule": name}
        else:
            measure = _("Points per answer by “%(rule)s”") % {"rule": name}
        scores = self._scores(figures, each=each)
        return dots.Ranking(
            words(question.label), measure,
            tuple(dots.Item(code, label_of(question, code), score) for code, score in scores.items()),
            figures.profile.voters,
            parts=tuple(self._part(found.by, group) for group in found.groups),
            notes=(str(RULES[self.rule].explanation), *self.notes),
        )

    def _part(self, view: str, group: Group) -> dots.Part:
        figures = group.counted.figures if group.counted else None
        scores = self._scores(figures, each=True) if isinstance(figures, Rankings) else {}
        return dots.Part(group.code or "none", self.group_label(view, group.code), scores, group.is_withheld)

    def _scores(self, figures: Rankings, *, each: bool) -> dict[str, float]:
        profile = figures.profile
        if not profile.voters:
            return {}
        by = Fraction(profile.voters, 100 if self.rule in IN_SHARES else 1) if each else Fraction(1)
        return {place.item: float(place.score / by) for place in rank(profile, self.rule).places}

    def _grids(self, found: Breakdown, key: str, *, titled: bool, width: int) -> list[Picture]:
        title = words(found.whole.question.label)
        pictures = [diverging.draw(self._grid(found.whole, title), key=key, titled=titled, width=width)]
        for place, group in enumerate(found.groups):
            name = self.group_label(found.by, group.code)
            grid = self._grid(group.counted, name) if group.counted else diverging.Grid(
                name, self._steps(found.whole.question), (), withheld=withheld()
            )
            pictures.append(diverging.draw(grid, key=f"{key}g{place}", titled=True, width=width))
        return pictures

    def _steps(self, question: Question) -> tuple[diverging.Step, ...]:
        return tuple(diverging.Step(choice.code, words(choice.label)) for choice in question.choices)

    def _grid(self, counted: Counted, title: str) -> diverging.Grid:
        question, figures = counted.question, counted.figures
        rows = figures.rows if isinstance(figures, Matrix) else {}
        return diverging.Grid(
            title, self._steps(question),
            tuple(diverging.Item(row.code, words(row.label), rows.get(row.code, {})) for row in question.rows),
            self.notes, withheld() if counted.is_withheld else "",
        )


@dataclass(frozen=True)
class _Counter:
    """What bars stand for, and how figures are counted into them."""

    options: tuple[bars.Option, ...]
    of: Callable[[Figures], Mapping[str, int]]
    notes: tuple[str, ...] = ()


def rule_or_plain(word: str) -> tuple[str, str]:
    """A rule that gives an order, and what was asked for if it is none."""
    if not word or word in ORDERS:
        return word or PLAIN_RULE, ""
    return PLAIN_RULE, word


def _numbers(figures: Distribution) -> _Counter:
    """Numbers as they are where they are few, else in bins of a round width."""
    values = [value for value, _number in figures.values]
    if len(values) <= MOST_BINS:
        options = tuple(bars.Option(str(value), number(float(value))) for value in values)
        return _Counter(options, lambda one: (
            {str(value): count for value, count in one.values} if isinstance(one, Distribution) else {}
        ))
    width = _round_width((values[-1] - values[0]) / MOST_BINS)
    first, last = math.floor(values[0] / width), math.floor(values[-1] / width)

    def counted(one: Figures) -> dict[str, int]:
        found: dict[str, int] = {}
        for value, count in one.values if isinstance(one, Distribution) else ():
            at = str(math.floor(value / width))
            found[at] = found.get(at, 0) + count
        return found

    options = tuple(
        bars.Option(str(at), _("%(from)s to less than %(to)s") % {
            "from": number(float(at * width)), "to": number(float((at + 1) * width)),
        })
        for at in range(first, last + 1)
    )
    return _Counter(options, counted)


def _round_width(least: Decimal) -> Decimal:
    """The next width of 1, 2 or 5 times a power of ten."""
    power = Decimal(10) ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def _months(figures: Months) -> _Counter:
    """Dates by month; by year where that would be too many."""
    days = sorted(figures.counts)
    by_year = len(days) > MOST_MONTHS

    def key(day: dt.date) -> str:
        return str(day.year) if by_year else day.isoformat()

    def counted(one: Figures) -> dict[str, int]:
        found: dict[str, int] = {}
        for day, count in one.counts.items() if isinstance(one, Months) else ():
            found[key(day)] = found.get(key(day), 0) + count
        return found

    labels = {key(day): str(day.year) if by_year else formats.month(day) for day in days}
    return _Counter(tuple(bars.Option(code, label) for code, label in labels.items()), counted)
