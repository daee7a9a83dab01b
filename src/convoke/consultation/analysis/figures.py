"""What is made of the answers to one question, by its kind."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from ..form.model import Kind, Question
from ..priorities.ballots import Ballot, Profile
from .tallies import ONLY_NUMBER, Given

QUARTERS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))


@dataclass(frozen=True)
class Figures:
    """How many answered; of texts, files and contacts that is all there is to count."""

    answered: int


@dataclass(frozen=True)
class Choices(Figures):
    """How often each was chosen: one of several, several, yes or no, parties."""

    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix(Figures):
    """Of a grid: for each row how often each step was chosen."""

    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Distribution(Figures):
    """Numbers from the lowest to the highest, each with how often it was given."""

    values: tuple[tuple[Decimal, int], ...] = ()

    @property
    def lowest(self) -> Decimal | None:
        """The lowest number."""
        return self.values[0][0] if self.values else None

    @property
    def highest(self) -> Decimal | None:
        """The highest number."""
        return self.values[-1][0] if self.values else None

    @property
    def given(self) -> int:
        """How many numbers there are."""
        return sum(number for _value, number in self.values)

    @property
    def quartiles(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """The lower quartile, the median and the upper quartile, interpolated between neighbours; None of none.

        (Definition 7 of Hyndman and Fan 1996: what spreadsheets give.)
        """
        if not self.values:
            return None
        first, second, third = (self._at(part * (self.given - 1)) for part in QUARTERS)
        return first, second, third

    def _at(self, place: Decimal) -> Decimal:
        before = int(place)
        low, high = self._number(before), self._number(min(before + 1, self.given - 1))
        return low + (high - low) * (place - before)

    def _number(self, place: int) -> Decimal:
        for value, number in self.values:
            if place < number:
                return value
            place -= number
        raise IndexError(place)


@dataclass(frozen=True)
class Months(Figures):
    """Dates by the first day of their month, in order."""

    counts: Mapping[dt.date, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rankings(Figures):
    """Rankings, each with how many gave it."""

    question: Question = field(default_factory=lambda: Question("", Kind.RANKING, {}))
    weights: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    @cached_property
    def profile(self) -> Profile:
        """The ballots for the rules of :mod:`..priorities`; made when first asked for."""
        return profile_of(
            self.question, (Ballot("", ranking, weight=weight) for ranking, weight in self.weights.items())
        )


def figures_of(question: Question, given: Given) -> Figures:
    """What the answers to a question come to."""
    if question.kind in ONLY_NUMBER:
        return Figures(given.answered)
    if question.kind == Kind.YES_NO:
        counts = {code: given.values.count(f'{{"answer":"{code}"') for code in ("yes", "no")}
        return Choices(sum(counts.values()), counts)
    return _MAKERS[question.kind](question, given)


def ranking_of(value: str) -> tuple[str, ...]:
    """The ranking an answer gives."""
    return _codes(json.loads(value))


def profile_of(question: Question, ballots: Iterable[Ballot]) -> Profile:
    """The ballots on a question; items that no version offers any more come last, so that nobody is left out."""
    given = tuple(ballots)
    items = dict.fromkeys([choice.code for choice in question.choices])
    items |= dict.fromkeys(item for ballot in given for item in ballot.ranking)
    longest = max((len(ballot.ranking) for ballot in given), default=0)
    return Profile(tuple(items), given, max(question.first, longest) if question.first else None)


def _codes(value: object) -> tuple[str, ...]:
    """The codes an answer names; a question may have been of another kind in an earlier version."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(dict.fromkeys(one for one in value if isinstance(one, str))) if isinstance(value, list) else ()


def _values(given: Given) -> list[Any]:
    values: list[Any] = json.loads(f"[{given.values}]")
    return values


def _lists(given: Given) -> Counter[tuple[str, ...]]:
    """The codes named by each answer, with how many named the same; equal texts are read once."""
    if given.values.startswith("[") and given.values.count("[") == given.answered:  # no code has brackets or quotes
        texts = Counter(given.values[1:-1].split("],["))
        return Counter({tuple(text[1:-1].split('","')) if text else (): number for text, number in texts.items()})
    return Counter(map(_codes, _values(given)))


def _choices(question: Question, given: Given) -> Figures:
    counts = {choice.code: 0 for choice in question.choices}
    for codes, number in _lists(given).items():
        for code in codes:
            counts[code] = counts.get(code, 0) + number
    return Choices(given.answered, counts)


def _matrix(question: Question, given: Given) -> Figures:
    chosen: Counter[tuple[str, Any]] = Counter()
    for value in _values(given):
        if isinstance(value, dict):
            chosen.update(value.items())
    rows: dict[str, dict[str, int]] = {row.code: {} for row in question.rows}
    for (row, code), number in chosen.items():
        rows.setdefault(row, {})[str(code)] = number
    return Matrix(given.answered, rows)


def _numbers(question: Question, given: Given) -> Figures:
    counts: dict[Decimal, int] = {}
    for text, number in Counter(map(str, _values(given))).items():
        try:
            value = Decimal(text)
        except InvalidOperation:
            continue
        if value.is_finite():
            counts[value] = counts.get(value, 0) + number
    return Distribution(given.answered, tuple(sorted(counts.items())))


def _months(question: Question, given: Given) -> Figures:
    counts: Counter[dt.date] = Counter()
    for text, number in Counter(map(str, _values(given))).items():
        try:
            counts[dt.date.fromisoformat(text).replace(day=1)] += number
        except ValueError:
            continue
    return Months(given.answered, dict(sorted(counts.items())))


def _rankings(question: Question, given: Given) -> Figures:
    return Rankings(given.answered, question, _lists(given))


_MAKERS: dict[Kind, Callable[[Question, Given], Figures]] = {
    Kind.ONE: _choices,
    Kind.SEVERAL: _choices,
    Kind.PARTY: _choices,
    Kind.GRID: _matrix,
    Kind.NUMBER: _numbers,
    Kind.CALCULATION: _numbers,
    Kind.DATE: _months,
    Kind.RANKING: _rankings,
}
