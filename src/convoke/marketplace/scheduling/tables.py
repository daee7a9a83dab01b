"""Which meeting is at which place, once it is known when each is held."""

from collections import defaultdict

from ortools.sat.python import cp_model

from .instance import Held, Instance, Meeting, Schedule
from .numbered import Times


def with_places(instance: Instance, times: Times, before: Schedule | None = None) -> dict[str, Held] | None:
    """The schedule with a place for each meeting: as many as can be that stay in their slot stay at their place too.

    The others are where they were in ``before`` if that is free.

    ``None`` where there are not enough places: a meeting keeps its place from its first slot to its last.
    """
    held = [(one, time + 1) for one, time in zip(instance.meetings, times, strict=True) if time is not None]
    return _in_turn(instance, held, before or {}) or _exactly(instance, held, before or {})


def _in_turn(instance: Instance, held: list[tuple[Meeting, int]], before: Schedule) -> dict[str, Held] | None:
    """Fixed places first, then what stays, then places kept at another time, then slot by slot, the longest first."""
    free: dict[int, dict[str, None]] = {
        slot: dict.fromkeys(one.id for one in instance.places if slot not in one.closed)
        for slot in range(1, instance.slots + 1)
    }
    found: dict[str, Held] = {}

    def take(meeting: Meeting, slot: int, place: str) -> bool:
        touched = range(slot, slot + meeting.length)
        if any(place not in free[one] for one in touched):
            return False
        for one in touched:
            del free[one][place]
        found[meeting.id] = Held(slot, place)
        return True

    for meeting, slot in held:
        if meeting.place is not None and not take(meeting, slot, meeting.place):
            return None
    kept = [(one, slot, before[one.id]) for one, slot in held if one.id in before]
    for meeting, slot, old in sorted(kept, key=lambda one: one[1] != one[2].slot):
        if meeting.id not in found:
            take(meeting, slot, old.place)
    for meeting, slot in sorted(held, key=lambda one: (one[1], -one[0].length)):
        if meeting.id not in found and not any(take(meeting, slot, place) for place in list(free[slot])):
            return None
    return found


def _exactly(instance: Instance, held: list[tuple[Meeting, int]], before: Schedule) -> dict[str, Held] | None:
    """By the solver: where meetings of several slots, closed and fixed places get in one another's way."""
    model = cp_model.CpModel()
    taken = defaultdict(list)
    choices: dict[str, dict[str, cp_model.IntVar]] = {}
    for meeting, slot in held:
        touched = range(slot, slot + meeting.length)
        choices[meeting.id] = {
            place.id: model.new_bool_var("") for place in instance.places
            if meeting.place in {None, place.id} and place.closed.isdisjoint(touched)
        }
        model.add_exactly_one(choices[meeting.id].values())
        for place, literal in choices[meeting.id].items():
            for one in touched:
                taken[one, place].append(literal)
    for literals in taken.values():
        model.add_at_most_one(literals)
    model.maximize(sum(
        literal for meeting, slot in held for place, literal in choices[meeting.id].items()
        if before.get(meeting.id) == Held(slot, place)
    ))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 20
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return {
        meeting.id: Held(slot, next(place for place, one in choices[meeting.id].items() if solver.boolean_value(one)))
        for meeting, slot in held
    }
