"""What a team owes, by when, and who works on it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.policy import Denied, readable
from convoke.programme.models import TeamCall
from convoke.programme.operations.team_calls import note_call
from convoke.programme.operations.team_duties import (
    change_duty_state,
    set_duty,
    waive_duty,
)
from convoke.programme.states import DutyState
from tests.factories import (
    DocumentFactory,
    TeamCallFactory,
    TeamDutyFactory,
    TeamMemberFactory,
)

TOMORROW = dt.timedelta(days=1)


def test_the_office_sets_what_is_owed_by_when_and_by_whom(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    due = clock.today() + dt.timedelta(days=10)
    duty = set_duty(actor=actor("task-force"), session=session, kind="concept-note", due_on=due, party=bermea)
    assert (duty.state, duty.due_on, duty.party) == (DutyState.OWED, due, bermea)
    later = set_duty(actor=actor("chair"), session=session, kind="concept-note", due_on=due + TOMORROW)
    assert (later.pk, later.due_on, later.party) == (duty.pk, due + TOMORROW, None)


def test_what_is_owed_is_something_possible(session, cardenia, office):
    for given, said in (
        ({"kind": "song", "due_on": None}, "things listed"),
        ({"kind": "panel", "due_on": clock.today() - TOMORROW}, "today or later"),
        ({"kind": "panel", "due_on": session.edition.ends_on + TOMORROW}, "after the meeting"),
        ({"kind": "panel", "due_on": None, "party": cardenia}, "Only a member"),
        ({"kind": "panel", "due_on": None, "note": "x" * 501}, "at most 500"),
    ):
        with pytest.raises(ValidationError, match=said):
            set_duty(actor=office, session=session, **given)


def test_a_thing_is_delivered_with_its_document_or_a_note(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    duty = TeamDutyFactory(session=session, note="In French, please.")
    worker, paper = actor("team-member"), DocumentFactory(edition=session.edition)
    assert change_duty_state(actor=worker, duty=duty, state="in-work").state == DutyState.IN_WORK
    with pytest.raises(ValidationError, match="choose its document, or say in a note"):
        change_duty_state(actor=worker, duty=duty, state="delivered")
    with pytest.raises(ValidationError, match="a document of this session"):
        change_duty_state(actor=worker, duty=duty, state="delivered", document=paper)
    session.papers.add(paper)
    done = change_duty_state(actor=worker, duty=duty, state="delivered", document=paper)
    assert (done.document, done.state, done.note) == (paper, DutyState.DELIVERED, "In French, please.")
    with pytest.raises(ValidationError, match="cannot become"):
        change_duty_state(actor=worker, duty=duty, state="owed")


def test_what_is_not_needed_is_waived_by_the_office_with_a_reason(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    duty = TeamDutyFactory(session=session)
    with pytest.raises(Denied):
        waive_duty(actor=actor("team-member"), duty=duty, reason="No.")
    with pytest.raises(ValidationError, match="reason"):
        waive_duty(actor=actor("task-force"), duty=duty, reason=" ")
    assert waive_duty(actor=actor("task-force"), duty=duty, reason="One paper is enough.").state == DutyState.WAIVED


def test_who_is_not_in_the_team_does_not_work_in_it(session, cardenia, actor):
    TeamMemberFactory(session=session, party=cardenia)
    duty, call = TeamDutyFactory(session=session), TeamCallFactory(session=session)
    for role in ("focal-point", "team-member", "observer", "press", "delegate"):
        with pytest.raises(Denied):
            change_duty_state(actor=actor(role), duty=duty, state="in-work")
        with pytest.raises(Denied):
            note_call(actor=actor(role), call=call, notes="Heard nothing.")
        assert not readable(actor(role), TeamCall).exists()
