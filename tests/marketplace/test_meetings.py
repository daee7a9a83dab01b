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
from convoke.marketplace.models import Interest, Meeting, Provider, Request, Slot
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
from tests.factories import MandateFactory, MeetingFactory, ResourceFactory

from .meets import fair_of, meeting_in, placed, proposed, slot_at, talk_in
from .talks import ASKING, OFFERING, OFFICE, STRANGERS, actor_in, provider_elsewhere

WORKER = system("tests")
SIDES = sorted(ASKING | OFFERING)


@pytest.fixture
def room(demonstration) -> Interest:
    return talk_in(fair_of())


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


# ------------------------------------------------------------------ who acts


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
