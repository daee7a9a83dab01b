"""A draft of a small questionnaire, the same once it is open, and the office that writes it."""

import datetime as dt

import pytest
from django.test import Client

from convoke.consultation.form.model import Form
from convoke.consultation.models import Disclosure, Questionnaire
from convoke.consultation.operations import authoring as operations
from convoke.consultation.operations.authoring import Terms
from convoke.core import clock
from tests.factories.survey import FORM

from .drafts import OFFICE


@pytest.fixture
def office(client_of) -> Client:
    """The task force, signed in."""
    return client_of("task-force")


@pytest.fixture
def draft(demonstration):
    """A draft of the small form to exercise parties."""

    def build(form: Form = FORM, code: str = "small") -> Questionnaire:
        return operations.draft_questionnaire(
            actor=OFFICE, edition=demonstration, code=code, form=form, is_exercise=True, terms=Terms(
                name={"en": "Small survey", "fr": "Petite enquête"}, due_at=clock.now() + dt.timedelta(days=9),
                disclosures=(Disclosure.TOTALS, Disclosure.FRIENDS),
            ),
        )

    return build


@pytest.fixture
def opened(draft) -> Questionnaire:
    """The same, open."""
    return operations.open_questionnaire(actor=OFFICE, questionnaire=draft())
