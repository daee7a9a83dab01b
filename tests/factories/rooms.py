"""Makers of interests in requests and of what is said in their rooms."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.marketplace.models import Interest, Message

from .marketplace import *


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    request = factory.SubFactory(RequestFactory)
    provider = factory.SubFactory(ProviderFactory, edition=factory.SelfAttribute("..request.edition"))
    shown_at = dt.datetime(2030, 2, 2, 12, tzinfo=dt.UTC)


class MessageFactory(DjangoModelFactory):
    """Something the provider wrote; ``party=room.request.party`` makes the government say it."""

    class Meta:
        model = Message

    room = factory.SubFactory(InterestFactory)
    party = factory.SelfAttribute("room.provider.party")
    at = dt.datetime(2030, 2, 3, 12, tzinfo=dt.UTC)
    text = factory.Sequence(lambda n: f"Message {n} (exercise)")
