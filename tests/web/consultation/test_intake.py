"""The pages of answers that come in as files and on paper: taking the form along, handing in, entering, checking."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from convoke.consultation.models import Answer, Intake, ReceivedBy, Response, Submission
from convoke.consultation.operations.answering import Given, save_answers
from convoke.consultation.operations.authoring import close_questionnaire
from convoke.consultation.queries import present_answers
from convoke.consultation.states import IntakeState
from convoke.core.actors import system
from tests.factories.survey import SubmissionFactory

from .answering_forms import PDF, asked, text

ROOT = "/en/brussels-2007/questionnaires/exercise-answers/"
OWN = f"{ROOT}answer/exercise-bermea/"
UPLOAD, RECEIVED = f"{OWN}upload/", f"{ROOT}received/"
PNG = b"\x89PNG\r\n\x1a\n exercise"
TYPED = {"order": ["rights", "skills"], "why": "Typed in the file <b>"}


def downloaded(client: Client, ending: str = "xlsx", **query: str) -> bytes:
    answer = client.get(f"{OWN}form.{ending}", query)
    assert answer.status_code == 200
    return answer.content


def filled(content: bytes, **values: Any) -> SimpleUploadedFile:
    """A downloaded spreadsheet, with cells filled in by the key of their answer (``a__b`` is ``a|b``)."""
    book = load_workbook(io.BytesIO(content))
    left = {key.replace("__", "|"): value for key, value in values.items()}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_col=1):
            if row[0].value in left:
                sheet.cell(row[0].row, 3).value = left.pop(row[0].value)
    assert not left
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("form.xlsx", out.getvalue())


def handed_in(client: Client, **values: Any) -> Intake:
    sent = client.post(UPLOAD, {"file": filled(downloaded(client), **values)})
    made = Intake.objects.latest("pk")
    assert sent.headers["Location"] == f"{ROOT}handed-in/{made.pk}/"
    return made


def page_of(intake: Intake) -> str:
    return f"{ROOT}handed-in/{intake.pk}/"


def on_paper(client: Client, content: bytes = PDF, name: str = "scan.pdf", channel: str = "paper") -> Intake:
    sent = client.post(RECEIVED, {
        "party": "exercise-bermea", "channel": channel, "file": SimpleUploadedFile(name, content),
    })
    assert sent.status_code == 302, text(sent)
    return Intake.objects.latest("pk")


def entry(do: str, **fields: Any) -> dict[str, Any]:
    data = {f"a:{name.replace('__', ':')}": value for name, value in fields.items()}
    return {"do": do, "on-page": sorted({name.partition("__")[0] for name in fields}), **data}


def test_the_form_is_taken_along_in_each_language_with_what_was_answered(response, client_of, actor):
    save_answers(actor=actor("focal-point"), response=response, given={"why": Given("Typed before")})
    client = client_of("focal-point")
    page = text(client.get(UPLOAD))
    for language in ("en", "fr"):
        assert f"form.xlsx?language={language}" in page
    book = load_workbook(io.BytesIO(downloaded(client, language="fr")))
    seen = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "Typed before" in seen
    assert "Pourquoi ?" in seen
    blank = load_workbook(io.BytesIO(downloaded(client, blank="1")))
    assert "Typed before" not in [cell.value for sheet in blank for row in sheet.iter_rows() for cell in row]
    assert downloaded(client, "docx")[:2] == b"PK"


def test_a_form_in_another_format_is_answered_with_those_there_are(response, client_of):
    answer = client_of("focal-point").get(f"{OWN}form.pdf")
    assert answer.status_code == 404
    assert "form.xlsx" in text(answer)


def test_who_was_asked_takes_a_blank_form_along(response, client_of):
    answer = client_of("focal-point").get(f"{ROOT}form.xlsx")
    assert answer.status_code == 200
    assert load_workbook(io.BytesIO(answer.content))["_convoke"]["B5"].value is None
    assert client_of("delegate").get(f"{ROOT}form.xlsx").status_code == 404


def test_a_file_handed_in_is_shown_line_by_line_and_put_into_the_draft(response, client_of, actor):
    save_answers(actor=actor("focal-point"), response=response, given={"why": Given("Typed before")})
    client = client_of("focal-point")
    handed = handed_in(client, why="Typed in the file <b>", order__rights=1, order__skills=1, council__answer="No")
    page = text(client.get(page_of(handed)))
    assert "Typed in the file &lt;b&gt;" in page
    assert "Typed before" in page
    assert "differs from the draft" in page
    assert "Place 1 was given to: Rights, Skills" in page
    assert "not read as an answer" in page
    sent = client.post(page_of(handed), {"do": "confirm", "take": ["why", "council"]}, follow=True)
    assert "were put into the draft" in text(sent)
    assert present_answers(response) == {"why": "Typed in the file <b>", "council": {"answer": "no"}}


def test_every_kind_of_question_comes_back_through_a_file(every_kind, client_of):
    client = client_of("focal-point")
    handed = handed_in(
        client, title="T", one="Plan", several__law="x", order__skills=1, rating__visas="Low", members=7,
        day="2010-01-02", council__answer="Yes", since="2001", contact__name="N. N.",
        partners__1="Aldoria (exercise)", partner__1="Bermea (exercise)",
    )
    client.post(page_of(handed), {"do": "confirm", "take": list(handed.answers)})
    assert present_answers(every_kind) == {
        "title": "T", "one": "plan", "several": ["law"], "order": ["skills"], "rating": {"visas": "low"},
        "members": "7", "day": "2010-01-02", "council": {"answer": "yes"}, "since": "2001",
        "contact": {"name": "N. N."}, "partners": ["exercise-aldoria"], "partner": ["exercise-bermea"],
    }


@pytest.mark.parametrize(("name", "content", "said"), [
    ("form.xlsm", b"PK\x03\x04", "Files with macros are not accepted"),
    ("letter.pdf", PDF, "Accepted: the form as it was downloaded here"),
    ("form.xlsx", b"", "empty"),
    ("form.xlsx", b"nothing of the kind", "damaged"),
])
def test_a_file_that_is_not_accepted_is_answered_beside_its_field(response, client_of, name, content, said):
    answer = client_of("focal-point").post(UPLOAD, {"file": SimpleUploadedFile(name, content), "note": "My note"})
    assert answer.status_code == 200
    assert said in text(answer)
    assert "My note" in text(answer)
    assert not Intake.objects.exists()


def test_no_file_at_all_is_told(response, client_of):
    assert "This field is required" in text(client_of("focal-point").post(UPLOAD, {}))


def test_no_choice_is_told_and_nothing_is_changed(response, client_of):
    client = client_of("focal-point")
    handed = handed_in(client, why="Because")
    assert "Choose at least one answer" in text(client.post(page_of(handed), {"do": "confirm"}))
    assert "cannot be done here" in text(client.post(page_of(handed), {"do": "anything"}))
    assert not Answer.objects.exists()


def test_the_task_force_takes_a_mailed_file_in_and_submits_it(response, client_of):
    content = filled(downloaded(client_of("focal-point")), why="Mailed", order__rights=1).read()
    office = client_of("task-force")
    handed = on_paper(office, content, "form.xlsx", "e-mail")
    page = text(office.get(page_of(handed)))
    assert "Submit them for the party" in page
    sent = office.post(page_of(handed), {"do": "submit", "take": ["why", "order"]}, follow=True)
    assert "Taken in as answer no. 1" in text(sent)
    assert Submission.objects.get().channel == ReceivedBy.EMAIL
    assert "Confirm it, or reopen it" in text(client_of("focal-point").get(page_of(handed)))


def test_paper_is_entered_beside_its_scan_and_checked_by_another(response, client_of):
    first, second = client_of("task-force"), client_of("chair")
    handed = on_paper(first, PNG, "scan.png", "fax")
    page = text(first.get(page_of(handed)))
    assert f"files/{handed.file_id}/?show=1" in page
    assert 'name="a:order:rights"' in page
    assert 'name="a:members"' in page  # asked on paper whatever it depends on
    picture = first.get(f"{page_of(handed)}files/{handed.file_id}/?show=1")
    assert picture["Content-Type"] == "image/png"
    assert "attachment" not in picture["Content-Disposition"]

    first.post(page_of(handed), entry("enter", order__rights="1", order__skills="2", why="Becuase", council__answer=""))
    assert "what one person entered is checked by another" in text(first.get(page_of(handed)))
    assert "Becuase" in text(second.get(page_of(handed)))
    checked = entry("check", order__rights="1", order__skills="2", why="Because")
    done = second.post(page_of(handed), checked, follow=True)
    assert "Corrected by who checked it" in text(done)
    assert Submission.objects.get().answers == {"order": ["rights", "skills"], "why": "Because"}


def test_what_is_not_accepted_comes_back_with_everything_typed(response, client_of):
    office = client_of("task-force")
    handed = on_paper(office)
    page = text(office.post(
        page_of(handed), entry("enter", order__rights="1", order__skills="1", why="As it stands on paper")
    ))
    assert "Place 1 was given to" in page
    assert "As it stands on paper" in page
    assert 'value="1"' in page
    assert Intake.objects.get().answers == {}


def test_entering_is_kept_and_gone_on_with_later(response, client_of):
    office = client_of("task-force")
    handed = on_paper(office)
    office.post(page_of(handed), {**entry("keep", why="Half of it"), "note": "Page two is unclear"})
    page = text(office.get(page_of(handed)))
    assert "Half of it" in page
    assert "Page two is unclear" in page
    assert Intake.objects.get().state == IntakeState.RECEIVED


def test_what_was_entered_is_sent_back_or_set_aside_and_taken_up_again(response, client_of):
    first, second = client_of("task-force"), client_of("chair")
    handed = on_paper(first)
    first.post(page_of(handed), entry("enter", why="Because"))
    assert "Say what should be looked at" in text(second.post(page_of(handed), {"do": "send-back", "reason": ""}))
    second.post(page_of(handed), {"do": "send-back", "reason": "Page two"})
    assert "Page two" in text(first.get(page_of(handed)))
    first.post(page_of(handed), {"do": "set-aside", "reason": "A copy of another"})
    assert "Take it up again" in text(first.get(page_of(handed)))
    first.post(page_of(handed), {"do": "take-up"})
    assert Intake.objects.get().state == IntakeState.RECEIVED


def test_con_1_it_is_said_before_that_an_answer_counts_already(response, client_of, actor):
    SubmissionFactory(response=response)
    Response.objects.filter(pk=response.pk).update(state="submitted", submitted_at=response.asked_at)
    handed = handed_in(client_of("focal-point"), why="Because")
    page = text(client_of("focal-point").get(page_of(handed)))
    assert "CON-1" in page
    assert "Reopen it to put these answers into it" in page
    assert "Submit them for the party" in text(client_of("task-force").get(page_of(handed)))


def test_a_closed_questionnaire_takes_nothing_in_and_says_so(response, client_of):
    handed = handed_in(client_of("focal-point"), why="Because")
    close_questionnaire(actor=system("tests"), questionnaire=response.questionnaire)
    for client, page in ((client_of("focal-point"), UPLOAD), (client_of("task-force"), RECEIVED)):
        assert 'type="file"' not in text(client.get(page))
    assert "not open" in text(client_of("focal-point").get(page_of(handed)))


def test_the_office_lists_what_was_received_by_state(response, client_of):
    office = client_of("task-force")
    on_paper(office)
    assert "Bermea (exercise)" in text(office.get(RECEIVED)).partition('class="entries"')[2].partition("</ol>")[0]
    assert "Nothing is in this state" in text(office.get(RECEIVED, {"state": "set-aside"}))
    assert office.get(RECEIVED, {"state": "no-such-state", "page": "99"}).status_code == 200


@pytest.mark.parametrize("role", ["contributor", "delegate", "observer", "press"])
def test_con_2_nobody_else_sees_what_was_handed_in(response, client_of, role):
    handed = on_paper(client_of("task-force"))
    client = client_of(role)
    for page in (UPLOAD, page_of(handed), f"{page_of(handed)}files/{handed.file_id}/", f"{OWN}form.xlsx"):
        answer = client.get(page)
        assert answer.status_code in (403, 404)
        assert "scan.pdf" not in text(answer)
    assert client.get(RECEIVED).status_code in (403, 404)
    assert client.post(page_of(handed), {"do": "set-aside", "reason": "x"}).status_code in (403, 404)


def test_another_party_sees_nothing_and_who_is_not_signed_in_is_asked_to(response, client_of):
    other = asked(response.questionnaire, "exercise-aldoria")
    assert client_of("focal-point").get(f"{ROOT}answer/{other.party.code}/upload/").status_code == 404
    for page in (UPLOAD, RECEIVED, f"{OWN}form.xlsx"):
        assert client_of("public").get(page).status_code == 302


def test_the_focal_point_neither_enters_nor_hands_in_for_others(response, client_of):
    handed = on_paper(client_of("task-force"))
    client = client_of("focal-point")
    assert client.get(RECEIVED).status_code == 403
    assert client.post(page_of(handed), entry("enter", why="Because")).status_code == 403
    assert 'name="a:why"' not in text(client.get(page_of(handed)))


def test_three_files_cost_as_many_queries_as_one(response, client_of, queries: Callable[..., int]):
    focal, office = client_of("focal-point"), client_of("task-force")
    handed_in(focal, why="One")
    focal.get(UPLOAD)
    office.get(RECEIVED)
    one = [queries(lambda: focal.get(UPLOAD)), queries(lambda: office.get(RECEIVED))]
    handed_in(focal, why="Two")
    on_paper(office)
    three = [queries(lambda: focal.get(UPLOAD)), queries(lambda: office.get(RECEIVED))]
    assert three == one


def test_a_long_report_costs_as_many_queries_as_a_short_one(response, client_of, queries: Callable[..., int]):
    client = client_of("focal-point")
    short = handed_in(client, why="One")
    long = handed_in(client, why="One", order__rights=1, council__answer="Yes", members=3)
    client.get(page_of(short))
    assert queries(lambda: client.get(page_of(long))) == queries(lambda: client.get(page_of(short)))


def test_the_pages_speak_every_language_of_the_interface(response, client_of):
    handed = handed_in(client_of("focal-point"), why="Because")
    paper = on_paper(client_of("task-force"))
    for language in ("fr", "es", "nl", "ar", "en"):
        for page in (UPLOAD, page_of(handed)):
            assert client_of("focal-point").get(page.replace("/en/", f"/{language}/")).status_code == 200
        for page in (RECEIVED, page_of(paper)):
            assert client_of("task-force").get(page.replace("/en/", f"/{language}/")).status_code == 200
