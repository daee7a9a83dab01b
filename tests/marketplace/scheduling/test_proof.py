"""The proof by the solver, and the questions it is asked."""

import time
from itertools import product

import pytest
from ortools.sat.python import cp_model

from convoke.marketplace.scheduling.board import Board
from convoke.marketplace.scheduling.climbing import watched
from convoke.marketplace.scheduling.counters import counter
from convoke.marketplace.scheduling.generate import random_fair
from convoke.marketplace.scheduling.model import Model
from convoke.marketplace.scheduling.numbered import Numbered, breaks_in
from convoke.marketplace.scheduling.proof import Answer, Prover, Way
from convoke.marketplace.scheduling.solve import Options, solve


@pytest.fixture(scope="module")
def numbered():
    return Numbered(random_fair(requesters=6, providers=5, meetings=21, slots=7, tables=3, seed=1))


@pytest.fixture(scope="module")
def optimum(numbered):
    return solve(numbered.instance, Options(seconds=30)).objective


def on_board(numbered, bound=0):
    return Board(numbered, fairness=None, bound=bound, deadline=time.monotonic() + 30)


def prover(numbered):
    return Prover(Model(numbered))


@pytest.mark.parametrize("way", Way)
def test_each_way_alone_finds_and_proves_the_optimum(numbered, optimum, way):
    board = on_board(numbered)
    with watched(board, None, 0.0):
        prover(numbered).prove(board, way, seed=1)
    assert (board.breaks, board.bound) == (optimum, optimum)
    assert sum(breaks_in(numbered, board.best)) == optimum


def test_a_bound_that_is_known_is_where_the_proof_begins(numbered, optimum):
    board = on_board(numbered, bound=optimum)
    with watched(board, None, 0.0):
        prover(numbered).prove(board, Way.TOGETHER, seed=1)
    assert (board.breaks, board.bound) == (optimum, optimum)


@pytest.mark.parametrize("way", Way)
def test_each_way_alone_refutes_what_has_no_schedule(numbered, optimum, way):
    assert optimum > 0
    fair = Board(numbered, fairness=0, bound=0, deadline=time.monotonic() + 30)
    with watched(fair, None, 0.0):
        model = Model(numbered, fairness=0)
        model.cp.add_bool_and([model.ends[0][0], *(end.negated() for end in model.ends[1])])
        Prover(model).prove(fair, way, seed=1)
    assert fair.is_infeasible


def test_no_schedule_has_one_break_less_than_the_optimum(numbered, optimum):
    assert optimum > 0
    asked = prover(numbered)
    assert asked.ask(on_board(numbered), optimum - 1, workers=1, seed=1) == (Answer.NO, None)
    assert asked.ask(on_board(numbered), optimum, workers=1, seed=1)[0] is Answer.YES


def test_what_is_over_is_not_proved(numbered):
    board = on_board(numbered)
    board.close()
    prover(numbered).prove(board, Way.EACH, seed=1)
    assert (board.best, board.bound, board.is_infeasible) == (None, 0, False)


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 9])
def test_a_counter_counts_up_to_its_limit(most):
    for values in product((False, True), repeat=5):
        model = cp_model.CpModel()
        literals = [model.new_bool_var("") for _ in values]
        for literal, value in zip(literals, values, strict=True):
            model.add_bool_and([literal if value else literal.negated()])
        out = counter(model, literals, most)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        assert [solver.boolean_value(one) for one in out] == [sum(values) > place for place in range(min(5, most))]
