"""Slots, tables, interpreters and screens as the office sets them; how it arranges a meeting."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.marketplace.models import Meeting, Resource, Slot, Table
from convoke.marketplace.operations import fair
from convoke.marketplace.operations.arranging import Arrangement, arrange_meeting
from tests.factories import AbsenceFactory, MeetingFactory, ResourceFactory, SlotFactory, TableFactory

from .fairs import FOUR, NINE, NOON, OFFICE, day_of, in_force, met, scheduled, set_up, table

OTHERS = ("focal-point", "delegate", "provider", "observer", "contributor", "press")


def refused(call, field: str = "__all__") -> str:
    """What a refusal says beside a field."""
    with pytest.raises(ValidationError) as caught:
        call()
    said = caught.value.message_dict if hasattr(caught.value, "error_dict") else {"__all__": caught.value.messages}
    assert set(said) == {field}, said
    return " ".join(said[field])


def arranged(meeting: Meeting, **more) -> Meeting:
    return arrange_meeting(actor=OFFICE, meeting=meeting, arrangement=Arrangement(**more))


# ------------------------------------------------------------------ slots


def test_the_slots_of_a_day_are_as_long_as_a_meeting_with_a_pause_between_the_halves(edition):
    slots = set_up(edition)
    assert [(one.starts_at.hour, one.ends_at.hour, one.half) for one in slots] == [
        (9, 10, "morning"), (10, 11, "morning"), (11, 12, "morning"), (14, 15, "afternoon"), (15, 16, "afternoon")]
    entry = JournalEntry.objects.filter(verb="set-slots").get()
    assert entry.facts["slots"] == 5


def test_without_a_pause_the_hour_tells_the_half_and_what_is_left_over_stays_empty(edition):
    slots = fair.set_slots(actor=OFFICE, edition=edition, day=fair.Day(edition.starts_on, dt.time(10), dt.time(14, 30)))
    assert [(one.starts_at.hour, one.half) for one in slots] == [
        (10, "morning"), (11, "morning"), (12, "afternoon"), (13, "afternoon")]


def test_times_are_those_of_the_editions_time_zone(edition):
    edition.time_zone = "Asia/Manila"
    edition.save()
    first = set_up(edition)[0]
    assert (first.starts_at.astimezone(dt.UTC).hour, first.half) == (1, "morning")


@pytest.mark.parametrize("days", [-1, 2])
def test_a_slot_outside_the_days_of_the_edition_is_refused_with_those_that_are_accepted(edition, days):
    day = edition.starts_on + dt.timedelta(days=days)
    for call in (
        lambda: fair.set_slots(actor=OFFICE, edition=edition, day=fair.Day(day, NINE, FOUR)),
        lambda: fair.add_slot(actor=OFFICE, edition=edition, day=day, begins=NINE),
    ):
        assert f"{edition.starts_on.day}" in refused(call, "day")
    assert not Slot.objects.filter(edition=edition).exists()


def test_an_edition_without_days_has_no_slots(edition):
    edition.starts_on = edition.ends_on = None
    edition.save()
    assert "has no days yet" in refused(
        lambda: fair.add_slot(actor=OFFICE, edition=edition, day=dt.date(2030, 1, 1), begins=NINE), "day")


@pytest.mark.parametrize(("more", "field", "said"), [
    ({"ends": NINE}, "ends", "later than they begin"),
    ({"pause_to": None}, "pause_to", "a beginning and an end"),
    ({"pause_from": dt.time(8)}, "pause_from", "09:00 to 16:00"),
    ({"ends": dt.time(9, 30), "pause_from": None, "pause_to": None}, "ends", "60 minutes"),
])
def test_times_out_of_order_are_refused_with_what_is_accepted(edition, more, field, said):
    assert said in refused(
        lambda: fair.set_slots(actor=OFFICE, edition=edition, day=day_of(edition, **more)), field)


def test_slots_that_would_overlap_are_refused_and_nothing_is_added(edition):
    set_up(edition)
    before = Slot.objects.count()
    again = fair.Day(edition.starts_on, dt.time(8), NOON)
    assert "09:00–12:00" in refused(lambda: fair.set_slots(actor=OFFICE, edition=edition, day=again), "begins")
    assert "09:00–10:00" in refused(
        lambda: fair.add_slot(actor=OFFICE, edition=edition, day=edition.starts_on, begins=dt.time(8, 30)), "begins")
    assert Slot.objects.count() == before
    assert fair.add_slot(actor=OFFICE, edition=edition, day=edition.starts_on, begins=dt.time(16)).half == "afternoon"


def test_a_slot_that_goes_on_into_the_next_day_is_refused(edition):
    assert "the day it begins" in refused(
        lambda: fair.add_slot(actor=OFFICE, edition=edition, day=edition.starts_on, begins=dt.time(23, 30)), "begins")


def test_slots_are_taken_away_with_the_absences_on_them(edition):
    slots = set_up(edition)
    AbsenceFactory(slot=slots[0])
    assert fair.remove_slots(actor=OFFICE, edition=edition, slots=slots[:2]) == 2
    assert Slot.objects.filter(edition=edition).count() == 3
    assert "Choose the slots" in refused(
        lambda: fair.remove_slots(actor=OFFICE, edition=edition, slots=[SlotFactory()]), "slots")


def test_a_slot_at_which_a_meeting_is_fixed_or_held_by_a_schedule_is_not_taken_away(edition):
    slots = set_up(edition)
    meeting = arranged(met(edition, length=2), slot=slots[0])
    said = refused(lambda: fair.remove_slots(actor=OFFICE, edition=edition, slots=[slots[1]]), "slots")
    assert f"meetings are fixed: {meeting.number}" in said
    schedule = scheduled(edition)
    arranged(meeting)
    said = refused(lambda: fair.remove_slots(actor=OFFICE, edition=edition, slots=[slots[1]]), "slots")
    assert f"held by schedule {schedule.number}" in said
    assert "close the slot" in said
    assert Slot.objects.filter(edition=edition).count() == 5


# ------------------------------------------------------------------ tables


def test_tables_are_counted_from_one_and_added_or_taken_away_at_the_end(edition):
    fair.set_tables(actor=OFFICE, edition=edition, number=3, place={"en": "Hall A"})
    fair.set_tables(actor=OFFICE, edition=edition, number=4)
    assert [(one.number, str(one.place)) for one in Table.objects.filter(edition=edition)] == [
        (1, "Hall A"), (2, "Hall A"), (3, "Hall A"), (4, "")]
    fair.set_tables(actor=OFFICE, edition=edition, number=1)
    assert Table.objects.filter(edition=edition).count() == 1


@pytest.mark.parametrize("number", [0, 501])
def test_a_number_of_tables_that_is_not_accepted_says_which_is(edition, number):
    assert "1 to 500" in refused(lambda: fair.set_tables(actor=OFFICE, edition=edition, number=number), "number")


def test_a_table_at_which_meetings_are_fixed_or_held_stays(edition):
    set_up(edition)
    meeting = arranged(met(edition), table=table(edition, 2))
    assert "2. Close them" in refused(lambda: fair.set_tables(actor=OFFICE, edition=edition, number=1), "number")
    scheduled(edition)
    arranged(meeting)
    assert "2. Close them" in refused(lambda: fair.set_tables(actor=OFFICE, edition=edition, number=1), "number")


def test_tables_are_closed_unless_more_meetings_are_fixed_than_are_left(edition):
    slots = set_up(edition)
    one, two = Table.objects.filter(edition=edition)

    def close(tables, closed):
        return fair.change_tables(actor=OFFICE, edition=edition, tables=tables, closed=closed)

    close([one], slots[:2])
    fair.change_tables(actor=OFFICE, edition=edition, tables=[one], place={"en": "By the door"})
    one.refresh_from_db()
    assert (set(one.closed.all()), str(one.place)) == (set(slots[:2]), "By the door")
    close([one], [])
    one.refresh_from_db()
    assert (one.closed.exists(), str(one.place)) == (False, "By the door")
    arranged(met(edition), slot=slots[0])
    arranged(met(edition), slot=slots[0])
    assert "as many as there are tables then, 1" in refused(lambda: close([two], [slots[0]]), "closed")
    assert not two.closed.exists()
    arranged(met(edition), slot=slots[3], table=two)
    assert "is fixed at table 2" in refused(lambda: close([two], [slots[3]]), "closed")
    assert "Choose the tables" in refused(lambda: close([TableFactory()], []), "tables")


# ------------------------------------------------------------------ interpreters and screens


def test_interpreters_and_screens_are_counted_and_what_meetings_need_stays_with_none(edition):
    fair.set_resources(actor=OFFICE, edition=edition, interpreters={"ar": 2, "fr": 1}, screens=3)
    arabic = Resource.objects.get(edition=edition, language="ar")
    met(edition).needs.add(arabic)
    fair.set_resources(actor=OFFICE, edition=edition, interpreters={"ar": 0}, screens=0)
    assert [(one.language, one.number) for one in Resource.objects.filter(edition=edition)] == [("ar", 0)]


def test_a_language_or_a_number_that_is_not_accepted_says_which_is(edition):
    call = fair.set_resources
    assert "Choose from: en" in refused(
        lambda: call(actor=OFFICE, edition=edition, interpreters={"xx": 1}, screens=0), "xx")
    assert "0 to 500" in refused(
        lambda: call(actor=OFFICE, edition=edition, interpreters={}, screens=501), "screens")


# ------------------------------------------------------------------ arranging


def test_a_meeting_is_arranged(edition):
    slots = set_up(edition)
    first, second = met(edition), met(edition)
    arranged(second, priority=1, slot=slots[1], table=table(edition, 2), after=[first])
    second.refresh_from_db()
    assert (second.priority, second.fixed_slot, second.fixed_table.number) == (1, slots[1], 2)
    assert list(second.after.all()) == [first]
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.facts["after"], entry.audience) == ("arrange-meeting", [first.number], "task-force")


@pytest.mark.parametrize("state", ["proposed", "held", "cancelled"])
def test_mkt_5_a_meeting_is_arranged_between_the_word_of_both_sides_and_its_time(edition, state):
    meeting = met(edition, state=state, reason="x" if state == "cancelled" else "")
    assert "once both sides have agreed" in refused(lambda: arranged(meeting, priority=1))


def test_what_a_meeting_cannot_be_arranged_by_is_said_field_by_field(edition):
    meeting = met(edition)
    with pytest.raises(ValidationError) as caught:
        arranged(meeting, priority=10, slot=SlotFactory(), table=TableFactory(), after=[meeting])
    assert set(caught.value.message_dict) == {"priority", "slot", "table", "after"}


def test_orders_in_a_circle_are_refused(edition):
    one, two, three = (met(edition) for _ in range(3))
    arranged(two, after=[one])
    arranged(three, after=[two])
    assert "circle: 1, 3, 2" in refused(lambda: arranged(one, after=[three]), "after")
    one.refresh_from_db()
    assert not one.after.exists()


def test_more_fixed_meetings_than_tables_are_refused(edition):
    slots = set_up(edition)
    for _number in range(2):
        arranged(met(edition), slot=slots[0])
    third = met(edition)
    said = refused(lambda: arranged(third, slot=slots[0]), "slot")
    assert "3 meetings would be fixed" in said
    assert "1, 2, 3" in said
    third.refresh_from_db()
    assert third.fixed_slot is None


def test_longer_meetings_count_in_every_slot_they_take(edition):
    slots = set_up(edition, tables=1)
    arranged(met(edition, length=2), slot=slots[0])
    assert "2 meetings would be fixed" in refused(lambda: arranged(met(edition), slot=slots[1]), "slot")


def test_pro_2_one_party_is_not_fixed_in_two_meetings_at_once_nor_two_meetings_at_a_table(edition):
    slots = set_up(edition)
    one = met(edition)
    other = met(edition, offering=one.interest.provider)
    arranged(one, slot=slots[0], table=table(edition, 1))
    assert "PRO-2" in refused(lambda: arranged(other, slot=slots[0]), "slot")
    assert "Accepted: one." in refused(lambda: arranged(met(edition), slot=slots[0], table=table(edition, 1)), "table")


def test_a_meeting_is_fixed_only_where_it_can_be_held(edition):
    slots = set_up(edition)
    long = met(edition, length=2)
    assert "only 1 are left" in refused(lambda: arranged(long, slot=slots[2]), "slot")
    late = met(edition, half="afternoon")
    assert "afternoon" in refused(lambda: arranged(late, slot=slots[0]), "slot")
    AbsenceFactory(slot=slots[0], party=late.interest.request.party)
    away = met(edition, asking=late.interest.request.party)
    assert "cannot meet then" in refused(lambda: arranged(away, slot=slots[0]), "slot")
    table(edition, 1).closed.set(slots)
    assert "at any time" in refused(lambda: arranged(met(edition), table=table(edition, 1)), "table")
    assert "not to be had then" in refused(
        lambda: arranged(met(edition), slot=slots[3], table=table(edition, 1)), "table")


def test_a_time_that_has_come_is_not_fixed(edition, settings):
    slots = set_up(edition)
    meeting = met(edition)
    settings.CONVOKE_DATE = edition.starts_on + dt.timedelta(days=1)
    assert "has come already" in refused(lambda: arranged(meeting, slot=slots[0]), "slot")


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_the_office_sets_or_arranges_anything(edition, actor, role):
    slots, meeting, who = set_up(edition), met(edition), actor(role)
    for deed in (
        lambda: fair.set_slots(actor=who, edition=edition, day=day_of(edition)),
        lambda: fair.add_slot(actor=who, edition=edition, day=edition.ends_on, begins=NINE),
        lambda: fair.remove_slots(actor=who, edition=edition, slots=slots),
        lambda: fair.set_tables(actor=who, edition=edition, number=3),
        lambda: fair.change_tables(actor=who, edition=edition, tables=[], closed=[]),
        lambda: fair.set_resources(actor=who, edition=edition, interpreters={}, screens=0),
        lambda: arrange_meeting(actor=who, meeting=meeting, arrangement=Arrangement()),
    ):
        with pytest.raises(Denied):
            deed()


def test_a_slot_of_the_schedule_in_force_stays(edition):
    set_up(edition)
    met(edition)
    place = in_force(edition).placements.get()
    assert "never released" in refused(
        lambda: fair.remove_slots(actor=OFFICE, edition=edition, slots=[place.slot]), "slots")


def test_a_meeting_of_another_edition_does_not_come_before(edition):
    assert "other meetings of this edition" in refused(
        lambda: arranged(met(edition), after=[MeetingFactory()]), "after")


def test_what_is_needed_is_never_deleted_with_a_resource(edition):
    resource = ResourceFactory(edition=edition)
    meeting = met(edition)
    meeting.needs.add(resource)
    fair.set_resources(actor=OFFICE, edition=edition, interpreters={}, screens=0)
    assert list(meeting.needs.all()) == [resource]
