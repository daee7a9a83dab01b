"""What the tests of the survey's pages share: a response to a small questionnaire, and to one of all kinds."""

import pytest

from convoke.consultation.models import Response

from .answering_forms import EVERY_KIND, asked, opened


@pytest.fixture
def response(db: None) -> Response:
    """Bermea's response to the small questionnaire."""
    return asked(opened())


@pytest.fixture
def every_kind(db: None) -> Response:
    """Bermea's response to the questionnaire with all kinds of questions."""
    return asked(opened(EVERY_KIND))
