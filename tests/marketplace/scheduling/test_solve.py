"""What the scheduler gives back is the best there is, and it says so only where that is proved."""

import pytest
from hypothesis import given, settings

from convoke.marketplace.scheduling.check import breaks, faults
from convoke.marketplace.scheduling.generate import gapless_fair, random_fair
from convoke.marketplace.scheduling.instance import Place
from convoke.marketplace.scheduling.numbered import Numbered, by_priority
from convoke.marketplace.scheduling.plain import solve_plainly
from convoke.marketplace.scheduling.results import Status, verdict
from convoke.marketplace.scheduling.solve import Options, solve

from .instances import best_by_trying, fair, meet, required
from .strategies import small_fairs

QUICK = Options(seconds=20, explains=False)


def held_by_priority(result):
    numbered = Numbered(result.instance)
    times = tuple(
        result.schedule[one.id].slot - 1 if one.id in result.schedule else None for one in result.instance.meetings)
    return tuple(-number for number in by_priority(numbered, times).values())


@settings(max_examples=25, deadline=None)
@given(small_fairs())
def test_no_schedule_is_better_than_the_one_proved_best(instance):
    best, result = best_by_trying(instance), solve(instance, QUICK)
    if best is None:
        assert result.status is Status.INFEASIBLE
        return
    assert result.status is Status.OPTIMAL
    assert faults(instance, result.schedule) == ()
    held, total, spread = best
    assert held_by_priority(result) == held
    assert (result.objective, result.bound) == (total, total)
    assert result.spread <= max(1, spread)


@settings(max_examples=15, deadline=None)
@given(small_fairs(all_required=True, is_plain=True))
def test_with_everything_required_it_agrees_with_the_straightforward_model(instance):
    numbered = Numbered(instance)
    if numbered.claimed or any(numbered.needs):
        return
    status, total = solve_plainly(numbered, fairness=1, seconds=20, workers=1)
    result = solve(instance, Options(seconds=20, fairness=1, explains=False))
    assert (result.status, result.objective) == (status, total)


def test_breaks_are_avoided_where_they_can_be():
    result = solve(fair("AB", "AC", "AD", "BC", slots=4), QUICK)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 0, 0)


def test_a_fair_with_a_hidden_gapless_schedule_has_none():
    instance = gapless_fair(requesters=24, providers=18, meetings=90, slots=20, tables=6, seed=3)
    result = solve(instance, QUICK)
    assert (result.status, result.objective) == (Status.OPTIMAL, 0)


def test_fairness_can_make_breaks_impossible_to_share():
    instance = fair(*required("AB", "AC", "AD"), slots=4, busy={"A": [2]})
    assert solve(instance, Options(seconds=20, fairness=1)).objective == 1
    result = solve(instance, Options(seconds=20, fairness=0))
    assert result.status is Status.INFEASIBLE
    assert "not with at most 0 breaks more" in result.causes[0]


def test_breaks_are_shared_where_that_costs_nothing():
    instance = random_fair(requesters=8, providers=6, meetings=34, slots=9, tables=4, seed=5)
    result = solve(instance, QUICK)
    assert result.status is Status.OPTIMAL
    assert result.spread <= 1 or result.is_shared


def test_the_less_important_meeting_is_left_out_with_its_reason():
    instance = fair(meet("late", "AB", priority=2), meet("first", "AC", priority=1), slots=1)
    result = solve(instance)
    assert set(result.schedule) == {"first"}
    assert result.status is Status.OPTIMAL
    assert result.unplaced == {
        "late": "Its participants are never free at the same time, of the slots it may be held in: A in none; B in 1."}


def test_as_many_as_possible_are_held():
    instance = fair("AB", "CD", "AC", "BD", "AD", slots=2, tables=2)
    result = solve(instance)
    assert (len(result.schedule), result.held_bound, result.status) == (4, 4, Status.OPTIMAL)


def test_a_table_is_kept_for_the_whole_of_a_long_meeting():
    instance = fair(
        meet("long", "AB", length=3), meet("one", "CD"), meet("two", "CE"), slots=3,
        places=(Place("t1", frozenset({2})), Place("t2"), Place("t3", frozenset({1, 3}))),
    )
    result = solve(instance)
    assert len(result.schedule) == 3
    assert result.schedule["long"].place == "t2"


def test_the_same_seed_gives_a_schedule_as_good():
    instance = random_fair(requesters=6, providers=5, meetings=18, slots=6, tables=4, seed=2)
    assert solve(instance, QUICK).objective == solve(instance, QUICK).objective


def test_progress_is_told_and_it_stops_when_asked():
    instance = random_fair(requesters=60, providers=40, meetings=600, slots=30, tables=21, seed=1)
    told = []

    def has_one():
        return bool(told) and told[-1].breaks is not None

    result = solve(instance, Options(seconds=60, explains=False), tell=told.append, stop=has_one)
    assert result.seconds < 30
    assert told[-1].agreed == 600
    assert result.status in {Status.FEASIBLE, Status.OPTIMAL}
    assert result.objective == sum(breaks(instance, result.schedule).values())


def test_nothing_to_schedule_is_scheduled():
    result = solve(fair())
    assert (result.status, result.objective, result.schedule) == (Status.OPTIMAL, 0, {})


@pytest.mark.parametrize(("status", "said"), [
    (Status.OPTIMAL, "This is the best possible."), (Status.INFEASIBLE, "There is no such schedule.")])
def test_it_says_in_words_how_good_it_is(status, said):
    instance = fair(*required("AB", "AC"), slots=1 if status is Status.INFEASIBLE else 2)
    assert solve(instance).sentence == said


@pytest.mark.parametrize(("held", "breaks", "said"), [
    (3, 2, "This is within 1 break of the best possible."),
    (3, 1, "There are as few breaks as can be; whether more important meetings could be held is not proved."),
    (2, 1, "Of the meetings, 2 are held; more than 3 cannot be. Breaks: 1."),
])
def test_it_says_in_words_what_is_not_proved(held, breaks, said):
    assert verdict(Status.FEASIBLE, held=held, held_bound=3, breaks=breaks, bound=1) == said
