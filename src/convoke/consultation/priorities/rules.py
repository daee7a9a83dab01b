"""The rules by code, and what each gives for a profile."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import positional
from .ballots import Ballot, Profile
from .equal_shares import Bought, equal_shares, expanding_approvals
from .positional import Scores
from .results import Chosen, Place, Proof, Ranking, Represented, Step
from .thiele import EFFORT, proportional_approval


class Gives(StrEnum):
    """What a rule gives."""

    ORDER = "order"
    """Points for each item, and thus an order of all."""
    SET = "set"
    """A set of a given size."""


@dataclass(frozen=True)
class Rule:
    """A rule with its name and one sentence for people."""

    code: str
    name: Promise
    explanation: Promise
    source: str
    """Where the rule was published."""
    gives: Gives
    scores: Callable[[Profile], Scores] | None = None
    leap: Callable[[Profile], Fraction] | None = None
    """The most by which one more ballot can bring an item nearer to another."""
    buys: Callable[[Profile, int], tuple[Bought, ...]] | None = None

    @property
    def is_proportional(self) -> bool:
        """Whether its sets represent groups by their size."""
        return self.gives == Gives.SET


RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "first-mentions", _("First mentions"), _("Counts in how many answers the item is ranked first."),
            "Laslier 2012", Gives.ORDER, positional.first_mentions, positional.one_leap,
        ),
        Rule(
            "mentions", _("Mentions"), _("Counts in how many answers the item is ranked at all."),
            "Brams and Fishburn 1978", Gives.ORDER, positional.mentions, positional.one_leap,
        ),
        Rule(
            "borda", _("Borda count"),
            _(
                "Gives the item one point for every other item that an answer ranks below it; items not ranked share "
                "evenly the points that are left."
            ),
            "Borda 1781; Narodytska and Walsh 2014", Gives.ORDER, positional.borda, positional.borda_leap,
        ),
        Rule(
            "borda-modified", _("Modified Borda count"),
            _(
                "Gives the last item that an answer ranks one point, the one before it two, and so on; items not "
                "ranked get none."
            ),
            "Emerson 2013", Gives.ORDER, positional.borda_modified, positional.borda_modified_leap,
        ),
        Rule(
            "pav", _("Proportional approval voting"),
            _(
                "Chooses the set in which the answers find most of the items they rank; for each answer a second item "
                "counts half as much as a first, a third one third, and so on."
            ),
            "Thiele 1895; Lackner and Skowron 2023", Gives.SET,
        ),
        Rule(
            "equal-shares", _("Method of equal shares"),
            _(
                "Gives every answer the same share of the set, to be spent together with others on items that they all "
                "rank."
            ),
            "Peters and Skowron 2020", Gives.SET, buys=equal_shares,
        ),
        Rule(
            "expanding-approvals", _("Expanding approvals"),
            _(
                "Gives every answer the same share of the set, to be spent on what it ranks first, then on what it "
                "ranks second, and so on."
            ),
            "Aziz and Lee 2020", Gives.SET, buys=expanding_approvals,
        ),
    )
}
ORDERS = tuple(code for code, rule in RULES.items() if rule.gives == Gives.ORDER)
"""The rules that give an order."""
SETS = tuple(code for code, rule in RULES.items() if rule.gives == Gives.SET)
"""The rules that give a set."""


def rank(profile: Profile, rule: str) -> Ranking:
    """All items in the order the rule gives them; among equals in the order of the form.

    Raises ``KeyError`` for a rule that is not known and ``ValueError`` for one that gives a set.
    """
    scores = RULES[rule].scores
    if scores is None:
        raise ValueError(f"{rule} gives a set, not an order.")
    points = scores(profile)
    places: list[Place] = []
    for number, item in enumerate(sorted(range(len(points)), key=lambda one: (-points[one], one)), 1):
        is_level = bool(places) and places[-1].score == points[item]
        places.append(Place(profile.items[item], places[-1].position if is_level else number, points[item]))
    return Ranking(rule, tuple(places))


def choose(profile: Profile, rule: str, size: int, effort: int = EFFORT) -> Chosen:
    """The set of ``size`` items that the rule gives, and whom it represents.

    A rule that gives an order gives its first items. ``effort`` is how far the search of
    proportional approval voting goes. Raises ``KeyError`` for a rule that is not known and
    ``ValueError`` for a size below one.
    """
    if size < 1:
        raise ValueError("A set has at least one item.")
    known = RULES[rule]
    if known.gives == Gives.ORDER:
        chosen = _first(profile, rule, size)
    elif known.buys is not None:
        chosen = _bought(profile, rule, size, known.buys(profile, size))
    else:
        chosen = _best(profile, rule, size, effort)
    return chosen


def _first(profile: Profile, rule: str, size: int) -> Chosen:
    ranking = rank(profile, rule)
    places = [place for place in ranking.places if place.item in profile.ranked]
    order = [place.item for place in places[:size]]
    edge = places[size - 1].score if size < len(places) else None
    level = tuple(place.item for place in places[size:] if place.score == edge)
    steps = tuple(
        Step(place.item, level if place.score == edge else (), is_completion=False, price=Fraction(0))
        for place in places[:size]
    )
    return _made(profile, rule, size, order, Proof.BY_RULE, steps=steps)


def _bought(profile: Profile, rule: str, size: int, bought: Iterable[Bought]) -> Chosen:
    items = profile.items
    steps = tuple(
        Step(items[one.item], tuple(items[other] for other in one.tied), one.is_completion, one.price)
        for one in bought
    )
    return _made(profile, rule, size, [step.item for step in steps], Proof.BY_RULE, steps=steps)


def _best(profile: Profile, rule: str, size: int, effort: int) -> Chosen:
    best, items = proportional_approval(profile, size, effort), profile.items
    return _made(
        profile, rule, size, [items[one] for one in best.items],
        Proof.OPTIMAL if best.is_proved else Proof.BEST_FOUND,
        score=best.score,
        equals=tuple(tuple(items[one] for one in equal) for equal in best.equals),
        equals_are_all=best.equals_are_all,
    )


def _made(
    profile: Profile, rule: str, size: int, chosen: list[str], proof: Proof, *,
    score: Fraction | None = None, steps: tuple[Step, ...] = (),
    equals: tuple[tuple[str, ...], ...] = (), equals_are_all: bool = True,
) -> Chosen:
    return Chosen(
        rule, size, tuple(sorted(chosen, key=profile.place.__getitem__)), proof, score, steps, equals, equals_are_all,
        represented(profile, chosen),
    )


def represented(profile: Profile, chosen: Iterable[str]) -> tuple[Represented, ...]:
    """How far a set of items represents everybody, and each group by its code."""
    items = frozenset(chosen)
    counts: dict[str | None, list[int]] = {group: [0] * (len(items) + 1) for group in (None, *profile.groups)}
    for ballot in profile.counted:
        found = len(items.intersection(ballot.ranking))
        for group in _groups(ballot):
            counts[group][found] += ballot.weight
    return tuple(
        Represented(group, sum(row), tuple(sum(row[number:]) for number in range(1, len(row))))
        for group, row in counts.items()
    )


def _groups(ballot: Ballot) -> tuple[str | None, ...]:
    return (None, *ballot.groups)
