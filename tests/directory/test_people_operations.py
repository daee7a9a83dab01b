"""People are entered, corrected and merged; channels are kept."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity, Channel, Mandate, Party, Person
from convoke.directory.operations.accounts import choose_time_zone
from convoke.directory.operations.channels import add_channel, change_channel, end_channel, mark_unreliable
from convoke.directory.operations.people import NewPerson, correct_person, enter_person, merge
from convoke.directory.search import likely_duplicates, people_found
from tests.factories import (
    AccountFactory,
    ChannelFactory,
    DeliveryFactory,
    InvitationFactory,
    MandateFactory,
    PanelRoleFactory,
    PartyFactory,
    PersonFactory,
)

OFFICE = system("tests")


def test_the_same_name_twice_gets_a_code_of_its_own(db):
    codes = [enter_person(actor=OFFICE, new=NewPerson("Jean  Dupont ")).code for _time in range(3)]
    assert codes == ["jean-dupont", "jean-dupont-2", "jean-dupont-3"]
    assert enter_person(actor=OFFICE, new=NewPerson("محمد")).code


def test_a_focal_point_corrects_the_people_of_her_party_and_no_others(db, actor):
    own = MandateFactory(party=Party.objects.get(code="exercise-bermea"), capacity=Capacity.CONTRIBUTOR).person
    correct_person(actor=actor("focal-point"), person=own, name="Right Name", honorific="H.E.", language="ar")
    own.refresh_from_db()
    assert (str(own), own.language) == ("H.E. Right Name", "ar")
    with pytest.raises(Denied):
        correct_person(actor=actor("focal-point"), person=MandateFactory().person, name="X")
    with pytest.raises(ValidationError):
        correct_person(actor=actor("focal-point"), person=own, name="...")


def test_a_focal_point_corrects_nobody_of_the_office(db, actor, account_of):
    chair = account_of("chair").person
    MandateFactory(party=Party.objects.get(code="exercise-bermea"), capacity=Capacity.CONTRIBUTOR, person=chair)
    with pytest.raises(Denied):
        correct_person(actor=actor("focal-point"), person=chair, name="X")


def test_all_that_hangs_on_a_duplicate_moves_to_the_one_kept(db):
    keep, duplicate = PersonFactory(name="Ana Ruiz"), PersonFactory(name="RUIZ, Ana", honorific="Ms", language="es")
    mandate = MandateFactory(person=duplicate, capacity=Capacity.DEPUTY)
    invitation, account = InvitationFactory(mandate=mandate), AccountFactory(person=duplicate)
    ChannelFactory(person=duplicate, address="ana@example.net")
    role, delivery = PanelRoleFactory(person=duplicate), DeliveryFactory(person=duplicate)
    merge(actor=OFFICE, keep=keep, duplicate=duplicate)
    for thing in (mandate, invitation, account, role, delivery, keep, duplicate):
        thing.refresh_from_db()
    assert {mandate.person, account.person, role.person, delivery.person} == {keep}
    assert keep.channels.get().address == "ana@example.net"
    assert (keep.honorific, keep.language, duplicate.merged_into) == ("Ms", "es", keep)
    assert JournalEntry.objects.latest("sequence").facts["code"] == duplicate.code


def test_mandates_that_overlap_become_one_and_channels_both_have_are_kept_once(db):
    party, keep, duplicate = PartyFactory(), PersonFactory(), PersonFactory()
    first = MandateFactory(person=keep, party=party, capacity=Capacity.DEPUTY, since=dt.date(2007, 1, 1))
    second = MandateFactory(person=duplicate, party=party, capacity=Capacity.DEPUTY, since=dt.date(2006, 1, 1),
                            until=dt.date(2007, 6, 1), designation="NV 1")
    invitation = InvitationFactory(mandate=second)
    for person in (keep, duplicate):
        ChannelFactory(person=person, address="same@example.net")
    merge(actor=OFFICE, keep=keep, duplicate=duplicate)
    first.refresh_from_db()
    invitation.refresh_from_db()
    assert (first.since, first.until, first.designation) == (dt.date(2006, 1, 1), None, "NV 1")
    assert not Mandate.objects.filter(pk=second.pk).exists()
    assert (invitation.mandate, invitation.state) == (first, "revoked")
    assert keep.channels.count() == 1


def test_two_with_an_account_are_not_merged(db):
    keep, duplicate = AccountFactory().person, AccountFactory().person
    with pytest.raises(ValidationError, match="account"):
        merge(actor=OFFICE, keep=keep, duplicate=duplicate)
    with pytest.raises(ValidationError, match="different"):
        merge(actor=OFFICE, keep=keep, duplicate=keep)


def test_who_was_merged_is_found_no_more_and_not_merged_again(db, actor):
    keep, duplicate = PersonFactory(name="Quaxo Same"), PersonFactory(name="Same, QUAXO")
    assert [set(one.people) for one in likely_duplicates() if keep.pk in one.people] == [{keep.pk, duplicate.pk}]
    merge(actor=actor("task-force"), keep=keep, duplicate=duplicate)
    assert people_found(actor("task-force"), "quaxo") == [keep.pk]
    assert not readable(OFFICE, Person).filter(pk=duplicate.pk).exists()
    assert not [one for one in likely_duplicates() if keep.pk in one.people]
    with pytest.raises(ValidationError, match="merged"):
        merge(actor=OFFICE, keep=PersonFactory(), duplicate=duplicate)


def test_merging_is_the_right_of_the_office(db, actor):
    for one in (ANONYMOUS, actor("focal-point"), actor("press")):
        with pytest.raises(Denied):
            merge(actor=one, keep=PersonFactory(), duplicate=PersonFactory())


@pytest.mark.parametrize(("kind", "address"), [
    ("email", "nobody"), ("email", "a b@example.org"), ("phone", "call me"), ("fax", "12"), ("pigeon", "x"),
    ("post", "  "), ("phone", "+32 (2) 501 81 11 extension"),
])
def test_an_address_that_is_none_is_refused_with_what_is_accepted(db, kind, address):
    with pytest.raises(ValidationError):
        add_channel(actor=OFFICE, person=PersonFactory(), kind=kind, address=address)


def test_channels_are_added_changed_and_ended(db):
    person = PersonFactory()
    channel = add_channel(actor=OFFICE, person=person, kind="email", address=" Office@EXAMPLE.org", order=1)
    assert channel.address == "Office@example.org"
    with pytest.raises(ValidationError, match="there already"):
        add_channel(actor=OFFICE, person=person, kind="email", address="office@example.org")
    mark_unreliable(actor=OFFICE, channel=channel, reason="came back")
    change_channel(actor=OFFICE, channel=channel, kind="email", address="new@example.org", is_official=True)
    channel.refresh_from_db()
    assert (channel.address, channel.is_official, channel.is_reliable) == ("new@example.org", True, True)
    end_channel(actor=OFFICE, channel=channel)
    assert not channel.in_use_on(dt.date(2100, 1, 1))
    add_channel(actor=OFFICE, person=person, kind="phone", address="+32 2 501 81 11")
    assert Channel.objects.filter(person=person, until=None).count() == 1


def test_dir_3_a_focal_point_keeps_the_channels_of_her_party_alone(db, actor, account_of):
    bermea, point = Party.objects.get(code="exercise-bermea"), actor("focal-point")
    add_channel(actor=point, party=bermea, kind="permanent-mission", address="Rue de l’Exercice 1")
    add_channel(actor=point, person=account_of("focal-point").person, kind="email", address="me@example.org")
    for also in ({"party": PartyFactory()}, {"person": MandateFactory().person}, {"person": PersonFactory()}):
        with pytest.raises(Denied):
            add_channel(actor=point, kind="email", address="x@example.org", **also)
    with pytest.raises(Denied):
        add_channel(actor=actor("contributor"), party=bermea, kind="email", address="x@example.org")


def test_a_holder_chooses_the_time_zone(account_of, actor):
    account = account_of("press")
    choose_time_zone(actor=actor("press"), account=account, time_zone="Africa/Bamako")
    account.refresh_from_db()
    assert account.time_zone == "Africa/Bamako"
    with pytest.raises(ValidationError):
        choose_time_zone(actor=actor("press"), account=account, time_zone="Mars/Olympus")
    with pytest.raises(Denied):
        choose_time_zone(actor=actor("chair"), account=account, time_zone="UTC")
