"""Proportional approval voting: the best set, and whether that is proved.

Voters are bits of whole numbers, so that "how many of these are content twice" is one
operation. All points are whole: of one voter with j items, 1 + 1/2 + … + 1/j, times a
number that 1, 2, … j all divide. No clock decides when to stop: the same ballots give
the same answer on every machine.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

from .ballots import Profile

EFFORT = 6_000
"""How many branches the search looks at, for up to 200 different ballots; fewer for more."""
MOST_EQUALS = 20
"""How many sets that do equally well are kept."""
STEPS_TO_THE_BOUND = 40
"""How often the prices of the bound are bettered."""

Levels = tuple[int, ...]
"""For 0, 1, 2 …: the voters who find exactly so many of their items chosen."""


@dataclass(frozen=True)
class Best:
    """What the search found; items by their place in the form."""

    items: tuple[int, ...]
    score: Fraction
    is_proved: bool
    equals: tuple[tuple[int, ...], ...] = ()
    equals_are_all: bool = True


class _OutOfEffort(Exception):
    """The search has looked at as many branches as it may."""


@dataclass
class _Count:
    """The voters and what each item gives them."""

    approvals: Sequence[tuple[int, ...]]
    weights: Sequence[int]
    size: int
    supporters: dict[int, int] = field(init=False)
    planes: tuple[tuple[int, int], ...] = field(init=False)
    """The weights, digit by digit: who has it, and its place."""

    def __post_init__(self) -> None:
        self.supporters = {}
        for voter, items in enumerate(self.approvals):
            for item in items:
                self.supporters[item] = self.supporters.get(item, 0) | 1 << voter
        digits = max(self.weights, default=0).bit_length()
        self.planes = tuple(
            (sum(1 << voter for voter, weight in enumerate(self.weights) if weight >> digit & 1), digit)
            for digit in range(digits)
        )

    @cached_property
    def unit(self) -> int:
        """The points for a voter's first item."""
        return math.lcm(*range(1, self.size + 1))

    @cached_property
    def worth(self) -> tuple[int, ...]:
        """The points for a voter's first, second … item."""
        return tuple(self.unit // (have + 1) for have in range(self.size))

    @cached_property
    def start(self) -> Levels:
        """Nothing chosen."""
        return ((1 << len(self.approvals)) - 1, *(0 for _have in range(self.size)))

    def gain(self, item: int, levels: Levels) -> int:
        """The points an item adds."""
        those, points = self.supporters[item], 0
        for have, worth in enumerate(self.worth):
            content = those & levels[have]
            if content:
                for plane, digit in self.planes:
                    points += ((content & plane).bit_count() << digit) * worth
        return points

    def chosen(self, item: int, levels: Levels) -> Levels:
        """The levels once an item is chosen too."""
        those = self.supporters[item]
        others = ~those
        return (
            levels[0] & others,
            *(levels[have] & others | levels[have - 1] & those for have in range(1, len(levels))),
        )

    def of(self, items: Iterable[int]) -> tuple[int, Levels]:
        """The points and levels of a set."""
        points, levels = 0, self.start
        for item in items:
            points += self.gain(item, levels)
            levels = self.chosen(item, levels)
        return points, levels


def _one_after_another(count: _Count) -> list[int]:
    """The sequential rule: each time the item that adds most."""
    chosen: list[int] = []
    levels, left = count.start, sorted(count.supporters)
    while len(chosen) < count.size:
        item = max(left, key=lambda one: (count.gain(one, levels), -one))
        left.remove(item)
        chosen.append(item)
        levels = count.chosen(item, levels)
    return chosen


def _exchanged(count: _Count, chosen: list[int]) -> tuple[int, tuple[int, ...]]:
    """Exchange one item for another, the best exchange first, as long as that adds points."""
    best, now = count.of(chosen)[0], sorted(chosen)
    while True:
        found: tuple[int, list[int]] | None = None
        for out in now:
            kept = [item for item in now if item != out]
            points, levels = count.of(kept)
            for item in count.supporters.keys() - set(now):
                total = points + count.gain(item, levels)
                if total > best or (found and total == best and sorted([*kept, item]) < found[1]):
                    best, found = total, (total, sorted([*kept, item]))
        if found is None:
            return best, tuple(now)
        now = found[1]


@dataclass
class _Bound:
    """No set has more than ``rest`` plus the sum of what its items are ``priced`` at.

    Lagrange's relaxation: each voter pays a price for each approved item chosen, and is
    then free to be content with any number of items. Whatever the (whole) prices, the sum
    is at least the points of any set of this size; the search for good prices is in
    floating point, but the bound they give is reckoned exactly.
    """

    count: _Count
    rest: int = 0
    priced: dict[int, int] = field(default_factory=dict)
    fine: int = 1
    """By how much finer than points the bound is reckoned."""

    def total(self) -> int:
        """The bound for the best set."""
        return self.rest + sum(sorted(self.priced.values(), reverse=True)[: self.count.size])

    def better(self, target: int, steps: int) -> None:
        """Look for prices that bring the bound near ``target`` points; stop once it proves them best."""
        count = self.count
        self.fine = 1 + 20_000 // count.unit
        worth = [one * self.fine for one in count.worth]
        prices = [float(worth[0]) / 2] * len(count.approvals)
        least, pace, since = math.inf, 1.0, 0
        for _step in range(steps):
            whole = [int(price) for price in prices]
            rest, priced, content = self._reckon(whole, worth)
            order = sorted(priced, key=lambda one: (-priced[one], one))[: count.size]
            total = rest + sum(priced[one] for one in order)
            if total < least:
                least, since, self.rest, self.priced = total, 0, rest, priced
                if total < (target + 1) * self.fine:
                    return
            else:
                since += 1
                if since >= 4:
                    pace, since = pace / 2, 0
            top = set(order)
            slopes = [
                weight * (len(top.intersection(items)) - have)
                for items, weight, have in zip(count.approvals, count.weights, content, strict=True)
            ]
            length = sum(slope * slope for slope in slopes)
            if not length:
                return
            stride = pace * (total - target * self.fine) / length
            prices = [
                min(max(price - stride * slope, 0.0), float(worth[0]))
                for price, slope in zip(prices, slopes, strict=True)
            ]

    def _reckon(self, prices: list[int], worth: list[int]) -> tuple[int, dict[int, int], list[int]]:
        count, rest = self.count, 0
        priced = dict.fromkeys(count.supporters, 0)
        content: list[int] = []
        for items, weight, price in zip(count.approvals, count.weights, prices, strict=True):
            have, spare = 0, 0
            for points in worth[: len(items)]:
                if points <= price:
                    break
                spare += points - price
                have += 1
            rest += spare * weight
            content.append(have)
            weighed = weight * price
            for item in items:
                priced[item] += weighed
        return rest, priced, content


@dataclass
class _Search:
    """Branch and bound: every set that could have ``least`` points is looked at, the most promising first."""

    count: _Count
    bound: _Bound
    effort: int
    least: int
    """What a set must have to be of interest."""
    found: list[tuple[int, ...]] = field(default_factory=list)
    keeps_equals: bool = False

    def __post_init__(self) -> None:
        priced = self.bound.priced
        self.order = sorted(priced, key=lambda one: (-priced[one], one))
        self.sums = [0, *accumulate(priced[item] for item in self.order)]

    def run(self) -> None:
        """Go through all; raises :class:`_OutOfEffort`."""
        self._from(0, (), 0, 0, self.count.start)

    def _from(self, start: int, chosen: tuple[int, ...], paid: int, points: int, levels: Levels) -> None:
        self.effort -= 1
        if self.effort < 0:
            raise _OutOfEffort
        count, order, left = self.count, self.order, self.count.size - len(chosen)
        gains = [count.gain(item, levels) for item in order[start:]]
        if points + sum(sorted(gains, reverse=True)[:left]) < self.least:
            return
        if left == 1:
            for item, gain in zip(order[start:], gains, strict=True):
                if points + gain >= self.least:
                    self._keep((*chosen, item), points + gain)
            return
        for place in range(start, len(order) - left + 1):
            window = self.sums[place + left] - self.sums[place]
            if self.bound.rest + paid + window < self.least * self.bound.fine:
                return
            item, gain = order[place], gains[place - start]
            rest = sorted(gains[place - start + 1:], reverse=True)[: left - 1]
            if points + gain + sum(rest) < self.least:
                continue
            self._from(
                place + 1, (*chosen, item), paid + self.bound.priced[item], points + gain, count.chosen(item, levels)
            )

    def _keep(self, items: tuple[int, ...], points: int) -> None:
        if self.keeps_equals:
            self.found.append(tuple(sorted(items)))
            if len(self.found) > MOST_EQUALS:
                raise _OutOfEffort
        else:
            self.found = [tuple(sorted(items))]
            self.least = points + 1


def proportional_approval(profile: Profile, size: int, effort: int = EFFORT) -> Best:
    """Proportional approval voting: the set that gives all voters together the most points.

    T. N. Thiele, *Om Flerfoldsvalg* (1895); M. Lackner, P. Skowron, *Multi-Winner Voting
    with Approval Preferences* (Springer 2023). What is ranked counts as approved.
    A voter who finds j of these items in the set gives it 1 + 1/2 + … + 1/j points.

    First a good set is made (the sequential rule, then exchanges of one item for another
    as long as they help; such a set already gives groups who agree their share: H. Aziz
    and others, *On the complexity of extended and proportional justified representation*,
    AAAI 2018). Then branch and bound looks for a better one. Where it comes to its end
    within ``effort``, the set is proved the best; otherwise it is the best found. Of sets
    that do equally well, the first by the order of the form is taken and the others named.
    Items that nobody ranked are never chosen.
    """
    approvals = profile.approvals
    ranked = {item for items in approvals for item in items}
    size = min(size, len(ranked))
    if size < 1:
        return Best((), Fraction(0), is_proved=True)
    count = _Count(list(approvals), list(approvals.values()), size)
    points, items = _exchanged(count, _one_after_another(count))
    if size == len(ranked):
        return Best(items, Fraction(points, count.unit), is_proved=True)
    share = max(1, len(approvals) // 200)
    bound = _Bound(count)
    bound.better(points, max(4, STEPS_TO_THE_BOUND // share))
    search = _Search(count, bound, effort // share, least=points + 1)
    is_proved = True
    try:
        search.run()
    except _OutOfEffort:
        is_proved = False
    if search.found:
        (items,), points = search.found, search.least - 1
    if not is_proved:
        points, items = _exchanged(count, list(items))
        return Best(items, Fraction(points, count.unit), is_proved=False, equals_are_all=False)
    alike = _Search(count, bound, search.effort, least=points, keeps_equals=True)
    are_all = True
    try:
        alike.run()
    except _OutOfEffort:
        are_all = False
    first, *others = sorted({items, *alike.found})
    return Best(first, Fraction(points, count.unit), True, tuple(others[:MOST_EQUALS]), are_all)
