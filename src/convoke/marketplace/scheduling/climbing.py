"""Threads of annealing that offer what they find."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from . import ordering
from .annealing import COLD, EVEN, HOT, Annealing, Prices, cooling
from .board import Board, Progress
from .numbered import Times

FIRST_ROUND, LONGER = 0.3, 2.0
"""Seconds of the first cooling, and how many times as long each further one takes."""
PATIENCE = 0.3
"""Seconds after which a thread of annealing makes room for windows to be solved, where that is of use: one cooling."""
REST = 20.0
"""Seconds for which it does: what the solver has not proved by then, it may never."""
ORDERED = (0.125, 0.07)
"""Heats between which a schedule cools that begins in a good order, which more heat would melt."""
LENIENT = Prices(short=0.25, near=0.2, far=0.05, crowded=0.45)
"""What a large fair costs while it is cooled first: a short break little, so that none hedges a schedule in."""
LENIENTLY, EVENLY, SHARE = (0.13, 0.06), (0.1, 0.06), 0.92
"""The heats of that, those after it where all breaks cost the same, and the part of the time the first are given."""
TICK, TELL_EVERY = 0.05, 0.5
"""Seconds between looks at the board, and between reports."""


def anneal(
    board: Board, *, seed: int, begin: Times | None = None, seconds: float | None = None,
    gave_way: threading.Event | None = None, rest: float = REST,
) -> None:
    """Anneals in rounds until the board is closed; with ``seconds``, in one round of that length.

    The first round and every other one after it begin in a good order, unless there is a schedule to begin with.
    With ``gave_way``, it rests for so many seconds once others are likely to do better, and sets it to let them know.
    """
    began, length, number = time.monotonic(), FIRST_ROUND, 0
    while not board.is_over:
        one_round = seconds if seconds is not None else min(length, board.left)
        cool(board, seed=seed + 7919 * number, begin=begin, seconds=one_round, in_order=number % 2 == 0,
             is_long=seconds is not None)
        if seconds is not None:
            return
        over = time.monotonic() - began
        if gave_way and not gave_way.is_set() and over >= PATIENCE:
            gave_way.set()
            board.wait(rest)
        length, number = length * LONGER, number + 1


def cool(
    board: Board, *, seed: int, begin: Times | None, seconds: float, in_order: bool = False, is_long: bool = False,
) -> None:
    """One cooling, whose improvements are offered to the board; in order where it begins with nothing else.

    A long one is two: where short breaks cost little, and then where all breaks cost the same.
    """
    stages = [(1.0, (HOT, COLD), EVEN)]
    if in_order and begin is None and board.numbered.is_plain:
        begin, stages = ordering.ordered(board.numbered, seed=seed), [(1.0, ORDERED, EVEN)]
        if is_long:
            stages = [(SHARE, LENIENTLY, LENIENT), (1 - SHARE, EVENLY, EVEN)]
    for share, heats, prices in stages:
        search = Annealing(
            board.numbered, seed=seed, begin=begin, most=board.fairness, goal=board.bound, prices=prices)
        _cooled(board, search, seconds * share, heats)
        begin = search.times_now()


def _cooled(board: Board, search: Annealing, seconds: float, heats: tuple[float, float]) -> None:
    """Has a search cool for so many seconds, or until it is done."""
    began, least = time.monotonic(), float("inf")
    while not board.is_over and (part := (time.monotonic() - began) / max(seconds, 1e-3)) < 1:
        search.slice(cooling(part, *heats), board.bound)
        if search.least < least:
            least = search.least
            board.offer(search.best_times())
        if search.is_done:
            break


def threads(
    board: Board, *, number: int, seed: int, begin: Times | None, seconds: float | None,
    gave_way: threading.Event | None,
) -> list[threading.Thread]:
    """So many threads of annealing, started, of which the first gives way where that is asked for."""
    started = [
        threading.Thread(
            target=anneal, args=(board,), daemon=True,
            kwargs={
                "seed": seed + 104_729 * one, "begin": begin, "seconds": seconds,
                "gave_way": None if one else gave_way,
            },
        )
        for one in range(number)
    ]
    for thread in started:
        thread.start()
    return started


@contextmanager
def watched(board: Board, tell: Callable[[Progress], None] | None, began: float) -> Iterator[None]:
    """While it lasts, somebody looks after the board: ends all work once it is over, and tells how far it is.

    All work is told to end again and again, since a solver that is only about to begin does not hear it.
    """
    done = threading.Event()

    def report() -> None:
        if tell is not None:
            held = 0 if board.best is None else sum(one is not None for one in board.best)
            tell(Progress(time.monotonic() - began, held, len(board.numbered.members), board.breaks, board.bound))

    def run() -> None:
        told = time.monotonic()
        while not done.wait(TICK):
            if board.is_over:
                board.close()
                continue
            if time.monotonic() - told >= TELL_EVERY:
                told = time.monotonic()
                report()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        board.close()
        done.set()
        thread.join()
        report()
