"""What is counted: one ranking from each government that answered."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property


@dataclass(frozen=True)
class Ballot:
    """The ranking of one voter: codes of items, best first, without ties or gaps.

    Raises ``ValueError`` where an item is ranked twice, or the weight is below one.
    """

    voter: str
    """The code of the party, or of the response where answers are confidential; may be empty."""
    ranking: tuple[str, ...]
    groups: frozenset[str] = frozenset()
    """Codes of the voter's region, development and groupings at the date of the edition."""
    at: datetime | None = None
    """When it was submitted."""
    is_late: bool = False
    weight: int = 1
    """How many identical ballots it stands for."""

    def __post_init__(self) -> None:
        if len(set(self.ranking)) != len(self.ranking):
            raise ValueError(f"The ballot of {self.voter!r} ranks an item twice.")
        if self.weight < 1:
            raise ValueError(f"The weight of the ballot of {self.voter!r} is below one.")


@dataclass(frozen=True)
class Profile:
    """All ballots on one ranking question.

    A ballot that ranks nothing is kept but not counted: it does not count among the
    voters either, so that silence neither helps nor hinders an item.

    Raises ``ValueError`` where an item is listed twice, a ballot ranks what is not an
    item or more items than allowed, or one voter has two ballots.
    """

    items: tuple[str, ...]
    """Codes of the items in the order of the form."""
    ballots: tuple[Ballot, ...] = ()
    longest: int | None = None
    """The most items that one ballot may rank ("rank your first five"); ``None``: all of them."""

    def __post_init__(self) -> None:
        known = set(self.items)
        if len(known) != len(self.items):
            raise ValueError("An item is listed twice.")
        for ballot in self.ballots:
            if not known.issuperset(ballot.ranking):
                unknown = next(item for item in ballot.ranking if item not in known)
                raise ValueError(f"The ballot of {ballot.voter!r} ranks {unknown!r}, which is not an item.")
            if len(ballot.ranking) > self.most:
                raise ValueError(f"The ballot of {ballot.voter!r} ranks more than {self.most} items.")
        named = [ballot.voter for ballot in self.ballots if ballot.voter]
        if len(set(named)) != len(named):
            raise ValueError("A voter has two ballots.")

    @property
    def most(self) -> int:
        """How many items a ballot may rank."""
        return len(self.items) if self.longest is None else min(self.longest, len(self.items))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each item stands in the form, from 0."""
        return {item: place for place, item in enumerate(self.items)}

    @cached_property
    def counted(self) -> tuple[Ballot, ...]:
        """The ballots that rank something."""
        return tuple(ballot for ballot in self.ballots if ballot.ranking)

    @cached_property
    def voters(self) -> int:
        """How many ranked something."""
        return sum(ballot.weight for ballot in self.counted)

    @cached_property
    def rankings(self) -> Mapping[tuple[int, ...], int]:
        """How many gave each ranking; items by their place in the form. In order, so that nobody's turn decides."""
        weights: Counter[tuple[str, ...]] = Counter()
        for ballot in self.counted:
            weights[ballot.ranking] += ballot.weight
        place = self.place
        return dict(sorted((tuple(place[item] for item in one), weight) for one, weight in weights.items()))

    @cached_property
    def approvals(self) -> Mapping[tuple[int, ...], int]:
        """How many ranked exactly these items, in whatever order; items by their place in the form."""
        weights: Counter[tuple[int, ...]] = Counter()
        for ranking, weight in self.rankings.items():
            weights[tuple(sorted(ranking))] += weight
        return dict(sorted(weights.items()))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of those whose ballots are counted, by code."""
        return tuple(sorted(frozenset().union(*(ballot.groups for ballot in self.counted))))

    @cached_property
    def ranked(self) -> frozenset[str]:
        """The items that somebody ranked."""
        return frozenset(self.items[item] for ranking in self.rankings for item in ranking)

    def where(self, keep: Callable[[Ballot], bool]) -> "Profile":
        """The same question with only the ballots to keep."""
        return replace(self, ballots=tuple(ballot for ballot in self.ballots if keep(ballot)))

    def of(self, group: str) -> "Profile":
        """The ballots of a group."""
        return self.where(lambda ballot: group in ballot.groups)

    def without(self, group: str) -> "Profile":
        """All ballots but those of a group."""
        return self.where(lambda ballot: group not in ballot.groups)

    def in_time(self) -> "Profile":
        """The ballots that came by the deadline."""
        return self.where(lambda ballot: not ballot.is_late)

    def as_of(self, moment: datetime) -> "Profile":
        """The ballots submitted by a moment; one without a time is taken as there from the start."""
        return self.where(lambda ballot: ballot.at is None or ballot.at <= moment)
