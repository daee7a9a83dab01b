"""The annealing as a search that can be watched and stopped between any two slices of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..numbered import Numbered, Times
from . import kernel

MOVES = 100_000
"""Moves in the first slice; later ones take about a twentieth of a second."""
UNEVEN = 0.02
"""What the second break of a participant costs more than the first, and so on: breaks are shared."""
UNFAIR = 3.0
"""What a break beyond the most a participant may have costs more."""
LEFT_OUT = 4.0
"""What it costs to leave out a meeting of the least priority; three times that for the next, and so on."""


@dataclass(frozen=True)
class Slice:
    """How far the search is."""

    times: Times
    missing: int
    """Meetings not placed."""
    breaks: int


def flat(rows: Sequence[Sequence[int]], size: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows one after another, and where each begins."""
    first = np.zeros(size + 1, np.int64)
    for place, row in enumerate(rows):
        first[place + 1] = first[place] + len(row)
    values = np.array([value for row in rows for value in row] or [0], np.int64)
    return values, first


class Annealing:
    """A search on an instance, begun with a schedule or with none, under ``seed``.

    With ``most``, participants with more breaks than that are avoided.
    """

    def __init__(self, numbered: Numbered, *, seed: int, begin: Times | None = None, most: int | None = None,
                 goal: int = 0) -> None:
        self.numbered = numbered
        total = len(numbered.members)
        begin = begin or (None,) * total
        self.frozen = {one for one, length in enumerate(numbered.lengths) if length > 1}
        starts = [() if one in self.frozen else slots for one, slots in enumerate(numbered.starts)]
        self.fair = self._fair(starts)
        self.random = np.array([(seed + 1) * 0x9E3779B97F4A7C15 % 2**64 or 1], np.uint64)
        breaks = np.arange(numbered.slots + 2, dtype=np.float64)
        self.prices = breaks + UNEVEN * breaks * (breaks - 1) / 2
        if most is not None:
            self.prices += UNFAIR * np.maximum(0, breaks - most)
        self.state = self._state(begin)
        self.work = (
            np.zeros(max(total, kernel.LONGEST) + 8, np.int64), np.zeros(1, np.int64),
            np.zeros(4 * max(total, kernel.LONGEST) + 8, np.int64), np.zeros(total, np.int64),
            np.zeros(total, np.int64), np.zeros(1, np.int64),
        )
        left = [one for one in range(total) if self.state[2][one] < 0 and starts[one]]
        self.work[4][:len(left)] = left
        self.work[5][0] = len(left)
        cost = sum(float(self.fair[13][one]) for one in range(total) if self.state[2][one] < 0)
        cost += sum(float(self.prices[kernel.breaks_of(word)]) for word in self.state[1])
        self.costs = np.array([cost, cost, float(goal)])
        self.best = self.state[2].copy()
        self.moves = MOVES

    @staticmethod
    def takes(numbered: Numbered) -> bool:
        """Whether an instance is of those the search is made for."""
        return numbered.slots <= kernel.MOST_SLOTS and bool(numbered.members)

    def _fair(self, starts: Sequence[Sequence[int]]) -> tuple[np.ndarray, ...]:
        numbered = self.numbered
        total = len(numbered.members)
        before: list[list[int]] = [[] for _ in range(total)]
        after: list[list[int]] = [[] for _ in range(total)]
        for earlier, later in numbered.order:
            before[later].append(earlier)
            after[earlier].append(later)
        special = np.array([bool(before[one] or after[one] or numbered.needs[one]) for one in range(total)])
        allowed = np.array([sum(1 << slot for slot in slots) for slots in starts], np.uint64)
        resources = np.array(numbered.resources or [[0] * numbered.slots], np.int64)
        last = max((one.priority for one in numbered.instance.meetings), default=1)
        weights = np.array([
            LEFT_OUT * 3.0 ** (last - one.priority) * (9 if must else 1)
            for one, must in zip(numbered.instance.meetings, numbered.must, strict=True)
        ])
        return (
            *flat(numbered.members, total), *flat(numbered.needs, total), resources,
            *flat(before, total), *flat(after, total), np.array(numbered.lengths, np.int64), allowed,
            np.array(numbered.places, np.int64), special, weights, *flat(starts, total),
            np.uint64((1 << numbered.slots) - 1), -np.log((np.arange(kernel.CHANCES) + 0.5) / kernel.CHANCES),
        )

    def _state(self, begin: Times) -> tuple[np.ndarray, ...]:
        numbered = self.numbered
        at = np.full((len(numbered.of), numbered.slots), kernel.FREE, np.int64)
        word = np.zeros(len(numbered.of), np.uint64)
        when = np.full(len(numbered.members), kernel.OUT, np.int64)
        count = np.zeros(numbered.slots, np.int64)
        used = np.zeros((max(1, len(numbered.resources)), numbered.slots), np.int64)
        for meeting, start in enumerate(begin):
            if start is None:
                continue
            when[meeting] = start
            for slot in range(start, start + numbered.lengths[meeting]):
                count[slot] += 1
                for need in numbered.needs[meeting]:
                    used[need, slot] += 1
                for who in numbered.members[meeting]:
                    at[who, slot] = kernel.TAKEN if meeting in self.frozen else meeting
                    word[who] |= np.uint64(1 << slot)
        return at, word, when, count, used

    def slice(self, heat: float) -> int:
        """Makes a slice of moves at a heat; gives how many."""
        return int(kernel.run(
            self.fair, self.state, self.work, self.random, self.prices, heat, self.moves, self.best, self.costs,
        ))

    @property
    def is_done(self) -> bool:
        """Whether the goal is reached, below which there is nothing."""
        return bool(self.costs[1] <= self.costs[2] + 1e-9)

    def found(self) -> Slice:
        """The best so far."""
        times = tuple(None if one < 0 else int(one) for one in self.best)
        return Slice(times, sum(one is None for one in times), 0)


def cooling(part: float, hot: float, cold: float) -> float:
    """The heat when ``part`` (0 to 1) of the time is over: falling from hot to cold in equal ratios."""
    return hot * math.exp(min(1.0, part) * math.log(cold / hot))
