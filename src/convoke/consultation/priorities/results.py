"""What the rules give: orders with their points, and sets with how they came about and whom they represent."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Place:
    """An item in an order."""

    item: str
    position: int
    """From 1; items with the same points have the same, and the next one counts on (1, 2, 2, 4)."""
    score: Fraction


@dataclass(frozen=True)
class Ranking:
    """All items in the order a rule gives them; among equals in the order of the form."""

    rule: str
    places: tuple[Place, ...]

    @cached_property
    def positions(self) -> dict[str, int]:
        """The position of each item."""
        return {place.item: place.position for place in self.places}

    @cached_property
    def scores(self) -> dict[str, Fraction]:
        """The points of each item."""
        return {place.item: place.score for place in self.places}

    def first(self, size: int) -> tuple[str, ...]:
        """The first ``size`` items; at the edge the order of the form decides among equals."""
        return tuple(place.item for place in self.places[:size])

    def level(self, size: int) -> tuple[str, ...]:
        """The items that share the last of the first ``size`` places with at least one item after it."""
        if not 0 < size < len(self.places):
            return ()
        edge = self.places[size - 1].score
        if self.places[size].score != edge:
            return ()
        return tuple(place.item for place in self.places if place.score == edge)


class Proof(StrEnum):
    """What is known of a set."""

    BY_RULE = "by-rule"
    """The rule is a procedure: what it gives is its result, and there is nothing to prove."""
    OPTIMAL = "optimal"
    """No other set does better by this rule; the search went through all that could."""
    BEST_FOUND = "best-found"
    """The best set that was found; the search stopped before it went through all."""


@dataclass(frozen=True)
class Step:
    """One item chosen by a rule that chooses one after another."""

    item: str
    tied: tuple[str, ...]
    """What could have been chosen just as well; the order of the form decided."""
    is_completion: bool
    """Whether it was chosen to fill the set, after the rule itself had come to its end."""
    price: Fraction
    """The most any supporter paid, where the price of an item is one; in a completion, the highest load.

    Nothing where the rule gives points.
    """


@dataclass(frozen=True)
class Represented:
    """How far a set of items represents a group of voters."""

    group: str | None
    """``None``: everybody."""
    voters: int
    at_least: tuple[int, ...]
    """How many voters find at least one, at least two … of the items they ranked in the set."""

    def with_at_least(self, number: int) -> int:
        """How many voters find at least ``number`` of the items they ranked in the set."""
        if number < 1:
            return self.voters
        return self.at_least[number - 1] if number <= len(self.at_least) else 0

    @property
    def without_any(self) -> int:
        """How many voters find none of the items they ranked in the set."""
        return self.voters - self.with_at_least(1)


@dataclass(frozen=True)
class Chosen:
    """A set of items. It is smaller than asked for only where fewer items were ranked by anybody."""

    rule: str
    size: int
    """How many were asked for."""
    items: tuple[str, ...]
    """In the order of the form."""
    proof: Proof
    score: Fraction | None = None
    """What the rule maximises, where it maximises something."""
    steps: tuple[Step, ...] = ()
    """How they were chosen, where the rule chooses one after another."""
    equals: tuple[tuple[str, ...], ...] = ()
    """Other sets that do as well, as far as they were found."""
    equals_are_all: bool = True
    """Whether there are no others that do as well."""
    represented: tuple[Represented, ...] = ()
    """Everybody first, then each group by its code."""

    @property
    def order(self) -> tuple[str, ...]:
        """The items in the order they were chosen; empty where the rule chooses them together."""
        return tuple(step.item for step in self.steps)

    @property
    def is_tied(self) -> bool:
        """Whether something else could have been chosen just as well at some point."""
        return bool(self.equals) or any(step.tied for step in self.steps)

    def of(self, group: str | None = None) -> Represented:
        """How a group is represented (default: everybody); raises ``KeyError`` for a group nobody is of."""
        for one in self.represented:
            if one.group == group:
                return one
        raise KeyError(group)
