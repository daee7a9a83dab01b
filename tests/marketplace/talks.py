"""Makers of rooms in which the parties of the exercise talk."""

import datetime as dt

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.directory.models import Account, Capacity, Party
from convoke.directory.queries import actor_for
from convoke.editions.models import Edition, Forum
from convoke.marketplace.models import Interest, Request
from tests.factories import (
    AccountFactory,
    EditionFactory,
    InterestFactory,
    MandateFactory,
    PartyFactory,
    ProviderFactory,
    RequestFactory,
)

OFFICE = frozenset({"chair", "task-force"})
ASKING, OFFERING = frozenset({"focal-point", "delegate"}), frozenset({"provider", "observer"})
"""The focal point of the government that asks with the owner of the request; who acts for the provider."""
STRANGERS = ("contributor", "team-member", "rapporteur", "civil-society", "press")
"""Everybody else of the exercise, colleagues of the owner among them."""


def edition_of(code: str, **more: object) -> Edition:
    """An edition in preparation."""
    begins = clock.today() + dt.timedelta(days=100)
    return EditionFactory(
        forum=Forum.objects.get(), code=code, state="preparing", starts_on=begins,
        ordinal=90 + Edition.objects.filter(ordinal__gte=90).count(), ends_on=begins + dt.timedelta(days=1), **more,
    )


def request_of(edition: Edition, **more: object) -> Request:
    """A published request of the focal point's party; its owner is the delegate of the exercise."""
    owner = Account.objects.get(email="delegate@example.org").person
    return RequestFactory(**{
        "edition": edition, "party": Party.objects.get(code="exercise-bermea"), "owner": owner, **more})


def room_in(request: Request, **more: object) -> Interest:
    """The room of a request and the party of the exercise's provider and observer."""
    party = Party.objects.get(code="exercise-observatory")
    return InterestFactory(request=request, provider=ProviderFactory(edition=request.edition, party=party), **more)


def provider_elsewhere(request: Request, **more: object) -> tuple[Interest, Account]:
    """The interest of another party in the same request, and the account of who acts for it."""
    party = PartyFactory()
    interest = InterestFactory(
        request=request, provider=ProviderFactory(edition=request.edition, party=party), **more)
    return interest, account_for(party, Capacity.PROVIDER)


def account_for(party: Party, capacity: str) -> Account:
    """The account of somebody who acts for a party in a capacity."""
    account: Account = AccountFactory()
    MandateFactory(person=account.person, party=party, capacity=capacity)
    return account


def actor_in(party: Party, capacity: str) -> Actor:
    """Somebody who acts for a party in a capacity."""
    return actor_for(account_for(party, capacity))
