"""What the tests of the survey share: an open questionnaire put to two states that do not exist."""

import datetime as dt
from collections.abc import Callable

import pytest

from convoke.consultation.models import Disclosure, Questionnaire, Response
from convoke.consultation.operations.authoring import Terms, draft_questionnaire, open_questionnaire
from convoke.core import clock
from convoke.core.actors import Actor, system
from convoke.directory.models import Party
from convoke.editions.models import Edition
from tests.factories.survey import FORM


@pytest.fixture
def bermea(db: None) -> Party:
    """The party of the exercise focal point."""
    return Party.objects.get(code="exercise-bermea")


@pytest.fixture
def aldoria(db: None) -> Party:
    """Another party of the exercise."""
    return Party.objects.get(code="exercise-aldoria")


@pytest.fixture
def office() -> Actor:
    """A command, which may do everything."""
    return system("tests")


@pytest.fixture
def opened(
    demonstration: Edition, bermea: Party, aldoria: Party, office: Actor
) -> Callable[..., Questionnaire]:
    """Opens a questionnaire of the small form now, or ``days`` ago, due so many days after."""

    def build(*, days: int = 0, runs: int = 21, code: str = "small", **terms: object) -> Questionnaire:
        at = clock.now() - dt.timedelta(days=days)
        given = {
            "name": {"en": "Small survey", "fr": "Petite enquête"}, "addressed_to": "parties",
            "invited": (bermea, aldoria), "due_at": at + dt.timedelta(days=runs),
            "disclosures": (Disclosure.TOTALS, Disclosure.FRIENDS), **terms,
        }
        draft = draft_questionnaire(
            actor=office, edition=demonstration, code=code, terms=Terms(**given), form=FORM, is_exercise=True
        )
        return open_questionnaire(actor=office, questionnaire=draft, at=at)

    return build


@pytest.fixture
def response(opened: Callable[..., Questionnaire], bermea: Party) -> Response:
    """What the party of the exercise focal point was asked."""
    return opened().responses.get(party=bermea)
