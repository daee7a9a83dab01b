"""The pages of questionnaires: their list, and what each is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convoke.consultation.models import KnownReply, Questionnaire
from convoke.directory.models import Account
from convoke.web.addresses import page_of
from tests.factories import (
    ASKED,
    EditionFactory,
    KnownReplyFactory,
    PriorityFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
    ReplyCountFactory,
    SubmissionFactory,
    ThemeFactory,
    ThemeReasonFactory,
)

from .asked import LIST, STANDING, SURVEY, ask, state, text

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
