"""What the tests of the marketplace share: an edition in preparation with a marketplace, two parties."""

import datetime as dt

import pytest

from convoke.core import clock
from convoke.directory.models import Party
from convoke.editions.models import Edition
from tests.factories import EditionFactory, MarketplaceFactory


@pytest.fixture
def bermea(db: None) -> Party:
    """The party of the exercise focal point."""
    return Party.objects.get(code="exercise-bermea")


@pytest.fixture
def observatory(db: None) -> Party:
    """The organisation of the exercise observer and provider."""
    return Party.objects.get(code="exercise-observatory")


@pytest.fixture
def edition(demonstration: Edition) -> Edition:
    """An edition in preparation with a marketplace without dates."""
    begins = clock.today() + dt.timedelta(days=100)
    made: Edition = EditionFactory(
        forum=demonstration.forum, code="exercise-market", ordinal=90, state="preparing", starts_on=begins,
        ends_on=begins + dt.timedelta(days=1),
    )
    MarketplaceFactory(edition=made)
    return made
