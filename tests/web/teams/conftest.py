"""What the tests of the teams' pages share: a session of an edition in preparation."""

import datetime as dt

import pytest

from convoke.core import clock
from convoke.editions.models import Edition
from convoke.programme.models import Session
from tests.factories import EditionFactory, SessionFactory


@pytest.fixture
def session(demonstration: Edition) -> Session:
    """A session of an edition in preparation, that nobody prepares yet."""
    begins = clock.today() + dt.timedelta(days=100)
    edition = EditionFactory(
        forum=demonstration.forum, code="exercise-teams", ordinal=90, state="preparing", starts_on=begins,
        ends_on=begins + dt.timedelta(days=1),
    )
    made: Session = SessionFactory(edition=edition, code="9.1")
    return made
