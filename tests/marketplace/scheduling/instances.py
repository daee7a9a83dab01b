"""Small instances, and what is true of all their schedules by trying every one."""

import time
from itertools import product

from convoke.marketplace.scheduling.board import Board
from convoke.marketplace.scheduling.check import breaks, faults
from convoke.marketplace.scheduling.instance import Held, Instance, Meeting, Participant, Place, Resource, Session
from convoke.marketplace.scheduling.numbered import Numbered, by_priority
from convoke.marketplace.scheduling.tables import with_places


def fair(*meetings, slots=4, tables=2, busy=None, sessions=(), resources=(), places=None):
    """An instance; a meeting is a pair such as ``"AB"``, or a :class:`Meeting`."""
    made = tuple(
        one if isinstance(one, Meeting) else Meeting(f"{one}{place}", tuple(one))
        for place, one in enumerate(meetings, 1)
    )
    ids = sorted({who for one in made for who in one.participants} | set(busy or {}))
    return Instance(
        slots=slots,
        places=places or tuple(Place(f"t{number}") for number in range(1, tables + 1)),
        participants=tuple(Participant(who, frozenset((busy or {}).get(who, ()))) for who in ids),
        meetings=made,
        sessions=tuple(Session(*one) for one in sessions),
        resources=tuple(Resource(*one) for one in resources),
    )


def on_board(numbered, **more):
    """A board with half a minute for an instance."""
    return Board(numbered, **{"fairness": None, "bound": 0, "deadline": time.monotonic() + 30, **more})


def meet(id_, pair, **more):
    return Meeting(id_, tuple(pair), **more)


def required(*meetings):
    return tuple(
        Meeting(f"{one}{place}", tuple(one), is_required=True) for place, one in enumerate(meetings, 1)
    )


def every_schedule(instance):
    """All schedules of an instance that keep its rules."""
    choices = [[None, *instance.starts(one)] for one in instance.meetings]
    for starts in product(*choices):
        times = tuple(None if start is None else start - 1 for start in starts)
        schedule = with_places(instance, times)
        if schedule is not None and not faults(instance, schedule):
            yield times, schedule


def best_by_trying(instance, fairness=None):
    """How many of each priority can be held, with how many breaks, and how far apart participants are then."""
    numbered = Numbered(instance)
    found = []
    for times, schedule in every_schedule(instance):
        each = breaks(instance, schedule).values()
        spread = max(each) - min(each)
        if fairness is None or spread <= fairness:
            held = tuple(-number for number in by_priority(numbered, times).values())
            found.append((held, sum(each), spread))
    return min(found, default=None)


def held_at(**slots):
    return {id_: Held(slot, "t1") for id_, slot in slots.items()}
