"""Calls of a team."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from convoke.core import clock
from convoke.programme.operations.team_calls import CallPlan, cancel_call, change_call, note_call, plan_call
from convoke.programme.teams.calendar import calendar
from tests.factories import (
    TeamCallFactory,
    TeamMemberFactory,
)

TOMORROW = dt.timedelta(days=1)


def plan(**more) -> CallPlan:
    """A call on the day after tomorrow."""
    day = clock.today() + 2 * TOMORROW
    return CallPlan(**{"topic": "First draft", "day": day, "time": dt.time(15), "time_zone": "Europe/Brussels", **more})


def test_the_team_plans_changes_notes_and_cancels_a_call(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    worker = actor("team-member")
    call = plan_call(actor=worker, session=session, plan=plan())
    moved = change_call(actor=worker, call=call, plan=plan(minutes=30, place="Line 2"))
    assert (moved.minutes, moved.place) == (30, "Line 2")
    event = Calendar.from_ical(calendar("Team", [moved], "https://example.org/")).walk("VEVENT")[0]
    assert event["summary"] == "First draft"
    assert event.decoded("dtstart").hour == 15
    assert event["status"] == "CONFIRMED"
    assert note_call(actor=worker, call=call, notes="Agreed.").notes == "Agreed."
    gone = cancel_call(actor=actor("task-force"), call=call)
    assert Calendar.from_ical(calendar("Team", [gone], "")).walk("VEVENT")[0]["status"] == "CANCELLED"
    with pytest.raises(ValidationError, match="was cancelled"):
        cancel_call(actor=worker, call=call)


@pytest.mark.parametrize(("more", "said"), [
    ({"topic": " "}, "what the call is about"), ({"time_zone": "Mars/North"}, "time zone is not known"),
    ({"minutes": 0}, "1 to 480"), ({"day": dt.date(2001, 1, 1)}, "lies ahead"),
])
def test_a_call_that_cannot_be_is_refused(session, office, more, said):
    with pytest.raises(ValidationError, match=said):
        plan_call(actor=office, session=session, plan=plan(**more))


def test_a_call_that_has_begun_keeps_its_time_and_takes_notes(session, office):
    call = TeamCallFactory(session=session, starts_at=clock.now() - TOMORROW)
    with pytest.raises(ValidationError, match="has begun"):
        change_call(actor=office, call=call, plan=plan())
    assert note_call(actor=office, call=call, notes="Held.").notes == "Held."
