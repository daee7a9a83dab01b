"""How those asked stand; invitations and reminders."""

import csv
import io

import pytest
from openpyxl import load_workbook

from convoke.consultation.models import Questionnaire
from convoke.consultation.queries import about
from convoke.outreach.models import Escalation, Notice
from tests.factories import QuestionnaireFactory

from .asked import LIST, STANDING, ask, text

# ------------------------------------------------------------------ standing


@pytest.mark.parametrize("role", ["focal-point", "delegate", "press", "civil-society"])
def test_con_2_nobody_but_the_office_sees_the_standing(client_of, survey, role):
    Questionnaire.objects.filter(pk=survey.pk).update(audience="public")
    for page in (STANDING, f"{STANDING}list.csv", f"{STANDING}map.svg"):
        assert client_of(role).get(page).status_code == 403
    assert client_of(role).post(STANDING, {"deed": "invite"}).status_code == 403
    assert not Notice.objects.filter(about=about(survey)).exists()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_office_sees_map_rates_and_everyone_one_by_one(client_of, survey, language):
    page = text(client_of("chair").get(STANDING.replace("/en/", f"/{language}/")))
    for code in ("exercise-bermea", "exercise-one", "exercise-two"):
        assert f"/{language}/outreach/parties/{code}/" in page
    assert page.count("<svg") >= 2
    assert page.count("<h1>") == 1
    assert len(page) < 400_000


def test_the_standing_is_told_as_of_a_day(client_of, survey):
    client = client_of("task-force")
    assert "Standing on 11 January 2030" in text(client.get(STANDING))
    assert "Nobody had been asked by that day" in text(client.get(f"{STANDING}?on=2029-12-31"))
    page = text(client.get(f"{STANDING}?on=2030-01-01"))
    assert "Standing on 1 January 2030" in page


@pytest.mark.parametrize("query", [
    "on=nonsense", "on=2030-02-31", "on=2031-01-01", "standing=alchemy", "region=alchemy", "development=1",
    "grouping=%3Cb%3E", "reach=perhaps", "on=%D9%A2",
])
def test_a_word_that_is_no_day_and_no_choice_is_named_and_left_out(client_of, survey, query):
    page = text(client_of("task-force").get(f"{STANDING}?{query}"))
    assert "is left out" in page
    assert "exercise-two" in page


def test_the_list_is_narrowed_and_says_where_nobody_fits(client_of, survey):
    client = client_of("task-force")
    page = text(client.get(f"{STANDING}?standing=missing"))
    listed = page.partition('id="list"')[2].partition("</table>")[0]
    assert "exercise-two" in listed
    assert "exercise-one" not in listed
    assert "Nobody fits these filters" in text(client.get(f"{STANDING}?standing=declined"))


def test_the_list_and_the_pictures_are_taken_along_as_files(client_of, survey):
    client = client_of("task-force")
    rows = list(csv.reader(io.StringIO(client.get(f"{STANDING}list.csv").content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"exercise-bermea", "exercise-one", "exercise-two"}
    assert rows[0][2] == "Standing"
    narrowed = client.get(f"{STANDING}list.csv?standing=submitted").content.decode("utf-8-sig")
    assert "exercise-two" not in narrowed
    book = load_workbook(io.BytesIO(client.get(f"{STANDING}list.xlsx").content))
    assert book.sheetnames == ["Standing", "Response rates", "Over time"]
    assert [cell.value for cell in book["Response rates"][2]][2:4] == [3, 1]
    assert client.get(f"{STANDING}map.svg").content.startswith(b"<svg")
    assert client.get(f"{STANDING}rates.svg").content.startswith(b"<svg")
    assert client.get(f"{STANDING}rates.png").content.startswith(b"\x89PNG")
    assert "33.3" in client.get(f"{STANDING}rates.csv").content.decode("utf-8-sig")
    assert client.get(f"{STANDING}list.odt").status_code == 404
    assert client.get(f"{STANDING}alchemy.csv").status_code == 404


def test_a_draft_and_a_record_have_no_standing_and_say_so(client_of, demonstration):
    client = client_of("task-force")
    QuestionnaireFactory(edition=demonstration, code="exercise-draft", state="draft")
    assert "Nobody has been asked yet" in text(client.get(f"{LIST}exercise-draft/standing/"))
    assert client.get(f"{LIST}exercise-draft/standing/map.svg").status_code == 404
    record = client.get(f"{LIST}thematic-2006/standing/", follow=True)
    assert "on record only" in text(record)
    assert record.request["PATH_INFO"] == f"{LIST}thematic-2006/"


def test_participants_who_answer_for_themselves_stand_in_the_list_by_name(client_of, survey, account_of):
    ask(survey, party=None, account=account_of("delegate"))
    page = text(client_of("task-force").get(STANDING))
    assert "Delegate (exercise)" in page


# ------------------------------------------------------------------ invitations and reminders


def test_the_office_drafts_the_invitation_and_looks_at_it_before_it_is_sent(client_of, survey):
    answer = client_of("task-force").post(STANDING, {"deed": "invite"}, follow=True)
    notice = Notice.objects.get(about=about(survey))
    assert answer.request["PATH_INFO"] == f"/en/outreach/notices/{notice.code}/preview/"
    assert "nothing is sent before you say so" in text(answer)
    assert notice.selection["parties"] == ["exercise-bermea", "exercise-one", "exercise-two"]
    assert notice.subject["fr"] == "Enquête d’exercice"
    assert f"/outreach/notices/{notice.code}/" in text(client_of("task-force").get(STANDING))


def test_con_4_the_office_begins_step_by_step_with_those_ticked(client_of, survey):
    client = client_of("task-force")
    page = text(client.post(STANDING, {"deed": "steps", "whom": "ticked", "parties": ["exercise-two"]}, follow=True))
    assert "Step by step was begun with 1 party" in page
    assert [one.party.code for one in Escalation.objects.filter(about=about(survey))] == ["exercise-two"]
    assert "E-mail" in page.partition('id="list"')[2]
    again = client.post(STANDING, {"deed": "steps", "whom": "all", "parties": []}, follow=True)
    assert "1 was on the way already" in text(again)
    assert Escalation.objects.filter(about=about(survey)).count() == 2


def test_con_4_all_of_a_narrowed_list_are_reminded(client_of, survey):
    client_of("task-force").post(f"{STANDING}?reach=no", {"deed": "remind", "whom": "all"})
    notice = Notice.objects.get(about=about(survey))
    assert notice.selection["parties"] == ["exercise-two"], "Bermea’s focal point may be reachable; one has answered"


@pytest.mark.parametrize(("sent", "said"), [
    ({"deed": "steps"}, "Nobody is chosen"),
    ({"deed": "remind"}, "Nobody is chosen"),
    ({"deed": "steps", "parties": ["atlantis"]}, "Not asked in this questionnaire: atlantis"),
    ({"deed": "steps", "parties": ["bel"]}, "Not asked in this questionnaire: bel"),
    ({"deed": "steps", "parties": ["exercise-one"]}, "at least one party whose answer is missing"),
    ({"deed": "paint"}, "Choose what is to be done"),
    ({}, "Choose what is to be done"),
])
def test_a_wish_that_cannot_be_carried_out_is_answered_and_nothing_is_done(client_of, survey, sent, said):
    assert said in text(client_of("task-force").post(STANDING, sent, follow=True))
    assert not Escalation.objects.filter(about=about(survey)).exists()
    assert not Notice.objects.filter(about=about(survey)).exists()


def test_a_closed_questionnaire_invites_nobody(client_of, survey):
    Questionnaire.objects.filter(pk=survey.pk).update(state="closed")
    page = text(client_of("task-force").post(STANDING, {"deed": "invite"}, follow=True))
    assert "is not open" in page
    assert "Draft the invitation" not in page
