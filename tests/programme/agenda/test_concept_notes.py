"""The concept note of a session is begun as a paper of its team."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.policy import Denied
from convoke.editions.states import EditionState
from convoke.library.models import Document
from convoke.programme.agenda.reading import without_concept_note
from convoke.programme.models import TeamDuty
from convoke.programme.operations.concept_notes import start_concept_note
from convoke.programme.operations.team_duties import set_duty
from tests.factories import DocumentFactory, EditionFactory, SessionFactory, TeamMemberFactory


@pytest.fixture
def session(db):
    return SessionFactory(
        edition=EditionFactory(state=EditionState.PREPARING, starts_on=None, ends_on=None),
        title={"en": "Recruitment", "fr": "Recrutement"},
    )


def test_a_concept_note_is_begun_once_under_the_title_of_its_session(actor, session):
    office = actor("task-force")
    assert session.pk in without_concept_note(session.edition)
    made = start_concept_note(actor=office, session=session)
    assert (made.kind, made.audience, made.language, made.languages) == ("concept-note", "team", "en", ["fr"])
    assert list(session.papers.all()) == [made]
    assert without_concept_note(session.edition) == set()
    with pytest.raises(ValidationError, match="already"):
        start_concept_note(actor=office, session=session)


def test_a_member_of_the_team_begins_it_and_what_the_team_owes_is_in_work(actor, account_of, session):
    party = account_of("focal-point").person.mandates.filter(party__isnull=False).first().party
    with pytest.raises(Denied):
        start_concept_note(actor=actor("focal-point"), session=session)
    TeamMemberFactory(session=session, party=party)
    duty = set_duty(
        actor=actor("task-force"), session=session, kind=TeamDuty.Kind.CONCEPT_NOTE,
        due_on=clock.today() + dt.timedelta(days=9),
    )
    made = start_concept_note(actor=actor("focal-point"), session=session)
    assert list(made.authors.all()) == [party]
    duty.refresh_from_db()
    assert (duty.state, duty.document) == ("in-work", made)


@pytest.mark.parametrize("role", ["press", "delegate", "observer"])
def test_who_does_not_work_in_the_team_begins_none(actor, session, role):
    with pytest.raises(Denied):
        start_concept_note(actor=actor(role), session=session)
    assert not Document.objects.filter(edition=session.edition).exists()


def test_another_paper_of_a_session_is_no_concept_note(session):
    session.papers.add(DocumentFactory(edition=session.edition, kind=Document.Kind.BACKGROUND_PAPER))
    assert session.pk in without_concept_note(session.edition)
