"""The first schedule of a large fair keeps the rules, and those who meet one another meet at about the same time."""

import random
import time
from dataclasses import replace

from hypothesis import given, settings

from convoke.marketplace.scheduling import climbing
from convoke.marketplace.scheduling.board import Board
from convoke.marketplace.scheduling.check import faults
from convoke.marketplace.scheduling.generate import gapless_fair
from convoke.marketplace.scheduling.numbered import Numbered, breaks_in
from convoke.marketplace.scheduling.ordering import ordered, positions
from convoke.marketplace.scheduling.tables import with_places

from .strategies import optional, small_fairs

FAIR = gapless_fair(requesters=60, providers=45, meetings=500, slots=40, tables=18, seed=1)


@settings(max_examples=40, deadline=None)
@given(small_fairs(is_plain=True))
def test_it_keeps_the_rules(instance):
    instance = optional(instance)
    schedule = with_places(instance, ordered(Numbered(instance), seed=1))
    assert schedule is not None
    assert faults(instance, schedule) == ()


def test_who_meets_nobody_has_a_position_all_the_same():
    nobody = replace(FAIR, meetings=())
    assert len(positions(Numbered(nobody), seed=1)) == 105
    assert ordered(Numbered(nobody), seed=1) == ()


def test_a_hidden_order_is_seen_from_who_meets_whom():
    """Dealt out to the slots by lot, the same meetings have three times as many breaks."""
    numbered = Numbered(FAIR)
    times = ordered(numbered, seed=1)
    assert None not in times
    lot = random.Random(1)
    dealt = tuple(lot.randrange(numbered.slots) for _meeting in times)
    assert 3 * sum(breaks_in(numbered, times)) < sum(breaks_in(numbered, dealt))


def test_from_that_order_a_hidden_schedule_without_breaks_is_found():
    board = Board(Numbered(FAIR), fairness=None, bound=0, deadline=time.monotonic() + 60)
    climbing.anneal_large(board, seed=1)
    assert board.breaks == 0
