"""The moves of the annealing: a meeting goes to another slot, or is placed, and the others give way.

A move takes a meeting from a slot to another by a chain (:mod:`.chains`), or by a series of chains of which each mends
what the last one broke. A meeting that is not placed takes the place of those in its way, which are then not placed.
More meetings in a slot than tables are allowed at a price, but not in a schedule that is kept.
"""

from typing import Any

from .bits import ONE, beside, bit, compiled, draw, ends_of, inlined, lowest, pick
from .chains import FREE, TAKEN, chain_of, crowd, swap, weigh
from .state import Fair, State, Work, cost_of

OUT = -1
"""The slot of a meeting that is not placed."""


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
def mending(fair: Fair, random: Any, limit: float, busy: Any, avoid: Any) -> tuple[int, int]:
    """A slot of a row, and one for its meeting to go to, by which the row costs at most so much more; or -1.

    It stands at an end of a run of busy slots and goes beside a run; not between the two slots to be avoided.
    """
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
    return pick(random, source), pick(random, target)


@inlined
def all_fit(fair: Fair, state: State, work: Work, size: int) -> bool:
    """Whether every meeting of a chain fits where it stands."""
    for step in range(size):
        one = work.chain[step]
        if fair.special[one] and not fits(fair, state, one):
            return False
    return True


@inlined
def take_back(fair: Fair, state: State, work: Work, top: int) -> None:
    """Undoes a series of chains, the last one first."""
    while top > 0:
        size, source, target = work.series[top - 1], work.series[top - 2], work.series[top - 3]
        top -= 3 + size
        for step in range(size):
            work.chain[step] = work.series[top + step]
        swap(fair, state, work, size, source, target)


@inlined
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
        is_possible, cost, hurt, over = weigh(fair, state, work, random, meeting, target)
        if not is_possible:
            break
        spent += cost
        overs += over
        is_lent = spent > limit
        end, place = 0, 0
        if is_lent:
            if step == mends or hurt < 0 or spent > limit + fair.lent:
                break
            both = bit(source) | bit(target)
            end, place = mending(fair, random, limit - spent, state.word[hurt] ^ both, both)
            if end < 0:
                break
        size = chain_of(fair, state, work, meeting, target)[0]
        if size == 0 or top + size + 3 > len(work.series):
            break
        swap(fair, state, work, size, source, target)
        for one in range(size):
            work.series[top + one] = work.chain[one]
        top += size + 3
        work.series[top - 3], work.series[top - 2], work.series[top - 1] = target, source, size
        if not all_fit(fair, state, work, size):
            break
        if not is_lent:
            work.over[0] += overs
            return spent
        meeting, target = state.at[hurt, end], place
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
