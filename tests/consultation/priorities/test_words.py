"""The sentences on what the priorities depend on."""

from convoke.consultation.priorities.ballots import Ballot, Profile
from convoke.consultation.priorities.rules import choose
from convoke.consultation.priorities.sensitivity import agreement, margin, sensitivity
from convoke.consultation.priorities.words import (
    agreement_in_words,
    chosen_in_words,
    doubt_in_words,
    margin_in_words,
    move_in_words,
    sensitivity_in_words,
    shift_in_words,
)

from .made import BOOK, profile_of
from .test_sensitivity import NORTH, REGIONS, SOUTH

NAMES = {
    "a": "Remittances", "b": "Health", "c": "Return", "d": "Visas", "north": "the North", "south": "the South",
}


def name_of(code: str) -> str:
    return NAMES.get(code, code.upper())


def test_what_is_the_same_under_all_rules():
    assert agreement_in_words(agreement(profile_of("abc", {"abc": 5}), 1), name_of)[0] == (
        "The first is the same under all rules: Remittances."
    )
    same = agreement(profile_of("abc", {"ab": 5}), 2)
    assert agreement_in_words(same, name_of)[0] == (
        "The first 2 are the same under all rules: Remittances and Health."
    )


def test_what_is_a_priority_under_some_rules_only():
    said = agreement_in_words(agreement(REGIONS, 2), name_of)
    assert said[0] == "Remittances is among the priorities under all rules."
    assert said[1] == "Return and Visas are among the priorities under some rules only."
    assert said[2].startswith("The orders by “First mentions” and “Mentions” differ most: on ")
    assert said[2].endswith("% of all pairs of items.")


def test_where_the_rules_agree_on_nothing():
    profile = profile_of("abc", {"ac": 2, "bc": 1})
    assert agreement_in_words(agreement(profile, 1, ["first-mentions", "mentions"]), name_of) == [
        "No item is among the priorities under all rules.",
        "Remittances and Return are among the priorities under some rules only.",
        "The orders by “First mentions” and “Mentions” differ most: on 67% of all pairs of items.",
    ]


def test_orders_that_are_the_same():
    said = agreement_in_words(agreement(profile_of("ab", {"a": 1}), 1, ["first-mentions", "mentions"]), name_of)
    assert said == [
        "The first is the same under all rules: Remittances.", "All rules that give an order give the same order.",
    ]


def test_nothing_ranked():
    assert agreement_in_words(agreement(profile_of("ab", {}), 1), name_of) == ["Nothing has been ranked yet."]
    assert chosen_in_words(choose(profile_of("ab", {}), "pav", 1), name_of) == ["Nothing has been ranked yet."]


def shift_without(profile: Profile, group: str, rule: str = "mentions", size: int = 2):
    return next(one for one in sensitivity(profile, size).without_group[rule] if one.group == group)


def test_what_changes_without_a_group():
    shift = shift_without(REGIONS, "north")
    assert shift_in_words(shift, name_of) == (
        "Without the answers from the North, Remittances leaves the priorities and Visas takes its place."
    )
    assert move_in_words(shift, name_of) == (
        "Without the answers from the North, Remittances moves most: from place 1 to place 3."
    )


def test_what_only_leaves_without_a_group():
    profile = Profile(tuple("abc"), (Ballot("n", ("a",), NORTH), Ballot("s", ("b", "c"), SOUTH)))
    assert shift_in_words(shift_without(profile, "south"), name_of) == (
        "Without the answers from the South, Health leaves the priorities."
    )
    assert shift_in_words(shift_without(profile, "north"), name_of) == (
        "Without the answers from the North, Remittances leaves the priorities and Return takes its place."
    )


def test_what_stays_the_same_without_a_group():
    profile = Profile(tuple("ab"), (Ballot("n", ("a",), NORTH), Ballot("s", ("a",), SOUTH)))
    shift = shift_without(profile, "south", size=1)
    assert shift_in_words(shift, name_of) == "Without the answers from the South, the priorities stay the same."
    assert move_in_words(shift, name_of) == ""
    assert sensitivity_in_words(sensitivity(profile, 1), "mentions", name_of) == [
        "The priorities stay the same whichever one group is left out."
    ]


def test_late_answers_are_told_without_reproach():
    late = Profile(
        tuple("abc"), (Ballot("n", ("a",)), Ballot("s", ("b",), is_late=True, weight=2), Ballot("t", ("a", "c"))),
    )
    found = sensitivity(late, 1, rules=["mentions", "first-mentions", "pav"])
    assert shift_in_words(found.without_late["mentions"], name_of) == (
        "The answers received after the deadline do not change the priorities."
    )
    more = Profile(late.items, (*late.ballots, Ballot("u", ("b",), is_late=True)))
    shift = sensitivity(more, 1).without_late["mentions"]
    assert shift_in_words(shift, name_of) == (
        "Without the answers received after the deadline, Health leaves the priorities and Remittances takes its place."
    )
    assert move_in_words(shift, name_of) == (
        "Without the answers received after the deadline, Health moves most: from place 1 to place 3."
    )


def test_the_margin_in_words():
    near = margin(profile_of("ab", {"a": 3, "b": 3}), "mentions", 1)
    assert margin_in_words(near, name_of) == "By “Mentions”, 1 more answer could bring Health before Remittances."
    far = margin(profile_of("ab", {"a": 3, "b": 1}), "first-mentions", 1)
    assert margin_in_words(far, name_of) == (
        "By “First mentions”, it would take at least 3 more answers to bring Health before Remittances."
    )


def test_all_that_is_to_be_said_of_a_rule():
    said = sensitivity_in_words(sensitivity(REGIONS, 2), "mentions", name_of)
    assert said == [
        "Without the answers from the North, Remittances leaves the priorities and Visas takes its place.",
        "Without the answers from the South, Return leaves the priorities and Health takes its place.",
        "Without the answers received after the deadline, Return leaves the priorities and Health takes its place.",
        "By “Mentions”, it would take at least 2 more answers to bring Health before Return.",
        "Some items are level at the edge of the priorities; the order of the form decided between them.",
    ]


def test_doubt_is_said_only_where_there_is_some():
    clear = shift_without(profile_with_a_clear_result(), "north", size=1)
    assert doubt_in_words(clear) == ""


def profile_with_a_clear_result() -> Profile:
    return Profile(tuple("ab"), (Ballot("n", ("a",), NORTH), Ballot("s", ("a",), SOUTH, weight=2)))


def test_a_set_in_words():
    book = profile_of("abcdefgh", BOOK)
    assert chosen_in_words(choose(book, "pav", 4), name_of) == [
        "No other set does better by this rule; this is proved.",
        "Of 12 answers, 10 rank at least one of these items.",
    ]
    assert chosen_in_words(choose(book, "equal-shares", 4), name_of) == [
        "Health, Return and Visas were added to fill the set, by Phragmén’s rule.",
        "Of 12 answers, 9 rank at least one of these items.",
    ]
    assert chosen_in_words(choose(book, "mentions", 4), name_of)[0] == (
        "F could have been chosen just as well; the order of the form decided."
    )


def test_a_set_smaller_than_asked_for_and_one_not_proved():
    assert chosen_in_words(choose(profile_of("abc", {"ab": 1}), "pav", 3), name_of)[1:] == [
        "Only 2 items were ranked by anybody.", "Of 1 answers, 1 ranks at least one of these items.",
    ]
    unproved = choose(profile_of("abcdefgh", dict.fromkeys(("abc", "ade", "bdf", "cgh", "efg", "fgh"), 1)), "pav", 3, 0)
    assert chosen_in_words(unproved, name_of)[0] == (
        "This is the best set that was found; the search did not go through all sets."
    )


def test_sets_that_do_as_well():
    two = choose(profile_of("ab", {"a": 1, "b": 1}), "pav", 1)
    assert chosen_in_words(two, name_of)[1] == "1 other set does as well."
    many = choose(profile_of("abcdefghijklmnop", dict.fromkeys("abcdefghijklmnop", 1)), "pav", 8)
    assert chosen_in_words(many, name_of)[1] == "At least 20 other sets do as well."
