"""The pages of answering, as each of those who take part in an answer meets them."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from convoke.consultation.form.model import to_json
from convoke.consultation.models import Answer, AnswerEdit, Clearance, Delegation, Response, Submission
from convoke.consultation.operations import authoring
from convoke.consultation.operations.answering import Given, save_answers
from convoke.core.models import JournalEntry
from convoke.directory.models import Account, Invitation, Mandate, Party
from convoke.web.journal_words import SENTENCES, sentence
from tests.factories.people import MandateFactory
from tests.factories.survey import FORM, AnswerEditFactory, AnswerFactory, ClearanceFactory, DelegationFactory

from .answering_forms import EVERY_KIND, asked, opened

BASE = "/en/brussels-2007/questionnaires/exercise-answers/answer/exercise-bermea/"
ALL = f"{BASE}section/all/"
SAVE = f"{BASE}save/"
PRIORITIES, POLICY = f"{BASE}section/priorities/", f"{BASE}section/policy/"
PDF = b"%PDF-1.7 exercise"


def text(answer: Any) -> str:
    return answer.content.decode()


def main(answer: Any) -> str:
    return text(answer).partition("<main")[2]


@pytest.fixture
def response(db: None) -> Response:
    """Bermea's response to the small questionnaire."""
    return asked(opened())


@pytest.fixture
def every_kind(db: None) -> Response:
    """Bermea's response to the questionnaire with all kinds of questions."""
    return asked(opened(EVERY_KIND))


def sent(**fields: Any) -> dict[str, Any]:
    """What a form sends: the questions on it, and what stands in their fields (``a__b`` is ``a:b``)."""
    data = {f"a:{name.replace('__', ':')}": value for name, value in fields.items()}
    return {"on-page": sorted({name.partition("__")[0] for name in fields}), "client": "tab-one", **data}


def value_of(response: Response, question: str) -> Any:
    found = Answer.objects.filter(response=response, question=question).first()
    return found.value if found else None


def contributor(account_of: Callable[[str], Account]) -> Mandate:
    """The mandate of Bermea's contributor."""
    return Mandate.objects.get(person=account_of("contributor").person, party__code="exercise-bermea")


# ------------------------------------------------------------------ the page of a section


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_kind_of_question_is_a_form_without_javascript(client_of, every_kind, language):
    page = main(client_of("focal-point").get(ALL.replace("/en/", f"/{language}/")))
    for name in ("title", "text", "one", "several", "order:rights", "rating:visas", "members", "day", "council:answer",
                 "council:why", "partner", "partners", "scan", "contact:name", "contact:email"):
        assert f'name="a:{name}"' in page, name
    assert 'dir="auto"' in page
    assert re.search(r'data-question="since"[^>]* hidden', page)


def test_all_kinds_are_saved_and_stand_in_the_fields_again(client_of, every_kind):
    client = client_of("focal-point")
    done = client.post(ALL, {**sent(
        title="A title", text="Two\r\nlines 🌍 \u202bعربي", one="plan", several=["fund", "law"], order__rights="2",
        order__skills="1", rating__visas="high", members="12", day="2008-05-01", council__answer="yes",
        council__why="Since the law.", partner="Aldoria (exercise)", partners=["Aldoria (exercise)", ""],
        contact__name="A. Person", contact__email="person@example.org",
    ), "a:scan": SimpleUploadedFile("scan.pdf", PDF), "do": "stay"})
    assert done.status_code == 302
    stored = {one.question: one.value for one in every_kind.answers.all()}
    file = stored.pop("scan")
    assert stored == {
        "title": "A title", "text": "Two\nlines 🌍 \u202bعربي", "one": "plan", "several": ["law", "fund"],
        "order": ["skills", "rights"], "rating": {"visas": "high"}, "members": "12", "day": "2008-05-01",
        "council": {"answer": "yes", "why": "Since the law."}, "partner": ["exercise-aldoria"],
        "partners": ["exercise-aldoria"], "contact": {"name": "A. Person", "email": "person@example.org"},
    }
    assert file["name"] == "scan.pdf"
    page = main(client.get(ALL))
    assert 'value="A title"' in page
    assert "Two\nlines 🌍 \u202bعربي</textarea>" in page
    assert page.index('name="a:order:skills"') < page.index('name="a:order:rights"')
    assert "scan.pdf" in page
    assert not re.search(r'data-question="since"[^>]* hidden', page), "made relevant by an answer of the same page"
    assert ">24<" in page, "calculated"
    assert b"".join(client.get(f"{BASE}files/{file['file']}/").streaming_content) == PDF


def test_what_is_not_accepted_stays_typed_and_says_what_is_accepted(client_of, every_kind):
    page = text(client_of("focal-point").post(ALL, sent(
        title="Kept", members="a dozen", order__rights="1", order__skills="1", partner="Atlantis", day="2008-02-30",
        contact__email="nobody",
    )))
    for said in ("“a dozen” is no number", "Each place is given once", "“Atlantis” is no party known here",
                 "“nobody” is no e-mail address"):
        assert said in page, said
    for typed in ('value="a dozen"', 'value="Atlantis"', 'value="nobody"'):
        assert typed in page
    assert value_of(every_kind, "title") == "Kept", "what is acceptable is saved all the same"
    assert AnswerEdit.objects.filter(response=every_kind, is_aside=True).count() == 5


def test_con_3_what_was_put_right_in_the_same_tab_is_kept_aside_no_longer(client_of, every_kind):
    client = client_of("focal-point")
    for typed in ("a", "a dozen", "12"):
        client.post(SAVE, sent(members=typed))
    assert value_of(every_kind, "members") == "12"
    assert not AnswerEdit.objects.filter(response=every_kind, is_aside=True).exists()
    assert AnswerEdit.objects.filter(response=every_kind, value="a dozen").exists()


def test_an_answer_that_does_not_fit_says_why(client_of, every_kind):
    client = client_of("focal-point")
    client.post(ALL, sent(members="120"))
    assert "Fewer than one hundred, please." in main(client.get(ALL))


def test_a_file_of_another_kind_or_of_another_party_is_no_answer(client_of, every_kind):
    client = client_of("focal-point")
    page = text(client.post(ALL, {**sent(), "a:scan": SimpleUploadedFile("run.exe", b"MZ")}))
    assert "Files of this type are not accepted" in page
    other = asked(every_kind.questionnaire, "exercise-aldoria")
    AnswerFactory(response=other, section="all", question="scan", value={"file": "0", "name": "x"})
    saved = save_answers(
        actor=client_actor(), response=every_kind,
        given={"scan": Given({"file": "6b1f4e1e-0000-4000-8000-000000000000", "name": "theirs.pdf"})},
    )
    assert saved["scan"].refused


def test_con_3_a_file_is_sent_by_itself_as_soon_as_it_is_chosen(client_of, every_kind):
    client, scan = client_of("focal-point"), {"a:scan": SimpleUploadedFile("note.pdf", PDF), "client": "tab-one"}
    told = client.post(SAVE, scan).json()
    assert value_of(every_kind, "scan")["name"] == "note.pdf"
    assert f'href="{BASE}files/{value_of(every_kind, "scan")["file"]}/">note.pdf</a>' in told["files"]["scan"]
    assert told["files"]["scan"] in main(client.get(ALL))
    told = client.post(SAVE, {"a:scan": SimpleUploadedFile("run.exe", b"MZ"), "client": "tab-one"}).json()
    assert "Files of this type are not accepted" in told["refused"]["scan"]
    assert not told["files"]
    assert value_of(every_kind, "scan")["name"] == "note.pdf"


@pytest.mark.parametrize(("role", "status"), [("public", 401), ("press", 404), ("rapporteur", 404)])
def test_con_3_nobody_sends_a_file_for_a_party_they_do_not_answer_for(client_of, every_kind, role, status):
    answer = client_of(role).post(SAVE, {"a:scan": SimpleUploadedFile("note.pdf", PDF), "client": "tab-one"})
    assert answer.status_code == status
    assert value_of(every_kind, "scan") is None


def client_actor() -> Any:
    from convoke.directory.queries import actor_for

    return actor_for(Account.objects.get(email="focal-point@example.org"))


def test_saving_goes_on_to_the_next_section_and_then_to_the_overview(client_of, response):
    client = client_of("focal-point")
    assert client.post(PRIORITIES, {**sent(why="Because."), "do": "next"}).url == POLICY
    assert client.post(POLICY, {**sent(), "do": "next"}).url == BASE


def test_the_language_of_the_questionnaire_is_switched_without_losing_what_was_typed(client_of, response):
    client = client_of("focal-point")
    page = main(client.post(PRIORITIES, {**sent(why="Typed before."), "switch": "fr"}, follow=True))
    assert "Pourquoi ?" in page
    assert "Typed before." in page
    assert "Save and go on" in page, "the page stays in its own language"


def test_an_unknown_section_is_answered_with_those_there_are(client_of, response):
    answer = client_of("focal-point").get(f"{BASE}section/nowhere/")
    assert answer.status_code == 404
    assert POLICY in text(answer)


# ------------------------------------------------------------------ CON-3


def test_con_3_every_field_is_saved_by_itself_and_the_page_is_told_what_is_asked_now(client_of, every_kind):
    told = client_of("focal-point").post(SAVE, sent(council__answer="yes")).json()
    assert told["saved"] == {"council": 1}
    assert "since" in told["asked"]
    assert told["missing"] == 2
    assert told["sections"]["all"] == "1 of 14 questions answered"
    assert re.fullmatch(r"\d\d:\d\d", told["at"])


def test_con_3_two_tabs_never_overwrite_each_other_unawares(client_of, response):
    client = client_of("focal-point")
    first = {**sent(why="From the first tab."), "revision:why": "0"}
    assert client.post(SAVE, first).json()["saved"] == {"why": 1}
    second = {**sent(why="From the second tab."), "client": "tab-two", "revision:why": "0"}
    told = client.post(SAVE, second).json()
    assert told["aside"]["why"] == {"revision": 1, "stands": ["From the first tab."]}
    assert value_of(response, "why") == "From the first tab."
    page = main(client.get(BASE))
    assert "From the second tab." in page
    edit = AnswerEdit.objects.get(response=response, is_aside=True)
    client.post(BASE, {"do": "use", "number": edit.pk})
    assert value_of(response, "why") == "From the second tab."
    assert set(AnswerEdit.objects.filter(response=response).values_list("value", flat=True)) == {
        "From the first tab.", "From the second tab.",
    }
    assert "Texts kept aside" not in main(client.get(BASE))


def test_con_3_two_people_of_one_party_are_told_and_both_texts_are_kept(client_of, response, account_of):
    DelegationFactory(response=response, section="priorities", mandate=contributor(account_of))
    client_of("contributor").post(PRIORITIES, {**sent(why="The ministry's."), "client": "hers", "revision:why": "0"})
    page = text(client_of("focal-point").post(PRIORITIES, {**sent(why="The focal point's."), "revision:why": "0"}))
    assert "Somebody else wrote here meanwhile" in page
    assert "The focal point&#x27;s." in page
    assert value_of(response, "why") == "The ministry's."
    number = re.search(r'name="use" value="(\d+)"', page)[1]
    client_of("focal-point").post(PRIORITIES, {"on-page": [], "client": "tab-one", "use": number})
    assert value_of(response, "why") == "The focal point's."


def test_con_3_what_was_not_touched_is_never_taken_for_typed(client_of, response):
    client = client_of("focal-point")
    client.post(SAVE, sent(why="First."))
    page = text(client.get(PRIORITIES))
    was, revision = (re.search(rf'name="{name}:why" value="([^"]*)"', page)[1] for name in ("was", "revision"))
    client.post(SAVE, {**sent(why="Changed elsewhere."), "client": "elsewhere", "revision:why": revision})
    client.post(PRIORITIES, {**sent(why="First."), "client": "here", "was:why": was, "revision:why": revision})
    assert value_of(response, "why") == "Changed elsewhere."
    assert not AnswerEdit.objects.filter(is_aside=True).exists()


def test_con_3_a_save_whose_answer_was_lost_is_sent_again_and_disturbs_nobody(client_of, response):
    client = client_of("focal-point")
    mine = {**sent(why="Mine."), "revision:why": "0"}
    client.post(SAVE, mine)
    client.post(SAVE, {**sent(why="Theirs."), "client": "other", "revision:why": "1"})
    told = client.post(SAVE, mine).json()
    assert told["aside"] == {}
    assert value_of(response, "why") == "Theirs."
    assert not AnswerEdit.objects.filter(is_aside=True).exists()


def test_con_3_a_text_kept_aside_is_let_go_and_stays_among_the_earlier_ones(client_of, response):
    edit = AnswerEditFactory(response=response, value="Aside.", is_aside=True, reason="Somebody wrote.")
    client = client_of("focal-point")
    assert "Aside." in main(client.get(BASE))
    client.post(BASE, {"do": "let-go", "number": edit.pk})
    assert "Aside." not in main(client.get(BASE))
    assert AnswerEdit.objects.get(pk=edit.pk).value == "Aside."


def test_con_3_an_ended_session_is_told_to_the_script_with_where_to_sign_in(client_of, response):
    answer = client_of("public").post(f"{SAVE}?back={PRIORITIES}", sent(why="Typed."))
    assert answer.status_code == 401
    assert "nothing is lost" in answer.json()["said"]
    assert answer.json()["sign_in"].startswith("/en/account/login/?next=")


def test_con_3_what_was_typed_when_the_session_had_ended_is_saved_after_signing_in(response, account_of):
    client = Client()
    away = client.post(PRIORITIES, {**sent(why="Typed for an hour."), "do": "stay"})
    assert away.url.startswith("/en/account/login/?next=")
    assert value_of(response, "why") is None
    client.post(away.url, {"login": "focal-point@example.org", "password": "focal-point-on-exercise"})
    page = text(client.get(PRIORITIES, follow=True))
    assert value_of(response, "why") == "Typed for an hour."
    assert "What you had typed before you signed in was saved." in page


def test_con_3_a_file_that_comes_when_the_session_had_ended_is_named_to_be_chosen_again(every_kind):
    client = Client()
    away = client.post(ALL, {**sent(text="Typed."), "a:scan": SimpleUploadedFile("note.pdf", PDF), "do": "stay"})
    assert "Files are not kept; please choose them again: note.pdf." in text(client.get(away.url))


def test_con_3_somebody_else_who_signs_in_gets_nothing_of_it(response):
    client = Client()
    client.post(PRIORITIES, sent(why="Secret of Bermea."))
    client.force_login(Account.objects.get(email="press@example.org"))
    answer = client.get(PRIORITIES)
    assert answer.status_code == 404
    assert "Secret of Bermea" not in text(answer)


def test_con_3_a_form_whose_protection_expired_gives_back_what_was_typed(response, account_of):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_of("focal-point"))
    answer = client.post(PRIORITIES, sent(why="Typed <b>long</b>."), headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert "Typed &lt;b&gt;long&lt;/b&gt;." in text(answer)
    assert "Send again" in text(answer)
    foreign = client.post(PRIORITIES, sent(why="Planted."), headers={"Origin": "https://elsewhere.example"})
    assert "Planted." not in text(foreign)


def test_con_3_ten_megabytes_get_a_clear_answer_and_change_nothing(client_of, response):
    client, much = client_of("focal-point"), "x" * (10 * 1024 * 1024)
    told = client.post(SAVE, sent(why=much), headers={"Accept": "application/json"})
    assert told.status_code == 413
    assert "stays on this page" in told.json()["said"]
    page = client.post(PRIORITIES, sent(why=much))
    assert page.status_code == 413
    assert "your browser keeps what you typed" in text(page)


def test_con_3_a_text_longer_than_accepted_is_kept_aside_and_stays_on_the_page(client_of, response):
    page = text(client_of("focal-point").post(PRIORITIES, sent(why="y" * 60_000)))
    assert "Accepted: up to 50000 characters." in page
    assert "y" * 60_000 in page
    assert len(AnswerEdit.objects.get(response=response, is_aside=True).value) == 60_000


def test_con_3_a_correction_moves_the_draft_along_and_asks_to_look_again(client_of, actor):
    response = asked(opened())
    client = client_of("focal-point")
    client.post(SAVE, {**sent(why="Because."), "on-page": ["why", "means"], "a:means": ["law", "plan"]})
    office, questionnaire = actor("task-force"), response.questionnaire
    draft = authoring.begin_correction(actor=office, questionnaire=questionnaire)
    form = to_json(FORM)
    form["sections"][0]["questions"][1]["label"]["en"] = "Why these three?"
    draft.form = form
    draft.save()
    note = {"en": "Which three was unclear."}
    authoring.put_correction_in_force(actor=office, questionnaire=questionnaire, note=note)
    page = main(client.get(BASE))
    assert "The questionnaire was corrected (version 2)." in page
    assert "Which three was unclear." in page
    assert f"{PRIORITIES}#q:why" in page
    section = main(client.get(PRIORITIES))
    assert "Why these three?" in section
    assert "It stands as it is" in section
    was = re.search(r'name="was:why" value="([^"]*)"', section)[1]
    client.post(PRIORITIES, {**sent(why="Because."), "was:why": was, "confirm:why": "1", "revision:why": "2"})
    assert Answer.objects.get(response=response, question="why").look_again == ""


@pytest.mark.parametrize("role", ["public", "press", "delegate", "observer", "chair", "task-force", "contributor"])
def test_con_3_nobody_saves_for_a_party_they_do_not_answer_for(client_of, response, role):
    answer = client_of(role).post(SAVE, sent(why="Not mine."))
    assert answer.status_code in (401, 403, 404)
    assert answer["Content-Type"] == "application/json"
    assert value_of(response, "why") is None
    response.refresh_from_db()
    assert response.state == "asked"


def test_con_3_a_closed_questionnaire_says_so_and_keeps_what_was_typed(client_of, response):
    questionnaire = response.questionnaire
    questionnaire.state = "closed"
    questionnaire.save()
    client = client_of("focal-point")
    told = client.post(SAVE, sent(why="Too late?"))
    assert (told.status_code, "closed" in told.json()["said"]) == (409, True)
    page = client.post(PRIORITIES, sent(why="Too late?"))
    assert page.status_code == 409
    assert "Too late?" in text(page)


@pytest.mark.parametrize("body", [
    {"on-page": ["nothing"]}, {"on-page": ["title"], "revision:title": "-9999999999999"}, {"on-page": ["order"]},
    {"on-page": ["title"], "client": "x" * 5000, "a:title": "\x00"}, {"on-page": ["members"], "a:members": "\x00 x"},
    {"on-page": ["members"], "client": "\x00", "a:members": "1"}, {},
])
def test_con_3_whatever_is_sent_gets_an_answer(client_of, every_kind, body):
    assert client_of("focal-point").post(SAVE, body).status_code == 200


def test_con_3_a_save_costs_few_queries_however_long_the_questionnaire(client_of, queries):
    short, long = asked(opened()), asked(opened(EVERY_KIND, code="long"))
    client = client_of("focal-point")
    counted = []
    for response, code, question in ((short, "exercise-answers", "why"), (long, "long", "text")):
        address = SAVE.replace("exercise-answers", code)
        client.post(address, {**sent(), "on-page": [question], f"a:{question}": "first"})
        counted.append(queries(lambda a=address, q=question: client.post(
            a, {"on-page": [q], "client": "tab-one", f"a:{q}": "second"})))
        assert value_of(response, question) == "second"
    assert counted[0] == counted[1] <= 15, counted


# ------------------------------------------------------------------ the overview, and who sees what


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
    save_answers(actor=client_actor(), response=response, given={
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


# ------------------------------------------------------------------ submitting, receipts


def prepare(client: Client) -> None:
    client.post(SAVE, {"on-page": ["order", "council", "why"], "client": "t", "a:order:rights": "1",
                       "a:council:answer": "no", "a:why": "لأنها مهمة. Because."})


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
