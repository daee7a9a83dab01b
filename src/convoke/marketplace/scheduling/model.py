"""The model for the solver: what a schedule is, and the breaks in it, in clauses.

In the spirit of M. Bofill, J. Coll, M. Garcia, J. Giráldez-Cru, G. Pesant, J. Suy, M. Villaret, *Constraint Solving
Approaches to the Business-to-Business Meeting Scheduling Problem*, JAIR 74 (2022), with more links between what
participants, slots and sessions count. ``docs/scheduling.md`` tells what each of them is for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from .clauses import Clauses
from .counters import at_least, at_most, counter, exactly, merged
from .numbered import Numbered, Times


class Model:
    """The model of an instance, in clauses to which bounds are added, and from which models for solvers are made."""

    def __init__(self, numbered: Numbered, *, fairness: int | None = None, counts_breaks: bool = True) -> None:
        self.numbered = numbered
        self.clauses = Clauses()
        self.true, self.never = self.clauses.true, -self.clauses.true
        self.begins = [{start: self.clauses.new() for start in starts} for starts in numbered.starts]
        self.touches = [self._touched(meeting) for meeting in range(len(self.begins))]
        self.held = [self._held(meeting) for meeting in range(len(self.begins))]
        self.busy = [self._busy(who) for who in range(len(numbered.of))]
        self._numbers()
        self._sessions()
        self._tables()
        self._resources()
        self._order()
        self._stay()
        self.ends = [self._breaks(who) for who in range(len(numbered.of))] if counts_breaks else []
        self.counts = [counter(self.clauses, ends) for ends in self.ends]
        if counts_breaks:
            self._far()
        if fairness is not None:
            self.share(fairness)

    # ------------------------------------------------------------------ parts

    def _touched(self, meeting: int) -> dict[int, int]:
        """For each slot, whether the meeting is being held in it."""
        length = self.numbered.lengths[meeting]
        if length == 1:
            return self.begins[meeting]
        found: dict[int, list[int]] = {}
        for start, literal in self.begins[meeting].items():
            for slot in range(start, start + length):
                found.setdefault(slot, []).append(literal)
        return {slot: self.clauses.any_of(literals) for slot, literals in found.items()}

    def _held(self, meeting: int) -> int:
        starts = list(self.begins[meeting].values())
        if self.numbered.must[meeting]:
            self.clauses.exactly_one(starts)
            return self.true
        held = self.clauses.new()
        self.clauses.exactly_one([*starts, -held])
        return held

    def _busy(self, who: int) -> list[int]:
        """For each slot, whether the participant meets somebody; never two at a time."""
        found: list[int] = []
        for slot in range(self.numbered.slots):
            here = [self.touches[one][slot] for one in self.numbered.of[who] if slot in self.touches[one]]
            self.clauses.at_most_one(here)
            found.append(self.clauses.any_of(here))
        return found

    def _numbers(self) -> None:
        """A participant is busy in as many slots as its meetings take."""
        for who, meetings in enumerate(self.numbered.of):
            if all(self.numbered.must[one] for one in meetings):
                exactly(self.clauses, self._open(self.busy[who]), sum(self.numbered.lengths[one] for one in meetings))

    def _sessions(self) -> None:
        """A participant is busy in as many slots of a session as its meetings there take."""
        if len(self.numbered.parts) == 1:
            return
        for who, meetings in enumerate(self.numbered.of):
            for part in self.numbered.parts:
                there: list[int] = []
                for one in meetings:
                    starts = [literal for start, literal in self.begins[one].items() if start in part]
                    whole = len(starts) == len(self.begins[one]) and self.numbered.must[one]
                    if starts:
                        there += [self.true if whole else self.clauses.any_of(starts)] * self.numbered.lengths[one]
                self._equal(self._open([self.busy[who][slot] for slot in part]), there)

    def _equal(self, left: Sequence[int], right: Sequence[int]) -> None:
        """As many on the left as on the right."""
        sure = sum(one == self.true for one in right)
        rest = [one for one in right if one != self.true]
        if not rest:
            exactly(self.clauses, left, sure)
            return
        a, b = counter(self.clauses, left), counter(self.clauses, rest)
        for place in range(max(len(a), len(b) + sure)):
            one = a[place] if place < len(a) else self.never
            other = self.true if place < sure else b[place - sure] if place - sure < len(b) else self.never
            self.clauses.implies(one, other)
            self.clauses.implies(other, one)

    def _open(self, literals: Iterable[int]) -> list[int]:
        """The literals that are not false from the start."""
        return [one for one in literals if one != self.never]

    def _tables(self) -> None:
        """No more meetings in a slot than tables."""
        are_pairs = all(len(members) == 2 for members in self.numbered.members)
        clusters = self._clusters()
        for slot, tables in enumerate(self.numbered.places):
            if are_pairs:
                self._seats(slot, tables)
            here = []
            for cluster in clusters:
                literals = [self.touches[one][slot] for one in cluster if slot in self.touches[one]]
                if literals:
                    here.append(self.clauses.any_of(literals))
            at_most(self.clauses, here, tables)

    def _seats(self, slot: int, tables: int) -> None:
        """Where two meet at a table, the busy participants are an even number, and at most twice the tables."""
        people = self._open(one[slot] for one in self.busy)
        out = counter(self.clauses, people, 2 * tables + 1)
        if len(out) > 2 * tables:
            self.clauses.fix(-out[2 * tables])
        for odd in range(0, len(out) - 1, 2):
            self.clauses.implies(out[odd], out[odd + 1])
        if len(out) % 2:
            self.clauses.fix(-out[-1])

    def _clusters(self) -> list[list[int]]:
        """The meetings in few groups, each of one participant, so that of a group one is held at a time."""
        left = set(range(len(self.begins)))
        groups: list[list[int]] = []
        while left:
            most = max(self.numbered.of, key=lambda meetings: len(left.intersection(meetings)))
            groups.append(sorted(left.intersection(most)))
            left.difference_update(most)
        return groups

    def _resources(self) -> None:
        for resource, numbers in enumerate(self.numbered.resources):
            for slot, number in enumerate(numbers):
                here = [
                    touches[slot] for touches, needs in zip(self.touches, self.numbered.needs, strict=True)
                    for need in needs if need == resource and slot in touches
                ]
                at_most(self.clauses, here, number)

    def _order(self) -> None:
        for earlier, later in self.numbered.order:
            length = self.numbered.lengths[earlier]
            for start, literal in self.begins[later].items():
                late = [one for begin, one in self.begins[earlier].items() if begin + length > start]
                for one in late:
                    self.clauses.implies(literal, -one)

    def _breaks(self, who: int) -> list[int]:
        """Where a break of the participant ends: busy, idle just before, and once busy before that."""
        busy = self.busy[who]
        met = busy[0]
        ends: list[int] = []
        for before, now in pairwise(busy):
            if self.never not in {now, met}:
                end = self.clauses.new()
                self.clauses.either([end, -now, before, -met])
                self.clauses.implies(end, now)
                self.clauses.implies(end, -before)
                self.clauses.implies(end, met)
                ends.append(end)
            met = self.clauses.any_of([one for one in (met, now) if one != self.never])
        return ends

    def _far(self) -> None:
        """Who is busy in two slots farther apart than all its meetings in a row has a break."""
        for busy, counts, meetings in zip(self.busy, self.counts, self.numbered.of, strict=True):
            if not counts or not all(self.numbered.must[one] for one in meetings):
                continue
            row = sum(self.numbered.lengths[one] for one in meetings)
            idle = [(slot, -one) for slot, one in enumerate(busy) if one != self.never]
            for first, one in idle:
                for last, other in idle:
                    if last - first >= row:
                        self.clauses.either([one, other, counts[0]])

    def share(self, most: int) -> None:
        """No participant has more than ``most`` breaks more than another."""
        counts = self.counts
        fewest, longest = min(map(len, counts), default=0), max(map(len, counts), default=0)
        for level in range(longest - most):
            high = [one[level + most] for one in counts if len(one) > level + most]
            if level >= fewest:
                for one in high:
                    self.clauses.fix(-one)
                continue
            some = self.clauses.any_of(high)
            for count in counts:
                self.clauses.implies(some, count[level])

    def _stay(self) -> None:
        """A meeting of several slots keeps its place, where places are not all alike."""
        numbered, instance = self.numbered, self.numbered.instance
        if numbered.are_places_alike:
            return
        taken: dict[tuple[int, str], list[int]] = {}
        for number, meeting in enumerate(instance.meetings):
            if meeting.place is not None:
                for slot, literal in self.touches[number].items():
                    taken.setdefault((slot, meeting.place), []).append(literal)
            elif meeting.length > 1:
                for start, begins in self.begins[number].items():
                    touched = range(start, start + meeting.length)
                    fit = [one for one in instance.places if one.closed.isdisjoint(slot + 1 for slot in touched)]
                    there = {place.id: self.clauses.new() for place in fit}
                    self.clauses.either([*there.values(), -begins])
                    for place, literal in there.items():
                        for slot in touched:
                            taken.setdefault((slot, place), []).append(literal)
        for literals in taken.values():
            self.clauses.at_most_one(literals)

    # ------------------------------------------------------------------ objectives and answers

    def hold(self, enough: Mapping[int, int]) -> None:
        """At least so many meetings of each priority are held."""
        for priority, number in enough.items():
            at_least(self.clauses, self.of_priority(priority), number)

    def of_priority(self, priority: int) -> list[int]:
        """For each meeting of a priority, whether it is held."""
        pairs = zip(self.held, self.numbered.instance.meetings, strict=True)
        return [held for held, meeting in pairs if meeting.priority == priority]

    def total(self, most: int) -> tuple[Clauses, list[int]]:
        """The clauses, and a counter over all breaks, up to ``most``, added to this copy of them."""
        copy = self.clauses.copy()
        rows = sorted((count[:most] for count in self.counts if count), key=len)
        while len(rows) > 1:
            pairs = zip(rows[::2], rows[1::2], strict=False)
            alone = rows[-1:] if len(rows) % 2 else []
            rows = [merged(copy, one, other, most) for one, other in pairs] + alone
        return copy, rows[0] if rows else []

    def said(self, times: Times) -> dict[int, bool]:
        """A schedule as values of literals."""
        return {
            literal: start == time
            for literals, time in zip(self.begins, times, strict=True) for start, literal in literals.items()
        }

    def times(self, is_true: Callable[[int], bool]) -> Times:
        """The schedule in which these literals are true."""
        return tuple(
            next((start for start, literal in literals.items() if is_true(literal)), None) for literals in self.begins
        )
