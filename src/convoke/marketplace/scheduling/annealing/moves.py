"""The moves of the annealing: a meeting goes to another slot, or is placed, and the others give way.

A move takes a meeting from a slot to another. Whoever of its participants meets somebody else there sends that meeting
to the first slot in turn, and so on along a chain (A. Kempe, 1879), so that nobody is ever in two places. Only where a
chain ends does a participant's row of busy slots change, so that the cost of a chain is known from its ends alone. A
meeting that is not placed takes the place of those in its way, which are then not placed. More meetings in a slot than
tables are allowed at a price, but not in a schedule that is kept.

Slots are bits of one word, so that there are at most 64. A meeting of several slots does not move: its participants
are marked as :data:`TAKEN`.
"""

from typing import Any

import numpy as np

from .bits import ONE, beside, bit, compiled, draw, ends_of, inlined, lowest, pick
from .state import Fair, State, Work, cost_of

FREE, TAKEN, OUT = -1, -2, -1
"""In a participant's row: nothing, something that does not move; as the slot of a meeting: not placed."""
LONGEST = 4_000
"""Meetings in a chain; a longer one is given up."""
LENT = 1.2
"""How much more than the limit a series of chains may cost before it is mended."""


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


@compiled
def mending(fair: Fair, state: State, random: Any, limit: float, who: int, avoid: Any) -> tuple[int, int]:
    """A meeting of a participant and a slot for it by which the participant's row costs at most so much more; or -1.

    It stands at an end of a run of busy slots and goes beside a run; not between the two slots to be avoided.
    """
    busy = state.word[who]
    old = cost_of(fair, busy)
    number, source, target = 0, ONE, ONE
    ends = ends_of(busy)
    while ends:
        end = lowest(ends)
        ends ^= end
        idle = beside(busy, fair.day)
        while idle:
            place = lowest(idle)
            idle ^= place
            is_other = (end | place) != avoid
            if is_other and cost_of(fair, busy ^ end ^ place) - old <= limit:
                number += 1
                if draw(random, number) == 0:
                    source, target = end, place
    if number == 0:
        return -1, 0
    return state.at[who, pick(random, source)], pick(random, target)


@compiled
def all_fit(fair: Fair, state: State, work: Work, size: int) -> bool:
    """Whether every meeting of a chain fits where it stands."""
    for step in range(size):
        one = work.chain[step]
        if fair.special[one] and not fits(fair, state, one):
            return False
    return True


@compiled
def take_back(fair: Fair, state: State, work: Work, top: int) -> None:
    """Undoes a series of chains, the last one first."""
    while top > 0:
        size, source, target = work.series[top - 1], work.series[top - 2], work.series[top - 3]
        top -= 3 + size
        for step in range(size):
            work.chain[step] = work.series[top + step]
        swap(fair, state, work, size, source, target)


@compiled
def move(
    fair: Fair, state: State, work: Work, random: Any, limit: float, meeting: int, target: int, mends: int,
) -> float:
    """Moves a placed meeting to a slot for no more than the limit; gives what it costs.

    A chain that costs more may be lent so much that somebody who has a break by it mends it by a further chain, up to
    ``mends`` times; where the series still costs too much, all of it is taken back. So the schedule crosses in one
    move what heat alone would have it climb.
    """
    spent, overs, top = 0.0, 0, 0
    for step in range(mends + 1):
        source = state.when[meeting]
        size, gain, changed = chain_of(fair, state, work, meeting, target)
        if size == 0 or top + size + 3 > len(work.series):
            break
        over = crowd(fair, state, target, gain) + crowd(fair, state, source, -gain)
        cost, hurt = price(fair, state, work, random, size, changed, source, target)
        cost += fair.crowded * over + spent
        if cost > limit and (step == mends or hurt < 0 or cost > limit + LENT):
            break
        swap(fair, state, work, size, source, target)
        for one in range(size):
            work.series[top + one] = work.chain[one]
        top += size + 3
        work.series[top - 3], work.series[top - 2], work.series[top - 1] = target, source, size
        spent, overs = cost, overs + over
        if not all_fit(fair, state, work, size):
            break
        if spent <= limit:
            work.over[0] += overs
            return spent
        meeting, target = mending(fair, state, random, limit - spent, hurt, bit(source) | bit(target))
        if meeting < 0:
            break
    take_back(fair, state, work, top)
    return 0.0


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
    cost = fair.crowded * over - fair.weights[meeting]
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
            cost += cost_of(fair, old & ~bit(target)) - cost_of(fair, old)
        shift(fair, state, one, OUT)
    for place in range(fair.first_member[meeting], fair.first_member[meeting + 1]):
        old = state.word[fair.members[place]]
        cost += cost_of(fair, old | bit(target)) - cost_of(fair, old)
    shift(fair, state, meeting, target)
    if cost > limit or (fair.special[meeting] and not fits(fair, state, meeting)):
        shift(fair, state, meeting, OUT)
        for step in range(out):
            shift(fair, state, work.chain[step], target)
        return 0.0
    work.over[0] += over
    return float(cost)
