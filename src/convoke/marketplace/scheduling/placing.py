"""Which meetings are held: as many as possible of the most important ones, then of the next, and so on."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from .annealing import Annealing
from .board import Board
from .clauses import hint, in_cp, true_in
from .model import Model
from .numbered import Numbered, Times, by_priority
from .proof import is_modest
from .room import Room

PATIENCE = 3.0
"""Seconds the annealing has to place everything before the solver is asked what can be held."""
HEAT = 0.3


@dataclass(frozen=True)
class Placed:
    """A choice of meetings, with a schedule that holds them."""

    times: Times
    enough: Mapping[int, int]
    """How many of each priority are held."""
    is_most: bool
    """Whether it is proved that there is no better choice."""
    bound: int
    """No schedule holds more meetings; proved."""


def at_once(numbered: Numbered, board: Board, *, seed: int) -> Times:
    """A schedule with nearly everything in it, soon: long meetings in turn, the others by annealing."""
    begin = _in_turn(numbered, {one for one, length in enumerate(numbered.lengths) if length > 1})
    if not Annealing.takes(numbered):
        return _in_turn(numbered, set(range(len(numbered.members))))
    search = Annealing(numbered, seed=seed, begin=begin)
    until = time.monotonic() + min(PATIENCE, board.left / 5)
    while search.missing and time.monotonic() < until and not board.is_over:
        search.slice(HEAT)
    return search.best_times()


def _in_turn(numbered: Numbered, those: set[int]) -> Times:
    """Each of those in the first slot where it fits, the longest and most important first; many in none."""
    meetings = numbered.instance.meetings
    room = Room(numbered)
    order = sorted(those, key=lambda one: (
        len(numbered.starts[one]) != 1, meetings[one].priority, -numbered.lengths[one], len(numbered.starts[one]),
    ))
    for one in order:
        room.place(one, numbered.starts[one])
    return tuple(room.times)


def kept(numbered: Numbered, home: Times) -> Times:
    """The meetings that can stay where they were, those that must be held and the most important ones first."""
    meetings = numbered.instance.meetings
    room = Room(numbered)
    order = sorted(range(len(home)), key=lambda one: (not numbered.must[one], meetings[one].priority))
    for one in order:
        start = home[one]
        if start is not None and start in numbered.starts[one] and room.fits(one, start):
            room.take(one, start)
    for one in order:
        if room.times[one] is None and numbered.lengths[one] > 1:
            room.place(one, numbered.starts[one])
    return tuple(room.times)


def most(numbered: Numbered, board: Board, *, workers: int, seed: int, begin: Times) -> Placed | None:
    """The best choice found, from a schedule to begin with; ``None`` where what must be held is not.

    Where the solver proves that it cannot be, the board is told.
    """
    above = limit(numbered)
    if not is_modest(numbered):
        if any(must and start is None for must, start in zip(numbered.must, begin, strict=True)):
            return None
        return Placed(begin, by_priority(numbered, begin), is_most=begin.count(None) == 0, bound=above)
    model = Model(numbered, counts_breaks=False)
    cp = model.clauses.for_cp()
    hint(cp, model.said(begin))
    times: Times | None = None
    is_most = True
    classes = list(by_priority(numbered, begin))
    for place, priority in enumerate(classes):
        those = [in_cp(cp, one) for one in model.of_priority(priority)]
        cp.maximize(sum(those))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = max(0.5, board.left / (2 * (len(classes) - place) + 1))
        board.on_close(solver.stop_search)
        status = solver.solve(cp)
        if status == cp_model.INFEASIBLE:
            board.refute()
            return None
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            is_most = False
            break
        times = model.times(true_in(cp, solver))
        is_most = is_most and status == cp_model.OPTIMAL
        cp.add(sum(those) >= round(solver.objective_value))
        hint(cp, model.said(times))
    if times is None:
        return None
    held = len(times) - times.count(None)
    return Placed(times, by_priority(numbered, times), is_most, bound=held if is_most else above)


def limit(numbered: Numbered) -> int:
    """More meetings than these there is no room for: tables, and the slots each participant is free in."""
    possible = [one for one, starts in enumerate(numbered.starts) if starts]
    ends = 0
    for who, meetings in enumerate(numbered.of):
        free = {slot for one in meetings for slot in numbered.starts[one]}
        ends += min(len(free - numbered.busy[who]), sum(bool(numbered.starts[one]) for one in meetings))
    fewest = min((len(members) for members in numbered.members), default=2)
    return min(len(possible), sum(numbered.places), ends // fewest)
