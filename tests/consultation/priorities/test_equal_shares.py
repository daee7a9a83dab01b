"""The method of equal shares and the expanding approvals rule, against published examples and their axioms."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from convoke.consultation.priorities.ballots import Profile
from convoke.consultation.priorities.equal_shares import phragmen
from convoke.consultation.priorities.results import Chosen
from convoke.consultation.priorities.rules import choose

from .made import BOOK, profile_of, profiles


def told(chosen: Chosen) -> list[tuple[str, str, bool, Fraction]]:
    return [(step.item, "".join(step.tied), step.is_completion, step.price) for step in chosen.steps]


def test_the_running_example_of_the_book_step_by_step():
    """Example 11 of Lackner and Skowron (2023): a is paid for, b, c and d come by Phragmén's rule."""
    chosen = choose(profile_of("abcdefgh", BOOK), "equal-shares", 4)
    assert chosen.items == ("a", "b", "c", "d")
    assert told(chosen) == [
        ("a", "", False, Fraction(1, 8)),
        ("b", "c", True, Fraction(1, 96)),
        ("c", "", True, Fraction(37, 384)),
        ("d", "", True, Fraction(7, 24)),
    ]


def test_the_second_example_of_the_book_step_by_step():
    """Example 12 of Lackner and Skowron (2023)."""
    profile = profile_of("abcd", {"cd": 3, "ab": 2, "ac": 2, "bd": 1})
    chosen = choose(profile, "equal-shares", 3)
    assert chosen.items == ("a", "c", "d")
    assert told(chosen) == [
        ("c", "", False, Fraction(1, 5)),
        ("a", "", False, Fraction(13, 40)),
        ("d", "", True, Fraction(1, 40)),
    ]
    alone = phragmen(profile, 3)
    assert [("abcd"[one.item], one.price) for one in alone] == [
        ("c", Fraction(1, 5)), ("b", Fraction(1, 3)), ("d", Fraction(29, 60))
    ]


def test_the_example_of_the_survey_where_two_sets_are_level():
    """Example 11 of a draft of Lackner and Skowron's survey, as in abcvoting: {a, b, c, d} and {a, b, c, e}."""
    profile = profile_of("abcde", {"abc": 6, "abcde": 4, "abde": 2, "de": 3})
    chosen = choose(profile, "equal-shares", 4)
    assert chosen.items == ("a", "b", "c", "d")
    assert chosen.steps[-1].tied == ("e",)
    assert not any(step.is_completion for step in chosen.steps)


def test_a_majority_does_not_take_all():
    """The motivation in Wikipedia's article: 51 % for ten red items, 49 % for ten blue ones; five each are chosen."""
    red, blue = "ABCDEFGHIJ", "abcdefghij"
    chosen = choose(profile_of(red + blue, {red: 51, blue: 49}), "equal-shares", 10)
    assert len(set(chosen.items) & set(red)) == 5
    assert len(set(chosen.items) & set(blue)) == 5


def test_voters_who_agree_for_the_most_part_get_their_share_by_expanding_approvals():
    """Example 7 of Aziz and Lee (2018 version): voters 1 to 3 are a third and are due one of c1, c2, c3.

    The letters stand for c1, c2, c3 (a, b, c), e1 to e4 (e, f, g, h) and d1 (d). With
    three to choose, the six others pay for e1 and e2; then c1 and c3 have three supporters.
    """
    profile = profile_of("abcefghd", {"abcefghd": 1, "bcaefghd": 1, "cadbefgh": 1, "efghabcd": 6})
    chosen = choose(profile, "expanding-approvals", 3)
    assert chosen.order == ("e", "f", "a")
    assert chosen.steps[-1].tied == ("c",)
    assert not any(step.is_completion for step in chosen.steps)


def test_expanding_approvals_heeds_the_order_and_equal_shares_do_not():
    profile = profile_of("abc", {"abc": 2, "bac": 2, "cab": 1})
    assert choose(profile, "equal-shares", 1).items == ("a",)
    turned = profile_of("abc", {"bac": 4, "cab": 1})
    assert choose(turned, "equal-shares", 1).items == ("a",)
    assert choose(turned, "expanding-approvals", 1).items == ("a",)  # nobody's first rank alone pays the whole price
    two = profile_of("abc", {"cba": 4, "bca": 4})
    assert choose(two, "equal-shares", 2).items == ("a", "b")
    assert choose(two, "expanding-approvals", 2).items == ("b", "c")


def cohesive(profile: Profile, size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """For each set of items and each number: that many items are due to who ranked all of these, if they are enough."""
    for number in range(1, size + 1):
        yield from ((number, items) for items in combinations(profile.items, number))


def has_extended_justified_representation(profile: Profile, chosen: set[str], size: int) -> bool:
    """H. Aziz and others (2017), by looking at all groups.

    The group to look at is, for given items, everybody who ranked them all and has fewer than due.
    """
    for number, items in cohesive(profile, size):
        unhappy = sum(
            ballot.weight
            for ballot in profile.ballots
            if set(items) <= set(ballot.ranking) and len(chosen & set(ballot.ranking)) < number
        )
        if unhappy * size >= number * profile.voters > 0:
            return False
    return True


def has_proportionality_for_solid_coalitions(profile: Profile, chosen: set[str], size: int) -> bool:
    """Aziz and Lee (2020), definition of PSC with the quota n / k, by looking at all sets of items."""
    for number in range(1, len(profile.items) + 1):
        for items in combinations(profile.items, number):
            solid = sum(b.weight for b in profile.counted if set(b.ranking[:number]) == set(items))
            due = min(solid * size // profile.voters, number)
            if len(chosen & set(items)) < due:
                return False
    return True


@given(profiles(fewest_ballots=1, most_ballots=10), st.integers(1, 5))
@settings(max_examples=300)
def test_equal_shares_and_pav_give_groups_who_agree_their_share(profile, size):
    if profile.voters:
        for rule in ("equal-shares", "pav"):
            chosen = choose(profile, rule, size)
            if len(chosen.items) == size:
                assert has_extended_justified_representation(profile, set(chosen.items), size), rule


@given(profiles(fewest_ballots=1, most_ballots=10), st.integers(1, 5))
@settings(max_examples=300)
def test_expanding_approvals_gives_solid_coalitions_their_share(profile, size):
    if profile.voters:
        chosen = choose(profile, "expanding-approvals", size)
        assert has_proportionality_for_solid_coalitions(profile, set(chosen.items), size)


def test_the_axioms_are_not_always_true():
    profile = profile_of("abcd", {"ab": 6, "cd": 4})
    assert not has_extended_justified_representation(profile, set("ab"), 3)
    assert not has_proportionality_for_solid_coalitions(profile, set("ab"), 3)


def test_what_more_voters_come_to_support_becomes_cheaper():
    """Ten voters have half the price each. Two could pay for y, but pay for x; then four more rank y, and three z."""
    ballots = ("xy", "yx", "cx", "dky", "ely", "fmy", "gny", "hoz", "ipz", "jqz")
    chosen = choose(profile_of("zyxcdefghijklmnopq", dict.fromkeys(ballots, 1)), "expanding-approvals", 5)
    assert [(step.item, step.price) for step in chosen.steps[:3]] == [
        ("x", Fraction(1, 3)), ("y", Fraction(1, 6)), ("z", Fraction(1, 3))
    ]


def by_the_book(profile: Profile, size: int, rule: str) -> list[tuple[str, ...]]:
    """What each rule chooses before it is completed, straight from its description: with one purse for each voter.

    Each time what is chosen, and what is level with it.
    """
    rankings = [ballot.ranking for ballot in profile.counted for _one in range(ballot.weight)]
    left, told = [Fraction(size, len(rankings))] * len(rankings), []
    depths = range(1, len(profile.items) + 1) if rule == "expanding-approvals" else [len(profile.items)]
    for depth in depths:
        while len(told) < size:
            costs = {}
            for item in profile.items:
                those = [voter for voter, ranking in enumerate(rankings) if item in ranking[:depth]]
                if item in {one[0] for one in told} or sum(left[voter] for voter in those) < 1:
                    continue
                # the least q with sum(min(q, left)) = 1 lies on one of these
                tries = [
                    (Fraction(1) - sum(left[voter] for voter in those if left[voter] < edge))
                    / sum(left[voter] >= edge for voter in those)
                    for edge in {left[voter] for voter in those}
                ]
                costs[item] = min(q for q in tries if sum(min(q, left[voter]) for voter in those) == 1)
            if not costs:
                break
            item, *level = [one for one in costs if costs[one] == min(costs.values())]
            for voter, ranking in enumerate(rankings):
                if item in ranking[:depth]:
                    left[voter] = max(Fraction(0), left[voter] - costs[item])
            told.append((item, *level))
    return told


@given(
    profiles(items="abcdefg", fewest_ballots=3, most_ballots=14), st.integers(1, 6),
    st.sampled_from(["equal-shares", "expanding-approvals"]),
)
@settings(max_examples=400)
def test_what_is_chosen_is_what_the_description_says(profile, size, rule):
    if profile.voters:
        steps = choose(profile, rule, size).steps
        assert [(step.item, *step.tied) for step in steps if not step.is_completion] == by_the_book(profile, size, rule)


@given(profiles(), st.integers(1, 5), st.sampled_from(["equal-shares", "expanding-approvals"]))
def test_nobody_pays_more_than_their_share(profile, size, rule):
    """What is bought by the rule itself costs its supporters, together, no more than they have been given."""
    steps = [step for step in choose(profile, rule, size).steps if not step.is_completion]
    assert all(step.price <= Fraction(size, profile.voters) for step in steps)
    assert len(steps) <= size
