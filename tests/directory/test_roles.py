"""DIR-2: roles come from mandates alone."""

import datetime as dt
from itertools import pairwise

import pytest

from convoke.core.actors import ANONYMOUS, system
from convoke.core.audiences import Audience
from convoke.directory.models import Capacity
from convoke.directory.queries import actor_for, actor_of_account, mandates_of, mandates_of_person
from convoke.directory.roles import OFFICE, ROLES, audiences_for, role, roles_for
from tests.factories import AccountFactory, MandateFactory, PartyFactory

MAY, JUNE = dt.date(2030, 5, 1), dt.date(2030, 6, 1)
NESTED = [Audience.PUBLIC, Audience.PARTICIPANTS, Audience.FRIENDS]


@pytest.fixture
def account(db):
    """An account whose person holds a focal point's mandate in May 2030."""
    account = AccountFactory()
    MandateFactory(person=account.person, party=PartyFactory(code="aldoria"), since=MAY, until=JUNE)
    return account


def test_dir_2_a_role_comes_with_its_mandate_and_goes_with_it(account, settings):
    held = {"focal-point"}
    for date, roles in (
        (MAY - dt.timedelta(1), set()), (MAY, held), (JUNE - dt.timedelta(1), held), (JUNE, set()),
    ):
        settings.CONVOKE_DATE = date
        assert actor_for(account).roles == roles


def test_dir_2_a_person_without_a_mandate_has_the_publics_access_and_no_more(account, settings):
    settings.CONVOKE_DATE = JUNE
    actor = actor_for(account)
    assert actor.audiences == ANONYMOUS.audiences == {"public"}
    assert actor.parties == frozenset()
    assert actor_for(AccountFactory(person=None)).audiences == {"public"}


def test_dir_2_an_account_that_was_closed_has_no_roles(account, settings):
    settings.CONVOKE_DATE = MAY
    account.is_active = False
    assert actor_for(account).roles == frozenset()


def test_dir_2_being_staff_or_superuser_gives_no_role(db):
    assert actor_for(AccountFactory(is_superuser=True)).roles == frozenset()


def test_dir_2_an_actor_acts_for_the_parties_of_the_mandates_in_force(account, settings):
    settings.CONVOKE_DATE = MAY
    MandateFactory(person=account.person, party=PartyFactory(code="bermea"), capacity=Capacity.PRESS)
    actor = actor_for(account)
    assert actor.parties == {"aldoria", "bermea"}
    assert actor.roles == {"focal-point", "press"}
    assert actor.audiences == role("focal-point").audiences


def test_dir_2_an_actor_acts_in_the_capacities_of_the_mandates_it_holds_and_in_no_other(account, settings):
    settings.CONVOKE_DATE = MAY
    aldoria, other = account.person.mandates.get().party, PartyFactory(code="bermea")
    press = MandateFactory(person=account.person, party=other, capacity=Capacity.PRESS)
    MandateFactory(person=account.person, party=PartyFactory(code="cardenia"), capacity=Capacity.PRESS, until=MAY)
    actor = actor_for(account)
    assert actor.acting_for() == sorted([aldoria.pk, other.pk])
    assert actor.acting_for((Capacity.PRESS, Capacity.DEPUTY)) == [other.pk]
    assert actor.acting_for((Capacity.OBSERVER,)) == ANONYMOUS.acting_for() == []
    assert set(actor.mandates()) == {account.person.mandates.get(party=aldoria).pk, press.pk}


def test_dir_2_the_account_of_nobody_and_one_that_was_closed_hold_no_mandate(account, settings):
    settings.CONVOKE_DATE = MAY
    assert actor_for(account).mandates()
    account.is_active = False
    assert actor_for(account).mandates() == []
    assert actor_for(AccountFactory(person=None)).acting_for() == []


def test_an_account_that_is_gone_acts_as_the_public(account):
    assert actor_of_account(account.pk).account_id == account.pk
    assert actor_of_account(0) == ANONYMOUS


def test_an_actor_is_known_in_one_query(account, queries):
    assert queries(lambda: actor_for(account)) == 1


def test_every_role_has_a_name_a_sentence_and_audiences():
    for known in ROLES:
        assert str(known.name)
        assert str(known.sentence)
        assert Audience.PUBLIC in known.audiences
    assert len({known.code for known in ROLES}) == len(ROLES)
    assert {role("chair").code, role("task-force").code} == OFFICE


def test_every_capacity_gives_one_role_but_the_one_that_is_none():
    assert roles_for(capacity for capacity in Capacity if capacity != Capacity.OTHER) == {r.code for r in ROLES}
    assert roles_for([Capacity.OTHER, "unheard-of"]) == frozenset()
    for capacity in set(Capacity) - {Capacity.OTHER}:
        assert len(roles_for([capacity])) == 1


def test_audiences_are_nested_who_reads_the_narrower_reads_the_wider():
    for known in ROLES:
        for wider, narrower in pairwise(NESTED):
            assert narrower not in known.audiences or wider in known.audiences, known.code
    sizes = sorted({known.audiences for known in ROLES}, key=len)
    assert all(smaller < larger for smaller, larger in pairwise(sizes))


def test_only_the_office_reads_what_is_for_the_task_force():
    assert {known.code for known in ROLES if Audience.TASK_FORCE in known.audiences} == OFFICE
    assert audiences_for([]) == {"public"}
    assert audiences_for(["press", "chair"]) == role("chair").audiences
    with pytest.raises(KeyError):
        role("emperor")


def test_the_directory_says_who_held_a_mandate_on_a_past_date(account):
    party = account.person.mandates.get().party
    assert [mandate.person for mandate in mandates_of(system("tests"), party, MAY)] == [account.person]
    assert not mandates_of(system("tests"), party, JUNE).exists()


def test_an_account_rests_on_the_mandates_in_force_today(account, settings):
    settings.CONVOKE_DATE = MAY
    assert mandates_of_person(account).count() == 1
    settings.CONVOKE_DATE = JUNE
    assert mandates_of_person(account).count() == 0
