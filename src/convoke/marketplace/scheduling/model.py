"""The model for the solver: what a schedule is, and the breaks in it, in clauses.

In the spirit of M. Bofill, J. Coll, M. Garcia, J. Giráldez-Cru, G. Pesant, J. Suy, M. Villaret, *Constraint Solving
Approaches to the Business-to-Business Meeting Scheduling Problem*, JAIR 74 (2022), with more links between what
participants, slots and sessions count. ``docs/scheduling.md`` tells what each of them is for.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import Literal

from .counters import at_most, counter, exactly, merged
from .numbered import Numbered, Times


class Model:
    """The model of an instance, to which objectives and bounds are added."""

    def __init__(self, numbered: Numbered, *, fairness: int | None = None, counts_breaks: bool = True) -> None:
        self.numbered = numbered
        self.cp = cp_model.CpModel()
        self.true: Literal = self.cp.new_constant(1)
        self.begins: list[dict[int, Literal]] = [
            {start: self.cp.new_bool_var(f"m{meeting}s{start}") for start in starts}
            for meeting, starts in enumerate(numbered.starts)
        ]
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
        self.counts = [counter(self.cp, ends) for ends in self.ends]
        if counts_breaks:
            self._far()
        if fairness is not None:
            self.share(fairness)

    # ------------------------------------------------------------------ parts

    def _or(self, literals: Sequence[Literal]) -> Literal:
        """A literal that is true exactly when one of them is."""
        if not literals:
            return self.true.negated()
        if len(literals) == 1:
            return literals[0]
        one = self.cp.new_bool_var("")
        self.cp.add_bool_or([*literals, one.negated()])
        for literal in literals:
            self.cp.add_implication(literal, one)
        return one

    def _touched(self, meeting: int) -> dict[int, Literal]:
        """For each slot, whether the meeting is being held in it."""
        length = self.numbered.lengths[meeting]
        if length == 1:
            return self.begins[meeting]
        found: dict[int, list[Literal]] = {}
        for start, literal in self.begins[meeting].items():
            for slot in range(start, start + length):
                found.setdefault(slot, []).append(literal)
        return {slot: self._or(literals) for slot, literals in found.items()}

    def _held(self, meeting: int) -> Literal:
        starts = list(self.begins[meeting].values())
        if self.numbered.must[meeting]:
            self.cp.add_exactly_one(starts)
            return self.true
        held = self.cp.new_bool_var("")
        self.cp.add_exactly_one([*starts, held.negated()])
        return held

    def _busy(self, who: int) -> list[Literal]:
        """For each slot, whether the participant meets somebody; never two at a time."""
        found: list[Literal] = []
        for slot in range(self.numbered.slots):
            here = [self.touches[one][slot] for one in self.numbered.of[who] if slot in self.touches[one]]
            self.cp.add_at_most_one(here)
            found.append(self._or(here))
        return found

    def _numbers(self) -> None:
        """A participant is busy in as many slots as its meetings take."""
        for who, meetings in enumerate(self.numbered.of):
            if all(self.numbered.must[one] for one in meetings):
                exactly(self.cp, self._open(self.busy[who]), sum(self.numbered.lengths[one] for one in meetings))

    def _sessions(self) -> None:
        """A participant is busy in as many slots of a session as its meetings there take."""
        if len(self.numbered.parts) == 1:
            return
        for who, meetings in enumerate(self.numbered.of):
            for part in self.numbered.parts:
                there: list[Literal] = []
                for one in meetings:
                    starts = [literal for start, literal in self.begins[one].items() if start in part]
                    whole = len(starts) == len(self.begins[one]) and self.numbered.must[one]
                    if starts:
                        there += [self.true if whole else self._or(starts)] * self.numbered.lengths[one]
                self._equal(self._open([self.busy[who][slot] for slot in part]), there)

    def _equal(self, left: Sequence[Literal], right: Sequence[Literal]) -> None:
        """As many on the left as on the right."""
        sure = sum(one is self.true for one in right)
        rest = [one for one in right if one is not self.true]
        if not rest:
            exactly(self.cp, left, sure)
            return
        a, b = counter(self.cp, left), counter(self.cp, rest)
        for place in range(max(len(a), len(b) + sure)):
            one = a[place] if place < len(a) else self.true.negated()
            other = self.true if place < sure else b[place - sure] if place - sure < len(b) else self.true.negated()
            self.cp.add_implication(one, other)
            self.cp.add_implication(other, one)

    def _open(self, literals: Iterable[Literal]) -> list[Literal]:
        """The literals that are not false from the start."""
        never = self.true.negated()
        return [one for one in literals if one.index != never.index]

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
                    here.append(self._or(literals))
            at_most(self.cp, here, tables)

    def _seats(self, slot: int, tables: int) -> None:
        """Where two meet at a table, the busy participants are an even number, and at most twice the tables."""
        people = self._open(one[slot] for one in self.busy)
        out = counter(self.cp, people, 2 * tables + 1)
        if len(out) > 2 * tables:
            self.cp.add_bool_and([out[2 * tables].negated()])
        for odd in range(0, len(out) - 1, 2):
            self.cp.add_implication(out[odd], out[odd + 1])
        if len(out) % 2:
            self.cp.add_bool_and([out[-1].negated()])

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
                at_most(self.cp, here, number)

    def _order(self) -> None:
        for earlier, later in self.numbered.order:
            length = self.numbered.lengths[earlier]
            for start, literal in self.begins[later].items():
                late = [one for begin, one in self.begins[earlier].items() if begin + length > start]
                for one in late:
                    self.cp.add_implication(literal, one.negated())

    def _breaks(self, who: int) -> list[Literal]:
        """Where a break of the participant ends: busy, idle just before, and once busy before that."""
        busy = self.busy[who]
        met = busy[0]
        ends: list[Literal] = []
        for before, now in pairwise(busy):
            if now.index != self.true.negated().index and met.index != self.true.negated().index:
                end = self.cp.new_bool_var("")
                self.cp.add_bool_or([end, now.negated(), before, met.negated()])
                self.cp.add_implication(end, now)
                self.cp.add_implication(end, before.negated())
                self.cp.add_implication(end, met)
                ends.append(end)
            met = self._or([one for one in (met, now) if one.index != self.true.negated().index])
        return ends

    def _far(self) -> None:
        """Who is busy in two slots farther apart than all its meetings in a row has a break."""
        never = self.true.negated().index
        for busy, counts, meetings in zip(self.busy, self.counts, self.numbered.of, strict=True):
            if not counts or not all(self.numbered.must[one] for one in meetings):
                continue
            row = sum(self.numbered.lengths[one] for one in meetings)
            idle = [(slot, one.negated()) for slot, one in enumerate(busy) if one.index != never]
            for first, one in idle:
                for last, other in idle:
                    if last - first >= row:
                        self.cp.add_bool_or([one, other, counts[0]])

    def share(self, most: int) -> None:
        """No participant has more than ``most`` breaks more than another."""
        counts = self.counts
        fewest, longest = min(map(len, counts), default=0), max(map(len, counts), default=0)
        for level in range(longest - most):
            high = [one[level + most] for one in counts if len(one) > level + most]
            if level >= fewest:
                for one in high:
                    self.cp.add_bool_and([one.negated()])
                continue
            some = self._or(high)
            for count in counts:
                self.cp.add_implication(some, count[level])

    def _stay(self) -> None:
        """A meeting of several slots keeps its place, where places are not all alike."""
        numbered, instance = self.numbered, self.numbered.instance
        if numbered.are_places_alike:
            return
        taken: dict[tuple[int, str], list[Literal]] = {}
        for number, meeting in enumerate(instance.meetings):
            if meeting.place is not None:
                for slot, literal in self.touches[number].items():
                    taken.setdefault((slot, meeting.place), []).append(literal)
            elif meeting.length > 1:
                for start, begins in self.begins[number].items():
                    touched = range(start, start + meeting.length)
                    fit = [one for one in instance.places if one.closed.isdisjoint(slot + 1 for slot in touched)]
                    there = {place.id: self.cp.new_bool_var("") for place in fit}
                    self.cp.add_bool_or([*there.values(), begins.negated()])
                    for place, literal in there.items():
                        for slot in touched:
                            taken.setdefault((slot, place), []).append(literal)
        for literals in taken.values():
            self.cp.add_at_most_one(literals)

    # ------------------------------------------------------------------ objectives and answers

    def hold(self, enough: Mapping[int, int]) -> None:
        """At least so many meetings of each priority are held."""
        for priority, number in enough.items():
            self.cp.add(sum(self.of_priority(priority)) >= number)

    def of_priority(self, priority: int) -> list[Literal]:
        """For each meeting of a priority, whether it is held."""
        pairs = zip(self.held, self.numbered.instance.meetings, strict=True)
        return [held for held, meeting in pairs if meeting.priority == priority]

    def total(self, copy: cp_model.CpModel, most: int) -> list[Literal]:
        """A counter over all breaks, up to ``most``, added to a copy of the model."""
        rows = sorted((count[:most] for count in self.counts if count), key=len)
        while len(rows) > 1:
            pairs = zip(rows[::2], rows[1::2], strict=False)
            alone = rows[-1:] if len(rows) % 2 else []
            rows = [merged(copy, one, other, most) for one, other in pairs] + alone
        return rows[0] if rows else []

    def hint(self, times: Times) -> None:
        """Gives the solver a schedule to begin with."""
        for literals, time in zip(self.begins, times, strict=True):
            for start, literal in literals.items():
                self.cp.add_hint(literal, start == time)

    def times(self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Times:
        """The schedule the solver found."""
        return tuple(
            next((start for start, literal in literals.items() if solver.boolean_value(literal)), None)
            for literals in self.begins
        )
