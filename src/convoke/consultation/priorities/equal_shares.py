"""The method of equal shares, by what is ranked at all or rank by rank, completed by Phragmén's rule.

Everybody who ranked something is given the same money; the money of all pays for the set.
An item is chosen where those who support it can pay for it between them. All sums are
whole numbers on a common scale, and thus exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from .ballots import Profile


@dataclass(frozen=True)
class Bought:
    """An item chosen, by its place in the form; see :class:`~.results.Step`."""

    item: int
    tied: tuple[int, ...]
    is_completion: bool
    price: Fraction


@dataclass
class _Purse:
    """Supporters and what money they have left."""

    weights: list[int]
    money: list[int]
    price: int
    """Of an item, on the same scale as the money."""
    supporters: dict[int, list[int]]
    bought: list[Bought] = field(default_factory=list)
    cheapest: dict[int, Fraction] = field(default_factory=dict)
    """Less than this no item can cost a supporter: money only ever gets less."""
    too_dear: set[int] = field(default_factory=set)
    """What could not be paid for, and therefore cannot later."""

    def cost(self, item: int) -> Fraction | None:
        """What the item costs each supporter: the least such that all, paying this or all they have, can pay for it.

        In prices of an item; ``None`` where they cannot.
        """
        those = sorted((self.money[one], self.weights[one]) for one in self.supporters[item])
        to_pay, payers = self.price, sum(weight for _money, weight in those)
        for money, weight in those:
            if money * payers >= to_pay:
                return Fraction(to_pay, payers * self.price)
            to_pay -= money * weight
            payers -= weight
        return None

    def pay(self, item: int, cost: Fraction) -> None:
        """Take the money for an item from its supporters."""
        due = cost * self.price
        scale = due.denominator
        if scale > 1:
            self.money = [one * scale for one in self.money]
            self.price *= scale
        for one in self.supporters.pop(item):
            self.money[one] = max(0, self.money[one] - due.numerator)

    def buy(self, size: int) -> None:
        """Choose items as long as one can be paid for and there is room."""
        while len(self.bought) < size:
            best, least = list[int](), None
            may = self.supporters.keys() - self.too_dear
            for item in sorted(may, key=lambda one: (self.cheapest.get(one, Fraction(0)), one)):
                if least is not None and self.cheapest.get(item, Fraction(0)) > least:
                    break
                cost = self.cost(item)
                if cost is None:
                    self.too_dear.add(item)
                    continue
                self.cheapest[item] = cost
                if least is None or cost < least:
                    best, least = [item], cost
                elif cost == least:
                    best.append(item)
            if least is None:
                return
            item, *tied = sorted(best)
            self.pay(item, least)
            self.bought.append(Bought(item, tuple(tied), is_completion=False, price=least))

    def complete(self, size: int) -> None:
        """Fill the set by Phragmén's sequential rule, the money left being each voter's lead."""
        loads = [-one for one in self.money]
        unit = self.price
        while len(self.bought) < size and self.supporters:
            new = {
                item: Fraction(
                    unit + sum(loads[one] * self.weights[one] for one in those),
                    unit * sum(self.weights[one] for one in those),
                )
                for item, those in self.supporters.items()
            }
            least = min(new.values())
            item, *tied = sorted(item for item, load in new.items() if load == least)
            scaled = least * unit
            loads = [one * scaled.denominator for one in loads]
            unit *= scaled.denominator
            for one in self.supporters.pop(item):
                loads[one] = scaled.numerator
            self.bought.append(Bought(item, tuple(tied), is_completion=True, price=least))


def _supporters(rankings: list[tuple[int, ...]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for voter, ranking in enumerate(rankings):
        for item in ranking:
            found.setdefault(item, []).append(voter)
    return found


def _expanding(rankings: list[tuple[int, ...]]) -> Iterator[dict[int, list[int]]]:
    """Who ranks each item first; then who ranks it second; and so on."""
    for rank in range(max(map(len, rankings), default=0)):
        found: dict[int, list[int]] = {}
        for voter, ranking in enumerate(rankings):
            if rank < len(ranking):
                found.setdefault(ranking[rank], []).append(voter)
        yield found


def equal_shares(profile: Profile, size: int) -> tuple[Bought, ...]:
    """The method of equal shares; what is ranked counts as approved.

    D. Peters, P. Skowron, *Proportionality and the limits of welfarism* (EC 2020, there
    "Rule X"); M. Lackner, P. Skowron, *Multi-Winner Voting with Approval Preferences*
    (Springer 2023). Each of n voters has k / n of the price of an item. Choose
    again and again the item for which the most any supporter pays is least, all
    supporters paying this much or all they have left. Groups of voters who agree get
    their share of the set (extended justified representation).

    Completed as in both sources: where nothing can be paid for any more, by Phragmén's
    sequential rule (1894), starting from what money each voter has left.
    """
    rankings = list(profile.approvals)
    purse = _Purse(
        weights=list(profile.approvals.values()), money=[size] * len(rankings), price=profile.voters,
        supporters=_supporters(rankings),
    )
    purse.buy(size)
    purse.complete(size)
    return tuple(purse.bought)


def expanding_approvals(profile: Profile, size: int) -> tuple[Bought, ...]:
    """The expanding approvals rule: equal shares, rank by rank, so that the order of a ballot counts.

    H. Aziz, B. E. Lee, *The expanding approvals rule: improving proportional
    representation and monotonicity*, Social Choice and Welfare 54 (2020), 1-45. First
    only what is ranked first counts as approved; where nothing more can be paid for, the
    second ranks are added, and so on. The rule is a family. The member here takes the
    price n / k, chooses among what can be paid for as the method of equal shares does, and
    takes the money as evenly as that does. Voters who rank the same items above all others,
    in whatever order, get their share of the set (proportionality for solid coalitions).

    Completed by Phragmén's sequential rule, as the method of equal shares.
    """
    rankings = list(profile.rankings)
    purse = _Purse(
        weights=list(profile.rankings.values()), money=[size] * len(rankings), price=profile.voters, supporters={},
    )
    for more in _expanding(rankings):
        bought = {one.item for one in purse.bought}
        for item in more.keys() - bought:
            purse.supporters.setdefault(item, []).extend(more[item])
            purse.cheapest.pop(item, None)
            purse.too_dear.discard(item)
        purse.buy(size)
    purse.complete(size)
    return tuple(purse.bought)


def phragmen(profile: Profile, size: int) -> tuple[Bought, ...]:
    """Phragmén's sequential rule alone, which completes the others.

    E. Phragmén, *Sur une méthode nouvelle pour réaliser, dans les élections, la
    représentation proportionnelle des partis* (1894); Lackner and Skowron (2023).
    Every item chosen is a load of one, carried by its supporters; choose again and again
    the item that leaves the highest load of its supporters least, evened out among them.
    """
    rankings = list(profile.approvals)
    purse = _Purse(
        weights=list(profile.approvals.values()), money=[0] * len(rankings), price=1, supporters=_supporters(rankings),
    )
    purse.complete(size)
    return tuple(purse.bought)
