"""A schedule is believed only after it has been checked."""

import pytest

from convoke.marketplace.scheduling.check import breaks, breaks_of, faults
from convoke.marketplace.scheduling.instance import Held

from .instances import fair, meet


@pytest.mark.parametrize(("slots", "number"), [
    (set(), 0), ({3}, 0), ({1, 2, 3}, 0), ({1, 3}, 1), ({1, 4}, 1), ({1, 3, 5}, 2), ({1, 2, 6, 9}, 2),
])
def test_a_break_is_a_run_of_idle_slots_between_two_meetings(slots, number):
    assert breaks_of(slots) == number


def test_breaks_are_counted_for_each_participant():
    instance = fair(meet("one", "AB"), meet("two", "AC"))
    assert breaks(instance, {"one": Held(1, "t1"), "two": Held(3, "t1")}) == {"A": 1, "B": 0, "C": 0}


WRONG = {
    "in two places": (fair(meet("one", "AB"), meet("two", "AC")), {"one": (1, "t1"), "two": (1, "t2")}, "A has 2"),
    "at one table": (fair(meet("one", "AB"), meet("two", "CD")), {"one": (1, "t1"), "two": (1, "t1")}, "t1 has 2"),
    "while busy": (fair(meet("one", "AB"), busy={"A": [2]}), {"one": (2, "t1")}, "may not begin"),
    "over the end": (fair(meet("one", "AB", length=2)), {"one": (4, "t1")}, "may not begin"),
    "over a pause": (
        fair(meet("one", "AB", length=2), sessions=[("am", 1, 2), ("pm", 3, 4)]), {"one": (2, "t1")}, "may not begin"),
    "in the other session": (
        fair(meet("one", "AB", sessions=frozenset({"pm"})), sessions=[("am", 1, 2), ("pm", 3, 4)]),
        {"one": (1, "t1")}, "may not begin"),
    "not where it is fixed": (fair(meet("one", "AB", slot=2)), {"one": (1, "t1")}, "may not begin"),
    "not at its table": (fair(meet("one", "AB", place="t2")), {"one": (1, "t1")}, "not held at its place"),
    "at no table": (fair(meet("one", "AB")), {"one": (1, "t9")}, "no known place"),
    "before what comes first": (
        fair(meet("one", "AB"), meet("two", "CD", after=frozenset({"one"}))),
        {"one": (2, "t1"), "two": (2, "t2")}, "not over before"),
    "without an interpreter": (
        fair(meet("one", "AB", needs=("ar",)), meet("two", "CD", needs=("ar",)), resources=[("ar", 1)]),
        {"one": (1, "t1"), "two": (1, "t2")}, "too few ar"),
    "left out": (fair(meet("one", "AB", is_required=True)), {}, "not held"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_schedule_that_breaks_a_rule_is_told(name):
    instance, schedule, said = WRONG[name]
    found = faults(instance, {id_: Held(*held) for id_, held in schedule.items()})
    assert said in "; ".join(found)


def test_a_schedule_that_keeps_every_rule_has_no_faults():
    instance = fair(meet("one", "AB"), meet("two", "AC"), meet("three", "CD"))
    assert faults(instance, {"one": Held(1, "t1"), "two": Held(2, "t1"), "three": Held(1, "t2")}, fairness=0) == ()


def test_more_breaks_than_another_beyond_fairness_are_told():
    instance = fair(meet("one", "AB"), meet("two", "AC"))
    schedule = {"one": Held(1, "t1"), "two": Held(3, "t1")}
    assert faults(instance, schedule, fairness=1) == ()
    assert faults(instance, schedule, fairness=0) == ("two participants differ by more than 0 breaks",)
