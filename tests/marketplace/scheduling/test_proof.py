"""The proof by the solver, and the questions it is asked."""

from convoke.marketplace.scheduling.climbing import watched
from convoke.marketplace.scheduling.model import Model
from convoke.marketplace.scheduling.numbered import breaks_in
from convoke.marketplace.scheduling.proof import Answer, ask, prove

from .instances import on_board


def test_it_finds_and_proves_the_optimum(numbered, optimum):
    board = on_board(numbered)
    with watched(board, None, 0.0):
        prove(Model(numbered), board, seed=1)
    assert (board.breaks, board.bound) == (optimum, optimum)
    assert sum(breaks_in(numbered, board.best)) == optimum


def test_it_refutes_what_has_no_schedule(numbered, optimum):
    assert optimum > 0
    fair = on_board(numbered, fairness=0)
    with watched(fair, None, 0.0):
        model = Model(numbered, fairness=0)
        model.clauses.fix(model.ends[0][0], *(-end for end in model.ends[1]))
        prove(model, fair, seed=1)
    assert fair.is_infeasible


def test_no_schedule_has_one_break_less_than_the_optimum(numbered, optimum):
    assert optimum > 0
    model = Model(numbered)
    assert ask(model, on_board(numbered), optimum - 1, workers=1, seed=1) == (Answer.NO, None)
    assert ask(model, on_board(numbered), optimum, workers=1, seed=1)[0] is Answer.YES


def test_what_is_over_is_not_proved(numbered):
    board = on_board(numbered)
    board.close()
    prove(Model(numbered), board, seed=1)
    assert (board.best, board.bound, board.is_infeasible) == (None, 0, False)
