"""A schedule that no longer holds is mended with few changes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from convoke.marketplace.scheduling.check import faults
from convoke.marketplace.scheduling.generate import random_fair
from convoke.marketplace.scheduling.instance import Held, Place
from convoke.marketplace.scheduling.repair import repair
from convoke.marketplace.scheduling.results import Status
from convoke.marketplace.scheduling.solve import Options, solve

from .instances import fair, meet, required
from .strategies import small_fairs

QUICK = Options(seconds=5, explains=False)


def a_fair():
    return random_fair(requesters=20, providers=15, meetings=120, slots=14, tables=10, seed=4)


def solved():
    instance = a_fair()
    return instance, solve(instance, Options(seconds=3, explains=False)).schedule


def test_one_participant_leaves_and_hardly_anybody_moves():
    instance, schedule = solved()
    gone = replace(instance, meetings=tuple(one for one in instance.meetings if "R1" not in one.participants))
    result = repair(gone, schedule, QUICK)
    assert len(result.schedule) == len(gone.meetings)
    assert len(result.moved) <= 0.05 * len(gone.meetings)
    assert result.seconds < 5


def test_a_participant_leaves_early():
    instance, schedule = solved()
    early = replace(instance, participants=tuple(
        replace(one, busy=frozenset({13, 14})) if one.id == "R1" else one for one in instance.participants))
    result = repair(early, schedule, QUICK)
    assert faults(early, result.schedule) == ()
    assert len(result.moved) <= 0.1 * len(instance.meetings)


def test_a_table_falls_away():
    instance = fair("AB", "CD", "EF", slots=2, tables=2)
    schedule = solve(instance).schedule
    closed = replace(instance, places=(Place("t1"), Place("t2", frozenset({1, 2})), Place("t3", frozenset({1}))))
    result = repair(closed, schedule, QUICK)
    assert len(result.schedule) == 3
    assert len(result.moved) <= 2


def test_a_meeting_that_cannot_be_held_any_more_is_told():
    instance = fair(meet("one", "AB"), slots=1)
    schedule = solve(instance).schedule
    result = repair(fair(meet("one", "AB"), slots=1, busy={"A": [1]}), schedule)
    assert result.schedule == {}
    assert result.unplaced["one"].startswith("No slot is left for it")


def test_who_stays_in_a_slot_stays_at_the_table_whoever_else_comes():
    before = {"CD1": Held(1, "t2"), "AB2": Held(2, "t2")}
    result = repair(fair("CD", "AB", slots=2, busy={"C": [1]}), before, QUICK)
    assert result.schedule == {"CD1": Held(2, "t1"), "AB2": Held(2, "t2")}
    assert result.moved == ("CD1",)


@pytest.mark.parametrize("table", ["t2", "t3"])
def test_as_many_as_can_be_stay_at_their_tables_where_not_all_can(table):
    places = (Place("t1", frozenset({3})), Place("t2", frozenset({1})), Place("t3", frozenset({1, 2})))
    instance = fair(meet("long", "AB", length=2), meet("short", "CD"), meet("late", "EF"), slots=3, places=places)
    instance = replace(instance, meetings=tuple(
        replace(one, forbidden=frozenset({3})) if one.id == "long" else one for one in instance.meetings))
    result = repair(instance, {"short": Held(2, "t1"), "late": Held(3, table)}, QUICK)
    assert result.schedule["late"] == Held(3, table)
    assert len(result.schedule) == 3


def test_it_says_that_it_is_the_best_where_no_participant_could_do_better_alone():
    before = {"AB1": Held(1, "t1"), "AC2": Held(3, "t1")}
    result = repair(fair("AB", "AC", slots=3, tables=1, busy={"A": [2]}), before, QUICK)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 1, 1)
    assert result.sentence == "This is the best possible."


def test_what_must_be_held_and_can_no_longer_be_is_told_with_its_causes():
    result = repair(fair(*required("AB", "AC"), slots=2, busy={"A": [1]}), {"AB1": Held(1, "t1")}, Options(seconds=5))
    assert result.status is Status.INFEASIBLE
    assert result.causes


@settings(max_examples=10, deadline=None)
@given(small_fairs(is_plain=True))
def test_a_schedule_that_still_holds_stays(instance):
    result = solve(instance, QUICK)
    if result.schedule and len(result.schedule) == len(instance.meetings):
        assert repair(instance, result.schedule, QUICK).moved == ()
