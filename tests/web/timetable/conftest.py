"""What the tests of the timetable's pages share: a meeting that begins today, and its main room."""

import datetime as dt

import pytest

from convoke.core import clock
from convoke.editions.models import Edition
from convoke.programme.models import Room
from tests.factories import EditionFactory, RoomFactory


@pytest.fixture
def edition(db) -> Edition:
    today = clock.today()
    return EditionFactory(
        code="exercise-2030", time_zone="Europe/Brussels", starts_on=today, ends_on=today + dt.timedelta(days=2),
        state="meeting",
    )


@pytest.fixture
def room(edition) -> Room:
    return RoomFactory(edition=edition, code="main", name={"en": "Main room (exercise)"})
