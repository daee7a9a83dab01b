"""Why there is no schedule: a smallest set of demands that cannot all be met.

A set of demands that cannot be met is found, and as long as a smaller one may exist another is looked for: demands
that hit every set that can be met are tried, fewest first. (A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva,
*Smallest MUS extraction with minimal hitting set dualization*, CP 2015.) When time is up, the set at hand is one of
which no demand can be left out.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ortools.sat.python import cp_model

from .instance import Instance, Meeting
from .naming import BARE, Names

SECONDS = 10.0
ASK = 2.0
"""Seconds for one question."""
SHOWN = 8


@dataclass(frozen=True)
class Demand:
    """A demand that may be dropped to see whether the others can be met."""

    kind: str
    key: str


def causes_of(instance: Instance, *, fairness: int | None = None, seconds: float = SECONDS) -> tuple[str, ...]:
    """A smallest set of causes, a sentence each; the instance is known to have no schedule.

    What must be held counts as given. A participant with more meetings than slots, and meetings that have no slot, are
    each a cause of their own, and the first of them is given.
    """
    return causes_to_tell(instance, fairness=fairness, seconds=seconds)(BARE)


def causes_to_tell(
    instance: Instance, *, fairness: int | None = None, seconds: float = SECONDS,
) -> Callable[[Names], tuple[str, ...]]:
    """The same, looked for once and told as often as is asked, in the language of the moment and by given names."""
    must = tuple(one for one in instance.meetings if one.must_be_held)
    if _alone(instance, must, BARE):
        return lambda names: _alone(instance, must, names)
    found = _Search(instance, must, time.monotonic() + seconds).smallest()
    return lambda names: tuple(_sentence(instance, must, one, names) for one in found) or unfair(fairness)


def unfair(fairness: int | None) -> tuple[str, ...]:
    """The cause that is left where everything can be held: how alike breaks are to be."""
    if fairness is None:
        return ()
    return (ngettext(
        "All can be held, but not with at most %(number)s break more for one participant than for another.",
        "All can be held, but not with at most %(number)s breaks more for one participant than for another.",
        fairness,
    ) % {"number": fairness},)


def _alone(instance: Instance, must: tuple[Meeting, ...], names: Names) -> tuple[str, ...]:
    """The first cause that is one by itself and seen without a search."""
    for meeting in must:
        if not instance.starts(meeting):
            return (_(
                "Meeting “%(id)s” has no slot: its own conditions and the other duties of its participants exclude all."
            ) % {"id": meeting.id},)
    for one in instance.participants:
        wanted = sum(meeting.length for meeting in must if one.id in meeting.participants)
        free = set(range(1, instance.slots + 1)) - one.busy
        if wanted > len(free):
            return (_("“%(who)s” has meetings for %(wanted)s slots and can meet only in %(number)s: %(slots)s.") % {
                "who": names.participant(one.id), "wanted": wanted, "number": len(free),
                "slots": names.slots(free) or "–",
            },)
    wanted, room = sum(one.length for one in must), sum(instance.open_places)
    if wanted > room:
        return (_("The meetings take %(wanted)s slots at tables; all tables together have %(room)s.") % {
            "wanted": wanted, "room": room,
        },)
    return ()


class _Search:
    """The demands as literals, and questions on sets of them."""

    def __init__(self, instance: Instance, must: tuple[Meeting, ...], until: float) -> None:
        self.instance = instance
        self.must = must
        self.until = until
        self.model = cp_model.CpModel()
        self.wanted: dict[Demand, cp_model.IntVar] = {}
        self.begins = [
            {slot: self.model.new_bool_var("") for slot in range(1, instance.slots + 2 - one.length)} for one in must
        ]
        for literals in self.begins:
            self.model.add_exactly_one(literals.values())
        self._state()

    def _literal(self, kind: str, key: str) -> cp_model.IntVar:
        demand = Demand(kind, key)
        if demand not in self.wanted:
            self.wanted[demand] = self.model.new_bool_var(f"{kind} {key}")
        return self.wanted[demand]

    def _at_most(self, literals: Iterable[cp_model.IntVar], number: int, wanted: cp_model.IntVar) -> None:
        listed_ = list(literals)
        if len(listed_) > number:
            self.model.add(sum(listed_) <= number).only_enforce_if(wanted)

    def _touching(self, slot: int, those: Iterable[int]) -> list[cp_model.IntVar]:
        return [
            literal for one in those for start, literal in self.begins[one].items()
            if start <= slot < start + self.must[one].length
        ]

    def _state(self) -> None:
        instance, slots = self.instance, range(1, self.instance.slots + 1)
        everyone = range(len(self.must))
        for person in instance.participants:
            of = [one for one in everyone if person.id in self.must[one].participants]
            for slot in slots if of else ():
                room = 0 if slot in person.busy else 1
                self._at_most(self._touching(slot, of), room, self._literal("participant", person.id))
        for slot in slots:
            tables = instance.open_places[slot - 1]
            self._at_most(self._touching(slot, everyone), tables, self._literal("tables", str(slot)))
        for resource in instance.resources:
            of = [one for one in everyone for need in self.must[one].needs if need == resource.id]
            for slot in slots:
                number = 0 if slot in resource.away else resource.number
                self._at_most(self._touching(slot, of), number, self._literal("resource", resource.id))
        for place in instance.places:
            of = [one for one in everyone if self.must[one].place == place.id]
            for slot in slots if of else ():
                room = 0 if slot in place.closed else 1
                self._at_most(self._touching(slot, of), room, self._literal("place", place.id))
        self._own()

    def _own(self) -> None:
        """What each meeting asks for itself: sessions, slots, what is before it."""
        number = {one.id: place for place, one in enumerate(self.must)}
        for place, one in enumerate(self.must):
            bare = Meeting(one.id, (), one.length, sessions=one.sessions, forbidden=one.forbidden, slot=one.slot)
            allowed = self.instance.starts(bare)
            for start, literal in self.begins[place].items():
                if start not in allowed:
                    self.model.add_implication(self._literal("meeting", one.id), literal.negated())
            for earlier in one.after & number.keys():
                other, length = self.begins[number[earlier]], self.instance.meeting[earlier].length
                for start, literal in self.begins[place].items():
                    for begin, before in other.items():
                        if begin + length > start:
                            self.model.add_bool_or(
                                [self._literal("order", one.id).negated(), literal.negated(), before.negated()])

    def ask(self, demands: Iterable[Demand]) -> tuple[bool | None, list[Demand]]:
        """Whether the demands can be met, and if not which of them cannot together."""
        names = {self.wanted[one].index: one for one in demands}
        self.model.clear_assumptions()
        self.model.add_assumptions([self.wanted[one] for one in names.values()])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(0.05, min(ASK, self.until - time.monotonic()))
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return False, [names[one] for one in solver.sufficient_assumptions_for_infeasibility() if one in names]
        return (True if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None), []

    def smallest(self) -> list[Demand]:
        """A smallest set that cannot be met; when time is up, one without a demand too many; empty where none is."""
        can, core = self.ask(self.wanted)
        if can is not False:
            return []
        core = self._without_spare(core or list(self.wanted))
        to_hit: list[set[Demand]] = []
        while time.monotonic() < self.until:
            tried = _hitting(self.wanted, to_hit)
            if tried is None or len(tried) >= len(core):
                break
            can, _found = self.ask(tried)
            if can is False:
                return sorted(tried, key=str)
            if can is None:
                break
            to_hit.append(set(self.wanted) - self._grown(tried))
        return sorted(core, key=str)

    def _without_spare(self, core: list[Demand]) -> list[Demand]:
        for one in list(core):
            if time.monotonic() > self.until or one not in core:
                continue
            can, smaller = self.ask([other for other in core if other != one])
            if can is False:
                core = smaller or [other for other in core if other != one]
        return core

    def _grown(self, met: set[Demand]) -> set[Demand]:
        """More demands that can be met with those, so that what is left to hit is little."""
        step = max(1, len(self.wanted) // 8)
        left = [one for one in self.wanted if one not in met]
        while left and time.monotonic() < self.until:
            part, left = left[:step], left[step:]
            if self.ask(met | set(part))[0]:
                met = met | set(part)
        return met


def _hitting(demands: Iterable[Demand], to_hit: list[set[Demand]]) -> set[Demand] | None:
    """Fewest demands of which one is in each set."""
    model = cp_model.CpModel()
    chosen = {one: model.new_bool_var("") for one in demands}
    for those in to_hit:
        model.add_bool_or([chosen[one] for one in those])
    model.minimize(sum(chosen.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = ASK
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return {one for one, literal in chosen.items() if solver.boolean_value(literal)}


def _sentence(instance: Instance, must: tuple[Meeting, ...], one: Demand, names: Names) -> str:
    if one.kind == "participant":
        ids = [meeting.id for meeting in must if one.key in meeting.participants]
        busy = instance.participant[one.key].busy
        said = {
            "who": names.participant(one.key), "number": len(ids), "ids": _some(ids), "slots": names.slots(busy)}
        if busy:
            return _("“%(who)s” has %(number)s meetings (%(ids)s), one at a time, and none in slots %(slots)s.") % said
        return _("“%(who)s” has %(number)s meetings (%(ids)s), one at a time.") % said
    if one.kind == "tables":
        return _("There are %(number)s tables in slot %(slot)s.") % {
            "number": instance.open_places[int(one.key) - 1], "slot": names.slots([int(one.key)]),
        }
    if one.kind == "resource":
        resource = next(resource for resource in instance.resources if resource.id == one.key)
        return _("There are %(number)s of “%(resource)s”.") % {
            "number": resource.number, "resource": names.resource(one.key)}
    if one.kind == "place":
        return _("Table “%(table)s” holds one meeting at a time.") % {"table": one.key}
    meeting = instance.meeting[one.key]
    if one.kind == "order":
        return _("Meeting “%(id)s” comes after %(ids)s.") % {"id": one.key, "ids": _some(sorted(meeting.after))}
    if meeting.slot is not None:
        return _("Meeting “%(id)s” is fixed in slot %(slot)s.") % {
            "id": one.key, "slot": names.slots([meeting.slot])}
    bare = Meeting(meeting.id, (), meeting.length, sessions=meeting.sessions, forbidden=meeting.forbidden)
    return _("Meeting “%(id)s” may begin only in slots %(slots)s.") % {
        "id": one.key, "slots": names.slots(instance.starts(bare)) or "–",
    }


def _some(ids: list[str]) -> str:
    shown = ", ".join(f"“{one}”" for one in ids[:SHOWN])
    return f"{shown} …" if len(ids) > SHOWN else shown
