"""Makers of what teams owe, of exceptions for them, and of their calls."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.programme.models import TeamCall, TeamDuty, TeamException

from .programme import *


class TeamDutyFactory(DjangoModelFactory):
    class Meta:
        model = TeamDuty

    session = factory.SubFactory(SessionFactory)
    kind = TeamDuty.Kind.CONCEPT_NOTE


class TeamExceptionFactory(DjangoModelFactory):
    class Meta:
        model = TeamException

    session = factory.SubFactory(SessionFactory)
    reason = "Nobody else was free (exercise)."
    at = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)


class TeamCallFactory(DjangoModelFactory):
    class Meta:
        model = TeamCall

    session = factory.SubFactory(SessionFactory)
    starts_at = dt.datetime(2030, 2, 1, 12, tzinfo=dt.UTC)
    topic = factory.Sequence(lambda n: f"Call {n}")
