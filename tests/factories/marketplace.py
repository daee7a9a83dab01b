"""Makers of marketplaces, of what governments ask for and of those who can help."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.marketplace.models import Marketplace, OnRecord, Provider, Request, Service, Window

from .base import text
from .programme import *

MOMENT = dt.datetime(2030, 2, 1, 12, tzinfo=dt.UTC)


class MarketplaceFactory(DjangoModelFactory):
    class Meta:
        model = Marketplace

    edition = factory.SubFactory(EditionFactory)
    purpose = text("Purpose")
    services = factory.LazyFunction(lambda: list(Service.values))


class WindowFactory(DjangoModelFactory):
    class Meta:
        model = Window

    marketplace = factory.SubFactory(MarketplaceFactory)
    kind = Window.Kind.REQUESTS


class OnRecordFactory(DjangoModelFactory):
    class Meta:
        model = OnRecord

    marketplace = factory.SubFactory(MarketplaceFactory)
    code = factory.Sequence(lambda n: f"fact-{n}")
    kind = OnRecord.Kind.RESULT
    order = factory.Sequence(lambda n: n)
    text = text("Fact")


class RequestFactory(DjangoModelFactory):
    """A request that was reviewed and published; ``state="draft"`` makes one that is being written."""

    class Meta:
        model = Request

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"M-{n + 1}")
    party = factory.SubFactory(PartyFactory)
    owner = factory.SubFactory(PersonFactory)
    title = text("Project")
    need = text("What is needed")
    services = factory.LazyFunction(lambda: [Service.TRAINING.value])
    state = "published"
    begun_at = MOMENT
    submitted_at = MOMENT
    published_at = MOMENT


class ProviderFactory(DjangoModelFactory):
    """A party that registered; ``state="invited"`` makes one that was asked."""

    class Meta:
        model = Provider

    edition = factory.SubFactory(EditionFactory)
    party = factory.SubFactory(PartyFactory)
    offer = text("What it can do")
    services = factory.LazyFunction(lambda: [Service.TRAINING.value])
    state = "registered"
    registered_at = MOMENT
