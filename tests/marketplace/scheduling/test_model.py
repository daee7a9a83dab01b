"""The model has the schedules there are, no more and no fewer, and counts their breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysat.solvers import Solver

from convoke.marketplace.scheduling.model import Model
from convoke.marketplace.scheduling.numbered import Numbered, breaks_in

from .instances import every_schedule, fair, meet, required
from .strategies import small_fairs


def schedules_of(model):
    """Every schedule of a model, with the breaks it says each participant has."""
    found = {}
    begins = [literal for literals in model.begins for literal in literals.values()]
    with Solver(name="glucose4", bootstrap_with=model.clauses.alone()) as solver:
        while solver.solve():
            true = {one for one in solver.get_model() if one > 0}
            found[model.times(true.__contains__)] = [len(true.intersection(ends)) for ends in model.ends]
            solver.add_clause([-one if one in true else one for one in begins])
    return found


def schedules_by_trying(instance):
    numbered = Numbered(instance)
    return {times: breaks_in(numbered, times) for times, _schedule in every_schedule(instance)}


@settings(max_examples=40, deadline=None)
@given(st.one_of(small_fairs(), small_fairs(all_required=True), small_fairs(all_required=True, is_plain=True)))
def test_the_model_has_every_schedule_and_no_other(instance):
    assert schedules_of(Model(Numbered(instance))) == schedules_by_trying(instance)


def test_meetings_of_three_sessions_are_counted_in_each():
    instance = fair(
        *required("AB", "AC"), meet("m", "AD", is_required=True, sessions=frozenset({"late"})), slots=6,
        sessions=[("am", 1, 2), ("pm", 3, 4), ("late", 5, 6)],
    )
    assert schedules_of(Model(Numbered(instance))) == schedules_by_trying(instance)


@pytest.mark.parametrize("where", [
    ("am pm", "late night"), ("am pm", "am late", "pm late"), ("am late", "night pm", "am pm"),
])
def test_meetings_that_may_be_in_some_sessions_alone_are_counted_over_all(where):
    instance = fair(
        *(meet(f"m{place}", f"A{who}", is_required=True, sessions=frozenset(names.split()))
          for place, (who, names) in enumerate(zip("BCD", where, strict=False))),
        slots=8, sessions=[("am", 1, 2), ("pm", 3, 4), ("late", 5, 6), ("night", 7, 8)],
    )
    assert len(schedules_by_trying(instance)) > 0
    assert schedules_of(Model(Numbered(instance))) == schedules_by_trying(instance)


def test_meetings_of_three_are_counted_at_tables():
    instance = fair(*required("ABC", "ADE", "BF"), "CF", slots=3, tables=1)
    assert schedules_of(Model(Numbered(instance))) == schedules_by_trying(instance)


def test_fairness_is_kept():
    instance = fair(*required("AB", "AC"), slots=4)
    numbered = Numbered(instance)
    fair_ones = {
        times: each for times, each in schedules_by_trying(instance).items() if max(each) - min(each) < 1}
    assert 0 < len(fair_ones) < len(schedules_by_trying(instance))
    assert schedules_of(Model(numbered, fairness=0)) == fair_ones
