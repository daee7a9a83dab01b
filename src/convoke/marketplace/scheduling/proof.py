"""The proof: can all be held with so many breaks? Asked of the solver from the bound upwards, and halfway to the best.

No raises the bound, yes brings a better schedule; where both meet is the optimum.
"""

import threading
from enum import Enum

from ortools.sat.python import cp_model

from .board import Board
from .model import Model
from .numbered import Numbered, Times

MODEST = 40_000
"""Choices of slots for meetings up to which the solver is of use."""
COUNTED = 40
"""Breaks up to which they are counted in clauses."""
OTHER = 4_001
"""What the second thread's seed differs by."""
PAUSE = 0.1
"""Seconds between looks for a first schedule."""


class Answer(Enum):
    """What the solver says to a question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def is_modest(numbered: Numbered) -> bool:
    """Whether the instance is one for the solver."""
    return sum(map(len, numbered.starts)) <= MODEST


def solver_for(workers: int, seconds: float, seed: int) -> cp_model.CpSolver:
    """A solver set up as proved best on instances of this kind: clauses alone, no linear relaxation, no presolve."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = workers
    parameters.max_time_in_seconds = max(0.05, seconds)
    parameters.random_seed = seed
    parameters.linearization_level = 0
    parameters.cp_model_presolve = False
    return solver


class Prover:
    """Asks the solver about one instance, from several threads if need be."""

    def __init__(self, model: Model, *, workers: int, seed: int) -> None:
        self.model = model
        self.workers = workers
        self.seed = seed
        self.total = model.total(COUNTED + 1)
        self.lock = threading.Lock()

    def ask(
        self, board: Board, most: int | None = None, *, workers: int | None = None, seed: int = 0,
    ) -> tuple[Answer, Times | None]:
        """Whether there is a schedule with at most so many breaks, or at all; and one if there is.

        The question is dropped, as unknown, once the board has its answer.
        """
        model = self._question(board.best, most)
        solver = solver_for(workers or self.workers, board.left, self.seed + seed)
        if board.is_over:
            return Answer.UNKNOWN, None
        with board.asking(most, solver.stop_search):
            status = solver.solve(model)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer.YES, self.model.times(solver)
        return (Answer.NO if status == cp_model.INFEASIBLE else Answer.UNKNOWN), None

    def _question(self, best: Times | None, most: int | None) -> cp_model.CpModel:
        with self.lock:
            if best is not None:
                self.model.cp.clear_hints()  # type: ignore[no-untyped-call]
                self.model.hint(best)
            model = self.model.cp.clone()
        if most is not None and most < len(self.total):
            model.add_bool_and([model.get_bool_var_from_proto_index(self.total[most].index).negated()])
        return model

    def climb(self, board: Board) -> None:
        """Raises the bound of the board until it meets the best schedule, or finds that there is none."""
        if board.best is None:
            answer, times = self.ask(board)
            if answer is Answer.NO:
                board.refute()
            if times is not None:
                board.offer(times)
        while not board.is_over and board.bound <= COUNTED:
            if self._settle(board, board.bound) is Answer.UNKNOWN and not board.is_over:
                return

    def halve(self, board: Board) -> None:
        """Asks halfway between bound and best schedule, while another thread climbs."""
        while not board.is_over and board.bound <= COUNTED:
            if board.breaks is None:
                board.wait(PAUSE)
            else:
                most = min((board.bound + board.breaks) // 2, COUNTED)
                if self._settle(board, most, workers=1, seed=OTHER) is Answer.UNKNOWN and not board.is_over:
                    return

    def _settle(self, board: Board, most: int, *, workers: int | None = None, seed: int = 0) -> Answer:
        """Asks, and has the board know. What the board knew by itself before the solver did counts as an answer."""
        answer, times = self.ask(board, most, workers=workers, seed=seed)
        if times is not None:
            board.offer(times)
        if answer is Answer.NO:
            board.prove(most + 1)
        if answer is Answer.UNKNOWN and board.knows(most):
            return Answer.NO if board.bound > most else Answer.YES
        return answer
