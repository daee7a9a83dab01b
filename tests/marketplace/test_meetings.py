"""MKT-5: proposed by one side, agreed by the other, called off with a reason, held; who never answers blocks nobody."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity
from convoke.editions.models import Edition
from convoke.marketplace.fair import meetings as reading
from convoke.marketplace.fair.meetings import MeetingFilter
from convoke.marketplace.fair.times import Time
from convoke.marketplace.models import Interest, Meeting, Provider, Request, Resource, Slot
from convoke.marketplace.operations.meetings import (
    Plan,
    agree_meeting,
    cancel_meeting,
    change_proposal,
    hold_meeting,
    propose_meeting,
)
from convoke.marketplace.operations.providers import withdraw_provider
from convoke.marketplace.operations.requests import withdraw_request
from convoke.marketplace.operations.rooms import answer_interest, withdraw_interest
from tests.factories import (
    AbsenceFactory,
    MandateFactory,
    MeetingFactory,
    ResourceFactory,
    ScheduleFactory,
    SlotFactory,
)

from .meets import fair_of, meeting_in, placed, slot_at, talk_in
from .talks import ASKING, OFFERING, OFFICE, STRANGERS, actor_in, provider_elsewhere

WORKER = system("tests")
SIDES = sorted(ASKING | OFFERING)


@pytest.fixture
def fair(demonstration) -> Edition:
    return fair_of()


@pytest.fixture
def room(fair) -> Interest:
    return talk_in(fair)


def proposed(room: Interest, actor, role: str = "focal-point", **plan: object) -> Meeting:
    return propose_meeting(actor=actor(role), room=room, plan=Plan(**plan))


def said(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(error.value.messages)


# ------------------------------------------------------------------ proposing


@pytest.mark.parametrize("role", SIDES)
def test_mkt_5_either_side_proposes_and_has_agreed_thereby(room, actor, role):
    screen = ResourceFactory(edition=room.request.edition)
    meeting = proposed(room, actor, role, about="  The two courses  ", length=2, half="morning", needs=[screen])
    asks = role in ASKING
    assert (meeting.number, meeting.state, meeting.about) == (1, "proposed", "The two courses")
    assert meeting.proposed_by == (room.request.party if asks else room.provider.party)
    assert (meeting.owner_agreed_at is not None, meeting.provider_agreed_at is not None) == (asks, not asks)
    assert list(meeting.needs.all()) == [screen]
    assert reading.awaited(meeting) == (room.provider.party if asks else room.request.party)
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.audience, entry.object_key) == ("propose-meeting", "task-force", "M-1")
    assert entry.facts == {"number": 1, "provider": "exercise-observatory"}


@pytest.mark.parametrize("role", [*sorted(OFFICE), *STRANGERS])
def test_mkt_5_nobody_proposes_agrees_or_changes_for_the_two_sides(room, actor, role):
    waiting = MeetingFactory(interest=talk_in(fair_of("exercise-other"), code="M-9"), state="proposed")
    for call in (
        lambda: proposed(room, actor, role),
        lambda: agree_meeting(actor=actor(role), meeting=waiting),
        lambda: change_proposal(actor=actor(role), meeting=waiting, plan=Plan()),
    ):
        with pytest.raises(Denied):
            call()
    assert Meeting.objects.count() == 1


def test_mkt_5_a_side_speaks_for_itself_alone(room, actor):
    with pytest.raises(Denied):
        propose_meeting(actor=actor("provider"), room=room, plan=Plan(), party=room.request.party)
    meeting = propose_meeting(actor=WORKER, room=room, plan=Plan(), party=room.provider.party)
    assert meeting.owner_agreed_at is None


def test_mkt_1_a_provider_of_the_same_request_has_no_say(room, actor):
    other, _account = provider_elsewhere(room.request, state="accepted")
    stranger = actor_in(other.provider.party, Capacity.PROVIDER)
    meeting = proposed(room, actor)
    for call in (
        lambda: propose_meeting(actor=stranger, room=room, plan=Plan()),
        lambda: agree_meeting(actor=stranger, meeting=meeting),
        lambda: cancel_meeting(actor=stranger, meeting=meeting, reason="x"),
        lambda: hold_meeting(actor=stranger, meeting=meeting),
    ):
        with pytest.raises(Denied):
            call()
    assert reading.meeting_of(stranger, meeting.edition, meeting.number) is None
    assert not readable(stranger, Meeting).exists()


@pytest.mark.parametrize(("state", "words"), [
    ("shown", "once the owner of the request has accepted"),
    ("declined", "has declined"),
    ("withdrawn", "has withdrawn its interest"),
])
def test_a_meeting_is_proposed_in_a_room_in_conversation_alone(room, actor, state, words):
    Interest.objects.filter(pk=room.pk).update(state=state, reason="-")
    with pytest.raises(ValidationError) as error:
        proposed(room, actor)
    assert words in said(error)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("model", "fields", "words"), [
    (Edition, {"state": "closed"}, "This edition is closed"),
    (Request, {"state": "withdrawn"}, "no longer published"),
    (Request, {"state": "submitted"}, "no longer published"),
    (Provider, {"state": "withdrawn"}, "no longer registered"),
])
def test_no_meeting_without_what_it_rests_on(room, actor, model, fields, words):
    meeting = proposed(room, actor)
    keys = {Edition: room.request.edition_id, Request: room.request_id, Provider: room.provider_id}
    model.objects.filter(pk=keys[model]).update(**fields)
    room = Interest.objects.get(pk=room.pk)
    for call in (
        lambda: agree_meeting(actor=actor("provider"), meeting=meeting),
        lambda: change_proposal(actor=actor("provider"), meeting=meeting, plan=Plan(about="Other")),
        lambda: propose_meeting(actor=actor("provider"), room=room, plan=Plan()),
    ):
        with pytest.raises(ValidationError) as error:
            call()
        assert words in said(error)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.about) == ("proposed", "")


def test_a_participant_does_not_meet_itself(room, actor):
    Provider.objects.filter(pk=room.provider_id).update(party=room.request.party)
    with pytest.raises(ValidationError) as error:
        proposed(Interest.objects.get(pk=room.pk), actor)
    assert "does not meet itself" in said(error)


@pytest.mark.parametrize("state", ["proposed", "agreed"])
def test_one_meeting_of_a_room_waits_at_a_time(room, actor, state):
    meeting = meeting_in(room, state=state)
    with pytest.raises(ValidationError) as error:
        proposed(room, actor)
    assert "Meeting 1 of this room waits" in said(error)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(interest=room, number=2)
    cancel_meeting(actor=actor("provider"), meeting=meeting, reason="We come later.")
    assert proposed(room, actor).number == 2


@pytest.mark.parametrize(("plan", "field", "words"), [
    ({"length": 0}, "length", "1 to 4"),
    ({"length": 5}, "length", "1 to 4"),
    ({"length": 3}, "length", "At most 2 times follow one another"),
    ({"length": 2, "half": "afternoon"}, "length", "At most 1 times"),
    ({"half": "night"}, "half", "morning and afternoon"),
    ({"about": "y" * 301}, "about", "At most 300"),
])
def test_what_the_edition_does_not_have_is_said_by_field(room, actor, plan, field, words):
    with pytest.raises(ValidationError) as error:
        proposed(room, actor, **plan)
    assert words in " ".join(error.value.message_dict[field])
    assert not Meeting.objects.exists()


def test_halves_and_needs_are_those_of_the_edition(room, actor):
    Slot.objects.filter(half="afternoon").delete()
    elsewhere, used_up = ResourceFactory(), ResourceFactory(edition=room.request.edition, number=0)
    for plan, field in (
        ({"half": "afternoon"}, "half"), ({"needs": [elsewhere]}, "needs"), ({"needs": [used_up]}, "needs"),
    ):
        with pytest.raises(ValidationError) as error:
            proposed(room, actor, **plan)
        assert field in error.value.message_dict


def test_before_the_times_are_set_any_length_and_half_may_be_proposed(room, actor):
    Slot.objects.all().delete()
    assert proposed(room, actor, length=4, half="afternoon").length == 4


# ------------------------------------------------------------------ agreeing


def test_mkt_5_a_meeting_is_agreed_once_the_other_side_has_agreed_as_well(room, actor):
    meeting = proposed(room, actor)
    with pytest.raises(ValidationError) as error:
        agree_meeting(actor=actor("delegate"), meeting=meeting)  # the owner is of the same side
    assert "Your side has agreed already" in said(error)
    agreed = agree_meeting(actor=actor("observer"), meeting=meeting)
    assert agreed.state == "agreed"
    assert agreed.owner_agreed_at < agreed.provider_agreed_at
    with pytest.raises(ValidationError, match="agreed by both sides"):
        agree_meeting(actor=actor("provider"), meeting=meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(provider_agreed_at=None)


def test_mkt_5_who_never_answers_blocks_nobody(room, actor):
    proposed(room, actor)
    assert not Meeting.objects.filter(state="agreed").exists()
    assert reading.standing(actor("task-force")) == []
    other, _account = provider_elsewhere(room.request, state="accepted")
    assert propose_meeting(actor=actor("focal-point"), room=other, plan=Plan()).number == 2


def test_mkt_5_a_change_takes_back_the_other_sides_word(room, actor):
    meeting = proposed(room, actor, about="Courses")
    changed = change_proposal(actor=actor("provider"), meeting=meeting, plan=Plan(about="Equipment", length=2))
    assert (changed.owner_agreed_at, changed.proposed_by) == (None, room.provider.party)
    assert (changed.number, changed.about, changed.length) == (1, "Equipment", 2)
    with pytest.raises(ValidationError) as error:
        agree_meeting(actor=actor("provider"), meeting=meeting)
    assert "Your side has agreed already" in said(error)
    with pytest.raises(ValidationError) as error:
        agree_meeting(actor=actor("focal-point"), meeting=meeting, proposed_at=meeting.proposed_at)
    assert "changed since you read it" in said(error)
    agreed = agree_meeting(actor=actor("focal-point"), meeting=meeting, proposed_at=changed.proposed_at)
    with pytest.raises(ValidationError) as error:
        change_proposal(actor=actor("focal-point"), meeting=agreed, plan=Plan())
    assert "Only a proposal is changed" in said(error)


# ------------------------------------------------------------------ calling off


@pytest.mark.parametrize("role", [*SIDES, *sorted(OFFICE)])
@pytest.mark.parametrize("state", ["proposed", "agreed"])
def test_either_side_or_the_office_calls_a_meeting_off_with_a_reason(room, actor, role, state):
    meeting = meeting_in(room, state=state)
    with pytest.raises(ValidationError) as error:
        cancel_meeting(actor=actor(role), meeting=meeting, reason="  ")
    assert "reason" in error.value.message_dict
    off = cancel_meeting(actor=actor(role), meeting=meeting, reason=" No time. ")
    assert (off.state, off.reason, bool(off.cancelled_at)) == ("cancelled", "No time.", True)
    by = {**dict.fromkeys(ASKING, room.request.party), **dict.fromkeys(OFFERING, room.provider.party)}.get(role)
    assert off.cancelled_by == by
    with pytest.raises(ValidationError):
        cancel_meeting(actor=actor(role), meeting=meeting, reason="Again.")


@pytest.mark.parametrize("role", STRANGERS)
def test_mkt_1_others_neither_call_off_nor_hold(room, actor, role):
    meeting = meeting_in(room)
    for call in (
        lambda: cancel_meeting(actor=actor(role), meeting=meeting, reason="x"),
        lambda: hold_meeting(actor=actor(role), meeting=meeting),
    ):
        with pytest.raises(Denied):
            call()


@pytest.mark.parametrize("end", ["declined", "withdrawn", "provider", "request"])
def test_where_a_conversation_ends_its_meeting_keeps_no_time(room, actor, end):
    meeting = meeting_in(room)
    held = MeetingFactory(interest=room, number=2, state="held")
    if end == "declined":
        answer_interest(actor=actor("focal-point"), interest=room, accept=False, reason="We found a partner.")
    elif end == "withdrawn":
        withdraw_interest(actor=actor("provider"), interest=room)
    elif end == "provider":
        withdraw_provider(actor=actor("provider"), provider=room.provider)
    else:
        withdraw_request(actor=actor("focal-point"), request=room.request, reason="It is no longer needed.")
    meeting.refresh_from_db()
    held.refresh_from_db()
    owner = end in ("declined", "request")
    assert (meeting.state, held.state) == ("cancelled", "held")
    assert meeting.cancelled_by == (room.request.party if owner else room.provider.party)
    assert meeting.reason


# ------------------------------------------------------------------ holding


@pytest.mark.parametrize("role", [*SIDES, *sorted(OFFICE)])
def test_that_a_meeting_was_held_is_said_once_its_time_has_begun(room, actor, role):
    meeting = meeting_in(room)
    place = placed(meeting, slot_at(room.request.edition, 16))
    with pytest.raises(ValidationError) as error:
        hold_meeting(actor=actor(role), meeting=meeting)
    assert "has not begun yet" in said(error)
    begun = clock.now() - dt.timedelta(minutes=5)
    Slot.objects.filter(pk=place.slot_id).update(starts_at=begun, ends_at=begun + dt.timedelta(hours=1))
    held = hold_meeting(actor=actor(role), meeting=meeting)
    assert (held.state, held.held_at) == ("held", begun)
    for call in (
        lambda: hold_meeting(actor=actor(role), meeting=meeting),
        lambda: cancel_meeting(actor=actor(role), meeting=meeting, reason="x"),
    ):
        with pytest.raises(ValidationError):
            call()


def test_a_meeting_without_a_time_is_held_once_the_edition_has_begun(room, actor):
    meeting = meeting_in(room)
    with pytest.raises(ValidationError) as error:
        hold_meeting(actor=actor("provider"), meeting=meeting)
    assert "once the edition has begun" in said(error)
    Edition.objects.filter(pk=meeting.edition_id).update(starts_on=clock.today())
    assert hold_meeting(actor=actor("provider"), meeting=meeting).held_at


def test_a_proposal_is_not_held_and_nothing_is_written_in_a_closed_edition(room, actor):
    meeting = meeting_in(room, state="proposed")
    Edition.objects.filter(pk=meeting.edition_id).update(state="meeting")
    with pytest.raises(ValidationError, match="proposed"):
        hold_meeting(actor=actor("provider"), meeting=meeting)
    Edition.objects.filter(pk=meeting.edition_id).update(state="closed")
    for call in (
        lambda: hold_meeting(actor=actor("provider"), meeting=meeting),
        lambda: cancel_meeting(actor=actor("provider"), meeting=meeting, reason="x"),
    ):
        with pytest.raises(ValidationError) as error:
            call()
        assert "This edition is closed" in said(error)


# ------------------------------------------------------------------ reading


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


def test_dir_2_who_no_longer_acts_for_a_side_has_no_say(room, account_of, actor):
    meeting = proposed(room, actor)
    account_of("provider").person.mandates.update(until=clock.today())
    with pytest.raises(Denied):
        agree_meeting(actor=actor("provider"), meeting=meeting)


def test_who_speaks_for_both_sides_proposes_for_the_government_and_agrees_for_the_other(room, account_of, actor):
    MandateFactory(person=account_of("provider").person, party=room.request.party, capacity=Capacity.DEPUTY)
    meeting = proposed(room, actor, "provider")
    assert meeting.proposed_by == room.request.party
    assert agree_meeting(actor=actor("provider"), meeting=meeting).state == "agreed"


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
