"""Threads of annealing that offer what they find."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from . import ordering
from .annealing import EVEN, Annealing, Prices, cooling
from .board import Board
from .numbered import Times
from .results import Progress

FIRST_ROUND, LONGER = 0.3, 2.0
"""Seconds of the first cooling, and how many times as long each further one takes."""
PATIENCE = 0.5
"""Seconds after which a thread of annealing makes room for windows to be solved, where that is of use: two coolings."""
REST = 20.0
"""Seconds for which it does: what the solver has not proved by then, it may never."""
LENIENT = Prices(short=0.25, near=0.2, far=0.05, crowded=0.45)
"""What a schedule costs while it is cooled first: a short break little, so that none hedges it in."""
MELTED, ORDERED, FROZEN = 0.2, 0.13, 0.06
"""The heats from which that begins, without order and in a good one, which more heat would melt; and where it ends."""
EVENLY = (0.1, 0.06)
"""The heats after it, where all breaks cost the same."""
SHARE, LEAST = 0.08, 0.1
"""The part of the time that is for it, and so many seconds at least."""
AGAIN = 7_919
"""What is added to the seed for another round."""
ROUND = 0.46
"""The part of the time that each of the two coolings of a large fair takes; the rest is for the better of their ends.
Two ends differ by more breaks than one cooling of twice the time has less."""
TICK, TELL_EVERY = 0.05, 0.5
"""Seconds between looks at the board, and between reports."""


def anneal(
    board: Board, *, seed: int, begin: Times | None = None, gave_way: threading.Event | None = None, rest: float = REST,
) -> None:
    """Anneals in ever longer rounds until the board is closed.

    The first round and every other one after it begin in a good order, unless there is a schedule to begin with.
    With ``gave_way``, it rests for so many seconds once others are likely to do better, and sets it to let them know.
    """
    began, length, number = time.monotonic(), FIRST_ROUND, 0
    while not board.is_over:
        cool(board, seed=seed + AGAIN * number, begin=begin, seconds=min(length, board.left), in_order=number % 2 == 0)
        over = time.monotonic() - began
        if gave_way and not gave_way.is_set() and over >= PATIENCE:
            gave_way.set()
            board.wait(rest)
        length, number = length * LONGER, number + 1


def anneal_large(board: Board, *, seed: int, begin: Times | None = None) -> None:
    """Anneals a large fair twice in the time there is, and goes on with the best of all threads at the end."""
    seconds = ROUND * board.left
    for number in range(2):
        if not board.is_over:
            cool(board, seed=seed + AGAIN * number, begin=begin, seconds=seconds, in_order=True)
    if board.best is not None and not board.is_over:
        search = Annealing(board.numbered, seed=seed, begin=board.best, most=board.fairness)
        _cooled(board, search, board.left, EVENLY)


def cool(board: Board, *, seed: int, begin: Times | None, seconds: float, in_order: bool = False) -> None:
    """One cooling, whose improvements are offered to the board; in order where it begins with nothing else.

    First short breaks cost little, and then all breaks the same.
    """
    hot = MELTED
    if in_order and begin is None and board.numbered.is_plain:
        begin, hot = ordering.ordered(board.numbered, seed=seed), ORDERED
    last = max(SHARE * seconds, min(LEAST, seconds / 2))
    for length, heats, prices in ((seconds - last, (hot, FROZEN), LENIENT), (last, EVENLY, EVEN)):
        search = Annealing(board.numbered, seed=seed, begin=begin, most=board.fairness, prices=prices)
        _cooled(board, search, length, heats)
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
    board: Board, *, number: int, seed: int, begin: Times | None, is_large: bool, gave_way: threading.Event | None,
) -> list[threading.Thread]:
    """So many threads of annealing, started, of which the first gives way where that is asked for."""
    started = []
    for one in range(number):
        work = partial(anneal_large, board) if is_large else partial(anneal, board, gave_way=None if one else gave_way)
        started.append(threading.Thread(target=partial(work, seed=seed + 104_729 * one, begin=begin), daemon=True))
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
