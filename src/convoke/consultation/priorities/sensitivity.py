"""How much the priorities depend on the rule, on each group, on late answers, and on single ballots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from .ballots import Profile
from .results import Chosen, Proof, Ranking
from .rules import ORDERS, RULES, choose, rank
from .thiele import EFFORT

EFFORT_OF_EACH = 400
"""How far proportional approval voting searches where it is done once for each group."""


@dataclass(frozen=True)
class Result:
    """What one rule gives: a set and, where it has one, an order of all items."""

    chosen: Chosen
    ranking: Ranking | None

    @property
    def rule(self) -> str:
        """The code of the rule."""
        return self.chosen.rule


@dataclass(frozen=True)
class Agreement:
    """The rules side by side."""

    size: int
    results: tuple[Result, ...]
    distances: Mapping[tuple[str, str], Fraction]
    """For each two rules that give an order, on what part of all pairs of items they disagree (:func:`kendall`)."""
    under: Mapping[str, tuple[str, ...]]
    """For each item among the priorities under any rule: under which; in the order of the form."""

    @property
    def in_all(self) -> tuple[str, ...]:
        """The items among the priorities under all rules."""
        return tuple(item for item, rules in self.under.items() if len(rules) == len(self.results))

    @property
    def in_some(self) -> tuple[str, ...]:
        """The items among the priorities under some rules, not all."""
        return tuple(item for item, rules in self.under.items() if len(rules) < len(self.results))

    @property
    def farthest(self) -> tuple[str, str] | None:
        """The two rules whose orders differ most; ``None`` where there are not two, or none differ."""
        pair = max(self.distances, key=lambda one: self.distances[one], default=None)
        return pair if pair and self.distances[pair] else None

    def positions(self, item: str) -> dict[str, int]:
        """The position of an item by each rule that gives an order."""
        return {one.rule: one.ranking.positions[item] for one in self.results if one.ranking}

    def of(self, rule: str) -> Result:
        """What a rule gives; raises ``KeyError`` for one that was not asked for."""
        for one in self.results:
            if one.rule == rule:
                return one
        raise KeyError(rule)


@dataclass(frozen=True)
class Move:
    """From which position an item moves to which."""

    item: str
    before: int
    after: int


@dataclass(frozen=True)
class Shift:
    """What changes by one rule where some ballots are left out."""

    rule: str
    group: str | None
    """The group left out; ``None``: those who answered after the deadline."""
    left_out: int
    """How many voters are left out."""
    leaving: tuple[str, ...]
    """Items that are among the priorities only with these ballots; in the order of the form."""
    entering: tuple[str, ...]
    """Items that are among the priorities only without them."""
    moves: tuple[Move, ...]
    """Every item whose position changes, the largest move first; none for a rule without an order."""
    is_proved: bool
    """Whether both sets are what the rule gives for certain, not only the best found."""
    is_tied: bool
    """Whether on either side something else could have been chosen just as well."""

    @property
    def changes(self) -> bool:
        """Whether the priorities change."""
        return bool(self.leaving or self.entering)

    @property
    def largest(self) -> Move | None:
        """The largest move."""
        return self.moves[0] if self.moves else None


@dataclass(frozen=True)
class Margin:
    """How near another set of priorities is, by a rule that gives points."""

    rule: str
    last: str
    """The last item among the priorities."""
    next: str
    """The first item not among them."""
    gap: Fraction
    """The points between them."""
    to_level: int
    """How many more ballots, at the least, would make the two level."""
    to_change: int
    """How many more ballots, at the least, would change the set of priorities."""


@dataclass(frozen=True)
class Sensitivity:
    """All that the priorities depend on."""

    agreement: Agreement
    without_group: Mapping[str, tuple[Shift, ...]]
    """By rule: one for each group."""
    without_late: Mapping[str, Shift]
    """By rule; empty where nobody, or everybody, answered late."""
    margins: Mapping[str, Margin]
    """By rule that gives an order; empty where all that was ranked is among the priorities."""


def kendall(one: Ranking, other: Ranking) -> Fraction:
    """On what part of all pairs of items two orders disagree: 0 the same, 1 one the other reversed.

    A pair that is level in one order and not in the other counts half: Kendall's distance
    with penalty 1/2 of R. Fagin and others, *Comparing partial rankings*, SIAM Journal on
    Discrete Mathematics 20 (2006), 628-648. Raises ``KeyError`` where the items differ.
    """
    apart, pairs = 0, 0
    for first, second in combinations(one.positions, 2):
        here = _sign(one.positions[first] - one.positions[second])
        there = _sign(other.positions[first] - other.positions[second])
        apart += abs(here - there)
        pairs += 1
    return Fraction(apart, 2 * pairs) if pairs else Fraction(0)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def result(profile: Profile, rule: str, size: int, effort: int = EFFORT) -> Result:
    """What a rule gives for a profile; raises as :func:`~.rules.choose`."""
    return Result(choose(profile, rule, size, effort), rank(profile, rule) if rule in ORDERS else None)


def agreement(profile: Profile, size: int, rules: Iterable[str] = tuple(RULES), effort: int = EFFORT) -> Agreement:
    """The rules side by side; raises as :func:`~.rules.choose`."""
    results = tuple(result(profile, rule, size, effort) for rule in rules)
    orders = [one.ranking for one in results if one.ranking]
    under = {
        item: tuple(one.rule for one in results if item in one.chosen.items)
        for item in profile.items
    }
    return Agreement(
        size, results,
        {(one.rule, other.rule): kendall(one, other) for one, other in combinations(orders, 2)},
        {item: those for item, those in under.items() if those},
    )


def without_group(
    profile: Profile, size: int, groups: Iterable[str], before: Iterable[Result], effort: int = EFFORT_OF_EACH,
) -> dict[str, tuple[Shift, ...]]:
    """What changes without each group, by rule; ``before`` is what the rules give with everybody.

    A group nobody is of, or everybody, is passed over: there is nothing to compare.
    """
    found: dict[str, list[Shift]] = {one.rule: [] for one in before}
    for group in groups:
        rest = profile.without(group)
        if not 0 < rest.voters < profile.voters:
            continue
        for one in before:
            found[one.rule].append(_shift(profile, rest, group, one, size, effort))
    return {rule: tuple(shifts) for rule, shifts in found.items()}


def without_late(
    profile: Profile, size: int, before: Iterable[Result], effort: int = EFFORT_OF_EACH,
) -> dict[str, Shift]:
    """What changes without those who answered after the deadline, by rule; empty where nobody or everybody did."""
    rest = profile.in_time()
    if not 0 < rest.voters < profile.voters:
        return {}
    return {one.rule: _shift(profile, rest, None, one, size, effort) for one in before}


def _shift(profile: Profile, rest: Profile, group: str | None, before: Result, size: int, effort: int) -> Shift:
    after = result(rest, before.rule, size, effort)
    had, has = before.chosen.items, after.chosen.items
    moves: list[Move] = []
    if before.ranking and after.ranking:
        moves = [
            Move(item, before.ranking.positions[item], after.ranking.positions[item])
            for item in before.ranking.positions
            if before.ranking.positions[item] != after.ranking.positions[item]
        ]
    return Shift(
        before.rule, group, profile.voters - rest.voters,
        leaving=tuple(item for item in had if item not in has),
        entering=tuple(item for item in has if item not in had),
        moves=tuple(sorted(moves, key=lambda move: (-abs(move.after - move.before), move.before))),
        is_proved=Proof.BEST_FOUND not in (before.chosen.proof, after.chosen.proof),
        is_tied=before.chosen.is_tied or after.chosen.is_tied,
    )


def margin(profile: Profile, rule: str, size: int) -> Margin | None:
    """How many more ballots could change the first ``size`` items by a rule that gives points.

    ``None`` where every item that anybody ranked is among them. Exact: one more ballot
    brings an item nearer to another by at most the rule's leap, and a ballot that ranks the
    first item left out first, and the last item not or last, does so. The set has changed
    when an item outside it has more points than one inside.
    Raises ``ValueError`` for a rule that gives a set.
    """
    leap = RULES[rule].leap
    if leap is None:
        raise ValueError(f"{rule} gives no points.")
    places = [place for place in rank(profile, rule).places if place.item in profile.ranked]
    if not 0 < size < len(places):
        return None
    last, following = places[size - 1], places[size]
    gap, most = last.score - following.score, leap(profile)
    return Margin(rule, last.item, following.item, gap, to_level=-(-gap // most), to_change=gap // most + 1)


def sensitivity(
    profile: Profile, size: int, groups: Iterable[str] | None = None, rules: Iterable[str] = tuple(RULES),
    effort: int = EFFORT,
) -> Sensitivity:
    """All that the first ``size`` priorities depend on, with the groups to leave out (default: every group).

    Raises as :func:`~.rules.choose`.
    """
    together = agreement(profile, size, rules, effort)
    each = min(effort, EFFORT_OF_EACH)
    margins = {one.rule: margin(profile, one.rule, size) for one in together.results if one.ranking}
    return Sensitivity(
        together,
        without_group(profile, size, profile.groups if groups is None else groups, together.results, each),
        without_late(profile, size, together.results, each),
        {rule: one for rule, one in margins.items() if one},
    )
