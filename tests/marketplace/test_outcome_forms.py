"""MKT-6: one form a meeting, written by either side; it stands once both have confirmed the same words."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity
from convoke.marketplace.afterwards.forms import Stand, forms_waiting, meeting_with_form, said_of, stand_of
from convoke.marketplace.models import Confirmation, Interest, Meeting, OutcomeForm
from convoke.marketplace.operations.outcome_forms import answer_form, write_form
from tests.factories import ConfirmationFactory, MandateFactory, OutcomeFormFactory, ScheduleFactory

from .held import HOUR, held_in, outcome, placed_in, talking, written
from .talks import ASKING, OFFERING, OFFICE, STRANGERS, provider_elsewhere


@pytest.fixture
def room(demonstration) -> Interest:
    """A room of the exercise's government and provider in conversation."""
    return talking()


@pytest.fixture
def meeting(room) -> Meeting:
    """A meeting of theirs that was held."""
    return held_in(room)


def stand(meeting: Meeting) -> Stand:
    found = meeting_with_form(system("tests"), meeting.edition, meeting.number)
    assert found is not None
    return stand_of(found)


@pytest.mark.parametrize("role", sorted(ASKING | OFFERING))
def test_mkt_6_either_side_writes_the_form_and_confirms_it_thereby(meeting, actor, role):
    assert stand(meeting) == Stand.MISSING
    said = {"issues": {"en": " Visas. "}, "text": {"en": "Agreed.", "fr": "D’accord.", "ar": " "}}
    form = written(actor(role), meeting, **said)
    assert (form.version, form.outcome, form.text) == (1, "further", {"en": "Agreed.", "fr": "D’accord."})
    assert form.issues == {"en": "Visas."}
    assert form.had_met_before is False
    word = form.confirmations.get()
    assert (word.party, word.agrees, word.version) == (form.written_for, True, 1)
    assert stand(meeting) == Stand.ONE_SIDE
    entry = JournalEntry.objects.latest("sequence")
    assert entry.verb == "write-outcome-form"
    assert entry.facts["version"] == 1
    assert "Agreed" not in str(entry.facts)


def test_mkt_6_it_stands_once_the_other_side_has_confirmed_the_same_version(meeting, actor):
    form = written(actor("delegate"), meeting)
    answer_form(actor=actor("provider"), form=form, version=1, agrees=True)
    assert stand(meeting) == Stand.STANDS
    form = written(actor("provider"), meeting, seen=1, text={"en": "We have agreed on more."})
    assert form.version == 2
    assert stand(meeting) == Stand.ONE_SIDE  # the owner has confirmed other words
    answer_form(actor=actor("focal-point"), form=form, version=2, agrees=True)
    assert stand(meeting) == Stand.STANDS


def test_mkt_6_what_one_side_sees_otherwise_is_kept_beside_the_words_until_it_agrees(meeting, actor):
    form = written(actor("focal-point"), meeting)
    answer_form(actor=actor("observer"), form=form, version=1, agrees=False, difference=" No call was agreed. ")
    found = meeting_with_form(actor("delegate"), meeting.edition, meeting.number)
    assert stand_of(found) == Stand.DIFFERENCE
    owner, provider = said_of(found)
    assert owner.word.agrees
    assert owner.is_writer
    assert provider.word.difference == "No call was agreed."
    answer_form(actor=actor("observer"), form=form, version=1, agrees=True)
    assert stand(meeting) == Stand.STANDS
    assert not Confirmation.objects.exclude(difference="").exists()


def test_the_same_words_once_more_make_no_new_version_and_confirm_what_the_other_side_wrote(meeting, actor):
    written(actor("focal-point"), meeting)
    assert written(actor("focal-point"), meeting).version == 1  # pressed twice
    assert written(actor("provider"), meeting).version == 1
    assert stand(meeting) == Stand.STANDS


@pytest.mark.parametrize("seen", [0, 1, 7])
def test_who_wrote_second_is_told_and_nothing_is_overwritten(meeting, actor, seen):
    written(actor("focal-point"), meeting)
    written(actor("focal-point"), meeting, seen=1, text={"en": "Second thoughts."})
    before = JournalEntry.objects.count()
    with pytest.raises(ValidationError, match="written meanwhile, as version 2"):
        written(actor("provider"), meeting, seen=seen, text={"en": "My words."})
    assert OutcomeForm.objects.get().text == {"en": "Second thoughts."}
    assert JournalEntry.objects.count() == before
    assert written(actor("provider"), meeting, seen=2, text={"en": "My words."}).version == 3


def test_a_version_that_was_never_shown_is_refused(meeting, actor):
    with pytest.raises(ValidationError, match="no such version"):
        written(actor("provider"), meeting, seen=3)


def test_mkt_6_words_that_were_changed_meanwhile_are_not_confirmed_unread(meeting, actor):
    form = written(actor("focal-point"), meeting)
    written(actor("delegate"), meeting, seen=1, text={"en": "Something else."})
    for agrees in (True, False):
        with pytest.raises(ValidationError, match="written anew meanwhile"):
            answer_form(actor=actor("provider"), form=form, version=1, agrees=agrees, difference="x")
    assert not Confirmation.objects.filter(party=meeting.interest.provider.party).exists()


def test_who_wrote_the_words_changes_them_rather_than_seeing_them_otherwise(meeting, actor):
    form = written(actor("focal-point"), meeting)
    with pytest.raises(ValidationError, match="change them instead"):
        answer_form(actor=actor("delegate"), form=form, version=1, agrees=False, difference="No.")
    assert form.confirmations.get().agrees


@pytest.mark.parametrize("difference", ["", "  ", "y" * 2001])
def test_mkt_6_a_difference_is_said_in_words(meeting, actor, difference):
    form = written(actor("focal-point"), meeting)
    with pytest.raises(ValidationError) as caught:
        answer_form(actor=actor("provider"), form=form, version=1, agrees=False, difference=difference)
    assert set(caught.value.message_dict) == {"difference"}
    with transaction.atomic(), pytest.raises(IntegrityError):
        ConfirmationFactory(form=form, agrees=False, difference="")


@pytest.mark.parametrize(("wrong", "field", "said"), [
    ({"outcome": "triumph"}, "outcome", "Choose from: a partnership, further talks"),
    ({"outcome": ""}, "outcome", "Choose from"),
    ({"text": {}}, "text", "Say in words"),
    ({"text": {"en": " \n "}}, "text", "Say in words"),
    ({"text": {"en": "y" * 5001}}, "text", "At most 5000"),
    ({"follow_up": {"en": "y" * 5001}}, "follow_up", "At most 5000"),
    ({"issues": {"fr": "y" * 5001}}, "issues", "At most 5000"),
    ({"text": {"xx": "Qapla’"}}, "text", "Unknown language: xx"),
])
def test_what_cannot_stand_is_said_field_by_field_and_changes_nothing(room, actor, wrong, field, said):
    meeting = placed_in(room, -HOUR)
    with pytest.raises(ValidationError) as caught:
        written(actor("provider"), meeting, **wrong)
    assert said in " ".join(caught.value.message_dict[field])
    meeting.refresh_from_db()
    assert meeting.state == "agreed"
    assert not OutcomeForm.objects.exists()


def test_mkt_6_writing_the_form_of_a_placed_meeting_that_has_begun_marks_it_held(room, actor):
    meeting = placed_in(room, -HOUR)
    written(actor("provider"), meeting)
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert meeting.held_at == meeting.placements.get().slot.starts_at
    assert JournalEntry.objects.latest("sequence").verb == "write-outcome-form"


def test_a_meeting_that_has_not_begun_has_no_form(room, actor):
    meeting = placed_in(room, HOUR)
    with pytest.raises(ValidationError, match="has not begun yet"):
        written(actor("provider"), meeting)
    ScheduleFactory(edition=meeting.edition, released_at=dt.datetime(2031, 1, 1, tzinfo=dt.UTC))  # without it
    with pytest.raises(ValidationError, match="has no time in the schedule"):
        written(actor("provider"), meeting)


@pytest.mark.parametrize("state", ["proposed", "cancelled"])
def test_a_meeting_that_was_never_agreed_or_was_cancelled_has_no_form(room, actor, state):
    meeting = placed_in(room, -HOUR, state=state, reason="The minister left.")
    with pytest.raises(ValidationError, match="Only a meeting that both sides have agreed"):
        written(actor("provider"), meeting)


def test_a_closed_edition_takes_no_more_words(meeting, actor):
    form = written(actor("focal-point"), meeting)
    type(meeting.edition).objects.filter(pk=meeting.edition_id).update(state="closed")
    with pytest.raises(ValidationError, match="closed"):
        written(actor("focal-point"), meeting, seen=1, text={"en": "Too late."})
    with pytest.raises(ValidationError, match="closed"):
        answer_form(actor=actor("provider"), form=form, version=1, agrees=True)


@pytest.mark.parametrize("role", [*sorted(OFFICE), *STRANGERS])
def test_mkt_1_nobody_else_writes_confirms_or_reads_and_the_office_only_reads(meeting, actor, role):
    form = written(actor("focal-point"), meeting)
    with pytest.raises(Denied):
        written(actor(role), meeting, seen=1)
    with pytest.raises(Denied):
        answer_form(actor=actor(role), form=form, version=1, agrees=True)
    seen = (readable(actor(role), OutcomeForm).count(), readable(actor(role), Confirmation).count())
    assert seen == ((1, 1) if role in OFFICE else (0, 0))
    assert (meeting_with_form(actor(role), meeting.edition, meeting.number) is not None) == (role in OFFICE)
    assert not readable(ANONYMOUS, OutcomeForm).exists()


def test_mkt_1_another_provider_of_the_request_neither_reads_nor_writes(meeting, actor):
    from convoke.directory.queries import actor_for

    form = written(actor("focal-point"), meeting)
    _other, account = provider_elsewhere(meeting.interest.request, may_be_shown=True, state="accepted")
    stranger = actor_for(account)
    assert meeting_with_form(stranger, meeting.edition, meeting.number) is None
    assert not readable(stranger, OutcomeForm).exists()
    with pytest.raises(Denied):
        written(stranger, meeting, seen=1)
    with pytest.raises(Denied):
        answer_form(actor=stranger, form=form, version=1, agrees=True)


def test_one_side_does_not_confirm_for_the_other_and_who_acts_for_both_says_for_which(meeting, actor, account_of):
    form = written(actor("focal-point"), meeting)
    with pytest.raises(Denied):
        answer_form(
            actor=actor("focal-point"), form=form, version=1, agrees=True, party=meeting.interest.provider.party)
    MandateFactory(person=account_of("provider").person, party=meeting.interest.request.party,
                   capacity=Capacity.DEPUTY)
    answer_form(actor=actor("provider"), form=form, version=1, agrees=True, party=meeting.interest.provider.party)
    assert stand(meeting) == Stand.STANDS


def test_a_meeting_has_one_form_and_a_side_one_word_a_version(meeting):
    form = OutcomeFormFactory(meeting=meeting)
    ConfirmationFactory(form=form)
    for make in (lambda: OutcomeFormFactory(meeting=meeting), lambda: ConfirmationFactory(form=form)):
        with transaction.atomic(), pytest.raises(IntegrityError):
            make()


def waiting(actor, on: dt.datetime | None = None) -> list[int]:
    return [one.number for one in forms_waiting(actor, on or clock.now())]


def test_what_waits_for_a_word_of_whose_side(room, actor):
    room.request.edition.meetings.all().delete()
    meeting = placed_in(room, -2 * HOUR, number=7)
    sides = [actor(role) for role in ("focal-point", "delegate", "provider", "observer")]
    assert [waiting(one) for one in sides] == [[7]] * 4
    form = written(sides[0], meeting)
    assert [waiting(one) for one in sides] == [[], [], [7], [7]]
    answer_form(actor=sides[2], form=form, version=1, agrees=False, difference="Not so.")
    assert [waiting(one) for one in sides] == [[7], [7], [], []]
    write_form(actor=sides[0], meeting=meeting, outcome=outcome(text={"en": "Then so."}), seen=1)
    assert [waiting(one) for one in sides] == [[], [], [7], [7]]
    answer_form(actor=sides[3], form=form, version=2, agrees=True)
    assert [waiting(one) for one in sides] == [[]] * 4
    assert all(waiting(actor(role)) == [] for role in (*STRANGERS, *OFFICE))


def test_a_meeting_still_to_come_and_one_of_a_closed_edition_wait_for_nothing(room, actor):
    placed_in(room, HOUR)
    assert waiting(actor("provider")) == []
    assert waiting(actor("provider"), clock.now() + 3 * HOUR) != []
    type(room.request.edition).objects.filter(pk=room.request.edition_id).update(state="closed")
    assert waiting(actor("provider"), clock.now() + 3 * HOUR) == []


def test_more_meetings_cost_no_query_more(room, actor, queries):
    for number in range(2):
        written(actor("focal-point"), held_in(room, number=number + 1))
    one = actor("provider")
    before = queries(lambda: forms_waiting(one, clock.now()))
    for number in range(5):
        written(actor("focal-point"), held_in(room, number=number + 10))
    assert queries(lambda: [said_of(each) for each in forms_waiting(one, clock.now())]) == before
