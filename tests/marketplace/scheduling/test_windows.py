"""The search in windows of slots: it descends to the optimum, and says what it has refuted."""

from convoke.marketplace.scheduling.annealing import Annealing
from convoke.marketplace.scheduling.climbing import watched
from convoke.marketplace.scheduling.generate import random_fair
from convoke.marketplace.scheduling.model import Model
from convoke.marketplace.scheduling.numbered import Numbered, breaks_in
from convoke.marketplace.scheduling.windows import Windows

from .instances import on_board


def poor_schedule(numbered, optimum):
    """One with more breaks than need be."""
    search = Annealing(numbered, seed=1)
    while True:
        search.slice(5.0)
        times = search.times_now()
        if not search.missing and sum(breaks_in(numbered, times)) > optimum:
            return times


def searched(board, model):
    with watched(board, None, 0.0):
        Windows(model, board, seed=1).run()


def test_it_comes_from_a_poor_schedule_to_the_best_and_refutes_a_better_one(numbered, optimum):
    assert optimum > 0
    board = on_board(numbered)
    board.offer(poor_schedule(numbered, optimum))
    assert board.breaks > optimum
    searched(board, Model(numbered))
    assert (board.breaks, board.bound) == (optimum, optimum)
    assert sum(breaks_in(numbered, board.best)) == optimum


def test_it_begins_with_no_schedule_at_all(numbered, optimum):
    board = on_board(numbered)
    searched(board, Model(numbered))
    assert (board.breaks, board.bound) == (optimum, optimum)


def test_a_bound_that_others_prove_ends_it(numbered, optimum):
    board = on_board(numbered, bound=optimum)
    searched(board, Model(numbered))
    assert (board.breaks, board.bound) == (optimum, optimum)


def test_where_there_is_no_fair_schedule_it_says_so(numbered):
    board = on_board(numbered, fairness=0)
    model = Model(numbered, fairness=0)
    model.clauses.fix(model.ends[0][0], *(-end for end in model.ends[1]))
    searched(board, model)
    assert board.is_infeasible


def test_asked_first_it_tells_a_schedule_or_that_there_is_none(numbered):
    board = on_board(numbered)
    assert Windows(Model(numbered), board, seed=1).first() == board.best
    assert board.best is not None
    board, model = on_board(numbered, fairness=0), Model(numbered, fairness=0)
    model.clauses.fix(model.ends[0][0], *(-end for end in model.ends[1]))
    assert Windows(model, board, seed=1).first() is None
    assert board.is_infeasible


def test_a_schedule_keeps_to_breaks_that_are_shared(numbered):
    board = on_board(numbered, fairness=1)
    searched(board, Model(numbered, fairness=1))
    each = breaks_in(numbered, board.best)
    assert max(each) - min(each) <= 1


def test_it_ends_where_nothing_can_be_better():
    numbered = Numbered(random_fair(requesters=3, providers=3, meetings=4, slots=4, tables=3, seed=1))
    board = on_board(numbered, bound=-1)  # which nothing meets
    searched(board, Model(numbered))
    assert board.breaks == 0
    assert board.left > 0


def test_it_hears_at_once_that_all_is_over(numbered):
    board = on_board(numbered)
    board.close()
    searched(board, Model(numbered))
    assert board.best is None
