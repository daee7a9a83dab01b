"""What the compiled moves work on: what is given, what changes, and what they scribble on."""

from typing import Any, NamedTuple

from .bits import inlined, zeros_below

Array = Any
"""A numpy array; its kind is said beside it."""


class Fair(NamedTuple):
    """What is given. A list of lists is one array of values, and one of where each list begins."""

    members: Array
    first_member: Array
    """The participants of each meeting."""
    pairs: Array
    """The sum of its two participants, so that one leads to the other; -1 where there are not two."""
    needs: Array
    first_need: Array
    """The resources it needs."""
    before: Array
    first_before: Array
    """The meetings before it."""
    after: Array
    first_after: Array
    """The meetings after it."""
    slots: Array
    first_slot: Array
    """The slots it may begin in."""
    allowed: Array
    """The same as bits of a word."""
    lengths: Array
    special: Array
    """Whether it has needs, or others before or after it."""
    weights: Array
    """What it costs to leave it out."""
    home: Array
    """The slot it is to stay in, -2 where there is none."""
    stay: float
    """What it costs to leave that slot."""
    resources: Array
    """How many there are, by resource and slot."""
    tables: Array
    """How many there are, by slot."""
    gaps: Array
    """What a break costs, by how many slots it is long."""
    numbers: Array
    """What a participant's breaks cost besides, by how many there are."""
    crowded: float
    """What a meeting more than there are tables costs."""
    lent: float
    """How much more than the limit a series of chains may cost before it is mended."""
    day: Any
    """The word in which all slots are busy."""
    chances: Array
    """Random limits, to be multiplied by the heat."""


class State(NamedTuple):
    """What changes."""

    at: Array
    """The meeting of each participant in each slot."""
    word: Array
    """The busy slots of each participant, as bits of a word."""
    when: Array
    """The slot of each meeting."""
    count: Array
    """The meetings in each slot."""
    used: Array
    """What is used, by resource and slot."""


class Work(NamedTuple):
    """What is scribbled on; the last three are counts between moves."""

    chain: Array
    ends: Array
    series: Array
    """Chains one after another, each with its target, its source and its size."""
    marks: Array
    stamp: Array
    missing: Array
    number: Array
    """How many meetings are not placed."""
    over: Array
    """How many meetings there are too many for the tables."""


@inlined
def cost_of(fair: Fair, word: Any) -> Any:
    """What a participant's row of busy slots costs."""
    cost, number = 0.0, 0
    if word:
        rest = word >> zeros_below(word)
        rest >>= zeros_below(~rest)
        while rest:
            gap = zeros_below(rest)
            rest >>= gap
            rest >>= zeros_below(~rest)
            cost += fair.gaps[gap]
            number += 1
    return cost + fair.numbers[number]
