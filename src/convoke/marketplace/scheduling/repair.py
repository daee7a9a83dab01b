"""A schedule that no longer holds, mended with as few changes as can be: somebody leaves early, a table falls away."""

import time
from dataclasses import replace

from ortools.sat.python import cp_model

from . import bounds, placing
from .annealing import Annealing
from .board import Board
from .clauses import hint, in_cp, true_in
from .instance import Instance, Schedule
from .model import Model
from .numbered import Numbered, Times, breaks_in, by_priority
from .proof import is_modest
from .results import Result, Status
from .solve import Options, Stop, Tell, finished, solve
from .tables import with_places

STAY = 3.0
"""Breaks a meeting would have to spare to be moved for them."""
HEATS = (0.3, 0.15, 0.08)
SEARCH, SOLVE = 1.5, 2.0
"""Seconds for the annealing, at most, and for the solver."""
LEAST = 1.0
"""Seconds that a search from the beginning has, whatever is left."""
EACH = 0.001
"""Seconds of annealing for each meeting."""


def repair(
    instance: Instance, before: Schedule, options: Options | None = None, *, tell: Tell | None = None,
    stop: Stop = lambda: False,
) -> Result:
    """The schedule for an instance that has changed since ``before`` was made for it.

    Meetings that can stay do; those that cannot are placed anew, and others moved only where that is needed to hold
    more, or spares several breaks. Meetings of ``before`` that the instance does not have are left away. Takes a few
    seconds at most. What is proved of breaks is what each participant alone cannot do without. Where something that
    must be held could not be placed so, a schedule is looked for from the beginning, which :func:`~.solve.solve` tells
    of, or says why there is none: that one looks after fairness, a repair does not.
    """
    options = options or Options()
    began = time.monotonic()
    numbered = Numbered(instance)
    board = Board(
        numbered, fairness=None, bound=0, deadline=began + min(options.seconds, SEARCH + SOLVE + 1), stopped=stop,
    )
    home: Times = tuple(before[one.id].slot - 1 if one.id in before else None for one in instance.meetings)
    times = _mended(numbered, home, board, options)
    schedule = with_places(instance, times, before)
    if schedule is None:
        raise RuntimeError("No table was found for a meeting.")
    if any(one.must_be_held and one.id not in schedule for one in instance.meetings):
        if stop():
            return Result(instance, Status.UNKNOWN, time.monotonic() - began)
        left = replace(options, seconds=max(LEAST, options.seconds - (time.monotonic() - began)))
        anew = solve(instance, left, tell=tell, stop=stop)
        return replace(anew, moved=_moved(before, anew.schedule), seconds=time.monotonic() - began)
    is_whole = None not in times
    bound = (bounds.least_breaks(numbered) or 0) if is_whole else 0
    is_best = is_whole and sum(breaks_in(numbered, times)) <= bound
    return finished(
        instance, schedule, Status.OPTIMAL if is_best else Status.FEASIBLE, seconds=time.monotonic() - began,
        bound=bound, held_bound=placing.limit(numbered), is_shared=False,
        options=Options(fairness=None, explains=options.explains), moved=_moved(before, schedule),
    )


def _moved(before: Schedule, schedule: Schedule) -> tuple[str, ...]:
    """The meetings that are held at another time or place than before."""
    return tuple(id_ for id_, held in schedule.items() if id_ in before and held != before[id_])


def _mended(numbered: Numbered, home: Times, board: Board, options: Options) -> Times:
    """The annealing's schedule, or the solver's where that changes less."""
    times = placing.kept(numbered, home)
    if Annealing.takes(numbered):
        search = Annealing(numbered, seed=options.seed, begin=times, stay=STAY)
        seconds = min(SEARCH, EACH * len(home))
        for heat in HEATS:
            until = time.monotonic() + seconds / len(HEATS)
            while time.monotonic() < until and not board.is_over:
                search.slice(heat, -1)
        times = search.best_times()
    if is_modest(numbered) and not board.is_over:
        exact = _solved(numbered, home, times, board, options)
        if exact is not None and _rank(numbered, home, exact) < _rank(numbered, home, times):
            times = exact
    if not numbered.are_places_alike and with_places(numbered.instance, times) is None:
        return placing.kept(numbered, home)
    return times


def _rank(numbered: Numbered, home: Times, times: Times) -> tuple[list[int], int, int]:
    """What makes a schedule better: more held, fewer moved, fewer breaks."""
    held = [-number for number in by_priority(numbered, times).values()]
    return held, moves(home, times), sum(breaks_in(numbered, times))


def moves(home: Times, times: Times) -> int:
    """How many meetings have left their slots."""
    return sum(start is not None and old is not None and start != old for old, start in zip(home, times, strict=True))


def _solved(numbered: Numbered, home: Times, times: Times, board: Board, options: Options) -> Times | None:
    """The solver's: first what is held, by priority, then the fewest moves."""
    model = Model(numbered, counts_breaks=False)
    cp = model.clauses.for_cp()
    away = [
        in_cp(cp, literal)
        for literals, old in zip(model.begins, home, strict=True) if old is not None
        for start, literal in literals.items() if start != old
    ]
    weight, worth = len(away) + 1, []
    for priority in sorted({one.priority for one in numbered.instance.meetings}, reverse=True):
        those = [in_cp(cp, one) for one in model.of_priority(priority)]
        worth += [weight * held for held in those]
        weight *= len(those) + 1
    cp.maximize(sum(worth) - sum(away))
    hint(cp, model.said(times))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = options.workers
    solver.parameters.random_seed = options.seed
    solver.parameters.max_time_in_seconds = max(0.1, min(SOLVE, board.left))
    if solver.solve(cp) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return model.times(true_in(cp, solver))
