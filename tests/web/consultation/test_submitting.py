"""CON-1: an answer is submitted with a receipt, reopened, and kept as it was submitted."""

import json

import pytest
from django.conf import settings

from convoke.consultation.models import Response, Submission
from convoke.core.models import JournalEntry
from convoke.directory.models import Party
from convoke.web.journal_words import SENTENCES, sentence
from tests.factories.people import MandateFactory
from tests.factories.survey import AnswerEditFactory, ClearanceFactory, DelegationFactory

from .answering_forms import BASE, PRIORITIES, SAVE, asked, contributor, main, opened, prepare, sent, text


def test_con_1_every_submission_stays_readable_and_has_its_receipt(client_of, response):
    client = client_of("focal-point")
    prepare(client)
    assert "Submit for our government" in main(client.get(BASE))
    assert "Your answer was submitted" in text(client.post(BASE, {"do": "submit"}, follow=True))
    client.post(BASE, {"do": "reopen"})
    client.post(SAVE, sent(why="Changed."))
    client.post(BASE, {"do": "submit"})
    first, second = main(client.get(f"{BASE}submission-1/")), main(client.get(f"{BASE}submission-2/"))
    assert "لأنها مهمة. Because." in first
    assert "Changed." in second
    for number in (1, 2):
        receipt = client.get(f"{BASE}receipt-{number}.pdf")
        assert receipt.content.startswith(b"%PDF")
    assert client.get(f"{BASE}receipt-3.pdf").status_code == 404
    assert client_of("task-force").get(f"{BASE}receipt-1.pdf").status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_con_1_the_receipt_is_in_the_reader_s_language(client_of, response, language):
    client = client_of("focal-point")
    prepare(client)
    client.post(BASE, {"do": "submit"})
    receipt = client.get(f"{BASE}receipt-1.pdf".replace("/en/", f"/{language}/"))
    assert receipt.content.startswith(b"%PDF")


def test_a_late_answer_is_taken_in_and_its_lateness_is_a_fact(client_of, response):
    client, questionnaire = client_of("focal-point"), response.questionnaire
    prepare(client)
    questionnaire.due_at = questionnaire.opened_at
    questionnaire.save()
    client.post(BASE, {"do": "submit"})
    assert Submission.objects.get(response=response).is_late
    assert "after the deadline" in main(client.get(BASE))


def test_a_submitted_answer_is_typed_into_only_once_reopened(client_of, response):
    client = client_of("focal-point")
    prepare(client)
    client.post(BASE, {"do": "submit"})
    assert client.post(SAVE, sent(why="After.")).status_code == 409
    assert "data-answering" not in main(client.get(PRIORITIES))


def test_a_party_declines_with_its_reason_and_may_change_its_mind(client_of, response):
    client = client_of("focal-point")
    page = main(client.post(BASE, {"do": "decline", "decline-reason": "Elections."}, follow=True))
    assert "Elections." in page
    client.post(SAVE, sent(why="After all."))
    response.refresh_from_db()
    assert response.state == "draft"


def test_what_the_task_force_entered_is_confirmed_by_the_focal_point(client_of, response, actor):
    from convoke.consultation.operations.submitting import record

    made = record(actor=actor("task-force"), response=response, given={"order": ["rights"]}, channel="paper")
    client = client_of("focal-point")
    assert "was entered by the task force" in main(client.get(BASE))
    client.post(BASE, {"do": "confirm", "number": made.pk})
    made.refresh_from_db()
    assert made.confirmed_at is not None


def test_what_cannot_be_done_now_is_said(client_of, response):
    client = client_of("focal-point")
    for do in ("reopen", "nothing", "clear", "take-back", "use"):
        page = text(client.post(BASE, {"do": do, "number": "77777777"}, follow=True))
        assert "This cannot be done" in page or "There is no submitted answer" in page, do


def test_a_participant_answers_for_themselves(client_of, account_of):
    questionnaire = opened(addressed_to="participants")
    own = asked(questionnaire)
    Response.objects.filter(pk=own.pk).update(party=None, account=account_of("delegate"))
    me = BASE.replace("exercise-bermea", "me")
    client = client_of("delegate")
    assert "My answer" in main(client.get(me))
    assert client.post(f"{me}save/", sent(why="My own.")).json()["saved"] == {"why": 1}
    assert client_of("focal-point").get(me).status_code == 404


def test_every_change_is_in_the_journal_and_nothing_typed_is(client_of, response, account_of):
    client, held = client_of("focal-point"), contributor(account_of)
    client.post(f"{BASE}delegate/", {"section": "policy", "mandate": held.pk, "note": "Secret note."})
    client.post(SAVE, sent(why="Secret answer."))
    entries = JournalEntry.objects.filter(party="exercise-bermea", object_key="exercise-answers")
    assert {"delegate-section", "begin-response"} <= set(entries.values_list("verb", flat=True))
    for entry in entries:
        assert entry.verb in SENTENCES
        assert sentence(entry)
        assert "Secret" not in json.dumps(entry.facts)


def test_con_3_pages_cost_the_same_for_one_delegation_and_for_three(client_of, response, queries):
    client = client_of("focal-point")
    client.get(BASE)

    def one_more(section: str) -> int:
        mandate = MandateFactory(party=Party.objects.get(code="exercise-bermea"), capacity="contributor")
        DelegationFactory(response=response, section=section, mandate=mandate)
        ClearanceFactory(response=response, mandate=mandate)
        AnswerEditFactory(response=response, is_aside=True, value=section)
        return queries(lambda: client.get(BASE))

    first = one_more("policy")
    one_more("policy")
    assert one_more("priorities") == first
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 10 * 1024 * 1024
