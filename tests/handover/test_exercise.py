"""The demonstration's accounts: one for each role, people and parties that do not exist."""

import pytest
from django.contrib.auth.hashers import check_password

from convoke.bodies.models import MeetingInvitation, SilenceAddressee, SilenceProcedure
from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.directory.models import Account, Party, Person
from convoke.directory.queries import actor_for
from convoke.directory.roles import ROLES
from convoke.handover.exercise import ACCOUNTS, PARTIES, bodies, create_exercise


def test_there_is_an_account_for_each_role(db):
    for given in ACCOUNTS:
        account = Account.objects.get(email=given.email)
        assert check_password(given.password, account.password)
        assert actor_for(account).roles == {given.role}
    assert {given.role for given in ACCOUNTS} == {role.code for role in ROLES}


def test_exercise_people_and_parties_are_marked_as_such(db):
    assert Party.objects.filter(code__in=[party.code for party in PARTIES], is_exercise=True).count() == len(PARTIES)
    assert not Person.objects.filter(account__isnull=False, is_exercise=False).exists()


def test_only_what_is_missing_is_made(db):
    assert create_exercise(actor=system("tests")) == 0
    Account.objects.get(email="press@example.org").delete()
    assert create_exercise(actor=system("tests")) == 1
    assert JournalEntry.objects.latest("sequence").facts == {"accounts": ["press@example.org"]}


def test_only_who_runs_the_forum_may_make_them(db):
    with pytest.raises(Denied):
        create_exercise(actor=ANONYMOUS)


def test_no_state_is_said_to_have_been_asked_or_to_have_replied(db):
    asked = SilenceAddressee.objects.select_related("party")
    invited = MeetingInvitation.objects.select_related("party")
    assert asked.count() == 9
    assert invited.count() == 4
    assert all(one.party.is_exercise for one in (*asked, *invited))
    assert all("(exercise)" in one.title["en"] for one in SilenceProcedure.objects.all())


def test_the_exercise_has_a_proposal_running_one_adopted_and_one_stopped(db):
    states = dict(SilenceProcedure.objects.values_list("code", "state"))
    assert states == {
        "exercise-place": "adopted", "exercise-figures": "stopped", "exercise-delegation": "circulated",
    }
    before = JournalEntry.objects.count()
    bodies.create(actor=system("tests"))
    assert JournalEntry.objects.count() == before
