"""The model for the solver: what a schedule is, and the breaks in it, in clauses.

In the spirit of M. Bofill, J. Coll, M. Garcia, J. Giráldez-Cru, G. Pesant, J. Suy, M. Villaret, *Constraint Solving
Approaches to the Business-to-Business Meeting Scheduling Problem*, JAIR 74 (2022), with more links between what
participants, slots and sessions count. ``docs/scheduling.md`` tells what each of them is for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from itertools import pairwise

from .clauses import Clauses
from .counters import at_least, at_most, both_exactly, counter, exactly, merged, paired
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
        self.within = [self._in_sessions(meeting) for meeting in range(len(self.begins))]
        self._counters: dict[tuple[int, ...], list[int]] = {}
        self._numbers()
        self._tables()
        self._resources()
        self._order()
        self._stay()
        people = range(len(numbered.of)) if counts_breaks else range(0)
        self.met = [self._met(who) for who in people]
        self.ends = [self._breaks(who) for who in people]
        self.counts = [counter(self.clauses, ends) for ends in self.ends]
        if counts_breaks:
            self._rows()
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

    def _in_sessions(self, meeting: int) -> list[int]:
        """For each session, whether the meeting is held in it; of two, one literal says both."""
        starts = [
            [literal for start, literal in self.begins[meeting].items() if start in part]
            for part in self.numbered.parts
        ]
        where = [part for part, literals in enumerate(starts) if literals]
        if len(where) == 1:
            return [self.held[meeting] if literals else self.never for literals in starts]
        if len(where) > 2 or not self.numbered.must[meeting]:
            return [self.clauses.any_of(literals) for literals in starts]
        found = [self.never] * len(starts)
        if where:
            first, second = where
            found[first] = self.clauses.any_of(starts[first])
            found[second] = -found[first]
            self.clauses.either([found[first], *starts[second]])
            for literal in starts[second]:
                self.clauses.implies(literal, found[second])
        return found

    def _numbers(self) -> None:
        """A participant is busy in as many slots of a session, and of all, as its meetings there take."""
        for who, meetings in enumerate(self.numbered.of):
            open_: list[list[int]] = []
            for number, part in enumerate(self.numbered.parts):
                there = [self.within[one][number] for one in meetings for _ in range(self.numbered.lengths[one])]
                sure, rest = there.count(self.true), self._open(one for one in there if one != self.true)
                busy = self._open(self.busy[who][slot] for slot in part)
                if rest:
                    open_.append(self._counter(rest))
                    self._as_many(busy, sure, open_[-1])
                else:
                    exactly(self.clauses, busy, sure)
            if len(open_) > 2 and all(self.numbered.must[one] for one in meetings):
                first, *others = open_
                left = sum(self.numbered.lengths[one] for one in meetings if self.true not in self.within[one])
                both_exactly(self.clauses, first, reduce(partial(merged, self.clauses, most=left + 1), others), left)

    def _as_many(self, literals: Sequence[int], sure: int, number: Sequence[int]) -> None:
        """As many of the literals are true as a counter says and ``sure`` more."""
        said = [*(self.true for _ in range(sure)), *number]
        out = counter(self.clauses, literals, len(said) + 1)
        for place in range(max(len(out), len(said))):
            one = out[place] if place < len(out) else self.never
            other = said[place] if place < len(said) else self.never
            self.clauses.implies(one, other)
            self.clauses.implies(other, one)

    def _counter(self, literals: list[int]) -> list[int]:
        """A counter over literals, which is the one over their contraries where that is there already."""
        contrary = self._counters.get(tuple(-one for one in literals))
        if contrary:
            return [-one for one in reversed(contrary)]
        self._counters[tuple(literals)] = found = counter(self.clauses, literals)
        return found

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
        paired(self.clauses, self._open(one[slot] for one in self.busy), 2 * tables)

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

    def _met(self, who: int) -> list[int]:
        """For each slot, whether the participant has met somebody by then."""
        met = [self.busy[who][0]]
        for now in self.busy[who][1:]:
            met.append(self.clauses.any_of(self._open((met[-1], now))))
        return met

    def _breaks(self, who: int) -> list[int]:
        """Where a break of the participant ends: busy, idle just before, and once busy before that."""
        ends: list[int] = []
        for (before, now), met in zip(pairwise(self.busy[who]), self.met[who], strict=False):
            if self.never not in {now, met}:
                end = self.clauses.new()
                self.clauses.either([end, -now, before, -met])
                self.clauses.implies(end, now)
                self.clauses.implies(end, -before)
                self.clauses.implies(end, met)
                ends.append(end)
        return ends

    def _rows(self) -> None:
        """Who has no break is busy from its first meeting on, in as many slots as all its meetings take."""
        for who, meetings in enumerate(self.numbered.of):
            if not meetings or not all(self.numbered.must[one] for one in meetings):
                continue
            busy, met = self.busy[who], self.met[who]
            row = sum(self.numbered.lengths[one] for one in meetings)
            some = self.counts[who][:1]
            self.clauses.fix(*met[-row:][:1])
            for slot, (now, begun) in enumerate(zip(busy, met, strict=True)):
                over = met[slot - row] if slot >= row else self.never
                self.clauses.either([-over, -now, *some])
                self.clauses.either([-begun, over, now, *some])

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
