"""Proportional approval voting, against published examples and against all sets."""

import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convoke.consultation.priorities.ballots import Ballot, Profile
from convoke.consultation.priorities.results import Proof
from convoke.consultation.priorities.rules import choose

from .made import BOOK, profile_of, profiles


def worth(profile: Profile, chosen: tuple[str, ...]) -> Fraction:
    """The points of a set, straight from the definition."""
    return sum(
        (
            ballot.weight * Fraction(1, number)
            for ballot in profile.ballots
            for number in range(1, len(set(chosen) & set(ballot.ranking)) + 1)
        ),
        Fraction(0),
    )


def best_of_all(profile: Profile, size: int) -> tuple[Fraction, list[tuple[str, ...]]]:
    """The best sets of ranked items, by looking at all; in the order of the form."""
    ranked = [item for item in profile.items if item in profile.ranked]
    sets = list(combinations(ranked, min(size, len(ranked))))
    best = max(worth(profile, one) for one in sets)
    return best, [one for one in sets if worth(profile, one) == best]


def test_the_running_example_of_the_book():
    """Example 4 of Lackner and Skowron (2023)."""
    chosen = choose(profile_of("abcdefgh", BOOK), "pav", 4)
    assert chosen.items == ("a", "b", "c", "f")
    assert chosen.proof == Proof.OPTIMAL
    assert not chosen.is_tied


def test_the_best_set_is_not_always_found_one_after_another():
    """Example 5 of Lackner and Skowron (2023): the sequential rule would give c and d."""
    profile = profile_of("abcd", {"ab": 3, "ad": 6, "b": 4, "c": 5, "cd": 5})
    assert choose(profile, "pav", 2).items == ("a", "c")


def test_the_example_of_thiele_with_weights():
    """Example 13.3 of S. Janson, Phragmén's and Thiele's election methods (2016), from Thiele; sequential: a and c."""
    ballots = {
        "acd": 960, "bcd": 3000, "bc": 520, "ab": 1620, "ad": 1081, "ac": 1240, "bd": 360, "d": 360, "c": 120, "b": 60,
    }
    chosen = choose(profile_of("abcd", ballots), "pav", 2)
    assert chosen.items == ("a", "b")
    assert chosen.proof == Proof.OPTIMAL


def test_the_example_of_wikipedia():
    """Andrea, Brad, Carter and Delilah; 5 voters for A and B, 17 for A and C, 8 for D; two seats."""
    chosen = choose(profile_of("ABCD", {"AB": 5, "AC": 17, "D": 8}), "pav", 2)
    assert chosen.items == ("A", "C")
    assert chosen.score == Fraction(61, 2)


def test_two_sets_that_do_equally_well_are_both_named():
    """The introduction of the documentation of abcvoting: {0, 1, 3} and {0, 1, 4}."""
    profile = profile_of("01234", {"012": 1, "3": 1, "0123": 1, "0124": 1, "01": 1, "4": 1})
    chosen = choose(profile, "pav", 3)
    assert chosen.items == ("0", "1", "3")
    assert chosen.equals == (("0", "1", "4"),)
    assert chosen.equals_are_all
    assert chosen.is_tied


def test_like_parties_get_seats_like_d_hondt():
    """Lackner and Skowron (2023): on party lists this rule is the method of d'Hondt."""
    chosen = choose(profile_of("abcdefghi", {"abc": 60, "def": 30, "ghi": 9}), "pav", 3)
    assert chosen.items == ("a", "b", "d")
    assert len(chosen.equals) == 8  # which two of abc, which one of def: three times three


@given(profiles(fewest_ballots=1), st.integers(1, 5))
@settings(max_examples=200)
def test_no_other_set_does_better_and_all_that_do_as_well_are_named(profile, size):
    if not profile.voters:
        assert choose(profile, "pav", size).items == ()
        return
    chosen, (best, those) = choose(profile, "pav", size), best_of_all(profile, size)
    assert chosen.score == best == worth(profile, chosen.items)
    assert chosen.proof == Proof.OPTIMAL
    assert chosen.equals_are_all
    assert [chosen.items, *chosen.equals] == those


@pytest.mark.parametrize("seed", range(6))
def test_with_many_ballots_on_many_items_it_is_the_best_as_well(seed):
    chance, items = random.Random(seed), "abcdefghijkl"
    ballots = tuple(
        Ballot(str(number), tuple(chance.sample(items, chance.randint(1, 6))), weight=chance.randint(1, 5))
        for number in range(60)
    )
    profile = Profile(tuple(items), ballots)
    chosen, (best, those) = choose(profile, "pav", 4), best_of_all(profile, 4)
    assert (chosen.score, chosen.proof) == (best, Proof.OPTIMAL)
    assert [chosen.items, *chosen.equals] == those


def test_a_search_cut_short_says_so_and_still_gives_a_set_no_exchange_betters():
    chance = random.Random(5)
    items = tuple(f"item-{number}" for number in range(30))
    ballots = tuple(Ballot(str(number), tuple(chance.sample(items, 6))) for number in range(200))
    profile = Profile(items, ballots)
    chosen = choose(profile, "pav", 12, effort=5)
    assert chosen.proof == Proof.BEST_FOUND
    assert not chosen.equals_are_all
    assert chosen.score == worth(profile, chosen.items)
    for out in chosen.items:
        kept = tuple(item for item in chosen.items if item != out)
        assert all(worth(profile, (*kept, item)) <= chosen.score for item in set(items) - set(chosen.items))


def test_the_same_ballots_give_the_same_set_whatever_their_order():
    profile = profile_of("abcdefgh", BOOK)
    turned = Profile(profile.items, tuple(reversed(profile.ballots)))
    assert choose(turned, "pav", 3) == choose(profile, "pav", 3)


def test_many_equals_are_named_in_part():
    chosen = choose(profile_of("abcdefghijklmnop", dict.fromkeys("abcdefghijklmnop", 1)), "pav", 8)
    assert chosen.items == tuple("abcdefgh")
    assert chosen.proof == Proof.OPTIMAL
    assert len(chosen.equals) == 20
    assert not chosen.equals_are_all
