"""All rules: what holds for each, and whom their sets represent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoke.consultation.priorities.ballots import Ballot, Profile
from convoke.consultation.priorities.results import Proof
from convoke.consultation.priorities.rules import ORDERS, RULES, SETS, Gives, choose, rank

from .made import BOOK, profile_of, profiles
from .test_positional import repeated


def test_every_rule_has_a_name_a_sentence_and_a_source():
    for code, rule in RULES.items():
        assert rule.code == code
        assert str(rule.name)
        assert str(rule.explanation).endswith(".")
        assert rule.source
        assert rule.is_proportional == (rule.gives == Gives.SET)
    assert (*ORDERS, *SETS) == tuple(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_without_ballots_nothing_is_chosen(rule):
    for profile in (profile_of("abc", {}), profile_of("abc", {"": 3}), Profile(())):
        chosen = choose(profile, rule, 2)
        assert (chosen.items, chosen.of().voters, chosen.of().without_any) == ((), 0, 0)


@pytest.mark.parametrize("rule", RULES)
def test_what_nobody_ranked_is_never_chosen(rule):
    chosen = choose(profile_of("abcde", {"eb": 2, "b": 1}), rule, 4)
    assert chosen.items == ("b", "e")
    assert chosen.size == 4
    assert not chosen.is_tied


@pytest.mark.parametrize("rule", RULES)
def test_one_ballot_gets_what_it_ranks(rule):
    assert set(choose(profile_of("abcd", {"dca": 1}), rule, 3).items) == set("acd")


@pytest.mark.parametrize("rule", RULES)
def test_a_set_has_at_least_one_item(rule):
    with pytest.raises(ValueError, match="at least one"):
        choose(profile_of("ab", {"a": 1}), rule, 0)


def test_a_rule_that_is_not_known_is_refused():
    with pytest.raises(KeyError):
        choose(profile_of("ab", {"a": 1}), "by-applause", 1)


def test_a_rule_with_points_gives_its_first_items_and_says_what_is_level_with_the_last():
    chosen = choose(profile_of("abcdefgh", BOOK), "mentions", 4)
    assert chosen.items == ("a", "b", "c", "d")
    assert chosen.steps[-1].tied == ("f",)
    assert chosen.steps[0].tied == ()
    assert chosen.proof == Proof.BY_RULE
    assert chosen.is_tied


@given(profiles(), st.sampled_from(list(RULES)), st.integers(1, 6))
def test_a_set_is_as_large_as_asked_for_where_enough_was_ranked(profile, rule, size):
    chosen = choose(profile, rule, size)
    assert len(chosen.items) == min(size, len(profile.ranked))
    assert set(chosen.items) <= profile.ranked
    assert list(chosen.items) == sorted(chosen.items)
    if chosen.steps:
        assert set(chosen.order) == set(chosen.items)


@given(profiles(), st.sampled_from(list(RULES)), st.integers(1, 5))
def test_a_weight_is_a_repeated_ballot_for_sets_too(profile, rule, size):
    assert choose(Profile(profile.items, repeated(profile.ballots)), rule, size) == choose(profile, rule, size)


@given(profiles(), st.sampled_from(list(RULES)), st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_does_not_matter(profile, rule, size, chance):
    shuffled = list(profile.ballots)
    chance.shuffle(shuffled)
    assert choose(Profile(profile.items, tuple(shuffled)), rule, size) == choose(profile, rule, size)


@given(profiles(), st.sampled_from(list(RULES)), st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_names_of_the_items_do_not_matter_unless_they_are_level(profile, rule, size, chance):
    chosen = choose(profile, rule, size)
    if chosen.is_tied:
        return
    items = list(profile.items)
    chance.shuffle(items)
    assert set(choose(Profile(tuple(items), profile.ballots), rule, size).items) == set(chosen.items)


@given(profiles(), st.sampled_from(ORDERS), st.integers(1, 5))
def test_the_set_of_a_rule_with_points_is_the_head_of_its_order(profile, rule, size):
    ranked = [place.item for place in rank(profile, rule).places if place.item in profile.ranked]
    assert list(choose(profile, rule, size).order) == ranked[:size]


def test_a_set_says_whom_it_represents_group_by_group():
    ballots = (
        Ballot("x", ("a", "b"), frozenset({"north"})),
        Ballot("y", ("a", "c"), frozenset({"north", "islands"}), weight=2),
        Ballot("z", ("d",), frozenset({"south"})),
        Ballot("silent", (), frozenset({"silent"})),
    )
    chosen = choose(Profile(tuple("abcd"), ballots), "mentions", 2)
    assert chosen.items == ("a", "c")
    assert [one.group for one in chosen.represented] == [None, "islands", "north", "south"]
    assert (chosen.of().voters, chosen.of().at_least, chosen.of().without_any) == (4, (3, 2), 1)
    assert chosen.of("north").at_least == (3, 2)
    assert chosen.of("islands").at_least == (2, 2)
    assert (chosen.of("south").with_at_least(1), chosen.of("south").without_any) == (0, 1)
    assert chosen.of("north").with_at_least(0) == 3
    assert chosen.of("north").with_at_least(7) == 0
    with pytest.raises(KeyError):
        chosen.of("silent")
