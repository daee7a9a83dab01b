"""The proof: a solver asked for the fewest breaks, which raises the bound core by core until a schedule meets it.

A core is a set of breaks of which one at least must be; it raises the bound by one, and is counted from then on
(Z. Fu, S. Malik, *On solving the partial MAX-SAT problem*, SAT 2006). What was learned is kept from bound to bound,
so that the schedule often follows within a second of the last of them.
"""

import math
from enum import Enum
from itertools import pairwise

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import Literal

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
    """Has the solver prove what there is to prove of one instance, in several threads if need be.

    The model it is given stays as it is: each question and each proof has a copy.
    """

    def __init__(self, model: Model) -> None:
        self.model = model

    def ask(self, board: Board, most: int, *, workers: int, seed: int) -> tuple[Answer, Times | None]:
        """Whether there is a schedule with at most so many breaks, and one if there is."""
        model, steps = self._counted()
        if most < len(steps):
            model.add_bool_and([steps[most].negated()])
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
        model = self._each() if way is Way.EACH else self._together(board.bound)
        solver = solver_for(1, board.left, seed)
        solver.parameters.subsolvers.extend(["core"])
        solver.best_bound_callback = lambda bound: board.prove(math.ceil(bound - CLEAR))
        board.on_close(solver.stop_search)
        if board.is_over:
            return
        status = solver.solve(model, _Found(self.model, board))
        if status == cp_model.INFEASIBLE:
            board.refute()
        elif status == cp_model.OPTIMAL:
            board.prove(math.ceil(solver.best_objective_bound - CLEAR))

    def _each(self) -> cp_model.CpModel:
        model = self.model.cp.clone()
        model.minimize(sum(end for ends in self.model.ends for end in ends))
        return model

    def _together(self, bound: int) -> cp_model.CpModel:
        model, steps = self._counted()
        for one, more in pairwise(steps):
            model.add_implication(more, one)
        if bound:
            model.add_bool_and(steps[:bound])
        model.minimize(sum(steps))
        return model

    def _counted(self) -> tuple[cp_model.CpModel, list[Literal]]:
        """A copy of the model with a counter over all breaks."""
        model = self.model.cp.clone()
        return model, self.model.total(model, COUNTED + 1)


class _Found(cp_model.CpSolverSolutionCallback):
    """Offers to the board what the solver finds."""

    def __init__(self, model: Model, board: Board) -> None:
        super().__init__()
        self.model = model
        self.board = board

    def on_solution_callback(self) -> None:
        self.board.offer(self.model.times(self))
