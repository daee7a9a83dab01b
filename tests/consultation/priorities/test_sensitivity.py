"""What the priorities depend on."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convoke.consultation.priorities.ballots import Ballot, Profile
from convoke.consultation.priorities.results import Place, Ranking
from convoke.consultation.priorities.rules import ORDERS, RULES, choose, rank
from convoke.consultation.priorities.sensitivity import Move, agreement, kendall, margin, sensitivity

from .made import profile_of, profiles

NORTH, SOUTH = frozenset({"north"}), frozenset({"south"})
REGIONS = Profile(
    tuple("abcd"),
    (
        Ballot("n1", ("a", "b"), NORTH), Ballot("n2", ("a", "b"), NORTH), Ballot("n3", ("a", "c"), NORTH),
        Ballot("s1", ("d", "c"), SOUTH, is_late=True), Ballot("s2", ("d", "c"), SOUTH),
    ),
)


def order_of(*tiers: str) -> Ranking:
    """An order from tiers of level items."""
    position, places = 1, []
    for tier in tiers:
        places += [Place(item, position, Fraction(-position)) for item in tier]
        position += len(tier)
    return Ranking("made", tuple(places))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (("a", "b", "c"), ("a", "b", "c"), Fraction(0)),
        (("a", "b", "c"), ("c", "b", "a"), Fraction(1)),
        (("a", "b", "c"), ("b", "a", "c"), Fraction(1, 3)),
        (("ab", "c"), ("a", "b", "c"), Fraction(1, 6)),
        (("abc",), ("a", "b", "c"), Fraction(1, 2)),
        (("a",), ("a",), Fraction(0)),
    ],
)
def test_the_distance_of_two_orders(one, other, distance):
    assert kendall(order_of(*one), order_of(*other)) == kendall(order_of(*other), order_of(*one)) == distance


def test_rules_side_by_side():
    found = agreement(REGIONS, 2)
    assert [one.rule for one in found.results] == list(RULES)
    assert found.of("first-mentions").chosen.items == ("a", "d")
    assert found.of("mentions").chosen.items == ("a", "c")
    assert found.in_all == ("a",)
    assert set(found.in_some) == {"c", "d"}
    assert "mentions" in found.under["c"]
    assert found.positions("a") == {"first-mentions": 1, "mentions": 1, "borda": 1, "borda-modified": 1}
    assert found.positions("c")["mentions"] == 1
    assert set(found.distances) == set(itertools.combinations(ORDERS, 2))
    assert found.farthest
    assert found.distances[found.farthest] == max(found.distances.values())
    with pytest.raises(KeyError):
        found.of("by-applause")


def test_without_one_group_others_come_in():
    found = sensitivity(REGIONS, 2)
    south = next(shift for shift in found.without_group["first-mentions"] if shift.group == "south")
    assert (south.left_out, south.leaving, south.entering) == (2, ("d",), ("b",))
    assert south.moves == (Move("b", 3, 2), Move("c", 3, 2))
    north = next(shift for shift in found.without_group["mentions"] if shift.group == "north")
    assert (north.leaving, north.entering) == (("a",), ("d",))
    assert north.moves == (Move("a", 1, 3), Move("d", 3, 1))
    assert north.largest == Move("a", 1, 3)


def test_without_late_answers():
    found = sensitivity(REGIONS, 1, rules=["mentions", "first-mentions"])
    late = found.without_late["mentions"]
    assert (late.group, late.left_out, late.changes) == (None, 1, False)
    assert late.moves == (Move("c", 1, 2), Move("b", 3, 2), Move("d", 3, 4))
    assert not found.without_late["first-mentions"].changes


def test_where_nobody_or_everybody_is_late_or_of_a_group_there_is_nothing_to_compare():
    late = (Ballot("x", ("a",), NORTH, is_late=True), Ballot("y", ("b",), NORTH, is_late=True))
    everybody = Profile(("a", "b"), late)
    found = sensitivity(everybody, 1, groups=["north", "nowhere"])
    assert all(shifts == () for shifts in found.without_group.values())
    assert found.without_late == {}
    assert sensitivity(profile_of("ab", {"a": 1}), 1).without_late == {}


def test_without_ballots_there_is_nothing_to_say():
    found = sensitivity(profile_of("abc", {}), 2)
    assert found.agreement.under == {}
    assert found.agreement.in_all == found.agreement.in_some == ()
    assert found.agreement.farthest is None
    assert found.margins == {}


def test_what_is_not_proved_or_level_is_said_so():
    items = tuple("abcdefghijkl")
    ballots = tuple(
        Ballot(
            str(number), tuple(items[number * step % 11] for step in (1, 2, 3)),
            frozenset({"odd" if number % 2 else "even"}),
        )
        for number in range(1, 11)
    )
    profile = Profile(items, ballots)
    shift = sensitivity(profile, 5, rules=["pav"], effort=0).without_group["pav"][0]
    assert not shift.is_proved
    assert sensitivity(REGIONS, 2).without_group["mentions"][0].is_proved


@pytest.mark.parametrize(
    ("rule", "gap", "to_level", "to_change"),
    [
        ("first-mentions", 3, 3, 4),
        ("mentions", 1, 1, 2),
        ("borda", Fraction(9, 2), 2, 2),  # at most 3 points nearer a ballot: the one first, the other last of four
        ("borda-modified", 4, 2, 2),
    ],
)
def test_the_margin(rule, gap, to_level, to_change):
    found = margin(profile_of("abcd", {"ab": 3, "ba": 1, "c": 1, "ad": 1}), rule, 1)
    assert (found.last, found.next) == ("a", "b")
    assert (found.gap, found.to_level, found.to_change) == (gap, to_level, to_change)


def test_the_margin_where_only_one_item_may_be_ranked():
    """One more ballot for b alone gives it 3 points and a one, as every item not ranked."""
    found = margin(profile_of("abcd", {"a": 3, "b": 1}, longest=1), "borda", 1)
    assert (found.gap, found.to_level, found.to_change) == (4, 2, 3)


def test_there_is_no_margin_where_all_that_was_ranked_is_in():
    assert margin(profile_of("abc", {"ab": 1}), "mentions", 2) is None
    assert margin(profile_of("abc", {}), "mentions", 1) is None
    with pytest.raises(ValueError, match="gives no points"):
        margin(profile_of("abc", {"ab": 1}), "pav", 1)


def has_changed(profile: Profile, more: tuple[tuple[str, ...], ...], rule: str, size: int) -> bool:
    """Whether an item outside the first ``size`` has more points than one inside, once ballots are added."""
    inside = set(choose(profile, rule, size).items)
    added = tuple(Ballot(f"more-{number}", ranking) for number, ranking in enumerate(more))
    scores = rank(Profile(profile.items, (*profile.ballots, *added), profile.longest), rule).scores
    return max(scores[item] for item in scores if item not in inside) > min(scores[item] for item in inside)


@given(
    profiles(items="abc", most_ballots=4, fewest_ballots=1), st.sampled_from(ORDERS), st.integers(1, 2),
    st.sampled_from([None, 1, 2]),
)
@settings(max_examples=150)
def test_the_margin_is_exact(profile, rule, size, longest):
    """So many ballots can change the set, and no fewer whatever they rank."""
    most = longest or 3
    profile = Profile(
        profile.items,
        tuple(Ballot(one.voter, one.ranking[:most], weight=one.weight) for one in profile.ballots), longest,
    )
    found = margin(profile, rule, size)
    if found is None or found.to_change > 3:
        return
    rankings = [one for length in range(1, most + 1) for one in itertools.permutations("abc", length)]
    fewer = itertools.combinations_with_replacement(rankings, found.to_change - 1)
    assert not any(has_changed(profile, more, rule, size) for more in fewer)
    enough = itertools.combinations_with_replacement(rankings, found.to_change)
    assert any(has_changed(profile, more, rule, size) for more in enough)


@given(profiles(), st.integers(1, 5))
def test_never_do_more_items_enter_than_leave(profile, size):
    found = sensitivity(profile, size)
    for shift in (*itertools.chain(*found.without_group.values()), *found.without_late.values()):
        assert len(shift.entering) <= len(shift.leaving)
        assert not set(shift.entering) & set(shift.leaving)
        assert shift.changes == bool(shift.leaving)


@given(profiles(), st.integers(1, 5))
def test_an_item_under_all_rules_and_under_some_are_told_apart(profile, size):
    found = agreement(profile, size)
    assert set(found.in_all) == set.intersection(*(set(one.chosen.items) for one in found.results))
    assert set(found.in_all) | set(found.in_some) == set.union(*(set(one.chosen.items) for one in found.results))
