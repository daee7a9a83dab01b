"""Is a schedule what it says it is? Checked from the instance alone, by none of the code that makes schedules."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from .instance import Instance, Meeting, Schedule


def breaks_of(slots: set[int]) -> int:
    """How many runs of idle slots there are between the first and the last of the slots."""
    return max(0, sum(slot - 1 not in slots for slot in slots) - 1)


def breaks(instance: Instance, schedule: Schedule) -> dict[str, int]:
    """The breaks of each participant: runs of idle slots between two meetings."""
    busy: dict[str, set[int]] = {one.id: set() for one in instance.participants}
    for id_, held in schedule.items():
        meeting = instance.meeting[id_]
        for who in meeting.participants:
            busy[who].update(range(held.slot, held.slot + meeting.length))
    return {who: breaks_of(slots) for who, slots in busy.items()}


def faults(instance: Instance, schedule: Schedule, *, fairness: int | None = None) -> tuple[str, ...]:
    """What is wrong with a schedule, a line each, for those who mend programs; empty when all rules are kept.

    With ``fairness``, also where two participants differ by more breaks.
    """
    return tuple(_faults(instance, schedule, fairness))


def _faults(instance: Instance, schedule: Schedule, fairness: int | None) -> Iterator[str]:
    unknown = schedule.keys() - instance.meeting.keys()
    if unknown:
        yield f"unknown meetings {sorted(unknown)}"
        return
    for meeting in instance.meetings:
        if meeting.id in schedule:
            yield from _of_one(instance, schedule, meeting)
        elif meeting.must_be_held:
            yield f"{meeting.id} is not held"
    yield from _together(instance, schedule)
    if fairness is not None:
        numbers = breaks(instance, schedule).values()
        if numbers and max(numbers) - min(numbers) > fairness:
            yield f"two participants differ by more than {fairness} breaks"


def _of_one(instance: Instance, schedule: Schedule, meeting: Meeting) -> Iterator[str]:
    held = schedule[meeting.id]
    if held.slot not in instance.starts(meeting):
        yield f"{meeting.id} may not begin in slot {held.slot}"
    if held.place not in instance.place:
        yield f"{meeting.id} is held at no known place"
    elif meeting.place not in {None, held.place}:
        yield f"{meeting.id} is not held at its place"
    elif instance.place[held.place].closed.intersection(range(held.slot, held.slot + meeting.length)):
        yield f"{meeting.id} is held at a closed place"
    for id_ in meeting.after & schedule.keys():
        earlier = schedule[id_].slot + instance.meeting[id_].length
        if earlier > held.slot:
            yield f"{id_} is not over before {meeting.id}"


def _together(instance: Instance, schedule: Schedule) -> Iterator[str]:
    who: dict[tuple[int, str], list[str]] = defaultdict(list)
    where: dict[tuple[int, str], list[str]] = defaultdict(list)
    used: Counter[tuple[int, str]] = Counter()
    for id_, held in schedule.items():
        meeting = instance.meeting[id_]
        for slot in range(held.slot, held.slot + meeting.length):
            where[slot, held.place].append(id_)
            for one in meeting.participants:
                who[slot, one].append(id_)
            used.update((slot, need) for need in meeting.needs)
    for kind in (who, where):
        for (slot, name), ids in kind.items():
            if len(ids) > 1:
                yield f"{name} has {len(ids)} meetings in slot {slot}: {', '.join(ids)}"
    for resource in instance.resources:
        for slot in range(1, instance.slots + 1):
            if used[slot, resource.id] > (0 if slot in resource.away else resource.number):
                yield f"too few {resource.id} in slot {slot}"
