"""A questionnaire that was put to three states ten days ago."""

import datetime as dt

import pytest

from convoke.consultation.models import Questionnaire
from convoke.directory.models import Party
from tests.factories import ASKED, QuestionnaireFactory, QuestionnaireVersionFactory, SubmissionFactory

from .asked import ask, state


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
