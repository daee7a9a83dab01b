"""Threads of annealing that offer what they find."""

import threading
import time
from collections.abc import Callable

from .annealing import Annealing, cooling
from .board import Board, Progress
from .numbered import Times

FIRST_ROUND = 1.0
"""Seconds of the first cooling; each further one takes half as long again."""


def anneal(board: Board, *, seed: int, begin: Times | None = None, seconds: float | None = None) -> None:
    """Anneals in rounds until the board is closed; with ``seconds``, in one round of that length."""
    length, number = FIRST_ROUND, 0
    while not board.is_over:
        one_round = seconds if seconds is not None else min(length, board.left)
        cool(board, seed=seed + 7919 * number, begin=begin, seconds=one_round)
        if seconds is not None:
            return
        length, number = length * 1.5, number + 1


def cool(board: Board, *, seed: int, begin: Times | None, seconds: float) -> None:
    """One cooling, whose improvements are offered to the board."""
    search = Annealing(board.numbered, seed=seed, begin=begin, most=board.fairness, goal=board.bound)
    began, least = time.monotonic(), float("inf")
    while not board.is_over and (part := (time.monotonic() - began) / max(seconds, 1e-3)) < 1:
        search.slice(cooling(part), board.bound)
        if search.least < least:
            least = search.least
            board.offer(search.best_times())
        if search.is_done:
            break


def threads(
    board: Board, *, number: int, seed: int, begin: Times | None, seconds: float | None,
) -> list[threading.Thread]:
    """So many threads of annealing, started."""
    started = [
        threading.Thread(
            target=anneal, args=(board,), kwargs={"seed": seed + 104_729 * one, "begin": begin, "seconds": seconds},
            daemon=True,
        )
        for one in range(number)
    ]
    for thread in started:
        thread.start()
    return started


def watch(board: Board, tell: Callable[[Progress], None] | None, began: float, every: float) -> threading.Thread:
    """A thread, started, that tells from time to time how far the board is, and once more when it is closed."""

    def run() -> None:
        while tell is not None:
            is_over = board.wait(every)
            held = 0 if board.best is None else sum(one is not None for one in board.best)
            agreed = len(board.numbered.members)
            tell(Progress(time.monotonic() - began, held, agreed, board.breaks, board.bound))
            if is_over:
                return

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
