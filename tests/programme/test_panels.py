"""Who has which role in a session, from the proposal to the confirmation, or the withdrawal the day before."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.policy import Denied, readable
from convoke.programme.models import PanelRole
from convoke.programme.operations import panels as operations
from convoke.programme.timetable.standing import gone_ahead
from tests.factories import EditionFactory, PanelRoleFactory, PartyFactory, PersonFactory, SessionFactory

OFFICE = system("tests")


@pytest.fixture
def session(db):
    tomorrow = clock.now() + dt.timedelta(days=1)
    return SessionFactory(edition=EditionFactory(), starts_at=tomorrow, ends_at=tomorrow + dt.timedelta(hours=1))


@pytest.fixture
def proposed(session):
    return operations.propose_role(
        actor=OFFICE, session=session, person=PersonFactory(), role="panellist", party=PartyFactory()
    )


def own(role: PanelRole) -> Actor:
    """Who replies for the party of a role."""
    return Actor(account_id=None, roles=frozenset({"focal-point"}), parties=frozenset({role.party.code}))


def test_a_panellist_is_proposed_invited_and_confirmed_by_the_own_party(proposed):
    with pytest.raises(Denied):
        operations.reply_for_panellist(actor=own(proposed), role=proposed, reply="confirmed")
    invited = operations.invite_panellist(actor=OFFICE, role=proposed)
    done = operations.reply_for_panellist(actor=own(proposed), role=invited, reply="confirmed")
    assert (done.state, done.replied_at is not None) == ("confirmed", True)


def test_the_same_role_is_not_given_to_the_same_person_twice(proposed):
    with pytest.raises(ValidationError, match="already"):
        operations.propose_role(
            actor=OFFICE, session=proposed.session, person=proposed.person, role="panellist"
        )


def test_a_refusal_has_its_reason(proposed):
    operations.invite_panellist(actor=OFFICE, role=proposed)
    with pytest.raises(ValidationError, match="reason"):
        operations.reply_for_panellist(actor=OFFICE, role=proposed, reply="declined")
    done = operations.reply_for_panellist(actor=OFFICE, role=proposed, reply="declined", reason="Another meeting.")
    assert done.reason == "Another meeting."
    assert operations.invite_panellist(actor=OFFICE, role=done).reason == ""


@pytest.mark.parametrize("reply", ["", "maybe", "withdrawn"])
def test_a_reply_that_is_none_is_refused(proposed, reply):
    operations.invite_panellist(actor=OFFICE, role=proposed)
    with pytest.raises(ValidationError, match="confirmed, declined"):
        operations.reply_for_panellist(actor=OFFICE, role=proposed, reply=reply)


def test_a_panellist_who_withdraws_the_day_before_is_missed_until_somebody_is_named(session):
    role = PanelRoleFactory(session=session, role="panellist", order=0)
    done = operations.withdraw_panellist(actor=own(role), role=role, reason="Illness.")
    assert done.state == "withdrawn"
    assert done in gone_ahead(OFFICE, clock.now())
    operations.propose_role(actor=OFFICE, session=session, person=PersonFactory(), role="panellist")
    assert done not in gone_ahead(OFFICE, clock.now())


def test_two_who_withdraw_are_missed_twice_and_one_replacement_fills_one_place(session):
    for _number in range(2):
        PanelRoleFactory(session=session, role="panellist", state="withdrawn")
    operations.propose_role(actor=OFFICE, session=session, person=PersonFactory(), role="panellist")
    assert len(gone_ahead(OFFICE, clock.now())) == 1


def test_nobody_withdraws_the_people_of_others(session):
    role, other = PanelRoleFactory(session=session), PanelRoleFactory(session=session)
    for one in (ANONYMOUS, own(other)):
        with pytest.raises(Denied):
            operations.withdraw_panellist(actor=one, role=role, reason="No.")


def test_a_state_that_cannot_follow_is_refused(session):
    role = PanelRoleFactory(session=session, state="withdrawn")
    with pytest.raises(ValidationError, match="cannot become"):
        operations.withdraw_panellist(actor=OFFICE, role=role, reason="Again.")


def test_lib_1_the_public_sees_who_has_confirmed_and_nobody_else(session):
    shown = PanelRoleFactory(session=session)
    hidden = [PanelRoleFactory(session=session, state=state) for state in ("proposed", "invited", "declined")]
    assert list(readable(ANONYMOUS, PanelRole).filter(session=session)) == [shown]
    assert hidden[0] in readable(own(hidden[0]), PanelRole)
    assert hidden[1] not in readable(own(hidden[0]), PanelRole)


def test_a_biography_has_its_limits_and_languages_are_known(proposed):
    with pytest.raises(ValidationError, match="at most"):
        operations.set_biography(actor=OFFICE, role=proposed, biography={"en": "a" * 2001})
    with pytest.raises(ValidationError, match="qqq1"):
        operations.set_biography(actor=OFFICE, role=proposed, biography={}, languages=["qqq1"])
    done = operations.set_biography(actor=own(proposed), role=proposed, biography={"en": "Works."}, languages=["fr"])
    assert (str(done.biography), done.languages) == ("Works.", ["fr"])
