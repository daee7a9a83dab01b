"""What the tests of the agenda share: an edition in preparation, the office, and a party with its focal point."""

import pytest

from convoke.core.actors import Actor
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.editions.states import EditionState
from tests.factories import EditionFactory


@pytest.fixture
def office(actor) -> Actor:
    return actor("task-force")


@pytest.fixture
def focal_point(actor) -> Actor:
    return actor("focal-point")


@pytest.fixture
def party(account_of) -> Party:
    """The party the exercise's focal point speaks for."""
    return account_of("focal-point").person.mandates.filter(party__isnull=False).first().party


@pytest.fixture
def edition(db) -> Edition:
    return EditionFactory(state=EditionState.PREPARING)
