"""Adoptions of agendas and changes after them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.outcomes.models import TakenUp
from convoke.programme.models import AgendaAdoption, AgendaChange

from .network import SilenceProcedureFactory
from .outcomes import ActionFactory
from .programme import EditionFactory, ThemeFactory


class AgendaAdoptionFactory(DjangoModelFactory):
    class Meta:
        model = AgendaAdoption

    edition = factory.SubFactory(EditionFactory)
    number = factory.Sequence(lambda n: n + 1)
    adopted_on = dt.date(2030, 1, 1)
    procedure = factory.SubFactory(SilenceProcedureFactory, edition=factory.SelfAttribute("..edition"))
    checksum = "0" * 64


class AgendaChangeFactory(DjangoModelFactory):
    class Meta:
        model = AgendaChange

    edition = factory.SubFactory(EditionFactory)
    at = dt.datetime(2030, 1, 2, tzinfo=dt.UTC)
    what = AgendaChange.What.ADDED
    kind = "session"
    key = "1.1"
    reason = "The Friends of the Forum asked for it."


class TakenUpFactory(DjangoModelFactory):
    class Meta:
        model = TakenUp

    theme = factory.SubFactory(ThemeFactory)
    action = factory.SubFactory(ActionFactory)
