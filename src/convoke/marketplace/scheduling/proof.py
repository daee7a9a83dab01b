"""The proof: a solver asked for the fewest breaks, which raises the bound core by core until a schedule meets it.

A core is a set of breaks of which one at least must be; it raises the bound by one, and is counted from then on
(Z. Fu, S. Malik, *On solving the partial MAX-SAT problem*, SAT 2006). What was learned is kept from bound to bound,
so that the schedule often follows within a second of the last of them.
"""

import math
import threading
from enum import Enum
from itertools import pairwise

from ortools.sat.python import cp_model

from .board import Board
from .model import Model
from .numbered import Numbered, Times

MODEST, SMALL = 40_000, 12_000
"""Choices of slots for meetings up to which the solver is of use, and up to which it also finds the best schedules."""
COUNTED = 40
"""Breaks up to which they are counted together in clauses."""
KEPT = 8
"""Clauses learned that tie so few levels of decisions are kept for good; more than the solver's own 5."""
CLEAR = 1e-6
"""What a bound said as a fraction may lie above a whole number for the sake of rounding."""


class Answer(Enum):
    """What the solver says to a question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Way(Enum):
    """What the solver is to have few of: these differ in what they are slow at."""

    EACH = "each"
    """Breaks, each by itself."""
    TOGETHER = "together"
    """Steps of one counter over all breaks."""


def is_modest(numbered: Numbered) -> bool:
    """Whether the instance is one for the solver."""
    return sum(map(len, numbered.starts)) <= MODEST


def is_small(numbered: Numbered) -> bool:
    """Whether annealing may leave an instance to the solver."""
    return sum(map(len, numbered.starts)) <= SMALL


def solver_for(workers: int, seconds: float, seed: int) -> cp_model.CpSolver:
    """A solver set up as proved best on instances of this kind: clauses alone, no linear relaxation, no presolve."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = workers
    parameters.max_time_in_seconds = max(0.05, seconds)
    parameters.random_seed = seed
    parameters.linearization_level = 0
    parameters.cp_model_presolve = False
    parameters.clause_cleanup_lbd_bound = KEPT
    return solver


class Prover:
    """Has the solver prove what there is to prove of one instance, in several threads if need be."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._lock = threading.Lock()
        self._each = model.cp.clone()
        self._each.minimize(sum(end for ends in model.ends for end in ends))
        self._total = model.total(COUNTED + 1)

    def ask(self, board: Board, most: int | None, *, workers: int, seed: int) -> tuple[Answer, Times | None]:
        """Whether there is a schedule with at most so many breaks, or at all; and one if there is."""
        model = self._clone()
        if most is not None and most < len(self._total):
            model.add_bool_and([self._step(model, most).negated()])
        solver = solver_for(workers, board.left, seed)
        board.on_close(solver.stop_search)
        if board.is_over:
            return Answer.UNKNOWN, None
        status = solver.solve(model)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer.YES, self.model.times(solver)
        return (Answer.NO if status == cp_model.INFEASIBLE else Answer.UNKNOWN), None

    def prove(self, board: Board, way: Way, *, seed: int) -> None:
        """Raises the bound of the board until it meets the best schedule, or finds that there is none.

        Ends as soon as the board is over, whoever ended it.
        """
        solver = solver_for(1, board.left, seed)
        solver.parameters.subsolvers.extend(["core"])
        solver.best_bound_callback = lambda bound: board.prove(math.ceil(bound - CLEAR))
        board.on_close(solver.stop_search)
        model = self._objective(way, board.bound)
        if board.is_over:
            return
        status = solver.solve(model, _Found(self.model, board))
        if status == cp_model.INFEASIBLE:
            board.refute()
        elif status == cp_model.OPTIMAL:
            board.prove(math.ceil(solver.best_objective_bound - CLEAR))

    def _clone(self) -> cp_model.CpModel:
        with self._lock:
            return self.model.cp.clone()

    def _objective(self, way: Way, bound: int) -> cp_model.CpModel:
        if way is Way.EACH:
            with self._lock:
                return self._each.clone()
        model = self._clone()
        steps = [self._step(model, number) for number in range(len(self._total))]
        for one, more in pairwise(steps):
            model.add_implication(more, one)
        if bound:
            model.add_bool_and(steps[:bound])
        model.minimize(sum(steps))
        return model

    def _step(self, model: cp_model.CpModel, number: int) -> cp_model.IntVar:
        return model.get_bool_var_from_proto_index(self._total[number].index)


class _Found(cp_model.CpSolverSolutionCallback):
    """Offers to the board what the solver finds."""

    def __init__(self, model: Model, board: Board) -> None:
        super().__init__()
        self.model = model
        self.board = board

    def on_solution_callback(self) -> None:
        self.board.offer(self.model.times(self))
