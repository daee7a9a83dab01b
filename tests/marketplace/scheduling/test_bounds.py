"""Bounds that need no search are never above what can be had."""

from hypothesis import given, settings

from convoke.marketplace.scheduling.bounds import can_hold_all, least_breaks, most_breaks
from convoke.marketplace.scheduling.check import breaks
from convoke.marketplace.scheduling.numbered import Numbered

from .instances import every_schedule, fair, meet
from .strategies import small_fairs


def test_who_is_busy_in_the_middle_may_have_a_break_for_certain():
    assert least_breaks(Numbered(fair("AB", "AC", "AD", slots=4, busy={"A": [2]}))) == 1


def test_sessions_far_apart_may_mean_a_break_for_certain():
    sessions = [("am", 1, 2), ("pm", 3, 5)]
    instance = fair(
        meet("one", "AB", sessions=frozenset({"am"})), meet("two", "AC", sessions=frozenset({"pm"})),
        slots=5, sessions=sessions, busy={"A": [3]},
    )
    assert least_breaks(Numbered(instance)) == 1


def test_more_meetings_than_free_slots_are_refused_at_once():
    assert least_breaks(Numbered(fair("AB", "AC", "AD", slots=3, busy={"A": [2]}))) is None
    assert not can_hold_all(Numbered(fair("AB", "CD", "EF", slots=1, tables=2)))


@settings(max_examples=60, deadline=None)
@given(small_fairs(all_required=True))
def test_bounds_hold_for_every_schedule(instance):
    numbered = Numbered(instance)
    bound = least_breaks(numbered)
    for times, schedule in every_schedule(instance):
        if None in times:
            continue
        each = list(breaks(instance, schedule).values())
        assert bound is not None
        assert sum(each) >= bound
        assert all(number <= most_breaks(numbered, who) for who, number in enumerate(each))


