"""The same question over editions."""

import pytest

from convoke.consultation.models import QuestionMatch, Questionnaire
from tests.factories import PriorityFactory, QuestionMatchFactory, QuestionnaireFactory, QuestionnaireVersionFactory

from .asked import LIST, SURVEY, text


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
