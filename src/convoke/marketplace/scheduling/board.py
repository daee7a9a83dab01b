"""What is known so far, by those who search and those who prove, each in a thread of its own."""

import threading
import time
from collections.abc import Callable, Mapping

from .numbered import Numbered, Times, breaks_in, by_priority
from .tables import with_places


class Board:
    """The best schedule and the best bound, and whether there is anything left to do."""

    def __init__(
        self, numbered: Numbered, *, fairness: int | None, bound: int, deadline: float,
        stopped: Callable[[], bool] = lambda: False, enough: Mapping[int, int] | None = None,
    ) -> None:
        self.numbered = numbered
        self.enough = enough
        self.fairness = fairness
        self.bound = bound
        self.deadline = deadline
        self.stopped = stopped
        self.best: Times | None = None
        self.breaks: int | None = None
        self.is_infeasible = False
        self.can_hold = False
        """Whether a schedule was found that holds enough, fair or not."""
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._stops: list[Callable[[], object]] = []

    @property
    def is_over(self) -> bool:
        """Whether all is proved, time is up, or somebody asked to stop."""
        return self._closed.is_set() or time.monotonic() > self.deadline or self.stopped()

    @property
    def is_proved(self) -> bool:
        """Whether nothing can be better than what there is."""
        return self.is_infeasible or (self.breaks is not None and self.breaks <= self.bound)

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return max(0.0, self.deadline - time.monotonic())

    def wait(self, seconds: float) -> bool:
        """Waits until all is over, at most so long; whether it is."""
        self._closed.wait(min(seconds, self.left))
        return self.is_over

    def offer(self, times: Times) -> bool:
        """Takes a schedule that holds enough, if it is fair and better than the best; whether it is taken."""
        if not self._is_enough(times):
            return False
        if not self.numbered.are_places_alike and with_places(self.numbered.instance, times) is None:
            return False
        self.can_hold = True
        each = breaks_in(self.numbered, times)
        if self.fairness is not None and each and max(each) - min(each) > self.fairness:
            return False
        with self._lock:
            if self.breaks is not None and sum(each) >= self.breaks:
                return False
            self.best, self.breaks = times, sum(each)
        self._close_if_proved()
        return True

    def _is_enough(self, times: Times) -> bool:
        """Whether everything is held, or as many of each priority as were said to be enough."""
        if self.enough is None:
            return None not in times
        held = by_priority(self.numbered, times)
        return all(held[priority] >= number for priority, number in self.enough.items())

    def prove(self, bound: int) -> None:
        """Takes a bound that is proved."""
        with self._lock:
            self.bound = max(self.bound, bound)
        self._close_if_proved()

    def refute(self) -> None:
        """There is no schedule."""
        self.is_infeasible = True
        self._close_if_proved()

    def on_close(self, stop: Callable[[], object]) -> None:
        """Has something be stopped when all is proved."""
        with self._lock:
            self._stops.append(stop)
        if self._closed.is_set():
            stop()

    def close(self) -> None:
        """Ends the search."""
        self._closed.set()
        with self._lock:
            stops = list(self._stops)
        for stop in stops:
            stop()

    def _close_if_proved(self) -> None:
        if self.is_proved:
            self.close()
