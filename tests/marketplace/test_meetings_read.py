"""MKT-1, MKT-5: who knows of which meeting, at which time it is, its history, and what waits for whom."""

import datetime as dt

import pytest

from convoke.core import clock
from convoke.editions.models import Edition
from convoke.marketplace.fair import meetings as reading
from convoke.marketplace.fair.meetings import MeetingFilter
from convoke.marketplace.fair.times import Time
from convoke.marketplace.models import Interest, Resource, Slot
from convoke.marketplace.operations.meetings import agree_meeting
from tests.factories import AbsenceFactory, ResourceFactory, ScheduleFactory, SlotFactory

from .meets import fair_of, meeting_in, placed, proposed, slot_at, talk_in
from .talks import ASKING, OFFERING, OFFICE, STRANGERS, provider_elsewhere

SIDES = sorted(ASKING | OFFERING)


@pytest.fixture
def room(demonstration) -> Interest:
    return talk_in(fair_of())


@pytest.mark.parametrize("role", [*SIDES, *sorted(OFFICE), *STRANGERS])
def test_mkt_1_meetings_are_known_to_the_two_sides_and_the_office(room, actor, role):
    meeting = meeting_in(room)
    reads = role in {*SIDES, *OFFICE}
    assert [one.pk for one in reading.meetings_of(actor(role), meeting.edition)] == [meeting.pk] * reads
    assert (reading.meeting_of(actor(role), meeting.edition, 1) is not None) == reads
    assert len(reading.of_room(actor(role), room)) == reads


def test_a_longer_meeting_ends_with_the_last_slot_it_takes(room, actor):
    meeting = meeting_in(room, length=2)
    nine, ten = Slot.objects.filter(edition=meeting.edition)[:2]
    placed(meeting, nine)
    [row] = reading.rows(actor("provider"), meeting.edition, [meeting])
    assert isinstance(row.time, Time)
    assert (row.time.starts_at, row.time.ends_at, row.time.table.number) == (nine.starts_at, ten.ends_at, 2)
    assert row.others == (room.request.party,)
    [row] = reading.rows(actor("chair"), meeting.edition, [meeting])
    assert row.others == (room.request.party, room.provider.party)
    assert not row.speaks_for


def test_the_history_of_a_meeting_tells_where_releases_put_it(room, actor):
    meeting = agree_meeting(actor=actor("provider"), meeting=proposed(room, actor))
    slots = list(Slot.objects.filter(edition=meeting.edition))
    edition, at = meeting.edition, clock.now()
    for days, slot in ((1, slots[0]), (2, slots[0]), (3, slots[2]), (4, None)):
        schedule = ScheduleFactory(edition=edition, released_at=at + dt.timedelta(days=days))
        if slot:
            placed(meeting, slot, schedule=schedule)
    draft = ScheduleFactory(edition=edition, released_at=None)
    placed(meeting, slots[1], schedule=draft)
    found = reading.history_of(actor("focal-point"), meeting)
    assert [one.what for one in found] == ["proposed", "agreed", "placed", "moved", "unplaced"]
    assert found[3].time.starts_at == slots[2].starts_at


@pytest.mark.parametrize(("narrowed", "numbers"), [
    ({}, [1, 2, 3]), ({"state": "agreed"}, [1, 2]), ({"state": "alchemy"}, []), ({"place": "placed"}, [1]),
    ({"place": "unplaced"}, [2, 3]), ({"place": "away"}, [1]), ({"place": "nowhere"}, []),
    ({"party": "exercise-observatory"}, [1]), ({"party": "exercise-bermea"}, [1, 2, 3]), ({"party": "nobody"}, []),
])
def test_the_office_finds_meetings_by_state_time_and_participant(room, actor, narrowed, numbers):
    meeting = meeting_in(room)
    for number, state in ((2, "agreed"), (3, "proposed")):
        meeting_in(provider_elsewhere(room.request, state="accepted")[0], number=number, state=state)
    slot = Slot.objects.filter(edition=meeting.edition).last()
    placed(meeting, slot)
    AbsenceFactory(slot=slot, party=room.provider.party)
    found = reading.meetings_of(actor("task-force"), meeting.edition, MeetingFilter(**narrowed))
    assert [one.number for one in found] == numbers


def test_a_side_is_not_told_when_the_other_cannot_meet(room, actor):
    meeting = meeting_in(room)
    slot = Slot.objects.filter(edition=meeting.edition).last()
    placed(meeting, slot)
    AbsenceFactory(slot=slot, party=room.provider.party)
    assert not reading.meetings_of(actor("focal-point"), meeting.edition, MeetingFilter(place="away")).exists()


def test_what_stands_to_be_done_is_told_to_the_office(room, actor):
    meeting = meeting_in(room)
    [one] = reading.standing(actor("task-force"))
    assert (one.edition, one.unplaced, one.away) == (meeting.edition, 1, 0)
    slot = Slot.objects.filter(edition=meeting.edition).last()
    placed(meeting, slot)
    assert reading.standing(actor("task-force")) == []
    AbsenceFactory(slot=slot, party=room.request.party)
    [one] = reading.standing(actor("task-force"))
    assert (one.unplaced, one.away) == (0, 1)
    assert reading.standing(actor("focal-point")) == []
    Edition.objects.filter(pk=meeting.edition_id).update(state="following-up")
    assert reading.standing(actor("task-force")) == []


def test_the_desk_knows_what_waits_for_a_side(room, actor):
    meeting = proposed(room, actor)
    assert reading.words_waiting(actor("provider")) == [meeting]
    assert reading.words_waiting(actor("focal-point")) == []
    agree_meeting(actor=actor("provider"), meeting=meeting)
    assert reading.words_waiting(actor("provider")) == []
    assert reading.held_waiting(actor("provider"), clock.now()) == []
    past = SlotFactory(edition=meeting.edition, starts_at=clock.now() - dt.timedelta(hours=2), ends_at=clock.now())
    placed(meeting, past)
    assert reading.held_waiting(actor("provider"), clock.now()) == [meeting]
    placed(meeting, slot_at(meeting.edition, 16), schedule=ScheduleFactory(
        edition=meeting.edition, released_at=clock.now() + dt.timedelta(days=3999)))
    assert reading.held_waiting(actor("provider"), clock.now()) == []


@pytest.mark.parametrize("role", ["task-force", "provider", "focal-point"])
def test_more_meetings_cost_no_query_more(room, actor, queries, role):
    edition, who = room.request.edition, actor(role)
    slots, schedule = list(Slot.objects.filter(edition=edition)), ScheduleFactory(edition=edition)
    placed(meeting_in(room), slots[0], schedule=schedule)

    def read() -> None:
        found = list(reading.meetings_of(who, edition, MeetingFilter(place="placed")))
        reading.rows(who, edition, found)
        reading.words_waiting(who)
        reading.held_waiting(who, clock.now())
        reading.standing(who)

    AbsenceFactory(slot=slots[0], party=room.provider.party)
    before = queries(read)
    for number in range(2, 6):
        other = provider_elsewhere(room.request, state="accepted")[0]
        one = meeting_in(other, number=number)
        one.needs.add(Resource.objects.first() or ResourceFactory(edition=edition))
        placed(one, slot_at(edition, 15, number), schedule=schedule)
    assert queries(read) <= before
