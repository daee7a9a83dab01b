"""The moves of the annealing, compiled.

A move takes a meeting from a slot to another. Whoever of its participants meets somebody else there sends that meeting
to the first slot in turn, and so on along a chain (A. Kempe, 1879), so that nobody is ever in two places. Only where a
chain ends does a participant's row of busy slots change, so that the cost of a move is known from its ends alone. A
meeting that is not placed takes the place of those in its way, which are then not placed.

Slots are bits of one word, so that there are at most 64. A meeting of several slots does not move: its participants
are marked as :data:`TAKEN`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numba import njit

FREE, TAKEN, OUT = -1, -2, -1
"""In a participant's row: nothing, something that does not move; as the slot of a meeting: not placed."""
MOST_SLOTS = 64
LONGEST = 4_000
"""Meetings in a chain; a longer one is given up."""
INSERT_EVERY = 4
"""Of so many moves one tries to place a meeting that is not placed, as long as there are any."""
GUESS_ALL_BUT = 8
"""Of so many moves one is of any meeting to any slot; the others are guessed to be useful."""
CHANCES = 4_096
"""How many random limits are kept to draw from."""

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compiles, and keeps what is compiled for the next start wherever this machine lets it be kept."""
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder can be written to
        return njit(nogil=True)(function)


@compiled
def breaks_of(word):  # type: ignore[no-untyped-def]
    """How many breaks a row of busy slots has."""
    rises = word & ~(word << np.uint64(1))
    number = 0
    while rises:
        rises &= rises - np.uint64(1)
        number += 1
    return number - 1 if number else 0


@compiled
def draw(state, below):  # type: ignore[no-untyped-def]
    """A random whole number below a limit (G. Marsaglia, *Xorshift RNGs*, 2003)."""
    word = state[0]
    word ^= word << np.uint64(13)
    word ^= word >> np.uint64(7)
    word ^= word << np.uint64(17)
    state[0] = word
    return np.int64(((word >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32))


@compiled
def pick(state, word):  # type: ignore[no-untyped-def]
    """The number of a random bit of a word that has one."""
    number, rest = 0, word
    while rest:
        rest &= rest - np.uint64(1)
        number += 1
    for _step in range(draw(state, number)):
        word &= word - np.uint64(1)
    low = word & (~word + np.uint64(1))
    found = 0
    for width in (32, 16, 8, 4, 2, 1):
        if low >> np.uint64(width):
            low >>= np.uint64(width)
            found += width
    return found


@compiled
def shift(fair, state, meeting, target):  # type: ignore[no-untyped-def]
    """Moves a placed meeting to another slot or takes it out; everybody concerned is free there."""
    members, first, needs, first_need = fair[0], fair[1], fair[2], fair[3]
    at, word, when, count, used = state[0], state[1], state[2], state[3], state[4]
    source = when[meeting]
    for place in range(first[meeting], first[meeting + 1]):
        who = members[place]
        if source >= 0 and at[who, source] == meeting:
            at[who, source] = FREE
            word[who] &= ~(np.uint64(1) << np.uint64(source))
        if target >= 0:
            at[who, target] = meeting
            word[who] |= np.uint64(1) << np.uint64(target)
    if source >= 0:
        count[source] -= 1
    if target >= 0:
        count[target] += 1
    for place in range(first_need[meeting], first_need[meeting + 1]):
        if source >= 0:
            used[needs[place], source] -= 1
        if target >= 0:
            used[needs[place], target] += 1
    when[meeting] = target


@compiled
def fits(fair, state, meeting):  # type: ignore[no-untyped-def]
    """Whether a meeting stands where its resources and the meetings before and after it let it."""
    needs, first_need, resources = fair[2], fair[3], fair[4]
    before, first_before, after, first_after, lengths = fair[5], fair[6], fair[7], fair[8], fair[9]
    when, used = state[2], state[4]
    slot = when[meeting]
    for place in range(first_need[meeting], first_need[meeting + 1]):
        if used[needs[place], slot] > resources[needs[place], slot]:
            return False
    for place in range(first_before[meeting], first_before[meeting + 1]):
        other = before[place]
        if when[other] >= 0 and when[other] + lengths[other] > slot:
            return False
    for place in range(first_after[meeting], first_after[meeting + 1]):
        other = after[place]
        if when[other] >= 0 and slot + lengths[meeting] > when[other]:
            return False
    return True


@compiled
def chain_of(fair, state, work, meeting, target):  # type: ignore[no-untyped-def]
    """The chain that moves a meeting to a slot, its length first; 0 where it cannot be moved.

    Gives also by how much the slot gains meetings, and how many participants change.
    """
    members, first, allowed = fair[0], fair[1], fair[10]
    at, when = state[0], state[2]
    chain, mark, ends = work[0], work[1], work[2]
    source = when[meeting]
    mark[0] += 1
    stamp = mark[0]
    marks = work[3]
    chain[0] = meeting
    marks[meeting] = stamp
    size, done, gain, changed = 1, 0, 0, 0
    while done < size:
        one = chain[done]
        done += 1
        here = when[one]
        there = target if here == source else source
        if not (allowed[one] >> np.uint64(there)) & np.uint64(1):
            return 0, 0, 0
        gain += 1 if here == source else -1
        for place in range(first[one], first[one + 1]):
            who = members[place]
            other = at[who, there]
            if other == TAKEN:
                return 0, 0, 0
            if other == FREE:
                ends[changed] = who
                changed += 1
            elif marks[other] != stamp:
                if size == LONGEST:
                    return 0, 0, 0
                marks[other] = stamp
                chain[size] = other
                size += 1
    return size, gain, changed


@compiled
def swap(fair, state, work, size, source, target):  # type: ignore[no-untyped-def]
    """Has the meetings of a chain change slots."""
    members, first, needs, first_need = fair[0], fair[1], fair[2], fair[3]
    at, word, when, count, used = state[0], state[1], state[2], state[3], state[4]
    chain = work[0]
    for step in range(size):
        one = chain[step]
        for place in range(first[one], first[one + 1]):
            at[members[place], when[one]] = FREE
    for step in range(size):
        one = chain[step]
        here = when[one]
        there = target if here == source else source
        for place in range(first[one], first[one + 1]):
            at[members[place], there] = one
        for place in range(first_need[one], first_need[one + 1]):
            used[needs[place], here] -= 1
            used[needs[place], there] += 1
        when[one] = there
        count[here] -= 1
        count[there] += 1
    both = (np.uint64(1) << np.uint64(source)) | (np.uint64(1) << np.uint64(target))
    for step in range(size):
        one = chain[step]
        for place in range(first[one], first[one + 1]):
            who = members[place]
            bits = np.uint64(0)
            if at[who, source] != FREE:
                bits |= np.uint64(1) << np.uint64(source)
            if at[who, target] != FREE:
                bits |= np.uint64(1) << np.uint64(target)
            word[who] = (word[who] & ~both) | bits


@compiled
def move(fair, state, work, prices, limit, meeting, target):  # type: ignore[no-untyped-def]
    """Moves a placed meeting to a slot if the chain may move for no more than the limit; gives what it costs."""
    tables, special = fair[11], fair[12]
    word, when, count = state[1], state[2], state[3]
    ends = work[2]
    source = when[meeting]
    size, gain, changed = chain_of(fair, state, work, meeting, target)
    if size == 0 or count[target] + gain > tables[target] or count[source] - gain > tables[source]:
        return 0.0
    both = (np.uint64(1) << np.uint64(source)) | (np.uint64(1) << np.uint64(target))
    cost = 0.0
    for step in range(changed):
        old = word[ends[step]]
        cost += prices[breaks_of(old ^ both)] - prices[breaks_of(old)]
    if cost > limit:
        return 0.0
    swap(fair, state, work, size, source, target)
    for step in range(size):
        one = work[0][step]
        if special[one] and not fits(fair, state, one):
            swap(fair, state, work, size, source, target)
            return 0.0
    return cost


@compiled
def insert(fair, state, work, random, prices, limit, meeting, target):  # type: ignore[no-untyped-def]
    """Places a meeting in a slot, taking out those in its way, for no more than the limit; gives what it costs."""
    members, first, tables, special, weights = fair[0], fair[1], fair[11], fair[12], fair[13]
    at, word, when, count = state[0], state[1], state[2], state[3]
    chain = work[0]
    out = 0
    for place in range(first[meeting], first[meeting + 1]):
        other = at[members[place], target]
        if other == TAKEN or (other >= 0 and weights[other] < 0):
            return 0.0
        if other >= 0 and (out == 0 or chain[out - 1] != other):
            chain[out] = other
            out += 1
    if count[target] - out >= tables[target]:
        if tables[target] == 0:
            return 0.0
        for _attempt in range(50):
            other = draw(random, len(when))
            if when[other] == target and weights[other] >= 0 and out == 0 and other != meeting:
                chain[out] = other
                out += 1
                break
        if count[target] - out >= tables[target]:
            return 0.0
    cost = -weights[meeting]
    for step in range(out):
        cost += weights[chain[step]]
    if cost > limit:
        return 0.0
    for step in range(out):
        one = chain[step]
        for place in range(first[one], first[one + 1]):
            who = members[place]
            old = word[who]
            cost += prices[breaks_of(old & ~(np.uint64(1) << np.uint64(target)))] - prices[breaks_of(old)]
        shift(fair, state, one, OUT)
    for place in range(first[meeting], first[meeting + 1]):
        old = word[members[place]]
        cost += prices[breaks_of(old | (np.uint64(1) << np.uint64(target)))] - prices[breaks_of(old)]
    shift(fair, state, meeting, target)
    if cost > limit or (special[meeting] and not fits(fair, state, meeting)):
        shift(fair, state, meeting, OUT)
        for step in range(out):
            shift(fair, state, chain[step], target)
        return 0.0
    return cost


@compiled
def guess(fair, state, random, prices, limit):  # type: ignore[no-untyped-def]
    """A meeting at one end of a run of somebody's busy slots, and a slot beside a run; -1 where that cannot pay."""
    at, word = state[0], state[1]
    who = draw(random, len(word))
    busy = word[who]
    beside = ((busy << np.uint64(1)) | (busy >> np.uint64(1))) & ~busy & fair[16]
    if not beside:
        return -1, 0
    source = pick(random, busy & ~((busy << np.uint64(1)) & (busy >> np.uint64(1))))
    target = pick(random, beside)
    new = busy ^ (np.uint64(1) << np.uint64(source)) ^ (np.uint64(1) << np.uint64(target))
    if prices[breaks_of(new)] - prices[breaks_of(busy)] > limit:
        return -1, 0
    return at[who, source], target


@compiled
def run(fair, state, work, random, prices, heat, moves, best, costs):  # type: ignore[no-untyped-def]
    """Makes so many moves at a heat. ``costs`` are the present cost and the least; ``best`` the schedule that has it."""
    slots_of, first_slot, chances = fair[14], fair[15], fair[17]
    when = state[2]
    missing, number = work[4], work[5]
    total = len(when)
    for turn in range(moves):
        limit = heat * chances[draw(random, len(chances))]
        if number[0] > 0 and turn % INSERT_EVERY == 0:
            meeting = missing[draw(random, number[0])]
        elif turn % GUESS_ALL_BUT == 1:
            meeting = draw(random, total)
        else:
            meeting, target = guess(fair, state, random, prices, limit)
            if meeting >= 0:
                cost = move(fair, state, work, prices, limit, meeting, target)
                costs[0] += cost
                if costs[0] < costs[1] - 1e-9:
                    costs[1] = costs[0]
                    best[:] = when
                    if costs[1] <= costs[2] + 1e-9:
                        return turn + 1
            continue
        choice = first_slot[meeting + 1] - first_slot[meeting]
        if choice == 0:
            continue
        target = slots_of[first_slot[meeting] + draw(random, choice)]
        if when[meeting] >= 0:
            if target == when[meeting]:
                continue
            cost = move(fair, state, work, prices, limit, meeting, target)
        else:
            cost = insert(fair, state, work, random, prices, limit, meeting, target)
            if when[meeting] >= 0:
                number[0] = 0
                for one in range(total):
                    if when[one] < 0:
                        missing[number[0]] = one
                        number[0] += 1
        costs[0] += cost
        if costs[0] < costs[1] - 1e-9:
            costs[1] = costs[0]
            best[:] = when
            if costs[1] <= costs[2] + 1e-9:
                return turn + 1
    return moves
