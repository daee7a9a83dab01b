"""Adoptions of agendas and changes after them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.outcomes.models import TakenUp
from convoke.programme.models import AgendaAdoption, AgendaChange, AgendaVersion, ThemeSuggestion

from .base import text
from .library import DocumentVersionFactory
from .network import SilenceProcedureFactory
from .outcomes import ActionFactory
from .people import PartyFactory
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


class AgendaVersionFactory(DjangoModelFactory):
    class Meta:
        model = AgendaVersion

    edition = factory.SubFactory(EditionFactory)
    version = factory.SubFactory(DocumentVersionFactory, document__edition=factory.SelfAttribute("...edition"))
    checksum = "0" * 64


class ThemeSuggestionFactory(DjangoModelFactory):
    class Meta:
        model = ThemeSuggestion

    edition = factory.SubFactory(EditionFactory)
    number = factory.Sequence(lambda n: n + 1)
    party = factory.SubFactory(PartyFactory)
    at = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    title = text("Skills partnerships")
    reasons = text("Many negotiate them.")
