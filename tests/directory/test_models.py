"""What the database itself keeps right about parties, mandates and accounts."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from convoke.directory.models import Account, Capacity, Mandate, Party
from tests.factories import (
    AccountFactory,
    GroupingFactory,
    GroupingMembershipFactory,
    MandateFactory,
    PartyFactory,
    PartyNameFactory,
    PersonFactory,
)

MAY, JUNE = dt.date(2030, 5, 1), dt.date(2030, 6, 1)


def test_dir_1_a_party_has_one_focal_point_at_a_time():
    constraint = next(c for c in Mandate._meta.constraints if c.name == "dir_1_one_open_focal_point")
    assert "DIR-1" in str(constraint.violation_error_message)


def test_dir_1_a_second_open_focal_point_is_refused(db):
    party = PartyFactory()
    MandateFactory(party=party)
    with pytest.raises(IntegrityError), transaction.atomic():
        MandateFactory(party=party)
    with pytest.raises(ValidationError, match="DIR-1: a party has one focal point at a time"):
        Mandate(person=PersonFactory(), party=party, capacity=Capacity.FOCAL_POINT).full_clean()


def test_dir_1_a_focal_point_is_followed_by_another_once_the_mandate_has_ended(db):
    party = PartyFactory()
    MandateFactory(party=party, until=MAY)
    MandateFactory(party=party, since=MAY)
    assert party.mandates.count() == 2


def test_dir_1_a_focal_point_may_have_deputies(db):
    party = PartyFactory()
    MandateFactory(party=party)
    MandateFactory(party=party, capacity=Capacity.DEPUTY)
    MandateFactory(party=party, capacity=Capacity.DEPUTY)


def test_dir_1_each_party_has_a_focal_point_of_its_own(db):
    person = PersonFactory()
    MandateFactory(person=person)
    MandateFactory(person=person)


def test_the_same_mandate_is_given_once(db):
    mandate = MandateFactory(capacity=Capacity.DEPUTY)
    with pytest.raises(IntegrityError), transaction.atomic():
        MandateFactory(person=mandate.person, party=mandate.party, capacity=Capacity.DEPUTY)


@pytest.mark.parametrize("maker", [MandateFactory, GroupingMembershipFactory, PartyNameFactory])
def test_a_period_ends_after_it_began(db, maker):
    maker(since=MAY, until=JUNE)
    for until in (MAY, dt.date(2030, 4, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            maker(since=MAY, until=until)


def test_a_state_that_exists_carries_its_codes(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyFactory(is_exercise=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyFactory(un_since=JUNE, un_until=MAY)


def test_a_party_is_a_member_of_the_united_nations_from_its_first_day_to_the_day_before_its_last():
    party = Party(un_since=MAY, un_until=JUNE)
    days = (MAY - dt.timedelta(1), MAY, JUNE - dt.timedelta(1), JUNE)
    assert [party.in_un_on(day) for day in days] == [False, True, True, False]
    assert not Party().in_un_on(MAY)


def test_a_party_has_one_name_a_language_and_period(db):
    party = PartyFactory()
    PartyNameFactory(party=party)
    PartyNameFactory(party=party, until=MAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyNameFactory(party=party)


def test_a_party_is_in_a_grouping_once_a_period(db):
    party, grouping = PartyFactory(), GroupingFactory()
    GroupingMembershipFactory(party=party, grouping=grouping)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupingMembershipFactory(party=party, grouping=grouping)


def test_an_address_signs_in_to_one_account_however_it_is_written(db):
    AccountFactory(email="ada@example.net")
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountFactory(email="Ada@Example.net")
    assert Account.objects.get_by_natural_key("ADA@example.NET").email == "ada@example.net"


def test_an_account_without_a_password_cannot_be_entered_by_one(db):
    account = Account.objects.create_user("Bo@Example.net")
    assert account.email == "bo@example.net"
    assert not account.has_usable_password()
    assert str(account) == "bo@example.net"
