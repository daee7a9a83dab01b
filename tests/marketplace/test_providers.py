"""Providers: invited by the office, registered by themselves, declined, withdrawn; the setting of a marketplace."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity, PartyKind
from convoke.marketplace.models import Marketplace, Provider, Window
from convoke.marketplace.operations import marketplace as setting
from convoke.marketplace.operations import providers
from convoke.marketplace.states import PROVIDER, ProviderState
from tests.factories import EditionFactory, GroupingFactory, PartyFactory, ProviderFactory, ThemeFactory

from .market import OFFICE, actor_of, offer, owner_of


def test_the_office_invites_and_the_party_registers(edition, actor):
    company = PartyFactory(kind=PartyKind.PRIVATE_SECTOR)
    someone = actor_of(company, Capacity.PROVIDER)
    with pytest.raises(ValidationError, match="register on invitation"):
        providers.register_provider(actor=someone, edition=edition, party=company, offer=offer())
    [invited] = providers.invite_providers(actor=actor("task-force"), edition=edition, parties=[company])
    assert (invited.state, bool(invited.invited_at)) == (ProviderState.INVITED, True)
    done = providers.register_provider(actor=someone, edition=edition, party=company, offer=offer(
        regions=[GroupingFactory(kind="region")], themes=[ThemeFactory(edition=edition)], gives_funds=True,
        contact=owner_of(company),
    ))
    assert (done.pk, done.state, done.gives_funds, done.regions.count()) == (
        invited.pk, ProviderState.REGISTERED, True, 1)
    assert JournalEntry.objects.latest("sequence").audience == "participants"


def test_governments_and_observers_register_without_an_invitation(edition, bermea, observatory, actor):
    for role, party in (("focal-point", bermea), ("observer", observatory)):
        made = providers.register_provider(actor=actor(role), edition=edition, party=party, offer=offer())
        assert made.state == ProviderState.REGISTERED


@pytest.mark.parametrize("role", ["delegate", "team-member", "press", "civil-society"])
def test_nobody_else_registers_a_party(edition, bermea, actor, role):
    with pytest.raises(Denied):
        providers.register_provider(actor=actor(role), edition=edition, party=bermea, offer=offer())


def test_an_invitation_is_made_once_and_by_the_office(edition, bermea, actor):
    office = actor("chair")
    with pytest.raises(Denied):
        providers.invite_providers(actor=actor("focal-point"), edition=edition, parties=[bermea])
    with pytest.raises(ValidationError, match="at least one"):
        providers.invite_providers(actor=office, edition=edition, parties=[])
    with pytest.raises(ValidationError, match="invited once"):
        providers.invite_providers(actor=office, edition=edition, parties=[bermea, bermea])
    providers.invite_providers(actor=office, edition=edition, parties=[bermea])
    with pytest.raises(ValidationError, match="among the providers already: invited"):
        providers.invite_providers(actor=office, edition=edition, parties=[bermea])


@pytest.mark.parametrize(("more", "field"), [
    ({"offer": {}}, "offer"), ({"services": []}, "services"), ({"services": ["alchemy"]}, "services"),
    ({"languages": []}, "languages"), ({"languages": ["tlh"]}, "languages"), ({"past_work": {"en": "x" * 5001}},
                                                                              "past_work"),
])
def test_what_is_missing_or_cannot_stand_is_said_beside_its_field(edition, bermea, actor, more, field):
    with pytest.raises(ValidationError) as refused:
        providers.register_provider(actor=actor("focal-point"), edition=edition, party=bermea, offer=offer(**more))
    assert set(refused.value.message_dict) == {field}
    assert not Provider.objects.filter(edition=edition).exists()


def test_regions_themes_and_contact_are_of_the_right_kind(edition, bermea, actor):
    with pytest.raises(ValidationError) as refused:
        providers.register_provider(actor=actor("focal-point"), edition=edition, party=bermea, offer=offer(
            regions=[GroupingFactory(kind="political")], themes=[ThemeFactory()], contact=owner_of(PartyFactory())))
    assert set(refused.value.message_dict) == {"regions", "themes", "contact"}


def test_an_invitation_is_declined_and_can_be_taken_up_later(edition, observatory, actor):
    [invited] = providers.invite_providers(actor=OFFICE, edition=edition, parties=[observatory])
    declined = providers.decline_invitation(actor=actor("provider"), provider=invited)
    assert declined.state == ProviderState.DECLINED
    with pytest.raises(ValidationError, match="no invitation that waits"):
        providers.decline_invitation(actor=actor("provider"), provider=invited)
    done = providers.register_provider(actor=actor("provider"), edition=edition, party=observatory, offer=offer())
    assert (done.pk, done.state) == (invited.pk, ProviderState.REGISTERED)


def test_a_registered_provider_changes_its_offer_and_withdraws(edition, observatory, actor):
    mine = actor("observer")
    made = providers.register_provider(actor=mine, edition=edition, party=observatory, offer=offer())
    with pytest.raises(ValidationError, match="registered already"):
        providers.register_provider(actor=mine, edition=edition, party=observatory, offer=offer())
    changed = providers.change_provider(actor=mine, provider=made, offer=offer(services=["advice", "training"]))
    assert changed.services == ["advice", "training"]
    with pytest.raises(Denied):
        providers.change_provider(actor=actor("focal-point"), provider=made, offer=offer())
    assert providers.withdraw_provider(actor=mine, provider=made).state == ProviderState.WITHDRAWN
    with pytest.raises(ValidationError, match="Only a registered provider"):
        providers.change_provider(actor=mine, provider=made, offer=offer())
    with pytest.raises(ValidationError, match="Only a registered provider"):
        providers.withdraw_provider(actor=mine, provider=made)


def test_participants_read_who_is_registered_and_only_the_party_who_is_invited(edition, observatory, actor):
    invited = ProviderFactory(edition=edition, party=observatory, state="invited")
    assert ProviderState.INVITED in PROVIDER[ProviderState.DECLINED]
    roles = ("task-force", "focal-point", "delegate", "observer", "provider", "press")
    assert {role for role in roles if readable(actor(role), Provider).filter(pk=invited.pk).exists()} == {
        "task-force", "observer", "provider"}
    Provider.objects.filter(pk=invited.pk).update(state="registered")
    assert {role for role in roles if readable(actor(role), Provider).filter(pk=invited.pk).exists()} == {
        *roles} - {"press"}
    assert not readable(ANONYMOUS, Provider).exists()


# ------------------------------------------------------------------ its setting


def about(**more):
    return setting.About(**{"purpose": {"en": "Ask and offer."}, "services": ["advice", "training"], **more})


def test_the_office_sets_up_a_marketplace_and_changes_it(db, actor):
    edition = EditionFactory(state="preparing")
    made = setting.set_marketplace(actor=actor("task-force"), edition=edition, about=about())
    assert (made.services, made.minutes) == (["advice", "training"], 60)
    changed = setting.set_marketplace(actor=actor("chair"), edition=edition, about=about(
        minutes=45, contact="market@example.net", organiser={"en": "The office"}))
    assert (changed.pk, changed.minutes, changed.contact) == (made.pk, 45, "market@example.net")
    with pytest.raises(Denied):
        setting.set_marketplace(actor=actor("focal-point"), edition=edition, about=about())


@pytest.mark.parametrize(("more", "field"), [
    ({"purpose": {}}, "purpose"), ({"services": []}, "services"), ({"services": ["advice", "alchemy"]}, "services"),
    ({"minutes": 4}, "minutes"), ({"minutes": 241}, "minutes"), ({"contact": "nobody"}, "contact"),
])
def test_what_cannot_stand_of_a_marketplace_is_said_beside_its_field(db, more, field):
    edition = EditionFactory(state="preparing")
    with pytest.raises(ValidationError) as refused:
        setting.set_marketplace(actor=OFFICE, edition=edition, about=about(**more))
    assert set(refused.value.message_dict) == {field}
    assert not Marketplace.objects.filter(edition=edition).exists()


def test_windows_are_set_by_their_kind_and_the_others_stay(edition, actor):
    market, first, last = edition.marketplace, dt.date(2030, 4, 20), dt.date(2030, 5, 10)
    changed = setting.set_windows(actor=actor("task-force"), marketplace=market, windows={
        "requests": setting.Days(first, last), "meetings": setting.Days(last, None)})
    assert [(one.kind, one.starts_on, one.ends_on) for one in changed] == [
        ("requests", first, last), ("meetings", last, None)]
    again = setting.set_windows(actor=OFFICE, marketplace=market, windows={
        "requests": setting.Days(first, last), "open": setting.Days(last, None)})
    assert [one.kind for one in again] == ["open"]
    assert Window.objects.filter(marketplace=market).count() == 3
    with pytest.raises(Denied):
        setting.set_windows(actor=actor("focal-point"), marketplace=market, windows={})


@pytest.mark.parametrize(("kind", "said"), [("requests", "ends on the day it begins"), ("alchemy", "Choose from")])
def test_a_window_that_ends_before_it_begins_or_is_unknown_is_refused(edition, kind, said):
    days = setting.Days(dt.date(2030, 5, 2), dt.date(2030, 5, 1))
    with pytest.raises(ValidationError, match=said):
        setting.set_windows(actor=OFFICE, marketplace=edition.marketplace, windows={kind: days})


def test_a_closed_edition_keeps_its_marketplace_as_it_is(edition):
    edition.state = "closed"
    edition.save()
    with pytest.raises(ValidationError, match="closed"):
        setting.set_marketplace(actor=OFFICE, edition=edition, about=about())
    with pytest.raises(ValidationError, match="closed"):
        setting.set_windows(actor=OFFICE, marketplace=edition.marketplace, windows={})
