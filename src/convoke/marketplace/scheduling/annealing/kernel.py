"""The moves of the annealing, compiled.

A move takes a meeting from a slot to another. Whoever of its participants meets somebody else there sends that meeting
to the first slot in turn, and so on along a chain (A. Kempe, 1879), so that nobody is ever in two places. Only where a
chain ends does a participant's row of busy slots change, so that the cost of a move is known from its ends alone. A
meeting that is not placed takes the place of those in its way, which are then not placed. More meetings in a slot than
tables are allowed at a price, but not in a schedule that is kept.

Slots are bits of one word, so that there are at most 64. A meeting of several slots does not move: its participants
are marked as :data:`TAKEN`.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from .state import Fair, State, Work

FREE, TAKEN, OUT = -1, -2, -1
"""In a participant's row: nothing, something that does not move; as the slot of a meeting: not placed."""
LONGEST = 4_000
"""Meetings in a chain; a longer one is given up."""
INSERT_EVERY = 4
"""Of so many moves one tries to place a meeting that is not placed, as long as there are any."""
WILD_EVERY = 8
"""Of so many moves one is of any meeting to any slot; the others are guessed to be useful."""
CROWDED = 0.8
"""What a meeting more than there are tables costs, while searching."""
NOTHING = 1e-6
"""Costs that differ by less are the same."""
ONE = np.uint64(1)

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F, *, inline: str = "never") -> F:
    """Compiles, and keeps what is compiled for the next start wherever this machine lets it be kept.

    Nothing compiled here makes or keeps an array, so that nobody need count who still uses which (``_nrt``): counting
    took four fifths of the time.
    """
    settings: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "inline": inline}
    try:
        return cast(F, njit(cache=True, **settings)(function))
    except RuntimeError:  # no folder can be written to
        return cast(F, njit(**settings)(function))


def inlined(function: F) -> F:
    """Compiles wherever it is called: for what every move needs."""
    return compiled(function, inline="always")


@inlined
def breaks_of(word: Any) -> int:
    """How many breaks a row of busy slots has."""
    rises = word & ~(word << ONE)
    number = 0
    while rises:
        rises &= rises - ONE
        number += 1
    return number - 1 if number else 0


@inlined
def bit(slot: int) -> Any:
    """The word in which one slot is busy."""
    return ONE << np.uint64(slot)


@inlined
def draw(random: Any, below: int) -> Any:
    """A random whole number below a limit (G. Marsaglia, *Xorshift RNGs*, 2003)."""
    word = random[0]
    word ^= word << np.uint64(13)
    word ^= word >> np.uint64(7)
    word ^= word << np.uint64(17)
    random[0] = word
    return np.int64(((word >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32))


@inlined
def pick(random: Any, word: Any) -> int:
    """The number of a random bit of a word that has one."""
    number, rest = 0, word
    while rest:
        rest &= rest - ONE
        number += 1
    for _step in range(draw(random, number)):
        word &= word - ONE
    low = word & (~word + ONE)
    found = 0
    for width in (32, 16, 8, 4, 2, 1):
        if low >> np.uint64(width):
            low >>= np.uint64(width)
            found += width
    return found


@compiled
def shift(fair: Fair, state: State, meeting: int, target: int) -> None:
    """Moves a meeting to a slot where all concerned are free, or takes it out."""
    source = state.when[meeting]
    for place in range(fair.first_member[meeting], fair.first_member[meeting + 1]):
        who = fair.members[place]
        if source >= 0 and state.at[who, source] == meeting:
            state.at[who, source] = FREE
            state.word[who] &= ~bit(source)
        if target >= 0:
            state.at[who, target] = meeting
            state.word[who] |= bit(target)
    for place in range(fair.first_need[meeting], fair.first_need[meeting + 1]):
        if source >= 0:
            state.used[fair.needs[place], source] -= 1
        if target >= 0:
            state.used[fair.needs[place], target] += 1
    if source >= 0:
        state.count[source] -= 1
    if target >= 0:
        state.count[target] += 1
    state.when[meeting] = target


@compiled
def fits(fair: Fair, state: State, meeting: int) -> bool:
    """Whether a meeting stands where its resources and the meetings before and after it let it."""
    slot = state.when[meeting]
    for place in range(fair.first_need[meeting], fair.first_need[meeting + 1]):
        if state.used[fair.needs[place], slot] > fair.resources[fair.needs[place], slot]:
            return False
    for place in range(fair.first_before[meeting], fair.first_before[meeting + 1]):
        other = fair.before[place]
        if state.when[other] >= 0 and state.when[other] + fair.lengths[other] > slot:
            return False
    for place in range(fair.first_after[meeting], fair.first_after[meeting + 1]):
        other = fair.after[place]
        if state.when[other] >= 0 and slot + fair.lengths[meeting] > state.when[other]:
            return False
    return True


@inlined
def chain_of(fair: Fair, state: State, work: Work, meeting: int, target: int) -> tuple[int, int, int]:
    """The chain that moves a meeting to a slot: how long it is, 0 where it cannot be moved.

    Gives also by how many meetings the slot gains, and how many participants change; they are left in ``work.ends``.
    """
    source = state.when[meeting]
    work.stamp[0] += 1
    stamp = work.stamp[0]
    work.chain[0] = meeting
    work.marks[meeting] = stamp
    size, done, gain, changed = 1, 0, 0, 0
    while done < size:
        one = work.chain[done]
        done += 1
        there = target if state.when[one] == source else source
        if not (fair.allowed[one] >> np.uint64(there)) & ONE:
            return 0, 0, 0
        gain += 1 if there == target else -1
        for place in range(fair.first_member[one], fair.first_member[one + 1]):
            who = fair.members[place]
            other = state.at[who, there]
            if other == TAKEN:
                return 0, 0, 0
            if other == FREE:
                work.ends[changed] = who
                changed += 1
            elif work.marks[other] != stamp:
                if size == LONGEST:
                    return 0, 0, 0
                work.marks[other] = stamp
                work.chain[size] = other
                size += 1
    return size, gain, changed


@compiled
def swap(fair: Fair, state: State, work: Work, size: int, source: int, target: int) -> None:
    """Has the meetings of a chain change slots."""
    for step in range(size):
        one = work.chain[step]
        for place in range(fair.first_member[one], fair.first_member[one + 1]):
            state.at[fair.members[place], state.when[one]] = FREE
    for step in range(size):
        one = work.chain[step]
        here = state.when[one]
        there = target if here == source else source
        for place in range(fair.first_member[one], fair.first_member[one + 1]):
            state.at[fair.members[place], there] = one
        for place in range(fair.first_need[one], fair.first_need[one + 1]):
            state.used[fair.needs[place], here] -= 1
            state.used[fair.needs[place], there] += 1
        state.when[one] = there
        state.count[here] -= 1
        state.count[there] += 1
    for step in range(size):
        one = work.chain[step]
        for place in range(fair.first_member[one], fair.first_member[one + 1]):
            who = fair.members[place]
            word = state.word[who] & ~(bit(source) | bit(target))
            if state.at[who, source] != FREE:
                word |= bit(source)
            if state.at[who, target] != FREE:
                word |= bit(target)
            state.word[who] = word


@inlined
def crowd(fair: Fair, state: State, slot: int, more: int) -> int:
    """How many more meetings than now would be too many for the tables of a slot."""
    tables = fair.tables[slot]
    return int(max(0, state.count[slot] + more - tables) - max(0, state.count[slot] - tables))


@inlined
def move(fair: Fair, state: State, work: Work, limit: float, meeting: int, target: int) -> float:
    """Moves a placed meeting to a slot if the chain may move for no more than the limit; gives what it costs."""
    source = state.when[meeting]
    size, gain, changed = chain_of(fair, state, work, meeting, target)
    if size == 0:
        return 0.0
    over = crowd(fair, state, target, gain) + crowd(fair, state, source, -gain)
    cost = CROWDED * over
    if fair.stay > 0.0:
        for step in range(size):
            one = work.chain[step]
            if state.when[one] == fair.home[one]:
                cost += fair.stay
            elif fair.home[one] == (target if state.when[one] == source else source):
                cost -= fair.stay
    both = bit(source) | bit(target)
    for step in range(changed):
        old = state.word[work.ends[step]]
        cost += fair.prices[breaks_of(old ^ both)] - fair.prices[breaks_of(old)]
    if cost > limit:
        return 0.0
    swap(fair, state, work, size, source, target)
    for step in range(size):
        if fair.special[work.chain[step]] and not fits(fair, state, work.chain[step]):
            swap(fair, state, work, size, source, target)
            return 0.0
    work.over[0] += over
    return cost


@compiled
def in_the_way(fair: Fair, state: State, work: Work, meeting: int, target: int) -> int:
    """How many meetings its participants have in a slot, left in ``work.chain``; -1 where one cannot be taken out."""
    out = 0
    for place in range(fair.first_member[meeting], fair.first_member[meeting + 1]):
        other = state.at[fair.members[place], target]
        if other == TAKEN:
            return -1
        is_new = other != FREE
        for step in range(out):
            if work.chain[step] == other:
                is_new = False
        if is_new:
            work.chain[out] = other
            out += 1
    return out


@compiled
def insert(fair: Fair, state: State, work: Work, limit: float, meeting: int, target: int) -> float:
    """Places a meeting in a slot, taking out those in its way, for no more than the limit; gives what it costs."""
    out = in_the_way(fair, state, work, meeting, target)
    if out < 0 or fair.tables[target] == 0:
        return 0.0
    over = crowd(fair, state, target, 1 - out)
    cost = CROWDED * over - fair.weights[meeting]
    for step in range(out):
        cost += fair.weights[work.chain[step]]
        if fair.home[work.chain[step]] == target:
            cost += fair.stay
    if fair.home[meeting] == target:
        cost -= fair.stay
    if cost > limit:
        return 0.0
    for step in range(out):
        one = work.chain[step]
        for place in range(fair.first_member[one], fair.first_member[one + 1]):
            old = state.word[fair.members[place]]
            cost += fair.prices[breaks_of(old & ~bit(target))] - fair.prices[breaks_of(old)]
        shift(fair, state, one, OUT)
    for place in range(fair.first_member[meeting], fair.first_member[meeting + 1]):
        old = state.word[fair.members[place]]
        cost += fair.prices[breaks_of(old | bit(target))] - fair.prices[breaks_of(old)]
    shift(fair, state, meeting, target)
    if cost > limit or (fair.special[meeting] and not fits(fair, state, meeting)):
        shift(fair, state, meeting, OUT)
        for step in range(out):
            shift(fair, state, work.chain[step], target)
        return 0.0
    work.over[0] += over
    return float(cost)


@inlined
def guess(fair: Fair, state: State, random: Any, limit: float) -> tuple[int, int]:
    """A meeting at one end of a run of somebody's busy slots, and a slot beside a run; -1 where that cannot pay."""
    who = draw(random, len(state.word))
    busy = state.word[who]
    beside = ((busy << ONE) | (busy >> ONE)) & ~busy & fair.day
    if not beside:
        return -1, 0
    source = pick(random, busy & ~((busy << ONE) & (busy >> ONE)))
    target = pick(random, beside)
    new = busy ^ bit(source) ^ bit(target)
    if fair.prices[breaks_of(new)] - fair.prices[breaks_of(busy)] > limit:
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
            costs[0] += move(fair, state, work, limit, meeting, target)
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
