"""What the tests of teams share: a session of an edition in preparation, and two parties of the exercise."""

import datetime as dt

import pytest

from convoke.core import clock
from convoke.core.actors import Actor, system
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.programme.models import Session
from tests.factories import (
    EditionFactory,
    SessionFactory,
)

TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def bermea(db: None) -> Party:
    """The party of the exercise focal point."""
    return Party.objects.get(code="exercise-bermea")


@pytest.fixture
def cardenia(db: None) -> Party:
    """Another state of the exercise."""
    return Party.objects.get(code="exercise-cardenia")


@pytest.fixture
def session(demonstration: Edition) -> Session:
    """A session of an edition in preparation."""
    begins = clock.today() + dt.timedelta(days=100)
    edition = EditionFactory(
        forum=demonstration.forum, ordinal=90, state="preparing", starts_on=begins, ends_on=begins + TOMORROW
    )
    made: Session = SessionFactory(edition=edition, code="9.1")
    return made


@pytest.fixture
def office() -> Actor:
    """A command, which may do everything."""
    return system("tests")
