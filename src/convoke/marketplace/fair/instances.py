"""From an edition's agreed meetings to an instance of the scheduler, and from its schedule back to places.

Only what both sides have agreed is taken (MKT-5): a side that never answers blocks nobody. What was held, and what has
begun by the schedule in force, stays where it is. In an instance meetings have their numbers as ids, parties and
tables theirs; who would attend for two parties is a participant too, so that nobody is in two places (PRO-2).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.core.languages import active_language
from convoke.directory.models import Party, Person
from convoke.directory.queries import names
from convoke.editions.models import Edition
from convoke.programme.timetable.words import hour

from ..models import Absence, Meeting, Placement, Resource, Slot, Table
from ..scheduling import instance as data
from ..scheduling.errors import Unacceptable
from ..scheduling.naming import Names
from ..scheduling.validation import check
from ..states import MeetingState
from .duties import Duties, duties_of
from .standing import in_force
from .times import runs_of, span

TAKEN = (MeetingState.AGREED, MeetingState.HELD)


@dataclass(frozen=True)
class Fair:
    """All that a schedule of an edition depends on, read at once."""

    edition: Edition
    now: dt.datetime
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    resources: tuple[Resource, ...]
    agreed: tuple[Meeting, ...]
    """What is agreed or held."""
    absent: dict[int, set[int]]
    """By the key of a party, those of the slots in which it cannot meet."""
    duties: Duties
    standing: dict[int, Placement]
    """By the key of a meeting, where it is held by the schedule in force."""

    @cached_property
    def number(self) -> dict[int, int]:
        """By the key of a slot, its number in the instance."""
        return {one.pk: number for number, one in enumerate(self.slots, 1)}

    @cached_property
    def begun(self) -> frozenset[int]:
        """The numbers of the slots that have begun: nothing is placed there any more, and nothing leaves."""
        return frozenset(self.number[one.pk] for one in self.slots if one.starts_at <= self.now)

    @cached_property
    def sessions(self) -> tuple[tuple[data.Session, str], ...]:
        """Runs of slots without a pause, each with the half of the day it is in."""
        numbered = [(self.number[slots[0].pk], self.number[slots[-1].pk], slots[0].half) for slots in self.runs]
        return tuple((data.Session(f"{first}", first, last), half) for first, last, half in numbered)

    @cached_property
    def runs(self) -> list[list[Slot]]:
        """The slots, parted where there is a pause."""
        return runs_of(self.slots)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """What is scheduled: all that is agreed, and what was held by the schedule in force."""
        return tuple(one for one in self.agreed if one.state == MeetingState.AGREED or one.pk in self.standing)

    @cached_property
    def settled(self) -> frozenset[int]:
        """The keys of the meetings that stay where they are: held, or begun by the schedule in force."""
        return frozenset(
            one.pk for one in self.meetings if one.pk in self.standing and (
                one.state == MeetingState.HELD or self.number[self.standing[one.pk].slot_id] in self.begun))

    @cached_property
    def by_number(self) -> dict[str, Meeting]:
        """The meetings by their ids in the instance."""
        return {str(one.number): one for one in self.meetings}

    @cached_property
    def shared(self) -> dict[int, Person]:
        """By their keys, the people who would attend for more than one party."""
        sides: defaultdict[int, set[int]] = defaultdict(set)
        people: dict[int, Person] = {}
        for one in self.meetings:
            room = one.interest
            for person, party in ((room.request.owner, room.request.party_id),
                                  (room.provider.contact, room.provider.party_id)):
                if person:
                    sides[person.pk].add(party)
                    people[person.pk] = person
        return {key: people[key] for key, parties in sides.items() if len(parties) > 1}

    def span(self, meeting: Meeting, slot: Slot) -> list[Slot]:
        """The slots a meeting takes when it begins in a slot; fewer than it needs where the half ends before."""
        return span(self.runs, slot, meeting.length)

    def participants(self, meeting: Meeting) -> tuple[str, ...]:
        """The ids of those who meet: both parties, and whoever would attend for several."""
        room = meeting.interest
        people = dict.fromkeys((room.request.owner_id, room.provider.contact_id))
        return (room.request.party.code, room.provider.party.code,
                *(_person(self.shared[one]) for one in people if one in self.shared))

    def numbers(self, keys: Iterable[int]) -> frozenset[int]:
        """The numbers of slots given by their keys, without those that have begun."""
        return frozenset(self.number[key] for key in keys if key in self.number) - self.begun

    @cached_property
    def parties(self) -> dict[str, Party]:
        """The parties that meet, by their codes."""
        rooms = [one.interest for one in self.meetings]
        return {party.code: party for room in rooms for party in (room.request.party, room.provider.party)}

    @cached_property
    def instance(self) -> data.Instance:
        """The instance, as the scheduler takes it."""
        plenary = self.numbers(self.duties.plenary)
        everybody = [
            data.Participant(code, plenary | self.numbers(self.absent.get(party.pk, ())))
            for code, party in self.parties.items()
        ]
        everybody += [data.Participant(_person(one), plenary) for one in self.shared.values()]
        return data.Instance(
            slots=len(self.slots),
            places=tuple(
                data.Place(str(one.number), self.numbers(slot.pk for slot in one.closed.all())) for one in self.tables),
            participants=tuple(everybody),
            meetings=tuple(map(self._meeting, self.meetings)),
            sessions=tuple(one for one, _half in self.sessions),
            resources=tuple(data.Resource(_resource(one), one.number) for one in self.resources),
        )

    def _meeting(self, one: Meeting) -> data.Meeting:
        id_, who = str(one.number), self.participants(one)
        if one.pk in self.settled:
            there = self.standing[one.pk]
            return data.Meeting(
                id_, who, len(self.span(one, there.slot)), slot=self.number[there.slot_id],
                place=str(there.table.number), is_required=True)
        halves = frozenset(part.name for part, half in self.sessions if half == one.half)
        never = frozenset(range(1, len(self.slots) + 1)) if one.half and not halves else frozenset()
        return data.Meeting(
            id_, who, one.length, one.priority, sessions=halves,
            forbidden=self.begun | self.numbers(self.duties.of_room(one.interest)) | never,
            slot=self.number.get(one.fixed_slot_id or 0),
            place=str(one.fixed_table.number) if one.fixed_table else None,
            after=frozenset(str(other.number) for other in one.after.all()) & self.by_number.keys(),
            needs=tuple(_resource(need) for need in one.needs.all()),
        )

    def home(self) -> data.Schedule:
        """The schedule in force, as far as its meetings are still to be held, as the scheduler takes it."""
        return {
            str(one.number): data.Held(self.number[there.slot_id], str(there.table.number))
            for one in self.meetings if (there := self.standing.get(one.pk))
        }

    def placements(self, schedule: data.Schedule) -> list[tuple[Meeting, Slot, Table]]:
        """Where meetings are held by a schedule of the scheduler."""
        tables = {str(one.number): one for one in self.tables}
        return [(self.by_number[id_], self.slots[held.slot - 1], tables[held.place]) for id_, held in schedule.items()]

    def names(self) -> Names:
        """What sentences of the scheduler call slots, participants and resources, in the language of the page."""
        called = names(active_language(), clock.today())
        people = {_person(one): one.name for one in self.shared.values()}
        things = {_resource(one): words_of(one) for one in self.resources}
        return Names(
            slots=lambda numbers: times([self.slots[one - 1] for one in sorted(numbers)], self.edition.time_zone),
            participant=lambda id_: people[id_] if id_ in people else called.name(self.parties[id_]),
            resource=lambda id_: things[id_],
        )


def read_fair(edition: Edition) -> Fair:
    """What a schedule of an edition depends on; fifteen queries at most, whatever its size."""
    slots = tuple(Slot.objects.filter(edition=edition).order_by("starts_at"))
    agreed = tuple(
        Meeting.objects.filter(edition=edition, state__in=TAKEN).select_related(
            "interest__request__party", "interest__request__owner", "interest__provider__party",
            "interest__provider__contact", "fixed_slot", "fixed_table",
        ).prefetch_related("needs", "after").order_by("number")
    )
    absent: defaultdict[int, set[int]] = defaultdict(set)
    for party, slot in Absence.objects.filter(slot__edition=edition).values_list("party", "slot"):
        absent[party].add(slot)
    schedule = in_force(edition)
    there = Placement.objects.filter(schedule=schedule).select_related("slot", "table") if schedule else ()
    return Fair(
        edition=edition, now=clock.now(), slots=slots,
        tables=tuple(Table.objects.filter(edition=edition).prefetch_related("closed").order_by("number")),
        resources=tuple(Resource.objects.filter(edition=edition)),
        agreed=agreed, absent=dict(absent), duties=duties_of(edition, slots, [one.interest for one in agreed]),
        standing={one.meeting_id: one for one in there},
    )


def check_fair(fair: Fair) -> None:
    """Raises ValidationError with what stands against scheduling at all, and what would have to be there."""
    missing = []
    if not fair.slots:
        missing.append(_("There are no slots yet: set from when to when meetings take place."))
    if not fair.tables:
        missing.append(_("There are no tables yet: set how many there are."))
    if not any(one.state == MeetingState.AGREED for one in fair.agreed):
        missing.append(_("No meeting is agreed by both sides yet (MKT-5); there is nothing to schedule."))
    missing += [
        _("Meeting %(number)s: %(party)s would meet itself. Accepted: two participants.") % {
            "number": one.number, "party": one.interest.request.party.code}
        for one in fair.meetings if one.interest.request.party_id == one.interest.provider.party_id
    ]
    if missing:
        raise ValidationError(missing)
    try:
        check(fair.instance)
    except Unacceptable as error:
        raise ValidationError(list(error.messages)) from error


def times(slots: Iterable[Slot], zone: str) -> str:
    """Slots as people read them, in a time zone: “10 June 2030 09:00–11:00, 14:00–15:00”."""
    local, days = ZoneInfo(zone), defaultdict[dt.date, list[tuple[dt.datetime, dt.datetime]]](list)
    for one in sorted(slots, key=lambda one: one.starts_at):
        begins, ends = one.starts_at.astimezone(local), one.ends_at.astimezone(local)
        those = days[begins.date()]
        if those and those[-1][1] == begins:
            those[-1] = (those[-1][0], ends)
        else:
            those.append((begins, ends))
    return "; ".join(
        f"{formats.date(day)} {', '.join(f'{hour(begins)}–{hour(ends)}' for begins, ends in those)}"
        for day, those in days.items()
    )


def words_of(resource: Resource) -> str:
    """Interpreters or screens in words."""
    if resource.kind == Resource.Kind.INTERPRETER:
        return _("interpreters of %(language)s") % {"language": formats.language_name(resource.language)}
    return _("screens")


def _resource(one: Resource) -> str:
    return f"{one.kind}-{one.language}" if one.language else one.kind


def _person(one: Person) -> str:
    return f"@{one.code}"
