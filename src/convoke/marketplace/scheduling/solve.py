"""From an instance to a schedule with its proof: as many meetings as possible, fewest breaks, breaks shared."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from . import bounds, climbing, placing, proof
from .annealing import Annealing
from .board import Board
from .causes import causes_of, unfair
from .check import breaks, faults
from .explain import reasons
from .instance import Instance, Schedule
from .model import Model
from .numbered import Numbered, Times
from .results import Progress, Result, Status
from .sharing import share
from .tables import with_places
from .windows import Windows

ALONE = 0.1
"""Seconds the annealing has before the model is made, which is often all it needs."""


@dataclass(frozen=True)
class Options:
    """How a schedule is looked for."""

    seconds: float = 60.0
    workers: int = 2
    fairness: int | None = None
    """No two participants may differ by more breaks; ``None``: breaks are shared where that costs none."""
    seed: int = 1
    explains: bool = True
    """Whether causes and reasons are looked for."""


Tell = Callable[[Progress], None]
Stop = Callable[[], bool]


def solve(
    instance: Instance, options: Options | None = None, *, tell: Tell | None = None, stop: Stop = lambda: False,
) -> Result:
    """The best schedule found in the time given, and what is proved of it.

    ``tell`` is told twice a second how far it is, from another thread; when ``stop()`` is true it ends with what it
    has. Whatever is given back has been checked by :mod:`~.check`. The instance is one that passed
    :func:`~.validation.check`.
    """
    return _Run(instance, options or Options(), tell, stop).result()


class _Run:
    """One search."""

    def __init__(self, instance: Instance, options: Options, tell: Tell | None, stop: Stop) -> None:
        self.began = time.monotonic()
        self.instance = instance
        self.options = options
        self.tell = tell
        self.stop = stop
        self.deadline = self.began + options.seconds
        self.must = all(one.must_be_held for one in instance.meetings)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def result(self) -> Result:
        all_held = tuple(replace(one, is_required=True) for one in self.instance.meetings)
        everything = Numbered(replace(self.instance, meetings=all_held))
        is_possible = bounds.can_hold_all(everything)
        if self.must and not is_possible:
            return self._infeasible()
        if self.must and everything.is_plain and Annealing.takes(everything):
            return self._whole(everything, None)
        board = self._board(everything, 0)
        with climbing.watched(board, self.tell, self.began):
            begin = placing.at_once(everything, board, seed=self.options.seed)
        if is_possible and None not in begin:
            return self._whole(everything, begin)
        return self._choice(begin)

    def _board(self, numbered: Numbered, bound: int, enough: dict[int, int] | None = None) -> Board:
        return Board(
            numbered, fairness=self.options.fairness, bound=bound, deadline=self.deadline, stopped=self.stop,
            enough=enough,
        )

    def _whole(self, numbered: Numbered, begin: Times | None) -> Result:
        """Every meeting is held."""
        board = self._board(numbered, bounds.least_breaks(numbered) or 0)
        self._search(board, numbered, begin)
        if board.is_infeasible:
            return self._infeasible(board) if self.must else self._choice(begin)
        return self._of(board, is_most=True, held_bound=len(self.instance.meetings))

    def _choice(self, begin: Times | None) -> Result:
        """Some meetings are left out; or what must be held cannot be."""
        numbered = Numbered(self.instance)
        board = self._board(numbered, 0)
        begin = begin or (None,) * len(numbered.members)
        with climbing.watched(board, self.tell, self.began):
            placed = placing.most(numbered, board, workers=self.options.workers, seed=self.options.seed, begin=begin)
        if placed is None:
            return self._infeasible() if board.is_infeasible else self._nothing()
        left_out = frozenset(one for one, start in enumerate(placed.times) if start is None)
        bound = 0 if left_out else bounds.least_breaks(numbered) or 0
        board = self._board(Numbered(self.instance, left_out), bound, dict(placed.enough))
        self._search(board, numbered, placed.times)
        if board.is_infeasible:
            return self._infeasible(board)
        return self._of(board, is_most=placed.is_most, held_bound=placed.bound)

    def _search(self, board: Board, numbered: Numbered, begin: Times | None) -> None:
        """Fills the board: annealing and proof side by side until all is proved or time is up."""
        is_modest = proof.is_modest(numbered)
        gave_way = threading.Event() if proof.is_small(numbered) and Annealing.takes(numbered) else None
        if begin is not None:
            board.offer(begin)
        annealing = []
        with climbing.watched(board, self.tell, self.began):
            if Annealing.takes(numbered):
                annealing = climbing.threads(
                    board, number=max(1, self.options.workers - is_modest), seed=self.options.seed, begin=begin,
                    is_large=not is_modest, gave_way=gave_way,
                )
            if is_modest and not board.wait(ALONE):
                self._put_to_work(board, numbered, gave_way)
            while not board.wait(0.1) and any(thread.is_alive() for thread in annealing):
                pass
        for thread in annealing:
            thread.join()

    def _put_to_work(self, board: Board, numbered: Numbered, gave_way: threading.Event | None) -> None:
        """Has one solver prove, in a thread for each worker but one, and another search once annealing gives way.

        Where annealing has found nothing by now, the other is first asked whether there is any schedule.
        """
        model = Model(numbered, fairness=self.options.fairness)
        if board.enough is not None:
            model.hold(board.enough)
        windows = None
        if gave_way and board.best is None and not board.is_over:
            windows = Windows(model, board, seed=self.options.seed)
            windows.first()
        if board.is_over:
            return

        def prove(one: int) -> None:
            proof.prove(model, board, seed=self.options.seed + one)

        def search(gave_way: threading.Event) -> None:
            while not (gave_way.wait(climbing.TICK) or board.is_over):
                pass
            if not board.is_over:
                (windows or Windows(model, board, seed=self.options.seed)).run()

        provers = max(1, self.options.workers - 1)
        threads = [threading.Thread(target=prove, args=(one,), daemon=True) for one in range(provers)]
        if gave_way:
            threads.append(threading.Thread(target=search, args=(gave_way,), daemon=True))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    # ------------------------------------------------------------------ ends

    def _of(self, board: Board, *, is_most: bool, held_bound: int) -> Result:
        if board.best is None:
            return self._nothing()
        times, is_shared = board.best, self.options.fairness is not None
        if board.is_proved and not is_shared:
            times, is_shared = share(board, self.deadline, workers=self.options.workers, seed=self.options.seed)
        status = Status.OPTIMAL if board.is_proved and is_most else Status.FEASIBLE
        schedule = with_places(self.instance, times)
        if schedule is None:
            raise RuntimeError("No table was found for a meeting.")
        return finished(
            self.instance, schedule, status, seconds=self.seconds, bound=board.bound, held_bound=held_bound,
            is_shared=is_shared, options=self.options,
        )

    def _nothing(self) -> Result:
        return Result(self.instance, Status.UNKNOWN, self.seconds)

    def _infeasible(self, board: Board | None = None) -> Result:
        seconds, fairness = self.seconds, self.options.fairness
        causes: tuple[str, ...] = ()
        if board is not None and board.can_hold:
            causes = unfair(fairness)
        elif self.options.explains:
            causes = causes_of(self.instance, fairness=fairness)
        return Result(self.instance, Status.INFEASIBLE, seconds, causes=causes)


def finished(
    instance: Instance, schedule: Schedule, status: Status, *, seconds: float, bound: int, held_bound: int,
    is_shared: bool, options: Options, moved: tuple[str, ...] = (),
) -> Result:
    """The result with a schedule, checked. Raises ``RuntimeError`` where the schedule does not keep every rule."""
    wrong = faults(instance, schedule, fairness=options.fairness)
    if wrong:
        raise RuntimeError("The scheduler made a schedule that breaks rules: " + "; ".join(wrong[:5]))
    each = breaks(instance, schedule)
    total = sum(each.values())
    return Result(
        instance, status, seconds, schedule, objective=total, bound=min(bound, total), held_bound=held_bound,
        breaks=each, is_shared=is_shared, moved=moved,
        unplaced=reasons(instance, schedule) if options.explains else {},
    )
