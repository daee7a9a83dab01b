"""The proof: a solver asked for the fewest breaks, which raises the bound core by core until a schedule meets it.

A core is a set of breaks of which one at least must be; it raises the bound by one, and is counted from then on
(Z. Fu, S. Malik, *On solving the partial MAX-SAT problem*, SAT 2006). What was learned is kept from bound to bound,
so that the schedule often follows within a second of the last of them.
"""

import math
from enum import Enum

from ortools.sat.python import cp_model

from .board import Board
from .clauses import hint, in_cp, true_in
from .model import Model
from .numbered import Numbered, Times

MODEST, SMALL = 40_000, 12_000
"""Choices of slots for meetings up to which the solver is of use, and up to which it also finds the best schedules."""
KEPT = 8
"""Clauses learned that tie so few levels of decisions are kept for good; more than the solver's own 5."""
CLEAR = 1e-6
"""What a bound said as a fraction may lie above a whole number for the sake of rounding."""


class Answer(Enum):
    """What the solver says to a question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


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


def ask(
    model: Model, board: Board, most: int, *, workers: int, seed: int, begin: Times | None = None,
) -> tuple[Answer, Times | None]:
    """Whether there is a schedule with at most so many breaks, and one if there is; one to begin with may be given."""
    clauses, steps = model.total(most + 1)
    if most < len(steps):
        clauses.fix(-steps[most])
    cp = clauses.for_cp()
    if begin is not None:
        hint(cp, model.said(begin))
    solver = solver_for(workers, board.left, seed)
    board.on_close(solver.stop_search)
    if board.is_over:
        return Answer.UNKNOWN, None
    status = solver.solve(cp)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer.YES, model.times(true_in(cp, solver))
    return (Answer.NO if status == cp_model.INFEASIBLE else Answer.UNKNOWN), None


def prove(model: Model, board: Board, *, seed: int) -> None:
    """Raises the bound of the board until it meets the best schedule, or finds that there is none.

    Ends as soon as the board is over, whoever ended it.
    """
    cp = model.clauses.for_cp()
    cp.minimize(sum(in_cp(cp, end) for ends in model.ends for end in ends))
    solver = solver_for(1, board.left, seed)
    solver.parameters.subsolvers.extend(["core"])
    solver.best_bound_callback = lambda bound: board.prove(math.ceil(bound - CLEAR))
    board.on_close(solver.stop_search)
    if board.is_over:
        return
    status = solver.solve(cp, _Found(model, cp, board))
    if status == cp_model.INFEASIBLE:
        board.refute()
    elif status == cp_model.OPTIMAL:
        board.prove(math.ceil(solver.best_objective_bound - CLEAR))


class _Found(cp_model.CpSolverSolutionCallback):
    """Offers to the board what the solver finds."""

    def __init__(self, model: Model, cp: cp_model.CpModel, board: Board) -> None:
        super().__init__()
        self.model = model
        self.cp = cp
        self.board = board

    def on_solution_callback(self) -> None:
        self.board.offer(self.model.times(true_in(self.cp, self)))
