"""Clearance: somebody of the party agrees to exactly one text before it is submitted, or says what should change."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.consultation.models import Answer, Clearance, Response, Submission
from convoke.consultation.operations.answering import Given, save_answers
from convoke.consultation.operations.authoring import close_questionnaire
from convoke.consultation.operations.clearing import ask_clearance, clear, send_back, withdraw_clearance
from convoke.consultation.operations.submitting import submit
from convoke.consultation.queries import checksum_of_answers, present_answers
from convoke.consultation.states import CLEARANCE, ClearanceState
from convoke.core import clock
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Mandate
from convoke.directory.queries import actor_of_account
from tests.factories import ClearanceFactory, MandateFactory


@pytest.fixture
def focal(actor):
    """The focal point of the party asked."""
    return actor("focal-point")


@pytest.fixture
def minister(actor):
    """Somebody of the party who clears its answers."""
    return actor("contributor")


@pytest.fixture
def held(account_of, bermea) -> Mandate:
    """The mandate of that somebody."""
    return Mandate.objects.get(person=account_of("contributor").person, party=bermea)


@pytest.fixture
def draft(focal, response) -> Response:
    """A response that could be submitted."""
    typed(focal, response, order=["rights"], why="Because.")
    response.refresh_from_db()
    return response


@pytest.fixture
def asked(focal, draft, held) -> Clearance:
    """The clearance asked for."""
    return ask_clearance(actor=focal, response=draft, mandate=held, note="By Friday, please.")


def typed(actor, response: Response, **values: object) -> None:
    save_answers(actor=actor, response=response, given={code: Given(value) for code, value in values.items()})


def now(response: Response) -> str:
    """The checksum of the text as it is now."""
    present = Response.objects.select_related("questionnaire", "version", "party").get(pk=response.pk)
    return checksum_of_answers(present, present_answers(present))


def ended(mandate: Mandate) -> None:
    Mandate.objects.filter(pk=mandate.pk).update(until=clock.today() - dt.timedelta(days=1))


def in_state(response: Response, held: Mandate, state: str) -> Clearance:
    """A clearance that stands in a state."""
    is_answered = state in (ClearanceState.CLEARED, ClearanceState.SENT_BACK)
    return ClearanceFactory(
        response=response, mandate=held, state=state, answered_at=clock.now() if is_answered else None,
        checksum=now(response) if state == ClearanceState.CLEARED else "",
    )


def reach(to: str, one: Clearance, focal, minister) -> Clearance:
    """Takes a clearance to a state, by whoever may."""
    if to == ClearanceState.ASKED:
        return ask_clearance(actor=focal, response=one.response, mandate=one.mandate)
    if to == ClearanceState.CLEARED:
        return clear(actor=minister, clearance=one)
    if to == ClearanceState.SENT_BACK:
        return send_back(actor=minister, clearance=one, remark="Say more.")
    return withdraw_clearance(actor=focal, clearance=one)


# ------------------------------------------------------------------ who, and whom


@pytest.mark.parametrize("role", ["contributor", "delegate", "observer", "press", "task-force", "chair"])
def test_con_1_only_who_answers_for_the_party_asks_for_clearance(actor, draft, held, role):
    with pytest.raises(Denied):
        ask_clearance(actor=actor(role), response=draft, mandate=held)


def test_somebody_of_another_party_and_a_mandate_that_ended_are_not_asked(focal, draft, held, aldoria):
    with pytest.raises(ValidationError, match="somebody who acts for your party"):
        ask_clearance(actor=focal, response=draft, mandate=MandateFactory(party=aldoria))
    ended(held)
    with pytest.raises(ValidationError, match=r"has ended. Please name somebody else"):
        ask_clearance(actor=focal, response=draft, mandate=held)


def test_only_the_person_asked_clears_or_sends_back_and_the_focal_point_withdraws(focal, minister, actor, asked):
    for who in (focal, actor("task-force"), actor("delegate")):
        with pytest.raises(Denied):
            clear(actor=who, clearance=asked)
        with pytest.raises(Denied):
            send_back(actor=who, clearance=asked, remark="Not mine to say")
    for who in (minister, actor("task-force")):
        with pytest.raises(Denied):
            withdraw_clearance(actor=who, clearance=asked)


def test_who_holds_the_mandate_no_longer_neither_reads_nor_clears(minister, draft, asked):
    assert readable(minister, Response).filter(pk=draft.pk).exists()
    ended(asked.mandate)
    minister = actor_of_account(minister.account_id)
    assert not readable(minister, Response).filter(pk=draft.pk).exists()
    assert not readable(minister, Clearance).exists()
    with pytest.raises(Denied):
        clear(actor=minister, clearance=asked)


def test_con_2_who_is_asked_reads_all_of_the_answer_and_types_nothing(focal, minister, draft, held):
    assert not readable(minister, Answer).filter(response=draft).exists()
    one = ask_clearance(actor=focal, response=draft, mandate=held)
    assert readable(minister, Answer).filter(response=draft).count() == 2
    with pytest.raises(Denied):
        typed(minister, draft, why="Mine.")
    with pytest.raises(Denied):
        submit(actor=minister, response=draft)
    withdraw_clearance(actor=focal, clearance=one)
    assert not readable(minister, Answer).filter(response=draft).exists()


# ------------------------------------------------------------------ from state to state


@pytest.mark.parametrize(("before", "to"), [(one, to) for one in ClearanceState for to in CLEARANCE[one]])
def test_a_clearance_goes_the_ways_there_are(focal, minister, draft, held, before, to):
    one = in_state(draft, held, before)
    after = reach(to, one, focal, minister)
    assert (after.pk, after.state) == (one.pk, to)
    assert bool(after.checksum) == (to == ClearanceState.CLEARED or
                                    (to == ClearanceState.WITHDRAWN and before == ClearanceState.CLEARED))


@pytest.mark.parametrize(("before", "to"), [
    (one, to) for one in ClearanceState for to in ClearanceState
    if to not in CLEARANCE[one] and (one, to) != (ClearanceState.WITHDRAWN, ClearanceState.ASKED)
])
def test_a_clearance_goes_no_other_way_and_says_where_it_stands(focal, minister, draft, held, before, to):
    one = in_state(draft, held, before)
    with pytest.raises(ValidationError, match=r"asked already|that cannot be done now"):
        reach(to, one, focal, minister)
    one.refresh_from_db()
    assert one.state == before


def test_what_was_withdrawn_is_asked_for_anew_beside_it(focal, draft, held, asked):
    withdraw_clearance(actor=focal, clearance=asked)
    again = ask_clearance(actor=focal, response=draft, mandate=held)
    assert again.pk != asked.pk
    assert draft.clearances.count() == 2


def test_nothing_is_cleared_once_the_questionnaire_closed(minister, office, draft, asked):
    close_questionnaire(actor=office, questionnaire=draft.questionnaire)
    with pytest.raises(ValidationError, match="closed"):
        clear(actor=minister, clearance=asked)


def test_an_answer_is_sent_back_with_what_should_be_changed(focal, minister, draft, asked):
    with pytest.raises(ValidationError, match="Say what should be changed"):
        send_back(actor=minister, clearance=asked, remark="   ")
    sent = send_back(actor=minister, clearance=asked, remark=" Say more about skills. ")
    assert (sent.remark, sent.checksum) == ("Say more about skills.", "")
    assert sent.answered_at is not None
    with pytest.raises(ValidationError, match="has not cleared the answer yet"):
        submit(actor=focal, response=draft)
    again = ask_clearance(actor=focal, response=draft, mandate=asked.mandate)
    assert (again.pk, again.remark, again.answered_at) == (asked.pk, "", None)


# ------------------------------------------------------------------ exactly one text


def test_con_1_clearance_holds_for_exactly_the_text_that_was_cleared(focal, minister, draft, asked):
    cleared = clear(actor=minister, clearance=asked)
    assert cleared.checksum == now(draft)
    assert submit(actor=focal, response=draft).checksum == cleared.checksum


def test_con_1_what_was_changed_after_clearance_is_asked_about_again(focal, minister, draft, asked):
    clear(actor=minister, clearance=asked)
    typed(focal, draft, why="Because of something else.")
    with pytest.raises(ValidationError, match=r"was changed after .* had cleared it. Ask for clearance again"):
        submit(actor=focal, response=draft)
    assert not Submission.objects.filter(response=draft).exists()
    again = ask_clearance(actor=focal, response=draft, mandate=asked.mandate)
    assert (again.pk, again.state, again.checksum) == (asked.pk, ClearanceState.ASKED, "")
    assert clear(actor=minister, clearance=again).checksum == now(draft)
    assert submit(actor=focal, response=draft).number == 1


def test_con_1_a_text_changed_and_changed_back_is_the_text_that_was_cleared(focal, minister, draft, asked):
    clear(actor=minister, clearance=asked)
    typed(focal, draft, why="Something else.")
    typed(focal, draft, why="Because.")
    assert submit(actor=focal, response=draft).number == 1


def test_of_several_who_are_asked_each_clears_and_one_withdrawn_is_not_waited_for(
    focal, minister, draft, asked, bermea
):
    other = ask_clearance(actor=focal, response=draft, mandate=MandateFactory(party=bermea, capacity="contributor"))
    clear(actor=minister, clearance=asked)
    with pytest.raises(ValidationError) as refusal:
        submit(actor=focal, response=draft)
    assert refusal.value.messages == [f"{other.mandate.person} has not cleared the answer yet."]
    withdraw_clearance(actor=focal, clearance=other)
    assert submit(actor=focal, response=draft).number == 1


def test_the_journal_tells_who_was_asked_and_the_checksum_and_neither_note_nor_remark(focal, minister, draft, held):
    last = JournalEntry.objects.latest("sequence").sequence
    one = ask_clearance(actor=focal, response=draft, mandate=held, note="A secret note")
    send_back(actor=minister, clearance=one, remark="A secret remark")
    ask_clearance(actor=focal, response=draft, mandate=held)
    clear(actor=minister, clearance=one)
    withdraw_clearance(actor=focal, clearance=one)
    written = list(JournalEntry.objects.filter(sequence__gt=last).order_by("sequence"))
    person = {"person": str(held.person)}
    assert [(entry.verb, entry.facts) for entry in written] == [
        ("ask-clearance", person), ("send-back-response", {}), ("ask-clearance", person),
        ("clear-response", {"checksum": now(draft)}), ("withdraw-clearance", person),
    ]
    assert {(entry.party, entry.audience) for entry in written} == {("exercise-bermea", "party")}
