"""The search near a good schedule: slots around it are solved whole, everything outside them stays.

Windows that hold most of the day are searched by a SAT solver (Glucose, through PySAT) asked again and again on the
same clauses: what it learns in one window holds in the next. An answer is a schedule with fewer breaks or that there
is none in this window; after a while it is let be. This is large neighbourhood search (P. Shaw, *Using constraint
programming and local search methods to solve vehicle routing problems*, CP 1998).
"""

import random
import threading

from pysat.solvers import Solver

from .board import Board
from .model import Model
from .numbered import Times, breaks_in

SHARES = (0.6, 0.7, 0.8, 0.9)
"""Parts of the day that windows hold."""
CONFLICTS = 5_000
"""Dead ends after which a window is let be; twice as many each time all windows have been tried in vain."""
LONGER = 8
"""Times as many before the whole day is let be, where the bound is one below the best schedule."""
STEPS = 4
"""Windows that are drawn anew before all are tried again."""
COUNTED = 40
"""Breaks up to which they are counted."""


class Windows:
    """A search that offers to the board whatever is better than its best schedule."""

    def __init__(self, model: Model, board: Board, *, seed: int) -> None:
        self.model = model
        self.board = board
        self.numbered = model.numbered
        self.lot = random.Random(seed)  # noqa: S311
        self.conflicts = CONFLICTS
        clauses, self.steps = model.total(COUNTED + 1)
        self.solver = Solver(name="glucose4", bootstrap_with=clauses.alone())
        self._at_work = threading.Lock()
        board.on_close(self._interrupt)

    def run(self) -> None:
        """Searches until the board is over, or nothing can be better."""
        times: Times | None = None
        try:
            while not self.board.is_over and (times is None or self._breaks(times)):
                best = self.board.best
                if best is not None and (times is None or self._breaks(best) < self._breaks(times)):
                    times = best
                times = self.first() if times is None else self._round(times)
        finally:
            self._end()

    def _interrupt(self) -> None:
        """Has the solver give up its question, wherever it is; nothing once it is gone."""
        with self._at_work:
            self.solver.interrupt()

    def _end(self) -> None:
        """Gives back the solver, not while somebody interrupts it."""
        with self._at_work:
            self.solver.delete()

    def _breaks(self, times: Times) -> int:
        return sum(breaks_in(self.numbered, times))

    def first(self) -> Times | None:
        """Any schedule, where there is none to begin with; told to the board, as is that there is none."""
        answer = self._ask(self._day, None, None)
        if answer is None:
            self.conflicts *= 2
        return self._taken() if answer else None

    def _round(self, times: Times) -> Times:
        """Tries every window, and the whole day last, until there is something better to go on with.

        Where there is not, it goes on with a schedule some steps beside this one that has no more breaks.
        """
        least, let_be = self._breaks(times), False
        for window in (*self._windows(), self._day):
            if self.board.is_over or (self.board.breaks is not None and self.board.breaks < least):
                return times
            is_last = window == self._day and self.board.bound == least - 1
            answer = self._ask(window, times, least - 1, longer=LONGER if is_last else 1)
            if answer:
                return self._taken()
            let_be = let_be or answer is None
        if let_be:
            self.conflicts *= 2
        for _step in range(STEPS):
            times = self._beside(times, least)
        return times

    def _beside(self, times: Times, most: int) -> Times:
        """Another schedule with no more breaks, which differs in a window drawn at random; itself if none is found."""
        self.solver.set_phases([self.lot.choice(list(literals.values())) for literals in self.model.begins if literals])
        return self._taken() if self._ask(self._windows()[0], times, most) else times

    @property
    def _day(self) -> range:
        return range(self.numbered.slots)

    def _windows(self) -> list[range]:
        """All windows in random order."""
        slots = self.numbered.slots
        widths = {round(slots * share) for share in SHARES}
        windows = [range(first, first + width) for width in widths for first in range(slots - width + 1)]
        self.lot.shuffle(windows)
        return windows

    def _ask(self, window: range, times: Times | None, most: int | None, *, longer: int = 1) -> bool | None:
        """Whether there is a schedule with at most so many breaks that differs only in a window; ``None``: let be.

        What holds whatever stays outside the window is told to the board.
        """
        limit = [] if most is None else [-one for one in self.steps[most:most + 1] or self.steps[-1:]]
        stays = [] if times is None else [
            literals[start]
            for literals, start, length in zip(self.model.begins, times, self.numbered.lengths, strict=True)
            if start is not None and not (window.start <= start and start + length <= window.stop)
        ]
        self.solver.conf_budget(longer * self.conflicts)
        answer: bool | None = self.solver.solve_limited(assumptions=[*stays, *limit], expect_interrupt=True)
        if answer is False and not set(self.solver.get_core() or ()).intersection(stays):
            self._prove(most if limit else None)
        return answer

    def _prove(self, most: int | None) -> None:
        if most is None:
            self.board.refute()
        else:
            self.board.prove(min(most, len(self.steps) - 1) + 1)

    def _taken(self) -> Times:
        """The schedule found last, offered to the board."""
        true = {one for one in self.solver.get_model() if one > 0}
        times = self.model.times(true.__contains__)
        self.board.offer(times)
        return times
