"""Reading schedules: what they changed, and what of them no longer holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.models import Job
from convoke.core.policy import readable
from convoke.core.work.states import JobState
from convoke.editions.models import Edition

from ..models import Meeting, Placement, Schedule, Slot
from ..scheduling import instance as data
from ..scheduling.check import faults
from ..states import MeetingState
from .instances import Fair, times, words_of

KIND = "marketplace-schedule"
"""The kind of background work that makes schedules."""
WAITING = (JobState.QUEUED, JobState.RUNNING)


class Changed(StrEnum):
    """How a schedule treats a meeting otherwise than another."""

    NEW = "new"
    MOVED = "moved"
    TABLE = "table"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """A meeting that is held otherwise than before."""

    kind: Changed
    meeting: Meeting
    before: Placement | None
    now: Placement | None


@dataclass(frozen=True)
class Broken:
    """A meeting that a schedule places where it can no longer be held, and why."""

    number: int
    why: str


def schedules_of(actor: Actor, edition: Edition) -> QuerySet[Schedule]:
    """The schedules of an edition the actor may know of, the last one first; one query."""
    found = readable(actor, Schedule).filter(edition=edition)
    return found.select_related("begun_with", "made_by__person", "released_by__person").order_by("-number")


def schedule_of(actor: Actor, edition: Edition, number: int) -> Schedule | None:
    """A schedule by its number; one query."""
    return schedules_of(actor, edition).filter(number=number).first()


def places(schedule: Schedule | None) -> list[Placement]:
    """All places of a schedule with meetings and sides, for the office and its work alone; one query."""
    if schedule is None:
        return []
    return list(Placement.objects.filter(schedule=schedule).select_related(
        "slot", "table", "meeting__interest__request__party", "meeting__interest__provider__party",
    ).order_by("slot__starts_at", "table__number"))


def at_work(actor: Actor, edition: Edition) -> Job | None:
    """The background work that makes a schedule of an edition now, if any; one query."""
    found = readable(actor, Job).filter(kind=KIND, state__in=WAITING, params__edition=edition.code)
    return found.order_by("-created_at").first()


def changes(before: Iterable[Placement], now: Iterable[Placement]) -> list[Change]:
    """What changed from one schedule to another, meeting by meeting in the order of numbers."""
    old, new = ({one.meeting_id: one for one in those} for those in (before, now))
    found = []
    for key in old.keys() | new.keys():
        was, present = old.get(key), new.get(key)
        if was is None or present is None:
            there = was or present
            if there:
                found.append(Change(Changed.GONE if was else Changed.NEW, there.meeting, was, present))
        elif was.slot_id != present.slot_id:
            found.append(Change(Changed.MOVED, present.meeting, was, present))
        elif was.table_id != present.table_id:
            found.append(Change(Changed.TABLE, present.meeting, was, present))
    return sorted(found, key=lambda one: one.meeting.number)


def broken(fair: Fair, placed: Iterable[Placement]) -> list[Broken]:
    """Where a schedule no longer holds, as things are now; what has begun as the schedule in force has it holds."""
    found = [Broken(number, said) for number, said in _broken(fair, list(placed))]
    return sorted(found, key=lambda one: one.number)


def _broken(fair: Fair, placed: list[Placement]) -> Iterator[tuple[int, str]]:
    schedule: dict[str, data.Held] = {}
    told: set[int] = set()
    by_key = {one.pk: one for one in fair.meetings}
    for one in placed:
        meeting = by_key.get(one.meeting_id)
        why = _why(fair, meeting, one) if meeting else _gone(one.meeting)
        if why:
            told.add(one.meeting.number)
            yield one.meeting.number, why
        if meeting:
            schedule[str(meeting.number)] = data.Held(fair.number[one.slot_id], str(one.table.number))
    for number, why in _together(fair, schedule):
        told.add(number)
        yield number, why
    for meeting in fair.meetings:
        if str(meeting.number) not in schedule and fair.instance.meeting[str(meeting.number)].must_be_held:
            told.add(meeting.number)
            yield meeting.number, _("It is fixed, and has no place in this schedule.")
    if not told and faults(fair.instance, schedule):
        yield 0, _("The schedule no longer keeps every rule.")


def _gone(meeting: Meeting) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return _("It was cancelled.")
    if meeting.state == MeetingState.HELD:
        return _("It was held already.")
    return _("It is no longer agreed by both sides.")


def _why(fair: Fair, meeting: Meeting, place: Placement) -> str:
    """Why a meeting cannot be held where it is placed, others apart; nothing where it can."""
    if meeting.pk in fair.settled:
        there = fair.standing[meeting.pk]
        if (there.slot_id, there.table_id) == (place.slot_id, place.table_id):
            return ""
        return _("Its time has come by the schedule in force, which has it elsewhere.")
    first = fair.number[place.slot_id]
    taken = list(fair.slots[first - 1:first - 1 + meeting.length])
    keys = {one.pk for one in taken}
    if place.slot.starts_at <= fair.now:
        return _("Its time has come already.")
    for party in (meeting.interest.request.party, meeting.interest.provider.party):
        if keys & fair.absent.get(party.pk, set()):
            return _("%(party)s cannot meet then.") % {"party": fair.names().participant(party.code)}
    return _duties(fair, meeting, keys) or _arranged(fair, meeting, place, taken)


def _duties(fair: Fair, meeting: Meeting, keys: set[int]) -> str:
    if held := keys & fair.duties.plenary.keys():
        return _("PRO-2: session %(code)s takes place then, and everybody is kept free for it.") % {
            "code": fair.duties.plenary[min(held)]}
    panels = fair.duties.of_room(meeting.interest)
    if busy := keys & panels.keys():
        return _("PRO-2: somebody who would attend is on the panel of session %(code)s then.") % {
            "code": panels[min(busy)]}
    return ""


def _arranged(fair: Fair, meeting: Meeting, place: Placement, taken: list[Slot]) -> str:
    if meeting.fixed_slot_id not in (None, place.slot_id) and meeting.fixed_slot:
        return _("It was fixed at another time: %(time)s.") % {
            "time": times([meeting.fixed_slot], fair.edition.time_zone)}
    if meeting.fixed_table_id not in (None, place.table_id) and meeting.fixed_table:
        return _("It was fixed at another table: %(table)s.") % {"table": meeting.fixed_table.number}
    table = next(one for one in fair.tables if one.pk == place.table_id)
    if any(one in table.closed.all() for one in taken):
        return _("Table %(table)s is not to be had then.") % {"table": table.number}
    if fair.number[place.slot_id] not in fair.instance.starts(fair.instance.meeting[str(meeting.number)]):
        return _("Its own conditions exclude the time.")
    return ""


def _together(fair: Fair, schedule: Mapping[str, data.Held]) -> Iterator[tuple[int, str]]:
    """Meetings that cannot all be held as they are placed: orders, interpreters, screens."""
    instance = fair.instance
    used: Counter[tuple[str, int]] = Counter()
    users: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for id_, held in schedule.items():
        meeting = instance.meeting[id_]
        for earlier in meeting.after & schedule.keys():
            if schedule[earlier].slot + instance.meeting[earlier].length > held.slot:
                yield int(id_), _("Meeting %(number)s comes before it and would not be over.") % {"number": earlier}
        for need in meeting.needs:
            for slot in range(held.slot, held.slot + meeting.length):
                used[need, slot] += 1
                users[need, slot].append(int(id_))
    said: set[int] = set()
    things = {resource.id: (resource.number, words_of(one))
              for resource, one in zip(instance.resources, fair.resources, strict=True)}
    for (need, slot), number in used.items():
        there, called = things[need]
        for one in users[need, slot][there:] if number > there else ():
            if one not in said:
                said.add(one)
                yield one, _("There are only %(number)s: %(resource)s.") % {"number": there, "resource": called}


def agreed_since(fair: Fair, placed: Iterable[Placement], schedule: Schedule) -> list[Meeting]:
    """The meetings agreed that a schedule neither places nor tells why it does not."""
    known = {one.meeting_id for one in placed}
    return [
        one for one in fair.meetings if one.pk not in known and str(one.number) not in schedule.unplaced]


