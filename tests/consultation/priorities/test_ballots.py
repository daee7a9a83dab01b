"""What is counted, and what is no ballot."""

import datetime as dt

import pytest

from convoke.consultation.priorities.ballots import Ballot, Profile

from .made import profile_of


def test_a_ballot_ranks_no_item_twice():
    with pytest.raises(ValueError, match="twice"):
        Ballot("aldoria", ("a", "b", "a"))


def test_a_ballot_stands_for_at_least_one():
    with pytest.raises(ValueError, match="below one"):
        Ballot("aldoria", ("a",), weight=0)


@pytest.mark.parametrize(
    ("items", "ballots", "longest", "said"),
    [
        ("aba", [], None, "listed twice"),
        ("ab", [Ballot("x", ("c",))], None, "'c', which is not an item"),
        ("abc", [Ballot("x", ("a", "b", "c"))], 2, "more than 2"),
        ("ab", [Ballot("x", ("a",)), Ballot("x", ("b",))], None, "two ballots"),
    ],
)
def test_a_profile_refuses_what_cannot_be(items, ballots, longest, said):
    with pytest.raises(ValueError, match=said):
        Profile(tuple(items), tuple(ballots), longest)


def test_ballots_without_a_name_may_be_many():
    assert Profile(("a",), (Ballot("", ("a",)), Ballot("", ("a",)))).voters == 2


def test_who_ranks_nothing_is_kept_but_not_counted():
    profile = profile_of("abc", {"ab": 2, "": 5})
    assert len(profile.ballots) == 2
    assert profile.voters == 2
    assert profile.rankings == {(0, 1): 2}


def test_identical_rankings_are_counted_together_whoever_gave_them():
    profile = Profile(tuple("abc"), (Ballot("x", ("b", "a")), Ballot("y", ("b", "a"), weight=2), Ballot("z", ("a",))))
    assert profile.rankings == {(0,): 1, (1, 0): 3}
    assert profile.approvals == {(0,): 1, (0, 1): 3}
    assert profile.ranked == {"a", "b"}


def test_ballots_are_left_out_by_group_by_deadline_and_as_of_a_day():
    day = dt.datetime(2030, 5, 1, tzinfo=dt.UTC)
    early = Ballot("x", ("a",), frozenset({"north", "developing"}), day)
    late = Ballot("y", ("b",), frozenset({"south"}), day + dt.timedelta(days=9), is_late=True)
    profile = Profile(("a", "b"), (early, late))
    assert profile.groups == ("developing", "north", "south")
    assert profile.of("north").ballots == profile.without("south").ballots == (early,)
    assert profile.in_time().ballots == profile.as_of(day).ballots == (early,)
    assert profile.as_of(day + dt.timedelta(days=9)).ballots == (early, late)
