"""The loop of the annealing, compiled: what is tried, and what is kept."""

from typing import Any

from .bits import beside, bit, compiled, draw, ends_of, inlined, pick
from .moves import OUT, insert, move
from .state import Fair, State, Work, cost_of

INSERT_EVERY = 4
"""Of so many moves one tries to place a meeting that is not placed, as long as there are any."""
WILD_EVERY = 8
"""Of so many moves one is of any meeting to any slot; the others are guessed to be useful."""
MEND_EVERY, MENDS = 2, 5
"""Of so many moves one may be mended, and how often."""
NOTHING = 1e-6
"""Costs that differ by less are the same."""


@inlined
def guess(fair: Fair, state: State, random: Any, limit: float) -> tuple[int, int]:
    """A meeting at one end of a run of somebody's busy slots, and a slot beside a run; -1 where that cannot pay."""
    who = draw(random, len(state.word))
    busy = state.word[who]
    idle = beside(busy, fair.day)
    if not idle:
        return -1, 0
    source = pick(random, ends_of(busy))
    target = pick(random, idle)
    new = busy ^ bit(source) ^ bit(target)
    if cost_of(fair, new) - cost_of(fair, busy) > limit:
        return -1, 0
    return state.at[who, source], target


@inlined
def choose(fair: Fair, state: State, work: Work, random: Any, turn: int, limit: float) -> tuple[int, int]:
    """A meeting and a slot for it; -1 where there is nothing to try this turn."""
    if work.number[0] > 0 and turn % INSERT_EVERY == 0:
        meeting = work.missing[draw(random, work.number[0])]
    elif turn % WILD_EVERY == 1:
        meeting = draw(random, len(state.when))
    else:
        return guess(fair, state, random, limit)
    first, last = fair.first_slot[meeting], fair.first_slot[meeting + 1]
    if first == last:
        return -1, 0
    return meeting, fair.slots[first + draw(random, last - first)]


@compiled
def run(fair: Fair, state: State, work: Work, random: Any, heat: float, moves: int, best: Any, costs: Any) -> int:
    """Makes so many moves at a heat, or fewer where the goal is reached; gives how many.

    ``costs`` are the present cost, the least, and the goal; ``best`` is the schedule that has the least.
    """
    for turn in range(moves):
        limit = heat * fair.chances[draw(random, len(fair.chances))]
        meeting, target = choose(fair, state, work, random, turn, limit)
        if meeting < 0 or target == state.when[meeting]:
            continue
        if state.when[meeting] >= 0:
            mends = MENDS if turn % MEND_EVERY == 0 else 0
            costs[0] += move(fair, state, work, random, limit, meeting, target, mends)
        else:
            costs[0] += insert(fair, state, work, limit, meeting, target)
            if state.when[meeting] >= 0:
                work.number[0] = 0
                for one in range(len(state.when)):
                    if state.when[one] == OUT and fair.first_slot[one] < fair.first_slot[one + 1]:
                        work.missing[work.number[0]] = one
                        work.number[0] += 1
        if costs[0] < costs[1] - NOTHING and work.over[0] == 0:
            costs[1] = costs[0]
            for one in range(len(best)):
                best[one] = state.when[one]
            if costs[1] <= costs[2] + NOTHING:
                return turn + 1
    return moves
