"""What the tests of requests and providers share: people who act for parties, and a request that is whole."""

import datetime as dt
from typing import Any

from convoke.core.actors import Actor, system
from convoke.directory.models import Capacity, Party, Person
from convoke.directory.queries import actor_for
from convoke.editions.models import Edition
from convoke.marketplace.models import Request
from convoke.marketplace.operations import requests
from convoke.marketplace.operations.providers import Offer
from convoke.marketplace.operations.requests import Project
from tests.factories import AccountFactory, MandateFactory, PersonFactory

OFFICE = system("tests")
DAY = dt.timedelta(days=1)


def actor_of(party: Party, capacity: str = Capacity.FOCAL_POINT) -> Actor:
    """Somebody who acts for a party in a capacity."""
    account = AccountFactory()
    MandateFactory(person=account.person, party=party, capacity=capacity)
    return actor_for(account)


def owner_of(party: Party) -> Person:
    """Somebody in the government who can own a request."""
    person = PersonFactory(name="Ada Owner (exercise)")
    MandateFactory(person=person, party=party, capacity=Capacity.DELEGATE)
    return person


def project(party: Party | None = None, **more: Any) -> Project:
    """A request that lacks nothing."""
    said: dict[str, Any] = {
        "title": {"en": "Training for border officers"}, "need": {"en": "Two courses."}, "services": ["training"],
        "beneficiaries": {"en": "Forty officers"}, "place": {"en": "The capital"}, "languages": ["en"],
        "owner": owner_of(party) if party else None, **more,
    }
    return Project(**said)


def offer(**more: Any) -> Offer:
    """What a provider says of itself, lacking nothing."""
    return Offer(**{
        "offer": {"en": "We train officers."}, "services": ["training"], "languages": ["en"], **more})


def drafted(edition: Edition, party: Party, **more: Any) -> Request:
    """A draft that could be submitted."""
    return requests.draft_request(actor=OFFICE, edition=edition, party=party, project=project(party, **more))


def published(edition: Edition, party: Party, **more: Any) -> Request:
    """A request that was submitted, reviewed and published."""
    request = requests.submit_request(actor=OFFICE, request=drafted(edition, party, **more))
    return requests.publish_request(actor=OFFICE, request=request)
