"""A first schedule of a large fair that has a good order: those who meet one another meet at about the same time.

Where nobody has a break, each participant's meetings are one run of slots, and the runs of any two who meet overlap:
who meets whom tells roughly when. Annealing alone has to find that order by chance, while the heat falls through the
narrow range where it forms, and often misses it.
"""

from typing import Any

import numpy as np

from .numbered import Numbered, Times
from .room import Room

STEPS = 400
"""How often everybody is moved. What is left of a random beginning falls by about as many powers of the ratio between
the eigenvalues after the first two, which in fairs drawn at random is some 0.98."""


def ordered(numbered: Numbered, *, seed: int) -> Times:
    """A schedule of meetings of one slot in which most have few breaks; what found no room is not placed."""
    where = positions(numbered, seed=seed)
    of_meeting = [float(np.mean(where[list(members)])) for members in numbered.members]
    turns = sorted(range(len(of_meeting)), key=of_meeting.__getitem__)
    room = Room(numbered)
    for turn, meeting in enumerate(turns):
        wanted = (turn + 0.5) * numbered.slots / len(turns)
        room.place(meeting, sorted(numbered.starts[meeting], key=lambda slot: abs(slot + 0.5 - wanted)))
    return tuple(room.times)


def positions(numbered: Numbered, *, seed: int) -> Any:
    """A number for each participant, so that those who meet have numbers near each other.

    Everybody goes half way to the mean of those they meet, again and again, while the mean of all stays 0 and their
    spread 1: the second eigenvector of the walk along meetings (M. Fiedler, *A property of eigenvectors of
    nonnegative symmetric matrices and its application to graph theory*, 1975).
    """
    pairs = [(one, other) for members in numbered.members for one in members for other in members if one != other]
    total = len(numbered.of)
    if not pairs:
        return np.zeros(total)
    ones, others = np.array(pairs, np.int64).T
    weights = np.bincount(ones, minlength=total).astype(float)
    where = np.random.default_rng(seed).normal(size=total)
    for _step in range(STEPS):
        means = np.bincount(ones, weights=where[others], minlength=total) / np.maximum(weights, 1)
        where = (where + means) / 2
        where -= np.average(where, weights=weights)
        where /= np.sqrt(np.average(where**2, weights=weights) or 1)
    return where
