"""One report a language, composed once for all tests that only look at it."""

from functools import cache

import pytest

from convoke.core.actors import ANONYMOUS
from convoke.editions.models import Edition
from convoke.reporting.document import Report
from convoke.reporting.outcome_report import compose
from convoke.reporting.renderers import RENDERERS

LANGUAGES = ("en", "fr", "es", "nl", "ar")


@cache
def _composed(language: str) -> Report:
    return compose(actor=ANONYMOUS, edition=Edition.objects.get(code="brussels-2007"), language=language)


@cache
def _rendered(language: str, format: str) -> bytes:
    return RENDERERS[format](_composed(language))


@pytest.fixture
def report(demonstration):
    """The report in a language."""
    return _composed


@pytest.fixture
def rendered(demonstration):
    """The report in a language and a format, as bytes."""
    return _rendered
