"""The page of a session tells where it stands: everyone as it was released, the office as it is planned."""

import datetime as dt
import re

import pytest

from convoke.core.actors import system
from convoke.editions.models import Edition
from convoke.programme.models import Session
from convoke.programme.operations.timetable import place_session, release_timetable

PLANNED, MOVED = "29 October 2008, 09:30 to 11:00", "30 October 2008, 14:00 to 15:00"


@pytest.fixture
def session(demonstration) -> Session:
    return Session.objects.get(edition__code="manila-2008", code="1.1")


def told(client) -> str:
    page = client.get("/en/manila-2008/programme/1.1/").content.decode()
    [meta] = re.findall(r'page-head__meta">(.*?)</p>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", meta)


def test_before_the_release_the_office_alone_sees_the_place(session, client_of):
    assert PLANNED in told(client_of("task-force"))
    assert "Main room (exercise)" in told(client_of("task-force"))
    for role in ("public", "focal-point", "press"):
        assert "2008" not in told(client_of(role)), role


def test_after_it_everyone_sees_what_was_released_until_the_next_release(session, client_of):
    edition, office = Edition.objects.get(code="manila-2008"), system("tests")
    release_timetable(actor=office, edition=edition, accepted="Exercise.")
    assert PLANNED in told(client_of("public"))
    day = dt.date(2008, 10, 30)
    place_session(
        actor=office, session=session, room=session.room,
        starts_at=dt.datetime.combine(day, dt.time(14)), ends_at=dt.datetime.combine(day, dt.time(15)),
    )
    assert PLANNED in told(client_of("public"))
    assert MOVED in told(client_of("task-force"))
    release_timetable(actor=office, edition=edition, accepted="Exercise.")
    assert MOVED in told(client_of("public"))


def test_a_meeting_that_is_over_keeps_the_days_on_record(demonstration, client_of):
    page = client_of("public").get("/en/brussels-2007/programme/opening/").content.decode()
    assert "July 2007" in page
