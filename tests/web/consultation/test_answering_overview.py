"""The overview of an answer: what is missing, who sees what, sections handed on, clearance, disclosure."""

import pytest

from convoke.consultation.models import Answer, Clearance, Delegation, Submission
from convoke.consultation.operations.answering import Given, save_answers
from convoke.directory.models import Invitation, Mandate
from tests.factories.survey import AnswerFactory, DelegationFactory

from .answering_forms import BASE, PRIORITIES, SAVE, asked, contributor, focal_point, main, opened, sent, text


def test_the_focal_point_sees_what_is_missing_with_links_to_the_very_question(client_of, response):
    page = main(client_of("focal-point").get(BASE))
    assert f"{PRIORITIES}#q:order" in page
    assert "0 of 2 questions answered" in page
    assert "Awaited by" in page
    assert "(Europe/Brussels)" in page
    assert "Before it can be submitted:" in page
    response.refresh_from_db()
    assert response.opened_at is not None


@pytest.mark.parametrize("role", ["press", "observer", "civil-society", "provider", "contributor", "delegate"])
def test_con_2_the_answer_of_a_party_is_nowhere_for_others(client_of, response, role):
    AnswerFactory(response=response, value="Confidential.")
    for address in (BASE, PRIORITIES, f"{BASE}disclosure/", f"{BASE}delegate/", f"{BASE}receipt-1.pdf"):
        answer = client_of(role).get(address)
        assert answer.status_code == 404, address
        assert "Confidential." not in text(answer)
    assert client_of("public").get(BASE).status_code == 302


def test_con_2_the_focal_point_of_another_party_sees_nothing(client_of, response):
    theirs = asked(response.questionnaire, "exercise-aldoria")
    AnswerFactory(response=theirs, value="Aldoria's.")
    answer = client_of("focal-point").get(BASE.replace("bermea", "aldoria"))
    assert answer.status_code == 404
    assert "Aldoria&#x27;s." not in text(answer)


def test_the_task_force_reads_and_does_not_type(client_of, response):
    AnswerFactory(response=response, value="As it stands.")
    client = client_of("task-force")
    assert "As it stands." in main(client.get(BASE))
    section = main(client.get(PRIORITIES))
    assert "As it stands." in section
    assert "data-answering" not in section


def test_a_section_is_handed_to_a_ministry_and_handed_back_with_a_remark(client_of, response, account_of):
    held = contributor(account_of)
    focal = client_of("focal-point")
    done = focal.post(f"{BASE}delegate/", {
        "section": "policy", "mandate": held.pk, "ministry": "Ministry of Labour", "note": "Please ask the council.",
        "due_on": "",
    }, follow=True)
    assert "Ministry of Labour" in main(done)
    response.refresh_from_db()
    assert response.delegated_at is not None
    ministry = client_of("contributor")
    AnswerFactory(response=response, value="Not for the ministry.")
    own = main(ministry.get(BASE))
    assert "Please ask the council." in own
    assert "Priorities" not in own
    assert "Submit" not in own
    assert ministry.get(PRIORITIES).status_code == 404
    assert ministry.post(SAVE, sent(why="Not hers.")).status_code == 403
    assert ministry.post(SAVE, sent(council__answer="no")).json()["saved"] == {"council": 1}
    delegation = Delegation.objects.get(response=response)
    ministry.post(BASE, {"do": "hand-back", "number": delegation.pk, "hand-back-remark": "Members unknown."})
    assert ministry.get(BASE).status_code == 404
    page = main(focal.get(BASE))
    assert "Members unknown." in page
    assert "handed back" in page
    assert ministry.post(SAVE, sent(council__answer="yes")).status_code == 404


def test_a_section_is_handed_to_somebody_new_who_is_invited(client_of, response):
    done = client_of("focal-point").post(f"{BASE}delegate/", {
        "section": "policy", "mandate": "new", "name": "Kim Exercise", "email": "kim@example.org", "language": "fr",
        "ministry": "Ministry of Finance",
    })
    assert done.status_code == 302
    delegation = Delegation.objects.get(response=response)
    assert str(delegation.mandate.person) == "Kim Exercise"
    assert Invitation.objects.get(mandate=delegation.mandate).email == "kim@example.org"


def test_bad_input_of_a_delegation_says_what_is_accepted(client_of, response, account_of):
    client, held = client_of("focal-point"), contributor(account_of)
    page = text(client.post(f"{BASE}delegate/", {
        "section": "policy", "mandate": held.pk, "due_on": "2001-01-01", "note": "Kept note."}))
    assert "This day is over" in page
    assert "Kept note." in page
    assert "give the name" in text(client.post(f"{BASE}delegate/", {"section": "policy", "mandate": "new"}))


def test_a_delegate_whose_mandate_ended_has_no_access_and_the_page_asks_to_name_somebody_else(
    client_of, response, account_of
):
    held = contributor(account_of)
    DelegationFactory(response=response, section="policy", mandate=held)
    Mandate.objects.filter(pk=held.pk).update(until="2008-01-01")
    page = main(client_of("focal-point").get(BASE))
    assert "has ended, so this section cannot be opened by them any more" in page
    assert f"{BASE}delegate/?section=policy" in page
    assert client_of("contributor").get(BASE).status_code == 404
    again = text(client_of("focal-point").post(f"{BASE}delegate/", {"section": "policy", "mandate": held.pk}))
    assert "Select a valid choice" in again


def test_whoever_clears_reads_the_whole_answer_and_has_two_buttons(client_of, response, account_of):
    save_answers(actor=focal_point(), response=response, given={
        "order": Given(["rights"]), "why": Given("Read me."), "council": Given({"answer": "no"})})
    client_of("focal-point").post(f"{BASE}clearance/", {"mandate": contributor(account_of).pk, "note": "By Friday."})
    clearer, asked_for = client_of("contributor"), Clearance.objects.get(response=response)
    page = main(clearer.get(BASE))
    assert "By Friday." in page
    assert "Read me." in page
    assert "Clear the answer" in page
    assert "Submit for our government" not in page
    assert clearer.post(SAVE, sent(why="Mine.")).status_code == 403
    assert "has not cleared the answer yet" in text(client_of("focal-point").post(BASE, {"do": "submit"}, follow=True))
    empty = text(clearer.post(BASE, {"do": "send-back", "number": asked_for.pk, "send-back-remark": ""}))
    assert "This field is required" in empty
    clearer.post(BASE, {"do": "send-back", "number": asked_for.pk, "send-back-remark": "Say more."})
    assert "Say more." in main(client_of("focal-point").get(BASE))
    client_of("focal-point").post(BASE, {"do": "ask-again", "number": asked_for.pk})
    clearer.post(BASE, {"do": "clear", "number": asked_for.pk})
    client_of("focal-point").post(BASE, {"do": "submit"})
    assert Submission.objects.filter(response=response).count() == 1


def test_con_2_the_party_chooses_who_sees_each_answer_and_looks_at_it_with_their_eyes(client_of, account_of):
    response = asked(opened(disclosed_by="answer"))
    AnswerFactory(response=response, question="why", value="For everyone.")
    AnswerFactory(response=response, question="means", section="policy", value=["law"])
    client, address = client_of("focal-point"), f"{BASE}disclosure/"
    assert client.post(address, {"disclosure": "task-force", "by:why": "public", "quote:why": "yes"}).status_code == 302
    mark = Answer.objects.get(response=response, question="why")
    assert (mark.disclosure, mark.may_quote) == ("public", True)
    eyes = main(client.get(f"{address}?as=public"))
    assert "For everyone." in eyes
    assert "Law" not in eyes.partition('id="eyes"')[2]
    assert "1 answer stays between you and the task force." in eyes
    assert "Select a valid choice" in text(client.post(address, {"disclosure": "friends"}))
