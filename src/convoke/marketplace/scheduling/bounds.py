"""What no schedule can do better than, known without a search."""

from collections.abc import Iterator

from .numbered import Numbered

Row = dict[tuple[int, int, bool], int]
"""The fewest runs so far, by slots busy, slots busy in this session, and whether the last slot is busy."""


def least_breaks(numbered: Numbered) -> int | None:
    """Fewer breaks than these no schedule has in which all meetings are held; ``None`` where there is no schedule.

    Each participant by itself: the fewest runs into which its meetings go, given the slots in which any of them
    can be, and how many of them are to be in each session.
    """
    total = 0
    for who in range(len(numbered.of)):
        own = least_of(numbered, who)
        if own is None:
            return None
        total += own
    return total


def least_of(numbered: Numbered, who: int) -> int | None:
    """The fewest breaks of a participant all of whose meetings are held; ``None`` where they cannot be."""
    meetings = numbered.of[who]
    need = sum(numbered.lengths[one] for one in meetings)
    if not need:
        return 0
    free = {slot + step for one in meetings for slot in numbered.starts[one] for step in range(numbered.lengths[one])}
    if need > len(free) or not all(numbered.starts[one] for one in meetings):
        return None
    ranges = [_range(numbered, meetings, part) for part in numbered.parts]
    if len(ranges) == 1 and _longest(free) >= need:
        return 0
    row: Row = {(0, 0, False): 0}
    for part, (low, high) in zip(numbered.parts, ranges, strict=True):
        for slot in part:
            row = dict(_next(row, slot in free, need, high))
        row = _least(((busy, 0, last), runs) for (busy, here, last), runs in row.items() if here >= low)
    ends = [runs for (busy, _here, _last), runs in row.items() if busy == need]
    return min(ends) - 1 if ends else None


def _range(numbered: Numbered, meetings: tuple[int, ...], part: range) -> tuple[int, int]:
    """The fewest and the most slots that the meetings take in a session."""
    low = sum(numbered.lengths[one] for one in meetings if all(start in part for start in numbered.starts[one]))
    high = sum(numbered.lengths[one] for one in meetings if any(start in part for start in numbered.starts[one]))
    return low, high


def _longest(free: set[int]) -> int:
    longest = 0
    for slot in free:
        if slot - 1 not in free:
            end = slot
            while end in free:
                end += 1
            longest = max(longest, end - slot)
    return longest


def _next(row: Row, is_free: bool, need: int, high: int) -> Iterator[tuple[tuple[int, int, bool], int]]:
    """The row after one more slot, in which the participant is idle or busy."""
    found: Row = {}
    for (busy, here, last), runs in row.items():
        steps = [((busy, here, False), runs)]
        if is_free and busy < need and here < high:
            steps.append(((busy + 1, here + 1, True), runs + (not last)))
        for key, value in steps:
            found[key] = min(value, found.get(key, value))
    yield from found.items()


def _least(pairs: Iterator[tuple[tuple[int, int, bool], int]]) -> Row:
    found: Row = {}
    for key, value in pairs:
        found[key] = min(value, found.get(key, value))
    return found


def most_breaks(numbered: Numbered, who: int) -> int:
    """More breaks than these a participant cannot have."""
    slots = sum(numbered.lengths[one] for one in numbered.of[who])
    return max(0, min(slots - 1, numbered.slots - slots))


def can_hold_all(numbered: Numbered) -> bool:
    """Whether nothing plain to see stands against holding all: each participant's slots, all tables, resources."""
    if least_breaks(numbered) is None:
        return False
    lengths = numbered.lengths
    if sum(lengths) > sum(numbered.places):
        return False
    needed = [0] * len(numbered.resources)
    for meeting, needs in enumerate(numbered.needs):
        for need in needs:
            needed[need] += lengths[meeting]
    return all(number <= sum(there) for number, there in zip(needed, numbered.resources, strict=True))
