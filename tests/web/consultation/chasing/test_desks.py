"""What of questionnaires stands on the desks of those concerned."""

import datetime as dt

import pytest

from convoke.consultation.models import Response
from convoke.directory.models import Account, Party
from convoke.web.desks import consultation as desk
from tests.factories import (
    ASKED,
    AnswerFactory,
    ClearanceFactory,
    DelegationFactory,
    IntakeFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
)

from .asked import SURVEY, ask, text


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
