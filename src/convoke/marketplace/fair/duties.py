"""PRO-2: the times of meetings that are kept free because of other duties: plenary sessions, and roles on panels.

A **plenary** session keeps its times free for everybody: nobody meets while the whole forum sits together.

A **panel** keeps them free for who would attend a meeting: for a government the owner of the request, for a provider
its contact. Where a provider names no contact, anybody who acts for it can attend; a time is then kept free only when
all of them are on panels. That one of many is on a panel keeps nobody else from meeting. A role counts from the day
it is proposed until it is declined or withdrawn; a session without an hour keeps nothing free.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from convoke.core import clock
from convoke.core.periods import in_force
from convoke.directory.models import Mandate
from convoke.editions.models import Edition
from convoke.programme.models import PanelRole, Session
from convoke.programme.timetable.standing import GONE

from ..models import Interest, Slot
from ..rules import OFFERING

Time = tuple[dt.datetime | None, dt.datetime | None, str]
"""From when to when a session is held, and its code."""
Sessions = dict[int, str]
"""The code of the session that keeps a slot free, by the key of the slot."""


@dataclass(frozen=True)
class Duties:
    """What keeps slots free, by their keys."""

    plenary: Sessions = field(default_factory=dict)
    """For everybody."""
    of_people: Mapping[int, Sessions] = field(default_factory=dict)
    """For a person."""
    speakers: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Who may speak for a provider's party, where it names no contact."""

    def of_side(self, person: int | None, party: int) -> Sessions:
        """The slots in which whoever attends for a side is on a panel: the person, or all who act for the party."""
        if person is not None:
            return self.of_people.get(person, {})
        each = [self.of_people.get(one, {}) for one in self.speakers.get(party, ())]
        if not each:
            return {}
        return {slot: code for slot, code in each[0].items() if all(slot in other for other in each)}

    def of_room(self, room: Interest) -> Sessions:
        """The slots in which one of those who would attend a meeting of a room is on a panel."""
        asking = self.of_side(room.request.owner_id, room.request.party_id)
        return {**self.of_side(room.provider.contact_id, room.provider.party_id), **asking}


def plenary_of(edition: Edition, slots: Iterable[Slot]) -> Sessions:
    """The slots that overlap a plenary session of the timetable as it stands, with its code; one query."""
    found = Session.objects.filter(edition=edition, kind=Session.Kind.PLENARY, starts_at__isnull=False)
    return _overlapping(slots, list(found.order_by("starts_at").values_list("starts_at", "ends_at", "code")))


def duties_of(edition: Edition, slots: Iterable[Slot], rooms: Iterable[Interest]) -> Duties:
    """What keeps slots of an edition free for those who would attend meetings of rooms; three queries."""
    slots, rooms = list(slots), list(rooms)
    silent = {one.provider.party_id for one in rooms if one.provider.contact_id is None}
    speakers: defaultdict[int, set[int]] = defaultdict(set)
    held = Mandate.objects.filter(in_force(clock.today()), party__in=silent, capacity__in=OFFERING)
    for party, person in held.values_list("party", "person"):
        speakers[party].add(person)
    people = {one.request.owner_id for one in rooms} | {one.provider.contact_id for one in rooms}
    people = people.union(*speakers.values()) - {None}
    times: defaultdict[int, list[Time]] = defaultdict(list)
    roles = PanelRole.objects.filter(session__edition=edition, session__starts_at__isnull=False, person__in=people)
    for person, starts, ends, code in roles.exclude(state__in=GONE).values_list(
        "person", "session__starts_at", "session__ends_at", "session__code"
    ):
        times[person].append((starts, ends, code))
    return Duties(
        plenary=plenary_of(edition, slots),
        of_people={person: _overlapping(slots, those) for person, those in times.items()},
        speakers={party: frozenset(those) for party, those in speakers.items()},
    )


def _overlapping(slots: Iterable[Slot], times: Iterable[Time]) -> Sessions:
    """The slots that overlap one of the times, with what stands there; what merely follows does not overlap."""
    return {
        slot.pk: code for slot in slots for starts, ends, code in times
        if starts and ends and starts < slot.ends_at and slot.starts_at < ends
    }
