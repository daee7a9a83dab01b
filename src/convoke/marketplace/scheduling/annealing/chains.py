"""Chains of meetings that change slots, what they cost, and how they are made.

Whoever of a meeting's participants meets somebody else in the slot it goes to sends that meeting to the first slot in
turn, and so on along a chain (A. Kempe, 1879), so that nobody is ever in two places. Only where a chain ends does a
participant's row of busy slots change, so that its cost is known from its ends alone. A chain of meetings of two is a
path, whose two ends are found without making it.

Slots are bits of one word, so that there are at most 64. A meeting of several slots does not move: its participants
are marked as :data:`TAKEN`.
"""

from typing import Any

from .bits import bit, draw, inlined
from .state import Fair, State, Work, cost_of

FREE, TAKEN = -1, -2
"""In a participant's row: nothing, something that does not move."""
LONGEST = 4_000
"""Meetings in a chain; a longer one is given up."""


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
        if not fair.allowed[one] & bit(there):
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


@inlined
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
def price(
    fair: Fair, state: State, work: Work, random: Any, size: int, changed: int, source: int, target: int,
) -> tuple[float, int]:
    """What a chain costs, tables apart, and one of those who have more breaks by it, drawn at random, or -1."""
    cost, hurt, number = 0.0, -1, 0
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
        more = cost_of(fair, old ^ both) - cost_of(fair, old)
        cost += more
        if more > 0.0:
            number += 1
            if draw(random, number) == 0:
                hurt = work.ends[step]
    return cost, hurt


@inlined
def end_of(fair: Fair, state: State, meeting: int, who: int, target: int) -> tuple[int, int]:
    """Who is at the end of a chain on the side of one of a meeting's two, and how many meetings the slot gains there.

    -1 where that is not seen: the chain comes back to the meeting, or not all of it are meetings of two.
    """
    gain, here, there = 0, target, state.when[meeting]
    other = state.at[who, here]
    while other != FREE:
        if other < 0 or other == meeting or fair.pairs[other] < 0:
            return -1, 0
        gain += -1 if here == target else 1
        who = fair.pairs[other] - who
        here, there = there, here
        other = state.at[who, here]
    return who, gain


@inlined
def price_of_path(fair: Fair, state: State, random: Any, meeting: int, target: int) -> tuple[bool, int, float, int]:
    """Whether a chain is seen from its ends; by how many meetings the slot gains, and what :func:`price` gives."""
    if fair.pairs[meeting] < 0 or fair.stay > 0.0:
        return False, 0, 0.0, -1
    first = fair.members[fair.first_member[meeting]]
    one, gain = end_of(fair, state, meeting, first, target)
    if one < 0:
        return False, 0, 0.0, -1
    other, more = end_of(fair, state, meeting, fair.pairs[meeting] - first, target)
    if other < 0:
        return False, 0, 0.0, -1
    both = bit(state.when[meeting]) | bit(target)
    of_one = cost_of(fair, state.word[one] ^ both) - cost_of(fair, state.word[one])
    of_other = cost_of(fair, state.word[other] ^ both) - cost_of(fair, state.word[other])
    hurt = one if of_one > 0.0 else -1
    if of_other > 0.0 and (hurt < 0 or draw(random, 2) == 0):
        hurt = other
    return True, 1 + gain + more, of_one + of_other, hurt


@inlined
def weigh(fair: Fair, state: State, work: Work, random: Any, meeting: int, target: int) -> tuple[bool, float, int, int]:
    """What the chain costs that moves a meeting to a slot, unless it is seen that none does.

    Gives whether there may be one, its cost, one of those who have more breaks by it or -1, and how many meetings more
    than now are too many for the tables.
    """
    source = state.when[meeting]
    is_seen, gain, cost, hurt = price_of_path(fair, state, random, meeting, target)
    if not is_seen:
        size, gain, changed = chain_of(fair, state, work, meeting, target)
        if size == 0:
            return False, 0.0, -1, 0
        cost, hurt = price(fair, state, work, random, size, changed, source, target)
    over = crowd(fair, state, target, gain) + crowd(fair, state, source, -gain)
    return True, cost + fair.crowded * over, hurt, over
