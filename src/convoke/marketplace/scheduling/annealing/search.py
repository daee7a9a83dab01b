"""The annealing as a search that can be watched and stopped between any two slices of it."""

import math
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..instance import Instance, Meeting
from ..numbered import Numbered, Times
from . import kernel
from .chains import FREE, LONGEST, TAKEN
from .moves import OUT
from .state import Fair, State, Work, cost_of

MOST_SLOTS = 63
"""Bits of a word, but for one."""
MOVES, SLICE = 20_000, 0.05
"""Moves in the first slice, and the seconds later ones take."""
UNEVEN = 0.02
"""What the second break of a participant costs more than the first, and so on: breaks are shared."""
UNFAIR = 3.0
"""What a break beyond the most a participant may have costs more."""
LEFT_OUT, MUST = 4.0, 9.0
"""What it costs to leave out a meeting of the least priority; three times that for the next; so much more if it must
be held."""
CHANCES = 4_096
"""How many random limits are kept to draw from."""
LENT = 1.2
"""Breaks of one slot that a series of moves may cost more than its limit before it is mended."""
NEAR = 4
"""Idle slots of a break that are its first ones."""


class Prices(NamedTuple):
    """What breaks and crowded slots cost while a schedule is searched for."""

    short: float = 1.0
    """A break, however short."""
    near: float = 0.0
    """Each of its first idle slots."""
    far: float = 0.0
    """Each of its idle slots."""
    crowded: float = 0.8
    """A meeting more than there are tables."""

    def of_break(self, length: Any) -> Any:
        """What a break of so many slots costs."""
        return self.short + self.near * np.minimum(length, NEAR) + self.far * length


EVEN = Prices()
"""Breaks cost the same, whatever their length."""


def flat(rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Rows one after another, and where each begins."""
    first = np.zeros(len(rows) + 1, np.int64)
    first[1:] = np.cumsum([len(row) for row in rows])
    return np.array([value for row in rows for value in row] or [0], np.int32), first


def cooling(part: float, hot: float, cold: float) -> float:
    """The heat when ``part`` (0 to 1) of the time is over: falling from hot to cold in equal ratios."""
    return hot * math.exp(min(1.0, part) * math.log(cold / hot))


def get_ready() -> None:
    """Loads what is compiled, or compiles it: so that no search has to wait for it."""
    instance = Instance(slots=1, places=(), participants=(), meetings=(Meeting("1", ()),))
    Annealing(Numbered(instance), seed=1).slice(heat=0.1)


class Annealing:
    """A search on an instance, begun with a schedule or with none, under ``seed``.

    With ``most``, participants with more breaks than that are avoided. With ``stay``, every meeting that leaves its
    slot in ``begin`` costs so many breaks.
    """

    def __init__(
        self, numbered: Numbered, *, seed: int, begin: Times | None = None, most: int | None = None, stay: float = 0.0,
        prices: Prices = EVEN,
    ) -> None:
        self.numbered = numbered
        self.prices = prices
        begin = begin or (None,) * len(numbered.members)
        starts = [slots if length == 1 else () for slots, length in zip(numbered.starts, numbered.lengths, strict=True)]
        self.fair = _fair(numbered, starts, begin, most, stay, prices)
        self.state = _state(numbered, begin)
        self.work = _work(self.state, starts, self.fair.tables)
        self.random = np.array([(seed + 1) * 0x9E3779B97F4A7C15 % 2**64 or 1], np.uint64)
        over = int(self.work.over[0])
        cost = self.fair.crowded * over + sum(float(cost_of(self.fair, word)) for word in self.state.word)
        cost += sum(float(self.fair.weights[one]) for one in self.work.missing[:self.work.number[0]])
        self.costs = np.array([cost, np.inf if over else cost, 0.0])
        self.best = self.state.when.copy()
        self.moves = MOVES

    @staticmethod
    def takes(numbered: Numbered) -> bool:
        """Whether an instance is of those the search is made for."""
        return numbered.slots <= MOST_SLOTS and bool(numbered.members)

    @property
    def missing(self) -> int:
        """How many meetings that can be placed are not, or are too many for the tables of their slot, as it stands."""
        return int(self.work.number[0] + self.work.over[0])

    @property
    def least(self) -> float:
        """What the best schedule so far costs."""
        return float(self.costs[1])

    def slice(self, heat: float, goal: int = 0) -> None:
        """Makes moves at a heat for about a twentieth of a second, or until there are no more than ``goal`` breaks.

        A schedule that costs no more than so many breaks of one slot has no more than so many.
        """
        self.costs[2] = goal * self.prices.of_break(1)
        began = time.perf_counter()
        made = kernel.run(
            self.fair, self.state, self.work, self.random, heat, self.moves, self.best, self.costs,
        )
        took = max(time.perf_counter() - began, 1e-4)
        if made == self.moves:
            self.moves = int(min(max(self.moves * min(4.0, max(0.25, SLICE / took)), 1_000), 10_000_000))

    @property
    def is_done(self) -> bool:
        """Whether the goal is reached, below which there is nothing."""
        return bool(self.costs[1] <= self.costs[2] + kernel.NOTHING)

    def times_now(self) -> Times:
        """The schedule as it stands, which may have too many meetings in a slot."""
        return _times(self.state.when)

    def best_times(self) -> Times:
        """The best schedule so far."""
        return _times(self.best)


def _times(slots: Any) -> Times:
    return tuple(None if one < 0 else int(one) for one in slots)


def _fair(
    numbered: Numbered, starts: Sequence[Sequence[int]], begin: Times, most: int | None, stay: float,
    prices: Prices,
) -> Fair:
    total = len(numbered.members)
    before: list[list[int]] = [[] for _ in range(total)]
    after: list[list[int]] = [[] for _ in range(total)]
    for earlier, later in numbered.order:
        before[later].append(earlier)
        after[earlier].append(later)
    breaks = np.arange(numbered.slots + 2, dtype=np.float64)
    numbers = UNEVEN * breaks * (breaks - 1) / 2
    if most is not None:
        numbers += UNFAIR * np.maximum(0, breaks - most)
    last = max(one.priority for one in numbered.instance.meetings)
    return Fair(
        *flat(numbered.members),
        np.array([sum(who) if len(who) == 2 else -1 for who in numbered.members], np.int32),
        *flat(numbered.needs), *flat(before), *flat(after), *flat(starts),
        allowed=np.array([sum(1 << slot for slot in slots) for slots in starts], np.uint64),
        lengths=np.array(numbered.lengths, np.int64),
        special=np.array([bool(before[one] or after[one] or numbered.needs[one]) for one in range(total)]),
        weights=np.array([
            LEFT_OUT * 3.0 ** (last - one.priority) * (MUST if must else 1)
            for one, must in zip(numbered.instance.meetings, numbered.must, strict=True)
        ]),
        home=np.array([-2 if start is None else start for start in begin], np.int64),
        stay=stay,
        resources=np.array(numbered.resources or [[0] * numbered.slots], np.int64),
        tables=np.array(numbered.places, np.int64),
        gaps=prices.of_break(np.arange(numbered.slots + 1)),
        numbers=numbers,
        crowded=prices.crowded,
        lent=LENT * float(prices.of_break(1)),
        day=np.uint64((1 << numbered.slots) - 1),
        chances=-np.log((np.arange(CHANCES) + 0.5) / CHANCES),
    )


def _state(numbered: Numbered, begin: Times) -> State:
    state = State(
        at=np.full((len(numbered.of), numbered.slots), FREE, np.int32),
        word=np.zeros(len(numbered.of), np.uint64),
        when=np.full(len(numbered.members), OUT, np.int32),
        count=np.zeros(numbered.slots, np.int64),
        used=np.zeros((max(1, len(numbered.resources)), numbered.slots), np.int64),
    )
    for meeting, start in enumerate(begin):
        if start is None:
            continue
        state.when[meeting] = start
        for slot in range(start, start + numbered.lengths[meeting]):
            state.count[slot] += 1
            for need in numbered.needs[meeting]:
                state.used[need, slot] += 1
            for who in numbered.members[meeting]:
                state.at[who, slot] = TAKEN if numbered.lengths[meeting] > 1 else meeting
                state.word[who] |= np.uint64(1 << slot)
    return state


def _work(state: State, starts: Sequence[Sequence[int]], tables: Any) -> Work:
    total = len(starts)
    longest = max(total, LONGEST)
    left = [one for one in range(total) if state.when[one] < 0 and starts[one]]
    missing = np.zeros(total, np.int64)
    missing[:len(left)] = left
    most = max((len(row) for row in starts), default=0)
    return Work(
        chain=np.zeros(longest + 8, np.int64), ends=np.zeros(8 * (longest + most), np.int64),
        series=np.zeros(4 * longest, np.int64), marks=np.zeros(total, np.int64), stamp=np.zeros(1, np.int64),
        missing=missing, number=np.array([len(left)], np.int64),
        over=np.array([int(np.maximum(0, state.count - tables).sum())], np.int64),
    )
