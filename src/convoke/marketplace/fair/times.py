"""When meetings are held and when parties cannot meet: slots by day, spans of longer meetings, absences."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from ..models import Absence, Availability, Meeting, Placement, Schedule, Slot, Table
from ..rules import asking_side, offering_side
from ..states import MeetingState

Slots = Sequence[Slot]
Runs = Sequence[Slots]
"""Slots that follow one another without a pause."""


@dataclass(frozen=True)
class Time:
    """When and where a meeting is held: from the beginning of its first slot to the end of its last."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    table: Table
    place: Placement


def runs_of(slots: Iterable[Slot]) -> list[list[Slot]]:
    """Slots in their order, parted where there is a pause or another half of the day begins."""
    found: list[list[Slot]] = []
    for one in sorted(slots, key=lambda slot: slot.starts_at):
        before = found[-1][-1] if found else None
        if before and before.half == one.half and before.ends_at == one.starts_at:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def span(runs: Runs, slot: Slot, length: int) -> list[Slot]:
    """The slots a meeting takes that begins in a slot; fewer than it needs where the run ends before."""
    for slots in runs:
        keys = [one.pk for one in slots]
        if slot.pk in keys:
            first = keys.index(slot.pk)
            return list(slots[first:first + length])
    return [slot]


def times_of(edition: Edition, places: Iterable[Placement]) -> dict[int, Time]:
    """When and where meetings are held, by the key of the meeting; one query for places read with their meetings.

    Who may know of a place may know the times that follow it, whatever their audiences.
    """
    found = list(places)
    if not found:
        return {}
    runs = runs_of(Slot.objects.filter(edition=edition))
    return {one.meeting_id: time_in(runs, one) for one in found}


def time_in(runs: Runs, place: Placement) -> Time:
    """When a meeting is held that begins in the slot of a place."""
    return Time(
        place.slot.starts_at, span(runs, place.slot, place.meeting.length)[-1].ends_at, place.table, place)


def absent(actor: Actor, schedules: Sequence[Schedule]) -> list[Placement]:
    """The places of agreed meetings by these schedules at which a side cannot meet; three queries.

    None but for the office: a side is not told when the other cannot meet.
    """
    if not schedules or not actor.has_role(*OFFICE):
        return []
    editions = [one.edition_id for one in schedules]
    away = defaultdict(set)
    for slot, party in Absence.objects.filter(slot__edition__in=editions).values_list("slot_id", "party_id"):
        away[slot].add(party)
    if not away:
        return []
    slots = Slot.objects.filter(edition__in=editions).order_by("edition", "starts_at")
    by_edition = {one: runs_of(group) for one, group in groupby(slots, key=lambda slot: slot.edition_id)}
    places = readable(actor, Placement).filter(schedule__in=schedules, meeting__state=MeetingState.AGREED)
    return [
        one for one in _with_sides(places)
        if any(away[slot.pk] & _parties(one.meeting) for slot in span(
            by_edition.get(one.meeting.edition_id, ()), one.slot, one.meeting.length))
    ]


def meetings_at(
    places: QuerySet[Placement], edition: Edition, party: Party
) -> tuple[list[tuple[Placement, list[Slot]]], Runs]:
    """Those of some places of an edition at which a party has an agreed meeting, each with the slots it takes.

    Also the runs of the edition's slots; two queries.
    """
    runs = runs_of(Slot.objects.filter(edition=edition))
    found = _with_sides(places.filter(meeting__state=MeetingState.AGREED)).order_by("slot__starts_at", "pk")
    own = found.filter(
        Q(meeting__interest__request__party=party) | Q(meeting__interest__provider__party=party))
    return [(one, span(runs, one.slot, one.meeting.length)) for one in own], runs


def _with_sides(places: QuerySet[Placement]) -> QuerySet[Placement]:
    return places.select_related(
        "slot", "table", "meeting__interest__request__party", "meeting__interest__provider__party")


def _parties(meeting: Meeting) -> set[int]:
    return {meeting.interest.request.party_id, meeting.interest.provider.party_id}


@dataclass(frozen=True)
class Day:
    """The slots of one half of a day."""

    day: dt.date
    half: str
    slots: Slots


def days(actor: Actor, edition: Edition) -> list[Day]:
    """The times of meetings of an edition, by day and half; one query."""
    local, halves = ZoneInfo(edition.time_zone), defaultdict[tuple[dt.date, str], list[Slot]](list)
    for one in readable(actor, Slot).filter(edition=edition).order_by("starts_at"):
        halves[one.starts_at.astimezone(local).date(), one.half].append(one)
    return [Day(day, slots[0].get_half_display(), slots) for (day, _half), slots in halves.items()]


def absences_of(actor: Actor, edition: Edition, party: Party) -> dict[int, Absence]:
    """When a party cannot meet, by the key of the slot, for who may know; one query."""
    found = readable(actor, Absence).filter(slot__edition=edition, party=party)
    return {one.slot_id: one for one in found}


def stated_at(actor: Actor, edition: Edition, party: Party) -> dt.datetime | None:
    """When a party last said when it cannot meet; None where it has not, and for who may not know. One query."""
    found = readable(actor, Availability).filter(edition=edition, party=party)
    return found.values_list("stated_at", flat=True).first()


def unstated(actor: Actor) -> list[tuple[Edition, Party]]:
    """The parties for which the actor speaks in agreed meetings and that have not said when they cannot meet.

    One query of meetings, two more where there are some; an edition without times of meetings asks nobody.
    """
    if actor.account_id is None:
        return []
    found: dict[tuple[int, int], tuple[Edition, Party]] = {}
    agreed = Meeting.objects.filter(state=MeetingState.AGREED, edition__in=Slot.objects.values("edition")).exclude(
        edition__state__in=(EditionState.FOLLOWING_UP, EditionState.CLOSED))
    for path, side in (("interest__request", asking_side), ("interest__provider", offering_side)):
        mine = readable(actor, agreed).filter(side(actor, "interest__")).select_related("edition", f"{path}__party")
        for one in mine:
            party = one.interest.request.party if path == "interest__request" else one.interest.provider.party
            found[one.edition_id, party.pk] = one.edition, party
    if not found:
        return []
    stated = set(readable(actor, Availability).values_list("edition_id", "party_id"))
    return [pair for key, pair in sorted(found.items()) if key not in stated]


def parties_asked(actor: Actor, edition: Edition) -> list[Party]:
    """The parties whose times the actor can state in an edition: those it speaks for; all that meet for the office.

    One query.
    """
    asking = offering = Meeting.objects.filter(edition=edition)
    if not actor.has_role(*OFFICE):
        asking = asking.filter(asking_side(actor, "interest__"))
        offering = offering.filter(offering_side(actor, "interest__"))
    return list(Party.objects.filter(
        Q(pk__in=asking.values("interest__request__party")) | Q(pk__in=offering.values("interest__provider__party"))))
