"""From agreed meetings to an instance of the scheduler, and back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.marketplace.fair.instances import check_fair, read_fair, times
from convoke.marketplace.models import Meeting
from convoke.marketplace.operations.arranging import Arrangement, arrange_meeting
from convoke.marketplace.scheduling.check import faults
from convoke.marketplace.scheduling.instance import Held
from convoke.marketplace.scheduling.solve import Options, solve
from tests.factories import (
    AbsenceFactory,
    InterestFactory,
    MandateFactory,
    MeetingFactory,
    PersonFactory,
    PlacementFactory,
    ProviderFactory,
    RequestFactory,
    ResourceFactory,
    ScheduleFactory,
)

from .fairs import OFFICE, met, set_up, slot_at, table
from .test_duties import on_panel, plenary


def of(edition, meeting):
    """A meeting as the scheduler has it."""
    return read_fair(edition).instance.meeting[str(meeting.number)]


def problems(edition) -> str:
    with pytest.raises(ValidationError) as caught:
        check_fair(read_fair(edition))
    return " ".join(caught.value.messages)


def test_everything_that_is_set_is_told_to_the_scheduler(edition):
    slots = set_up(edition)
    screen = ResourceFactory(edition=edition)
    arabic = ResourceFactory(edition=edition, kind="interpreter", language="ar", number=1)
    first = met(edition, priority=1)
    second = met(edition, length=2, half="morning")
    second.needs.set([screen, arabic])
    arrange_meeting(actor=OFFICE, meeting=second, arrangement=Arrangement(
        priority=2, slot=slots[1], table=table(edition, 2), after=[first]))
    AbsenceFactory(slot=slots[3], party=first.interest.provider.party)
    table(edition, 1).closed.add(slots[4])
    instance = read_fair(edition).instance
    assert instance.slots == 5
    assert [(one.first, one.last) for one in instance.sessions] == [(1, 3), (4, 5)]
    assert [(one.id, one.closed) for one in instance.places] == [("1", {5}), ("2", frozenset())]
    assert {(one.id, one.number) for one in instance.resources} == {("screen", 2), ("interpreter-ar", 1)}
    assert instance.participant[first.interest.provider.party.code].busy == {4}
    made = instance.meeting[str(second.number)]
    assert (made.length, made.priority, made.slot, made.place) == (2, 2, 2, "2")
    assert made.after == {str(first.number)}
    assert set(made.needs) == {"screen", "interpreter-ar"}
    assert made.sessions == {instance.sessions[0].name}
    assert not instance.meeting[str(first.number)].must_be_held


def test_mkt_5_a_meeting_one_side_has_not_agreed_to_blocks_nobody(edition):
    set_up(edition)
    agreed = met(edition)
    met(edition, state="proposed")
    met(edition, state="cancelled", reason="x")
    assert [one.id for one in read_fair(edition).instance.meetings] == [str(agreed.number)]


def test_pro_2_plenary_and_panels_are_kept_free(edition):
    set_up(edition)
    meeting = met(edition)
    plenary(edition, 9, 10)
    person = PersonFactory()
    meeting.interest.request.owner = person
    meeting.interest.request.save()
    on_panel(edition, person, 14)
    instance = read_fair(edition).instance
    assert instance.starts(instance.meeting[str(meeting.number)]) == (2, 3, 5)


def test_pro_2_who_would_attend_for_two_parties_is_a_participant_too(edition):
    set_up(edition)
    person = PersonFactory()
    rooms = []
    for _number in range(2):
        provider = ProviderFactory(edition=edition, contact=person)
        MandateFactory(person=person, party=provider.party, capacity="provider")
        rooms.append(InterestFactory(request=RequestFactory(edition=edition), provider=provider, state="accepted"))
    for number, room in enumerate(rooms, 1):
        MeetingFactory(interest=room, number=number)
    fair = read_fair(edition)
    assert all(f"@{person.code}" in one.participants for one in fair.instance.meetings)
    result = solve(fair.instance, Options(seconds=5))
    assert len({one.slot for one in result.schedule.values()}) == 2
    assert fair.names().participant(f"@{person.code}") == person.name


def test_what_was_held_before_its_time_stays_and_what_is_ahead_may_move(edition):
    slots = set_up(edition)
    held, ahead = met(edition), met(edition)
    schedule = ScheduleFactory(edition=edition)
    for meeting, slot, number in ((held, slots[3], 2), (ahead, slots[4], 1)):
        PlacementFactory(schedule=schedule, meeting=meeting, slot=slot, table=table(edition, number))
    Meeting.objects.filter(pk=held.pk).update(state="held", held_at=slots[3].starts_at)
    assert (of(edition, held).slot, of(edition, held).place) == (4, "2")
    assert of(edition, ahead).slot is None
    assert read_fair(edition).home()[str(ahead.number)] == Held(5, "1")


def test_a_day_later_nothing_is_placed_any_more_and_what_was_placed_stays(edition, settings):
    slots = set_up(edition)
    begun, missed = met(edition, length=2), met(edition)
    schedule = ScheduleFactory(edition=edition)
    PlacementFactory(schedule=schedule, meeting=begun, slot=slots[0], table=table(edition, 1))
    AbsenceFactory(slot=slots[0], party=begun.interest.request.party)
    table(edition, 1).closed.set(slots)
    settings.CONVOKE_DATE = edition.starts_on + dt.timedelta(days=1)
    fair = read_fair(edition)
    made = fair.instance.meeting[str(begun.number)]
    assert (made.slot, made.place, made.length, made.must_be_held) == (1, "1", 2, True)
    assert fair.instance.starts(fair.instance.meeting[str(missed.number)]) == ()
    assert faults(fair.instance, fair.home()) == ()


def test_a_meeting_for_a_half_there_is_not_finds_no_slot_rather_than_any(edition):
    set_up(edition, pause_from=None, pause_to=None, ends=dt.time(12))
    meeting = met(edition, half="afternoon")
    assert read_fair(edition).instance.starts(of(edition, meeting)) == ()


def test_slots_with_a_gap_between_are_not_one_session(edition):
    slots = set_up(edition)
    slots[1].delete()
    assert [(one.first, one.last) for one in read_fair(edition).instance.sessions] == [(1, 1), (2, 2), (3, 4)]


def test_a_schedule_of_the_scheduler_becomes_places(edition):
    set_up(edition)
    meetings = [met(edition) for _ in range(3)]
    fair = read_fair(edition)
    result = solve(fair.instance, Options(seconds=5))
    rows = fair.placements(result.schedule)
    assert {meeting.pk for meeting, _slot, _table in rows} == {one.pk for one in meetings}
    assert len({(slot.pk, table.pk) for _meeting, slot, table in rows}) == 3


def test_what_is_missing_is_said_before_anything_is_scheduled(edition):
    said = problems(edition)
    assert "no slots yet" in said
    assert "no tables yet" in said
    assert "MKT-5" in said
    set_up(edition)
    meeting = met(edition)
    check_fair(read_fair(edition))
    party = meeting.interest.request.party
    met(edition, asking=party, offering=ProviderFactory(edition=edition, party=party))
    assert "would meet itself" in problems(edition)


def test_more_fixed_meetings_than_tables_are_refused_by_the_scheduler_as_well(edition):
    slots = set_up(edition, tables=1)
    for _number in range(2):
        meeting = met(edition)
        Meeting.objects.filter(pk=meeting.pk).update(fixed_slot=slots[0])
    assert "2 meetings are fixed in slot 1" in problems(edition)


def test_times_are_read_in_the_zone_of_the_edition(edition):
    slots = set_up(edition)
    said = times([slots[0], slots[1], slots[3]], "UTC")
    assert said.endswith("09:00–11:00, 14:00–15:00")
    assert times([slot_at(edition, 9)], "Asia/Manila").endswith("17:00–18:00")


def test_a_fair_is_read_by_the_same_queries_whatever_its_size(edition, queries):
    set_up(edition)
    met(edition)
    few = queries(lambda: read_fair(edition).instance)
    for _number in range(6):
        met(edition)
    assert queries(lambda: read_fair(edition).instance) == few <= 15
