"""The pages of questionnaires: what each is, how those asked stand, invitations, reminders, comparison, desks."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from convoke.consultation.models import KnownReply, QuestionMatch, Questionnaire, Response
from convoke.consultation.queries import about
from convoke.directory.models import Account, Party
from convoke.outreach.models import Escalation, Notice
from convoke.web.addresses import page_of
from convoke.web.desks import consultation as desk
from tests.factories import (
    ASKED,
    AnswerFactory,
    ClearanceFactory,
    DelegationFactory,
    EditionFactory,
    IntakeFactory,
    KnownReplyFactory,
    PartyFactory,
    PriorityFactory,
    QuestionMatchFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
    ReplyCountFactory,
    ResponseFactory,
    SubmissionFactory,
    ThemeFactory,
    ThemeReasonFactory,
)

LIST = "/en/brussels-2007/questionnaires/"
SURVEY = f"{LIST}exercise-survey/"
STANDING = f"{SURVEY}standing/"


@pytest.fixture(autouse=True)
def standing_at(settings):
    """Ten days after the questionnaire was sent."""
    settings.CONVOKE_DATE = ASKED.date() + dt.timedelta(days=10)


@pytest.fixture
def survey(demonstration) -> Questionnaire:
    """An open questionnaire put to states of the exercise: Bermea, one has answered, one has not."""
    made = QuestionnaireFactory(
        edition=demonstration, code="exercise-survey", state="open", opened_at=ASKED, is_exercise=True,
        due_at=ASKED + dt.timedelta(days=20), audience="friends", results_audience="friends",
        name={"en": "Exercise survey", "fr": "Enquête d’exercice"}, disclosures=["task-force", "friends"],
    )
    QuestionnaireVersionFactory(questionnaire=made, number=1)
    ask(made, party=Party.objects.get(code="exercise-bermea"))
    SubmissionFactory(response=ask(made, party=state("exercise-one"), state="submitted"), at=ASKED)
    ask(made, party=state("exercise-two"))
    return made


def state(code: str) -> Party:
    return PartyFactory(code=code)


def ask(questionnaire: Questionnaire, **fields) -> Response:
    return ResponseFactory(questionnaire=questionnaire, version=questionnaire.versions.latest("number"), **fields)


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


# ------------------------------------------------------------------ the list


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_everyone_finds_the_questionnaires_of_an_edition_from_its_navigation(client_of, demonstration, language):
    page = text(client_of("public").get(f"/{language}/brussels-2007/questionnaires/"))
    assert 'aria-current="page"' in page
    for one in Questionnaire.objects.filter(edition=demonstration, state="closed"):
        assert f"/{language}/brussels-2007/questionnaires/{one.code}/" in page
    assert "123" in page, "counts known from the sources"


def test_lib_1_the_list_has_what_the_reader_may_know(client_of, survey):
    QuestionnaireFactory(edition=survey.edition, code="exercise-draft", state="draft", audience="public")
    assert "exercise-survey" not in text(client_of("public").get(LIST))
    assert "exercise-survey" not in text(client_of("press").get(LIST))
    own = text(client_of("focal-point").get(LIST))
    assert "exercise-survey" in own
    assert f"{SURVEY}answer/exercise-bermea/" in own
    assert "exercise-draft" not in own
    office = text(client_of("task-force").get(LIST))
    assert "exercise-draft" in office
    assert "1 of 3 asked have answered (33 %)" in office
    assert "of 3 asked" not in own


def test_an_edition_without_questionnaires_says_so(client_of, db):
    EditionFactory(code="aldoria-2040")
    assert "No questionnaire of this edition is on record" in text(
        client_of("public").get("/en/aldoria-2040/questionnaires/")
    )


# ------------------------------------------------------------------ what a questionnaire is


def test_who_was_asked_finds_the_deadline_in_their_own_zone_and_one_button(client_of, survey):
    Account.objects.filter(email="focal-point@example.org").update(time_zone="Asia/Manila")
    page = text(client_of("focal-point").get(SURVEY))
    assert "21 January 2030, 20:00 (Asia/Manila)" in page
    assert page.count("Answer the questionnaire") == 1
    assert f'href="{SURVEY}answer/exercise-bermea/"' in page
    assert "task-force" not in page.partition("<main")[2].partition("</header>")[0]
    assert STANDING not in page


@pytest.mark.parametrize(("state_", "word"), [
    ("asked", "Answer the questionnaire"), ("draft", "Go on answering"), ("reopened", "Go on answering"),
    ("submitted", "See the answer"),
])
def test_the_button_says_what_there_is_to_do(client_of, survey, state_, word):
    survey.responses.filter(party__code="exercise-bermea").update(state=state_)
    assert word in text(client_of("focal-point").get(SURVEY))


def test_the_whole_form_is_read_in_any_of_its_languages(client_of, survey):
    page = text(client_of("focal-point").get(SURVEY))
    for words in ("Priorities", "Rank your first three", "Remittances", "Is there a council?", "How many members?"):
        assert words in page
    assert "asked only where earlier answers call for it" in page
    french = text(client_of("focal-point").get(f"{SURVEY}?language=fr"))
    assert "Classez vos trois premiers" in french
    assert '<span lang="fr" dir="ltr">Classez' in french


def test_versions_and_corrections_are_read_and_a_version_in_the_making_is_the_offices(client_of, survey):
    QuestionnaireVersionFactory(questionnaire=survey, number=2, note={"en": "A word was put right."})
    QuestionnaireVersionFactory(questionnaire=survey, number=3, frozen_at=None, checksum="")
    page = text(client_of("focal-point").get(SURVEY))
    assert "A word was put right." in page
    assert "version 2" in page
    assert "Version 3" not in page
    assert "version 1" in text(client_of("focal-point").get(f"{SURVEY}?version=1"))
    assert "version 3" in text(client_of("task-force").get(SURVEY))


def test_a_version_or_language_that_there_is_not_is_named_and_the_usual_shown(client_of, survey):
    page = text(client_of("focal-point").get(f"{SURVEY}?version=<b>9&language=xx"))
    assert "“&lt;b&gt;9, xx” is neither a version nor a language" in page
    assert "Rank your first three" in page


def test_con_2_the_terms_say_who_will_see_what(client_of, survey):
    page = text(client_of("focal-point").get(SURVEY))
    assert "nobody; it is counted in totals only · the Friends of the Forum" in page
    assert "once they are published" in page
    assert "fewer than 5 answers" in page


def test_con_2_who_has_answered_is_shown_once_the_results_are_published(client_of, survey):
    assert "Who has answered" not in text(client_of("focal-point").get(SURVEY))
    Questionnaire.objects.filter(pk=survey.pk).update(results_published_at=ASKED)
    page = text(client_of("focal-point").get(SURVEY))
    assert "Who has answered" in page
    assert "/en/parties/exercise-one/" in page
    assert "/en/parties/exercise-two/" not in page


def test_a_questionnaire_that_one_may_not_know_is_missing(client_of, survey):
    assert client_of("public").get(SURVEY).status_code == 404
    assert client_of("press").get(SURVEY).status_code == 404
    assert client_of("public").get(f"{LIST}alchemy/").status_code == 404


def test_the_survey_of_regional_processes_is_a_record_with_its_known_replies(client_of, demonstration):
    record = QuestionnaireFactory(edition=demonstration, code="exercise-processes")
    ReplyCountFactory(questionnaire=record, value=9, what={"en": "completed questionnaires"})
    for kind, number in (("completed", 9), ("material", 2), ("none", 1)):
        KnownReplyFactory.create_batch(number, questionnaire=record, kind=kind)
    page = text(client_of("public").get(f"{LIST}exercise-processes/"))
    assert "on record" in page
    for label, number in (("completed questionnaire", 9), ("material in place of a questionnaire", 2), ("no reply", 1)):
        assert f"<dt>{label}</dt><dd>{number}</dd>" in page
    assert f"/en/parties/{KnownReply.objects.filter(kind='none', questionnaire=record).get().party.code}/" in page
    assert "The form itself is not on record" in page


def test_pro_5_each_priority_leads_to_the_themes_that_cite_it(client_of, demonstration):
    record = QuestionnaireFactory(edition=demonstration, code="exercise-record")
    cited, other = PriorityFactory(questionnaire=record, rank=1), PriorityFactory(questionnaire=record)
    theme = ThemeFactory(edition=demonstration, title={"en": "A theme of the exercise"})
    ThemeReasonFactory(theme=theme, questionnaire=None, priority=cited)
    page = text(client_of("public").get(f"{LIST}exercise-record/"))
    assert f"/en/brussels-2007/themes/{theme.code}/#thread" in page
    assert page.count("No theme cites it on record") == 1
    assert page_of(other) == f"{LIST}exercise-record/#{other.code}"
    led = text(client_of("public").get(f"/en/brussels-2007/themes/{theme.code}/"))
    assert f"{LIST}exercise-record/#{cited.code}" in led


def test_the_link_of_the_invitation_leads_each_reader_to_their_own_answer(client_of, survey):
    assert client_of("focal-point").get(f"{SURVEY}answer/").url == f"{SURVEY}answer/exercise-bermea/"
    office = client_of("task-force").get(f"{SURVEY}answer/", follow=True)
    assert "You do not answer this questionnaire" in text(office)
    assert "/account/login/" in client_of("public").get(f"{SURVEY}answer/").url


def test_a_questionnaire_with_many_parties_costs_no_more(client_of, survey):
    client, reader = client_of("task-force"), client_of("focal-point")

    def cost() -> tuple[int, ...]:
        found = []
        for one, page in ((client, LIST), (client, SURVEY), (client, STANDING), (reader, LIST), (reader, SURVEY)):
            with CaptureQueriesContext(connection) as captured:
                text(one.get(page))
            found.append(len(captured))
        return tuple(found)

    cost()
    before = cost()
    for number in range(40):
        SubmissionFactory(response=ask(survey, party=state(f"exercise-more-{number}"), state="submitted"), at=ASKED)
    assert cost() == before
    assert max(before) <= 40


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


# ------------------------------------------------------------------ comparing


@pytest.fixture
def earlier(survey) -> Questionnaire:
    """A questionnaire on record that asked the same."""
    made = QuestionnaireFactory(edition=survey.edition, code="exercise-earlier")
    QuestionnaireVersionFactory(questionnaire=made, number=1)
    PriorityFactory(questionnaire=made, question="order", choice="rights", rank=4)
    return made


def test_the_office_maps_a_question_in_two_steps(client_of, survey, earlier):
    client, page = client_of("task-force"), f"{SURVEY}compare/"
    assert "Go on to the choices" in text(client.get(page))
    key = "brussels-2007/exercise-earlier:order"
    second = text(client.get(page, {"earlier": key, "later": "order"}))
    assert 'name="choice-rights"' in second
    sent = {"earlier": key, "later": "order", "choice-rights": "rights", "choice-skills": "", "note-en": "Same words."}
    done = client.post(page, sent, follow=True)
    assert "stand side by side now" in text(done)
    assert QuestionMatch.objects.get(later=survey).choices == {"rights": "rights"}
    read = text(client_of("focal-point").get(page))
    assert "Same words." in read
    assert ">4<" in read
    assert "Map these two anew" not in read


@pytest.mark.parametrize(("sent", "said"), [
    ({"earlier": "", "later": ""}, "Choose a question of this questionnaire"),
    ({"earlier": "atlantis-1999/x:order", "later": "order"}, "Choose the question of another questionnaire"),
    ({"earlier": "brussels-2007/exercise-earlier:council", "later": "order"}, "answered in different ways"),
    ({"earlier": "brussels-2007/exercise-earlier:order", "later": "order", "choice-rights": "alchemy",
      "note-en": "Kept."}, "Not a choice of these questions: alchemy"),
    ({"earlier": "brussels-2007/exercise-earlier:order", "later": "order", "choice-rights": "skills",
      "choice-skills": "skills", "note-en": "Kept."}, "Given more than once: skills"),
])
def test_a_mapping_that_cannot_be_is_answered_and_nothing_typed_is_lost(client_of, survey, earlier, sent, said):
    page = text(client_of("task-force").post(f"{SURVEY}compare/", sent))
    assert said in page
    assert ("Kept." in page) == ("note-en" in sent)
    assert not QuestionMatch.objects.filter(later=survey).exists()


def test_nobody_but_the_office_maps(client_of, survey, earlier):
    sent = {"earlier": "brussels-2007/exercise-earlier:order", "later": "order"}
    assert client_of("focal-point").post(f"{SURVEY}compare/", sent).status_code == 403
    assert "Set two questions side by side" not in text(client_of("focal-point").get(f"{SURVEY}compare/"))


def test_con_2_numbers_stand_beside_a_question_only_for_who_sees_the_results(client_of, survey, earlier):
    QuestionMatchFactory(earlier=earlier, earlier_question="order", later=survey, later_question="order",
                         choices={"rights": "rights"})
    assert "Named by" in text(client_of("task-force").get(f"{SURVEY}compare/"))
    assert "Named by" not in text(client_of("focal-point").get(f"{SURVEY}compare/"))


def test_what_became_of_each_priority_is_told_with_links(client_of, demonstration):
    page = text(client_of("public").get(f"{LIST}thematic-2006/compare/"))
    assert "What became of each priority" in page
    assert "/en/brussels-2007/themes/" in page
    assert "/en/brussels-2007/programme/" in page
    assert "Report due" in page


# ------------------------------------------------------------------ desks


def words(actor) -> str:
    """What stands on a desk of the questionnaires of Brussels 2007."""
    return "\n".join(
        f"{item.what} [{item.word}] {item.link} {item.due or ''}" for item in desk.items(actor, ASKED.date())
        if "/brussels-2007/" in item.link
    )


def test_the_focal_point_finds_the_questionnaire_with_its_deadline_on_the_desk(survey, actor, client_of):
    assert words(actor("focal-point")) == (
        f"Answer the questionnaire “Exercise survey”. [Answer] {SURVEY}answer/exercise-bermea/ 2030-01-21"
    )
    assert "Answer the questionnaire “Exercise survey”" in text(client_of("focal-point").get("/en/desk/"))


def test_the_desk_says_how_far_an_answer_is_what_was_corrected_and_that_it_is_reopened(survey, actor):
    own = survey.responses.get(party__code="exercise-bermea")
    AnswerFactory(response=own, question="why")
    AnswerFactory(response=own, question="order", value=None)
    assert "1 question is answered" in words(actor("focal-point"))
    own.answers.filter(question="why").update(look_again="The question was corrected.")
    assert "was corrected: look at 1 answer again" in words(actor("focal-point"))
    own.answers.all().delete()
    Response.objects.filter(pk=own.pk).update(state="reopened")
    assert "is reopened and waits to be submitted again" in words(actor("focal-point"))
    Response.objects.filter(pk=own.pk).update(state="submitted")
    assert words(actor("focal-point")) == ""


def test_a_section_waits_with_its_day_and_comes_back_to_the_focal_point(survey, actor, account_of):
    own = survey.responses.get(party__code="exercise-bermea")
    mandate = account_of("contributor").person.mandates.get()
    handed = DelegationFactory(response=own, mandate=mandate, section="policy", due_on=dt.date(2030, 1, 15))
    assert words(actor("contributor")) == (
        "Answer the section “Policy” of “Exercise survey”. [Answer] "
        f"{SURVEY}answer/exercise-bermea/section/policy/ 2030-01-15"
    )
    handed.state, handed.over_at = "returned", ASKED
    handed.save()
    assert words(actor("contributor")) == ""
    assert "has handed back the section “Policy”" in words(actor("focal-point"))


def test_who_clears_finds_the_answer_on_the_desk(survey, actor, account_of):
    own = survey.responses.get(party__code="exercise-bermea")
    ClearanceFactory(response=own, mandate=account_of("delegate").person.mandates.get())
    assert "Clear the answer to “Exercise survey” before it is submitted." in words(actor("delegate"))


def test_the_office_finds_how_many_have_answered_what_is_drafted_and_what_was_received(survey, actor):
    QuestionnaireFactory(edition=survey.edition, code="exercise-draft", state="draft", name={"en": "A draft"})
    IntakeFactory.create_batch(2, response=survey.responses.first())
    IntakeFactory(response=survey.responses.first(), state="set-aside", over_at=ASKED)
    said = words(actor("task-force"))
    assert "“Exercise survey”: 1 of 3 asked have answered." in said
    assert "The questionnaire “A draft” is being drafted." in said
    assert "2 answers received as files or on paper wait for you" in said
    assert "Answer the questionnaire" not in said, "the office answers for nobody"


def test_others_desks_stay_empty(survey, actor):
    for role in ("press", "civil-society", "observer", "team-member"):
        assert words(actor(role)) == ""


@pytest.mark.parametrize(("role", "most"), [("focal-point", 3), ("delegate", 3), ("task-force", 5)])
def test_the_desk_costs_three_queries_and_five_for_the_office_however_much_waits(survey, actor, queries, role, most):
    someone = actor(role)
    assert queries(lambda: desk.items(someone, ASKED.date())) <= most
    for number in range(3):
        other = QuestionnaireFactory(
            edition=survey.edition, code=f"exercise-{number}", state="open", opened_at=ASKED, due_at=ASKED
        )
        QuestionnaireVersionFactory(questionnaire=other, number=1)
        own = ask(other, party=Party.objects.get(code="exercise-bermea"))
        DelegationFactory(response=own, mandate=Account.objects.get(
            email="delegate@example.org").person.mandates.get())
    assert queries(lambda: desk.items(someone, ASKED.date())) <= most
