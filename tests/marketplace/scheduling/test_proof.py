"""Questions to the solver, asked from the bound upwards and halfway to the best schedule."""

import time
from itertools import product

import pytest
from ortools.sat.python import cp_model

from convoke.marketplace.scheduling.annealing import Annealing
from convoke.marketplace.scheduling.board import Board
from convoke.marketplace.scheduling.climbing import watched
from convoke.marketplace.scheduling.counters import counter
from convoke.marketplace.scheduling.generate import random_fair
from convoke.marketplace.scheduling.model import Model
from convoke.marketplace.scheduling.numbered import Numbered, breaks_in
from convoke.marketplace.scheduling.proof import Answer, Prover
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
    return Prover(Model(numbered), workers=1, seed=1)


def some_schedule(numbered):
    search = Annealing(numbered, seed=1)
    while None in search.best_times():
        search.slice(0.3)
    return search.best_times()


def test_halving_alone_finds_and_proves_the_optimum(numbered, optimum):
    board = on_board(numbered)
    board.offer(some_schedule(numbered))
    with watched(board, None, 0.0):
        prover(numbered).halve(board)
    assert (board.breaks, board.bound) == (optimum, optimum)
    assert sum(breaks_in(numbered, board.best)) == optimum


def test_climbing_alone_finds_and_proves_the_optimum(numbered, optimum):
    board = on_board(numbered)
    with watched(board, None, 0.0):
        prover(numbered).climb(board)
    assert (board.breaks, board.bound) == (optimum, optimum)


def test_no_schedule_has_one_break_less_than_the_optimum(numbered, optimum):
    assert optimum > 0
    asked = prover(numbered)
    assert asked.ask(on_board(numbered), optimum - 1) == (Answer.NO, None)
    assert asked.ask(on_board(numbered), optimum)[0] is Answer.YES


def test_a_question_is_stopped_once_its_answer_is_known(numbered):
    board, stopped = on_board(numbered), []
    with board.asking(3, lambda: stopped.append(3)), board.asking(5, lambda: stopped.append(5)):
        board.settle()
        assert stopped == []
        board.prove(4)
        board.settle()
        assert stopped == [3]
    board.settle()
    assert stopped == [3]


def test_whoever_asks_for_any_schedule_is_stopped_by_the_first(numbered):
    board, stopped = on_board(numbered, bound=-1), []
    with board.asking(None, lambda: stopped.append(1)):
        board.settle()
        assert stopped == []
        board.offer(some_schedule(numbered))
        board.settle()
        assert stopped == [1]


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
