"""What the tests of the agenda's pages share."""

import pytest

from convoke.editions.models import Edition
from tests.factories import ThemeFactory


@pytest.fixture
def edition(db) -> Edition:
    """An edition in preparation with one theme and nothing else on its agenda."""
    found = Edition.objects.get(code="argentina-2010")
    ThemeFactory(edition=found, code="focus-1", order=1)
    return found
