"""Breaks shared as evenly as can be without having more of them."""

from .board import Board
from .climbing import watched
from .model import Model
from .numbered import Times, breaks_in
from .proof import Answer, ask, is_modest

FAIR = 1
"""A difference nobody minds."""


def spread(board: Board, times: Times) -> int:
    """By how many breaks the participants with most and with fewest differ."""
    each = breaks_in(board.numbered, times)
    return max(each, default=0) - min(each, default=0)


def share(board: Board, deadline: float, *, workers: int, seed: int) -> tuple[Times, bool]:
    """A schedule as good as the best of the board, with its breaks shared, and whether nothing more can be done.

    The difference is brought down until it is :data:`FAIR`, or the solver says that less would cost a break.
    """
    times, breaks = board.best or (), board.breaks or 0
    while (now := spread(board, times)) > FAIR:
        if not is_modest(board.numbered):
            return times, False
        rest = Board(
            board.numbered, fairness=now - 1, bound=breaks, deadline=deadline, stopped=board.stopped,
            enough=board.enough,
        )
        if rest.is_over:
            return times, False
        model = Model(board.numbered, fairness=now - 1)
        if board.enough is not None:
            model.hold(board.enough)
        with watched(rest, None, 0.0):
            answer, found = ask(model, rest, breaks, workers=workers, seed=seed, begin=times)
        if found is None:
            return times, answer is Answer.NO
        times = found
    return times, True
