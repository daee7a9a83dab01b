"""CON-4: a party is reached step by step; each step is logged with its result."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.outreach import queries as outreach
from convoke.outreach.models import ContactLogEntry, EscalationPlan
from convoke.outreach.operations import escalations
from tests.factories import ChannelFactory, EscalationFactory, PartyFactory


def days(number: int) -> dt.date:
    return clock.today() + dt.timedelta(days=number)


@pytest.fixture
def going(post):
    """An escalation with a party whose focal point has e-mail and a telephone."""
    party = post.party()
    ChannelFactory(person=party.mandates.get().person, kind="phone", address="+1 555 0100", order=2)
    return escalations.open_escalation(actor=post.actor, party=party, about="focal-point")


def log(post, going, means, result, **fields):
    """Logs a contact; gives what the escalation then says."""
    escalations.log_contact(actor=post.actor, party=going.party, means=means, result=result, **fields)
    going.refresh_from_db()
    return going.next_step.means if going.next_step else None, going.next_on


def test_con_4_there_is_a_plan_from_e_mail_to_letter(db):
    plan = EscalationPlan.objects.get(code=escalations.DEFAULT_PLAN)
    assert [step.means for step in plan.steps.all()] == ["email", "reminder", "phone", "mission", "letter"]


def test_con_4_the_first_step_is_due_at_once(going):
    assert (going.next_step.means, going.next_on) == ("email", clock.today())


def test_con_4_one_escalation_is_open_for_a_purpose(post, going):
    with pytest.raises(ValidationError, match="CON-4"):
        escalations.open_escalation(actor=post.actor, party=going.party, about="focal-point")
    escalations.open_escalation(actor=post.actor, party=going.party, about="something-else")


@pytest.mark.parametrize("about", ["", "   ", "x" * 121])
def test_con_4_an_escalation_says_what_it_is_about(post, about):
    with pytest.raises(ValidationError):
        escalations.open_escalation(actor=post.actor, party=PartyFactory(), about=about)


def test_con_4_a_step_that_is_done_brings_the_next_with_its_date(post, going):
    escalations.send_step(actor=post.actor, escalation=going)
    assert (going.next_step.means, going.next_on) == ("reminder", days(10))
    escalations.send_step(actor=post.actor, escalation=going)
    assert (going.next_step.means, going.next_on) == ("phone", days(7))
    assert log(post, going, "phone", "no-answer") == ("mission", days(7))
    assert log(post, going, "embassy", "left-word") == ("letter", days(14))
    assert log(post, going, "post", "reached") == (None, None)
    assert going.state == "open"
    assert [entry.result for entry in outreach.contacts(post.actor, going.party)] == [
        "reached", "left-word", "no-answer", "sent", "sent",
    ]


def test_con_4_a_message_of_a_step_goes_through_the_same_machinery(post, going):
    notice = escalations.send_step(actor=post.actor, escalation=going)
    assert notice.about == "focal-point"
    assert set(notice.subject) == {"en", "fr", "es", "nl", "ar"}
    assert [one.state for one in notice.deliveries.all()] == ["queued"]


def test_con_4_a_step_by_e_mail_to_nobody_is_refused_and_leaves_nothing(post):
    one = escalations.open_escalation(actor=post.actor, party=post.party(0), about="focal-point")
    before = JournalEntry.objects.count()
    with pytest.raises(ValidationError):
        escalations.send_step(actor=post.actor, escalation=one)
    assert JournalEntry.objects.count() == before
    escalations.pass_over(actor=post.actor, escalation=one)
    assert (one.next_step.means, one.next_on) == ("reminder", clock.today())


def test_con_4_a_contact_by_another_means_is_logged_and_moves_nothing(post, going):
    assert log(post, going, "phone", "no-answer") == ("email", clock.today())
    entry = ContactLogEntry.objects.get(party=going.party)
    assert (entry.escalation, entry.step) == (going, None)


def test_con_4_it_stops_when_the_party_answered(post, going):
    log(post, going, "phone", "answered", note="will write tomorrow")
    assert (going.state, going.over_on) == ("answered", clock.today())
    for call in (escalations.close_escalation, escalations.pass_over, escalations.send_step):
        with pytest.raises(ValidationError):
            call(actor=post.actor, escalation=going)


def test_con_4_a_wrong_number_marks_its_channel(post, going):
    channel = going.party.mandates.get().person.channels.get(kind="phone")
    log(post, going, "phone", "wrong", channel=channel)
    channel.refresh_from_db()
    assert channel.unreliable_since == clock.today()


@pytest.mark.parametrize(("means", "result"), [("phone", "sent"), ("phone", ""), ("pigeon", "reached"), ("", "x")])
def test_con_4_what_cannot_be_logged_is_refused(post, going, means, result):
    with pytest.raises(ValidationError):
        log(post, going, means, result)


def test_con_4_a_round_does_nothing_by_itself_but_what_is_due_is_proposed(post, going):
    def due(on):
        return outreach.due(post.actor, on).filter(party=going.party)

    assert due(clock.today()).get() == going
    escalations.send_step(actor=post.actor, escalation=going)
    assert not due(clock.today()).exists()
    assert due(days(10)).get() == going


def test_con_4_reaching_is_the_right_of_the_office(going, actor):
    party = going.party
    for call in (
        lambda who: escalations.open_escalation(actor=who, party=party, about="x"),
        lambda who: escalations.log_contact(actor=who, party=party, means="phone", result="reached"),
        lambda who: escalations.close_escalation(actor=who, escalation=going),
        lambda who: escalations.pass_over(actor=who, escalation=going),
        lambda who: escalations.send_step(actor=who, escalation=going),
    ):
        with pytest.raises(Denied):
            call(actor("focal-point"))


def test_numbers_for_a_list_take_the_same_queries_for_few_and_many(post, going, queries):
    EscalationFactory(party=going.party, about="second", next_step=going.next_step)
    few = list(outreach.escalations(post.actor))
    count = queries(lambda: outreach.numbers_for(post.actor, few, clock.today()))
    for _number in range(5):
        EscalationFactory(party=post.party(), next_step=going.next_step)
    many = list(outreach.escalations(post.actor))
    assert queries(lambda: outreach.numbers_for(post.actor, many, clock.today())) == count == 2
    numbers = outreach.numbers_for(post.actor, many, clock.today())
    assert all(len(numbers[one.pk]) == 1 for one in many)
