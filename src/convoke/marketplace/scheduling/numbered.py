"""An instance in numbers, as solvers take it: slots from 0, participants and meetings by their place in the list."""

from dataclasses import dataclass
from functools import cached_property

from .check import breaks_of
from .instance import Instance


@dataclass(frozen=True)
class Numbered:
    """An instance in numbers."""

    instance: Instance
    left_out: frozenset[int] = frozenset()
    """Meetings that are not to be held."""

    @cached_property
    def slots(self) -> int:
        """How many slots there are."""
        return self.instance.slots

    @cached_property
    def parts(self) -> tuple[range, ...]:
        """The slots of each session."""
        return tuple(range(one.first - 1, one.last) for one in self.instance.parts)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """How many places are open in each slot."""
        return self.instance.open_places

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The participants of each meeting."""
        number = {one.id: place for place, one in enumerate(self.instance.participants)}
        return tuple(tuple(number[who] for who in one.participants) for one in self.instance.meetings)

    @cached_property
    def of(self) -> tuple[tuple[int, ...], ...]:
        """The meetings of each participant."""
        found: list[list[int]] = [[] for _ in self.instance.participants]
        for meeting, members in enumerate(self.members):
            for who in members:
                found[who].append(meeting)
        return tuple(map(tuple, found))

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many slots each meeting takes."""
        return tuple(one.length for one in self.instance.meetings)

    @cached_property
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """The slots in which each meeting may begin, other meetings apart."""
        return tuple(
            () if number in self.left_out else tuple(slot - 1 for slot in self.instance.starts(one))
            for number, one in enumerate(self.instance.meetings)
        )

    @cached_property
    def busy(self) -> tuple[frozenset[int], ...]:
        """The slots of each participant's other duties."""
        return tuple(frozenset(slot - 1 for slot in one.busy) for one in self.instance.participants)

    @cached_property
    def order(self) -> tuple[tuple[int, int], ...]:
        """Pairs of meetings of which the first comes before the second."""
        number = {one.id: place for place, one in enumerate(self.instance.meetings)}
        return tuple(
            (number[earlier], later)
            for later, one in enumerate(self.instance.meetings) for earlier in sorted(one.after)
        )

    @cached_property
    def claimed(self) -> tuple[str, ...]:
        """The places some meeting is to be held at: each is taken as a resource of which there is one."""
        return tuple(sorted({one.place for one in self.instance.meetings if one.place is not None}))

    @cached_property
    def needs(self) -> tuple[tuple[int, ...], ...]:
        """The resources each meeting needs one of, the place it is to be held at among them."""
        number = {one.id: place for place, one in enumerate(self.instance.resources)}
        claimed = {id_: place for place, id_ in enumerate(self.claimed, len(number))}
        return tuple(
            (*(number[need] for need in one.needs), *(() if one.place is None else (claimed[one.place],)))
            for one in self.instance.meetings
        )

    @cached_property
    def resources(self) -> tuple[tuple[int, ...], ...]:
        """How many there are of each resource in each slot."""
        slots = range(1, self.slots + 1)
        return (
            *(tuple(0 if slot in one.away else one.number for slot in slots) for one in self.instance.resources),
            *(tuple(int(slot not in self.instance.place[one].closed) for slot in slots) for one in self.claimed),
        )

    @cached_property
    def must(self) -> tuple[bool, ...]:
        """Which meetings may not be left out."""
        return tuple(one.must_be_held for one in self.instance.meetings)

    @cached_property
    def is_plain(self) -> bool:
        """Whether every meeting takes one slot, so that places need no looking after but their number."""
        return all(length == 1 for length in self.lengths)

    @cached_property
    def are_places_alike(self) -> bool:
        """Whether it is enough to count places: none is closed or claimed, or no meeting has to keep its place."""
        return self.is_plain or not (self.claimed or any(one.closed for one in self.instance.places))


Times = tuple[int | None, ...]
"""The slot in which each meeting begins, from 0; ``None`` where it is not held."""


def spans(numbered: Numbered, times: Times) -> list[set[int]]:
    """The slots in which each participant meets."""
    found: list[set[int]] = [set() for _ in numbered.of]
    for meeting, start in enumerate(times):
        if start is not None:
            for who in numbered.members[meeting]:
                found[who].update(range(start, start + numbered.lengths[meeting]))
    return found


def breaks_in(numbered: Numbered, times: Times) -> list[int]:
    """The breaks of each participant."""
    return [breaks_of(slots) for slots in spans(numbered, times)]


def by_priority(numbered: Numbered, times: Times) -> dict[int, int]:
    """How many meetings of each priority are held, the most important first."""
    found = dict.fromkeys(sorted({one.priority for one in numbered.instance.meetings}), 0)
    for meeting, start in zip(numbered.instance.meetings, times, strict=True):
        found[meeting.priority] += start is not None
    return found
