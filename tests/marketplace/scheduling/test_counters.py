"""Clauses that count, for both solvers."""

from itertools import product

import pytest
from ortools.sat.python import cp_model
from pysat.solvers import Solver

from convoke.marketplace.scheduling.clauses import Clauses, in_cp
from convoke.marketplace.scheduling.counters import at_least, at_most, both_exactly, counter, exactly, paired

VALUES = list(product((False, True), repeat=5))


def given(values):
    """Clauses in which five literals have these values."""
    clauses = Clauses()
    literals = [clauses.new() for _ in values]
    clauses.fix(*(literal if value else -literal for literal, value in zip(literals, values, strict=True)))
    return clauses, literals


def can_be(clauses):
    """Whether both solvers find values for the clauses; they have to agree."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(clauses.for_cp())
    assert status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
    with Solver(name="glucose4", bootstrap_with=clauses.alone()) as other:
        assert other.solve() is (status == cp_model.OPTIMAL)
    return status == cp_model.OPTIMAL


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 9])
def test_a_counter_counts_up_to_its_limit(most):
    for values in VALUES:
        clauses, literals = given(values)
        out = counter(clauses, literals, most)
        model = clauses.for_cp()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        wanted = [sum(values) > place for place in range(min(5, most))]
        assert [solver.boolean_value(in_cp(model, one)) for one in out] == wanted
        assert [solver.boolean_value(in_cp(model, -one)) for one in out] == [not one for one in wanted]


@pytest.mark.parametrize(("say", "is_met"), [
    (exactly, lambda number, wanted: number == wanted),
    (at_most, lambda number, wanted: number <= wanted),
    (at_least, lambda number, wanted: number >= wanted),
])
@pytest.mark.parametrize("wanted", [0, 1, 2, 4, 5, 6])
def test_numbers_are_kept(say, is_met, wanted):
    for values in VALUES[::3]:
        clauses, literals = given(values)
        say(clauses, literals, wanted)
        assert can_be(clauses) is is_met(sum(values), wanted)


@pytest.mark.parametrize("wanted", [0, 1, 3, 5, 6])
def test_two_counters_count_a_number_together(wanted):
    for values in VALUES:
        clauses, literals = given(values)
        both_exactly(clauses, counter(clauses, literals[:2]), counter(clauses, literals[2:]), wanted)
        assert can_be(clauses) is (sum(values) == wanted)


@pytest.mark.parametrize("most", [0, 2, 4, 6])
def test_an_even_number_is_counted_by_twos(most):
    for values in VALUES:
        number = sum(values)
        for wanted in range(6):
            clauses, literals = given(values)
            out = paired(clauses, literals, most)
            clauses.fix(*(one if 2 * place < wanted else -one for place, one in enumerate(out)))
            is_met = number % 2 == 0 and number <= most and [2 * place < wanted for place in range(len(out))] == [
                2 * place < number for place in range(len(out))]
            assert can_be(clauses) is is_met


def test_one_at_most_and_one_exactly():
    for values in VALUES:
        for say, is_met in (("at_most_one", sum(values) <= 1), ("exactly_one", sum(values) == 1)):
            clauses, literals = given(values)
            getattr(clauses, say)(literals)
            assert can_be(clauses) is is_met


def test_a_literal_for_any_of_several():
    for values in VALUES:
        clauses, literals = given(values)
        one = clauses.any_of(literals)
        clauses.fix(one if any(values) else -one)
        assert can_be(clauses)
    clauses, _literals = given(())
    clauses.fix(clauses.any_of([]))
    assert not can_be(clauses)


def test_what_is_added_to_a_copy_is_not_in_the_clauses():
    clauses, literals = given((True, False))
    copy = clauses.copy()
    copy.fix(copy.new(), literals[1])
    assert not can_be(copy)
    assert can_be(clauses)
