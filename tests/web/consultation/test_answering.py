"""A section of a questionnaire as each of those who take part in an answer meets it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convoke.consultation.models import AnswerEdit
from convoke.consultation.operations.answering import Given, save_answers
from tests.factories.survey import AnswerFactory

from .answering_forms import ALL, BASE, PDF, POLICY, PRIORITIES, SAVE, asked, focal_point, main, sent, text, value_of


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
        actor=focal_point(), response=every_kind,
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
