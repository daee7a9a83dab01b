"""The office sets when meetings take place, at which tables, and what there is for them. Times are the edition's."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.journal.operations import Recording, operation
from convoke.core.policy import require
from convoke.editions.models import Edition

from ..fair.instances import Fair, read_fair, times
from ..models import Half, Marketplace, Meeting, Placement, Resource, Slot, Table
from ..states import MeetingState
from ._common import Faults, locked_edition, words
from ._fixed import fixed_faults

MOST_SLOTS, MOST_TABLES, MOST_OF_A_RESOURCE = 400, 500, 500
NOON = dt.time(12)
WAITING = (MeetingState.PROPOSED, MeetingState.AGREED)


@dataclass(frozen=True)
class Day:
    """When meetings take place on a day; without a pause what begins before noon is the morning."""

    day: dt.date
    begins: dt.time
    ends: dt.time
    pause_from: dt.time | None = None
    pause_to: dt.time | None = None


def set_slots(*, actor: Actor, edition: Edition, day: Day) -> list[Slot]:
    """Adds the slots of a day, as many meetings long as fit before and after the pause.

    Raises Denied, and ValidationError for a day that is not of the edition, times out of order, room for no meeting,
    and slots that would overlap those there are.
    """
    require(actor, "set", Slot)
    with operation(actor=actor, verb="set-slots", on=edition, edition=edition.code) as recording:
        present = locked_edition(edition)
        minutes = Marketplace.objects.get(edition=present).minutes
        _check_day(present, day)
        made = [slot for half in _halves(day) for slot in _filled(present, day.day, half, minutes)]
        if not made:
            raise ValidationError({"ends": _("A meeting lasts %(minutes)s minutes; leave room for one.") % {
                "minutes": minutes}})
        _add(present, made, recording)
    return made


def add_slot(*, actor: Actor, edition: Edition, day: dt.date, begins: dt.time) -> Slot:
    """Adds one slot, one meeting long. Raises as :func:`set_slots` does."""
    require(actor, "set", Slot)
    with operation(actor=actor, verb="set-slots", on=edition, edition=edition.code) as recording:
        present = locked_edition(edition)
        minutes = Marketplace.objects.get(edition=present).minutes
        _check_within(present, day)
        starts = dt.datetime.combine(day, begins, ZoneInfo(present.time_zone)).astimezone(dt.UTC)
        slot = Slot(
            edition=present, starts_at=starts, ends_at=starts + dt.timedelta(minutes=minutes), half=_half(begins))
        if slot.ends_at.astimezone(ZoneInfo(present.time_zone)).date() != day:
            raise ValidationError({"begins": _("A slot ends on the day it begins.")})
        _add(present, [slot], recording)
    return slot


def remove_slots(*, actor: Actor, edition: Edition, slots: Collection[Slot]) -> int:
    """Takes slots away; gives their number.

    Raises Denied, and ValidationError for those that meetings are fixed at, and those that a schedule uses: a schedule
    says what was told to people. Such a slot can be closed at all tables instead.
    """
    require(actor, "set", Slot)
    with operation(actor=actor, verb="remove-slots", on=edition, edition=edition.code) as recording:
        present = locked_edition(edition)
        fair = read_fair(present)
        chosen = [one for one in fair.slots if one.pk in {slot.pk for slot in slots}]
        if not chosen:
            raise ValidationError({"slots": _("Choose the slots to be taken away.")})
        in_use = [said for one in chosen for said in _uses(fair, one)]
        if in_use:
            raise ValidationError({"slots": in_use})
        recording.facts = {"slots": len(chosen), "first": chosen[0].starts_at.isoformat()}
        Slot.objects.filter(pk__in=[one.pk for one in chosen]).delete()
    return len(chosen)


def _check_within(edition: Edition, day: dt.date) -> None:
    if not edition.starts_on or not edition.ends_on:
        raise ValidationError({"day": _("The edition has no days yet; set them first.")})
    if not edition.starts_on <= day <= edition.ends_on:
        raise ValidationError({"day": _("This day is not of the edition. Accepted: %(days)s.") % {
            "days": formats.period(edition.starts_on, edition.ends_on)}})


def _check_day(edition: Edition, day: Day) -> None:
    _check_within(edition, day.day)
    faults: Faults = {}
    if day.ends <= day.begins:
        faults["ends"] = _("Meetings end later than they begin.")
    if (day.pause_from is None) != (day.pause_to is None):
        faults["pause_to"] = _("A pause has a beginning and an end, or neither.")
    elif not faults and day.pause_from and day.pause_to and not day.begins < day.pause_from < day.pause_to < day.ends:
        said = _("The pause lies between the beginning and the end. Accepted: %(begins)s to %(ends)s.")
        faults["pause_from"] = said % {"begins": f"{day.begins:%H:%M}", "ends": f"{day.ends:%H:%M}"}
    if faults:
        raise ValidationError(dict(faults))


def _half(begins: dt.time) -> str:
    return Half.MORNING if begins < NOON else Half.AFTERNOON


Part = tuple[dt.time, dt.time, str]
"""From when to when, and of which half; of none where the hour tells."""


def _halves(day: Day) -> list[Part]:
    if day.pause_from and day.pause_to:
        return [(day.begins, day.pause_from, Half.MORNING), (day.pause_to, day.ends, Half.AFTERNOON)]
    return [(day.begins, day.ends, "")]


def _filled(edition: Edition, day: dt.date, part: Part, minutes: int) -> Iterable[Slot]:
    """Slots one after the other, as long as one fits."""
    begins, ends, half = part
    zone, length = ZoneInfo(edition.time_zone), dt.timedelta(minutes=minutes)
    at, end = (dt.datetime.combine(day, one, zone).astimezone(dt.UTC) for one in (begins, ends))
    while at + length <= end:
        yield Slot(
            edition=edition, starts_at=at, ends_at=at + length, half=half or _half(at.astimezone(zone).time()))
        at += length


def _add(edition: Edition, slots: list[Slot], recording: Recording) -> None:
    there = list(Slot.objects.filter(edition=edition))
    over = [one for one in there if any(
        one.starts_at < new.ends_at and new.starts_at < one.ends_at for new in slots)]
    if over:
        raise ValidationError({"begins": _("These slots are there already and would overlap: %(times)s.") % {
            "times": times(over, edition.time_zone)}})
    if len(there) + len(slots) > MOST_SLOTS:
        raise ValidationError({"ends": _("An edition has %(number)s slots at most.") % {"number": MOST_SLOTS}})
    for one in slots:
        one.full_clean(exclude=["edition"])
        one.save()
    recording.facts = {"slots": len(slots), "first": slots[0].starts_at.isoformat()}


def _uses(fair: Fair, slot: Slot) -> Iterable[str]:
    """Why a slot cannot be taken away, a sentence each."""
    at = times([slot], fair.edition.time_zone)
    fixed = [
        one.number for one in Meeting.objects.filter(
            edition=fair.edition, state__in=WAITING, fixed_slot__isnull=False).select_related("fixed_slot")
        if slot in fair.span(one, one.fixed_slot or slot)
    ]
    if fixed:
        yield _("At %(time)s meetings are fixed: %(meetings)s. Arrange them anew first.") % {
            "time": at, "meetings": ", ".join(map(str, fixed))}
    schedules: defaultdict[int, list[int]] = defaultdict(list)
    rows = Placement.objects.filter(
        schedule__edition=fair.edition, slot__starts_at__lte=slot.starts_at
    ).select_related("schedule", "meeting", "slot").order_by("schedule__number", "meeting__number")
    for one in rows:
        if slot in fair.span(one.meeting, one.slot):
            schedules[one.schedule.number].append(one.meeting.number)
    if schedules:
        yield _(
            "At %(time)s meetings are held by schedule %(schedules)s. Discard schedules that were never released, or "
            "close the slot at all tables."
        ) % {"time": at, "schedules": ", ".join(map(str, schedules))}


# ------------------------------------------------------------------ tables


def set_tables(*, actor: Actor, edition: Edition, number: int, place: Mapping[str, str] | None = None) -> list[Table]:
    """Says how many tables there are, counted from 1; ``place`` is where those stand that are new.

    Raises Denied, and ValidationError for a number that is not accepted, and where a table would go at which a meeting
    is fixed or held by a schedule. Such a table can be closed instead.
    """
    require(actor, "set", Table)
    with operation(actor=actor, verb="set-tables", on=edition, edition=edition.code) as recording:
        present = locked_edition(edition)
        faults: Faults = {}
        said = words(place or {}, "place", faults, most=200)
        if not 1 <= number <= MOST_TABLES:
            faults["number"] = _("Accepted: 1 to %(most)s tables.") % {"most": MOST_TABLES}
        if faults:
            raise ValidationError(dict(faults))
        there = {one.number: one for one in Table.objects.filter(edition=present)}
        gone = [one for own, one in there.items() if own > number]
        used = Placement.objects.filter(table__in=gone).values_list("table__number", flat=True)
        fixed = Meeting.objects.filter(fixed_table__in=gone).values_list("fixed_table__number", flat=True)
        in_use = sorted({*used, *fixed})
        if in_use:
            raise ValidationError({"number": _(
                "Meetings are fixed at these tables or held there by a schedule: %(tables)s. Close them instead."
            ) % {"tables": ", ".join(map(str, in_use))}})
        Table.objects.filter(pk__in=[one.pk for one in gone]).delete()
        Table.objects.bulk_create([
            Table(edition=present, number=own, place=said) for own in range(1, number + 1) if own not in there])
        recording.facts = {"tables": number}
    return list(Table.objects.filter(edition=present))


def change_tables(
    *, actor: Actor, edition: Edition, tables: Collection[Table], place: Mapping[str, str] | None = None,
    closed: Collection[Slot] | None = None,
) -> list[Table]:
    """Says where tables stand, or in which slots they are not to be had; what is not given stays.

    Raises Denied, and ValidationError for no table, and where more meetings would be fixed than tables are left.
    """
    require(actor, "set", Table)
    with operation(actor=actor, verb="change-tables", on=edition, edition=edition.code) as recording:
        present = locked_edition(edition)
        faults: Faults = {}
        said = words(place or {}, "place", faults, most=200)
        chosen = list(Table.objects.filter(edition=present, pk__in=[one.pk for one in tables]))
        if not chosen:
            faults["tables"] = _("Choose the tables that are changed.")
        if faults:
            raise ValidationError(dict(faults))
        slots = list(Slot.objects.filter(edition=present, pk__in=[one.pk for one in closed or ()]))
        for one in chosen:
            if place is not None:
                one.place = {**{key: text for key, text in one.place.items() if key not in place}, **said}
                one.save(update_fields=["place"])
            if closed is not None:
                one.closed.set(slots)
        fair = read_fair(present)
        wrong = [said for _field, said in fixed_faults(fair)] + [
            _("Meeting %(number)s is fixed at table %(table)s then. Arrange it anew first.") % {
                "number": one.number, "table": one.fixed_table.number}
            for one in fair.agreed
            if one.fixed_table in chosen and one.fixed_slot and one.fixed_table and one.pk not in fair.settled
            and set(fair.span(one, one.fixed_slot)) & set(slots)
        ]
        if wrong:
            raise ValidationError({"closed": wrong})
        recording.facts = {"tables": sorted(one.number for one in chosen), "closed": len(slots)}
    return chosen


# ------------------------------------------------------------------ interpreters and screens


def set_resources(*, actor: Actor, edition: Edition, interpreters: Mapping[str, int], screens: int) -> list[Resource]:
    """Says how many interpreters of each language there are, and how many screens; a language not named has none.

    What meetings need stays on record with none of it, so that each of them is told why it cannot be held.
    Raises Denied, and ValidationError for a language or a number that is not accepted.
    """
    require(actor, "set", Resource)
    with operation(actor=actor, verb="set-resources", on=edition, edition=edition.code) as recording:
        present = locked_edition(edition)
        wanted = {(Resource.Kind.INTERPRETER.value, language): number for language, number in interpreters.items()}
        wanted[Resource.Kind.SCREEN.value, ""] = screens
        faults: Faults = {}
        for (kind, language), number in wanted.items():
            name = language if kind == Resource.Kind.INTERPRETER else "screens"
            if language and language not in dict(settings.LANGUAGES):
                faults[name] = _("Choose from: %(accepted)s.") % {"accepted": ", ".join(dict(settings.LANGUAGES))}
            elif not 0 <= number <= MOST_OF_A_RESOURCE:
                faults[name] = _("Accepted: 0 to %(most)s.") % {"most": MOST_OF_A_RESOURCE}
        if faults:
            raise ValidationError(dict(faults))
        known = {(one.kind, one.language): one for one in Resource.objects.filter(edition=present)}
        needed = set(Meeting.needs.through.objects.filter(
            resource__edition=present).values_list("resource", flat=True))
        for key in {*known, *wanted}:
            number, one = wanted.get(key, 0), known.get(key)
            if one and not number and one.pk not in needed:
                one.delete()
            elif one and one.number != number:
                one.number = number
                one.save(update_fields=["number"])
            elif one is None and number:
                Resource.objects.create(edition=present, kind=key[0], language=key[1], number=number)
        recording.facts = {"interpreters": dict(interpreters), "screens": screens}
    return list(Resource.objects.filter(edition=present))
