"""What the compiled moves work on: what is given, what changes, and what they scribble on."""

from typing import Any, NamedTuple

from .bits import breaks_of, idle_of, inlined

Array = Any
"""A numpy array; its kind is said beside it."""


class Fair(NamedTuple):
    """What is given. A list of lists is one array of values, and one of where each list begins."""

    members: Array
    first_member: Array
    """The participants of each meeting."""
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
    prices: Array
    """What a participant's breaks cost, by their number."""
    idle: float
    """What each idle slot between two meetings of a participant costs besides."""
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
    cost = fair.prices[breaks_of(word)]
    if fair.idle > 0.0:
        cost += fair.idle * idle_of(word)
    return cost
