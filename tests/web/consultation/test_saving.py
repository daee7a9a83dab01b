"""CON-3: every field is saved by itself, whatever happens to the line, the session or a second tab."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from convoke.consultation.form.model import to_json
from convoke.consultation.models import Answer, AnswerEdit
from convoke.consultation.operations import authoring
from convoke.directory.models import Account
from tests.factories.survey import FORM, AnswerEditFactory, DelegationFactory

from .answering_forms import (
    ALL,
    BASE,
    EVERY_KIND,
    PDF,
    PRIORITIES,
    SAVE,
    asked,
    contributor,
    main,
    opened,
    sent,
    text,
    value_of,
)


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
