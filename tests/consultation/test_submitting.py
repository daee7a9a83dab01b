"""CON-1: a response is submitted, reopened, submitted again; what was submitted stays, and the last one counts."""

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from convoke.consultation.models import (
    Answer,
    Disclosure,
    QuestionnaireVersion,
    ReceivedBy,
    Response,
    Submission,
    SubmittedAnswer,
)
from convoke.consultation.operations.answering import Given, disclose, save_answers
from convoke.consultation.operations.authoring import close_questionnaire, extend_deadline
from convoke.consultation.operations.submitting import confirm, record, reopen, submit
from convoke.consultation.queries import about, present_answers
from convoke.consultation.states import ResponseState
from convoke.core import clock
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.outreach.models import Escalation
from convoke.outreach.operations.escalations import open_escalation
from convoke.outreach.states import EscalationState
from tests.factories import ClearanceFactory


def typed(actor, response: Response, **values: object) -> None:
    save_answers(actor=actor, response=response, given={code: Given(value) for code, value in values.items()})


def submitted(actor, response: Response, **values: object) -> Submission:
    typed(actor, response, **values)
    return submit(actor=actor, response=Response.objects.get(pk=response.pk))


def test_a_focal_point_submits_and_gets_a_checksum(response, actor):
    made = submitted(actor("focal-point"), response, order=["rights", "skills"], council={"answer": "no"})
    assert (made.number, made.is_late, made.channel) == (1, False, ReceivedBy.ONLINE)
    assert made.answers == {"order": ["rights", "skills"], "council": {"answer": "no"}}
    assert len(made.checksum) == 64
    response.refresh_from_db()
    assert response.state == ResponseState.SUBMITTED
    assert response.submitted_at == made.at


def test_the_journal_tells_that_something_was_submitted_and_not_what(response, actor):
    made = submitted(actor("focal-point"), response, order=["rights"], why="A secret thought")
    entry = JournalEntry.objects.filter(verb="submit-response").latest("sequence")
    assert entry.facts == {"number": 1, "late": False, "checksum": made.checksum}
    assert entry.audience == "party"
    assert not any("secret" in str(one.facts) for one in JournalEntry.objects.all())


def test_con_1_the_last_submission_counts_and_the_earlier_one_stays(response, actor):
    focal = actor("focal-point")
    first = submitted(focal, response, order=["rights"])
    reopen(actor=focal, response=response)
    second = submitted(focal, response, order=["skills", "rights"])
    first.refresh_from_db()
    assert (second.number, first.superseded_at) == (2, second.at)
    assert first.answers == {"order": ["rights"]}
    counted = SubmittedAnswer.objects.filter(questionnaire=response.questionnaire, until=None)
    assert [one.value for one in counted] == ['["skills","rights"]']
    assert SubmittedAnswer.objects.get(submission=first).until == second.at


def test_con_1_the_database_itself_keeps_what_was_submitted(response, actor):
    made = submitted(actor("focal-point"), response, order=["rights"])
    changes = [
        lambda: Submission.objects.filter(pk=made.pk).update(answers={}),
        lambda: Submission.objects.filter(pk=made.pk).update(is_late=True),
        lambda: SubmittedAnswer.objects.filter(submission=made).update(value='["skills"]'),
        lambda: Submission.objects.filter(pk=made.pk).delete(),
        lambda: SubmittedAnswer.objects.filter(submission=made).delete(),
        lambda: QuestionnaireVersion.objects.filter(pk=made.version_id).update(form={}),
    ]
    for change in changes:
        with pytest.raises(Error), transaction.atomic():
            change()


def test_con_1_a_party_has_one_response(response):
    with pytest.raises(Error), transaction.atomic():
        Response.objects.create(
            questionnaire=response.questionnaire, version=response.version, party=response.party, asked_at=clock.now()
        )


@pytest.mark.parametrize("role", ["contributor", "delegate", "observer", "task-force", "press"])
def test_con_1_only_who_answers_for_the_party_submits(response, actor, role):
    typed(actor("focal-point"), response, order=["rights"])
    with pytest.raises(Denied):
        submit(actor=actor(role), response=response)


def test_what_is_missing_is_named_and_nothing_is_submitted(response, actor):
    focal = actor("focal-point")
    typed(focal, response, council={"answer": "yes"})
    with pytest.raises(ValidationError) as refusal:
        submit(actor=focal, response=response)
    assert refusal.value.messages == [
        "Please answer: Rank your first three", "Please answer: How many members?"
    ]
    assert not Submission.objects.filter(response=response).exists()


def test_an_answer_to_a_question_that_is_no_longer_asked_is_left_out_and_kept_in_the_draft(response, actor):
    focal = actor("focal-point")
    typed(focal, response, order=["rights"], council={"answer": "yes"}, members="7")
    made = submitted(focal, response, council={"answer": "no"})
    assert "members" not in made.answers
    assert Answer.objects.get(response=response, question="members").value == "7"


def test_after_the_deadline_an_answer_is_taken_in_and_marked(opened, bermea, actor):
    response = opened(days=30, runs=21).responses.get(party=bermea)
    assert submitted(actor("focal-point"), response, order=["rights"]).is_late is True


def test_a_closed_questionnaire_takes_no_answer_until_it_is_extended(response, actor, office):
    import datetime as dt

    focal = actor("focal-point")
    typed(focal, response, order=["rights"])
    close_questionnaire(actor=office, questionnaire=response.questionnaire)
    with pytest.raises(ValidationError, match="closed"):
        submit(actor=focal, response=response)
    later = response.questionnaire.due_at + dt.timedelta(days=7)
    extend_deadline(actor=office, questionnaire=response.questionnaire, due_at=later)
    assert submit(actor=focal, response=Response.objects.get(pk=response.pk)).number == 1


def test_a_clearance_that_is_outstanding_or_of_another_text_holds_the_answer_back(response, actor):
    focal = actor("focal-point")
    typed(focal, response, order=["rights"])
    one = ClearanceFactory(response=response)
    with pytest.raises(ValidationError, match="has not cleared"):
        submit(actor=focal, response=response)
    type(one).objects.filter(pk=one.pk).update(state="cleared", answered_at=clock.now(), checksum="0" * 64)
    with pytest.raises(ValidationError, match="changed after"):
        submit(actor=focal, response=response)


def test_con_4_submitting_stops_the_reminders(response, actor, office):
    going = open_escalation(actor=office, party=response.party, about=about(response.questionnaire))
    submitted(actor("focal-point"), response, order=["rights"])
    assert Escalation.objects.get(pk=going.pk).state == EscalationState.ANSWERED


def test_con_2_a_submission_is_read_by_its_party_the_office_and_those_it_is_disclosed_to(response, actor):
    focal = actor("focal-point")
    made = submitted(focal, response, order=["rights"])
    read = {role: readable(actor(role), Submission).filter(pk=made.pk).exists()
            for role in ("focal-point", "task-force", "chair", "observer", "delegate", "press", "contributor")}
    assert read == {"focal-point": True, "task-force": True, "chair": True, "observer": False, "delegate": False,
                    "press": False, "contributor": False}
    reopen(actor=focal, response=response)
    disclose(actor=focal, response=response, disclosure=Disclosure.FRIENDS, may_quote=False)
    again = submitted(focal, response)
    friends = readable(actor("observer"), Submission)
    assert list(friends.filter(response=response)) == [again]
    assert not readable(actor("delegate"), Submission).filter(response=response).exists()
    assert readable(actor("observer"), SubmittedAnswer).filter(submission=again).count() == 1
    assert not readable(actor("observer"), SubmittedAnswer).filter(submission=made).exists()


def test_con_2_only_what_the_questionnaire_offers_can_be_chosen(response, actor):
    with pytest.raises(ValidationError, match="CON-2"):
        disclose(actor=actor("focal-point"), response=response, disclosure=Disclosure.PUBLIC, may_quote=False)


def test_what_was_entered_for_a_party_is_confirmed_by_its_focal_point_once(response, actor, office):
    made = record(actor=office, response=response, given={"order": ["rights"]}, channel=ReceivedBy.PAPER)
    with pytest.raises(Denied):
        confirm(actor=actor("observer"), submission=made)
    assert confirm(actor=actor("focal-point"), submission=made).confirmed_at is not None
    with pytest.raises(ValidationError):
        confirm(actor=actor("focal-point"), submission=made)


def test_what_was_typed_here_needs_no_confirmation(response, actor):
    made = submitted(actor("focal-point"), response, order=["rights"])
    with pytest.raises(ValidationError, match="no confirmation"):
        confirm(actor=actor("focal-point"), submission=made)


def test_an_answer_that_was_emptied_again_is_none(response, actor):
    focal = actor("focal-point")
    typed(focal, response, order=["rights"], why="Because.")
    typed(focal, response, why="  ")
    assert present_answers(response) == {"order": ["rights"]}
    assert submit(actor=focal, response=Response.objects.get(pk=response.pk)).answers == {"order": ["rights"]}
