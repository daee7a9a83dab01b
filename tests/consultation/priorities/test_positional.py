"""First mentions, mentions and Borda: points, order and ties."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoke.consultation.priorities.ballots import Ballot, Profile
from convoke.consultation.priorities.rules import ORDERS, rank

from .made import BOOK, profile_of, profiles

TENNESSEE = {"mnck": 42, "nckm": 26, "cknm": 15, "kcnm": 17}
"""The capital of Tennessee, the example of Wikipedia's and electowiki's articles on the Borda count."""


def points(profile: Profile, rule: str) -> dict[str, Fraction]:
    return rank(profile, rule).scores


def test_borda_gives_the_points_of_the_capital_of_tennessee():
    profile = profile_of("mnck", TENNESSEE)
    assert points(profile, "borda") == {"m": 126, "n": 194, "c": 173, "k": 107}
    assert rank(profile, "borda").first(1) == ("n",)


def test_first_mentions_choose_another_capital():
    assert points(profile_of("mnck", TENNESSEE), "first-mentions") == {"m": 42, "n": 26, "c": 15, "k": 17}


def test_mentions_are_the_approvals_of_the_book():
    """Example 2 (AV) of Lackner and Skowron (2023)."""
    ranking = rank(profile_of("abcdefgh", BOOK), "mentions")
    assert ranking.scores == {"a": 8, "b": 4, "c": 4, "d": 2, "e": 1, "f": 2, "g": 1, "h": 0}
    assert ranking.positions == {"a": 1, "b": 2, "c": 2, "d": 4, "f": 4, "e": 6, "g": 6, "h": 8}


def test_what_is_not_ranked_shares_evenly_what_is_left():
    """Narodytska and Walsh (2014), average score: of four items the first gets 3, the others (2 + 1 + 0) / 3."""
    assert points(profile_of("abcd", {"a": 1}), "borda") == {"a": 3, "b": 1, "c": 1, "d": 1}
    assert points(profile_of("abcd", {"ab": 1}), "borda") == {
        "a": 3, "b": 2, "c": Fraction(1, 2), "d": Fraction(1, 2)
    }


def test_the_modified_count_gives_few_points_to_who_ranks_few():
    """Emerson (2013): who ranks m items gives m, m - 1, … 1."""
    assert points(profile_of("abcd", {"ab": 1, "c": 1}), "borda-modified") == {"a": 2, "b": 1, "c": 1, "d": 0}
    five = points(profile_of("abcdefg", {"gfedc": 1}, longest=5), "borda-modified")
    assert five == {"g": 5, "f": 4, "e": 3, "d": 2, "c": 1, "a": 0, "b": 0}


def test_items_that_are_level_share_a_place_and_stand_in_the_order_of_the_form():
    ranking = rank(profile_of("abcd", {"d": 2, "b": 2, "c": 1}), "first-mentions")
    assert [(place.item, place.position) for place in ranking.places] == [("b", 1), ("d", 1), ("c", 3), ("a", 4)]
    assert ranking.level(1) == ("b", "d")
    assert ranking.level(2) == ranking.level(3) == ranking.level(4) == ()


@pytest.mark.parametrize("rule", ORDERS)
def test_without_ballots_all_items_are_level(rule):
    ranking = rank(profile_of("cab", {}), rule)
    assert ranking.positions == {"c": 1, "a": 1, "b": 1}
    assert ranking.first(3) == ("c", "a", "b")


@pytest.mark.parametrize("rule", ORDERS)
def test_a_form_without_items_has_an_empty_order(rule):
    assert rank(Profile(()), rule).places == ()


@pytest.mark.parametrize("rule", ORDERS)
def test_one_ballot_decides_alone(rule):
    assert rank(profile_of("abc", {"c": 1}), rule).first(1) == ("c",)


def test_only_a_rule_with_points_gives_an_order():
    with pytest.raises(ValueError, match="gives a set"):
        rank(profile_of("ab", {"a": 1}), "pav")
    with pytest.raises(KeyError):
        rank(profile_of("ab", {"a": 1}), "by-applause")


@given(profiles())
def test_borda_gives_away_the_same_from_every_ballot(profile):
    number = len(profile.items)
    assert sum(points(profile, "borda").values()) == Fraction(profile.voters * number * (number - 1), 2)


@given(profiles())
def test_borda_is_one_point_for_each_pair_a_ballot_orders_and_half_where_it_does_not(profile):
    expected = dict.fromkeys(profile.items, Fraction(0))
    for ballot in profile.counted:
        where = {item: place for place, item in enumerate(ballot.ranking)}
        for one, other in combinations(profile.items, 2):
            here, there = where.get(one, 99), where.get(other, 99)
            expected[one] += ballot.weight * (Fraction(1, 2) if here == there else Fraction(here < there))
            expected[other] += ballot.weight * (Fraction(1, 2) if here == there else Fraction(there < here))
    assert points(profile, "borda") == expected


def repeated(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    return tuple(
        Ballot(f"{ballot.voter}-{copy}", ballot.ranking, ballot.groups, ballot.at, ballot.is_late)
        for ballot in ballots
        for copy in range(ballot.weight)
    )


@given(profiles(), st.sampled_from(ORDERS))
def test_a_weight_is_a_repeated_ballot(profile, rule):
    assert points(Profile(profile.items, repeated(profile.ballots)), rule) == points(profile, rule)


@given(profiles(), st.sampled_from(ORDERS), st.randoms(use_true_random=False))
def test_neither_the_names_of_the_voters_nor_those_of_the_items_matter(profile, rule, chance):
    new = dict(zip(profile.items, "vwxyz", strict=True))
    shuffled = list(profile.ballots)
    chance.shuffle(shuffled)
    ballots = tuple(
        Ballot(str(number), tuple(new[item] for item in ballot.ranking), weight=ballot.weight)
        for number, ballot in enumerate(shuffled)
    )
    items = list(new.values())
    chance.shuffle(items)
    renamed = points(Profile(tuple(items), ballots), rule)
    assert {item: renamed[new[item]] for item in profile.items} == points(profile, rule)
