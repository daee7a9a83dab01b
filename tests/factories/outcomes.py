"""Makers of findings, actions and practices."""


import factory
from factory.django import DjangoModelFactory

from convoke.outcomes.models import (
    Action,
    Commitment,
    CrossReference,
    Finding,
    ReportDue,
    RequestOrigin,
    SessionReference,
)
from convoke.practices.models import Instrument, Practice, PracticeParty, Sector, Side

from .base import PASSAGES, text
from .marketplace import *
from .people import *
from .programme import *

# ------------------------------------------------------------------ outcomes


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"F1.1-{n}")
    order = factory.Sequence(lambda n: n)
    text = text("Finding")
    passages = PASSAGES


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"R1.1-{n}")
    order = factory.Sequence(lambda n: n)
    kind = Action.Kind.ACTION
    group = Action.Group.OUTCOME
    status = Action.Status.AGREED
    is_national = True
    text = text("Action")
    passages = PASSAGES


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    action = factory.SubFactory(ActionFactory)
    party = factory.SubFactory(PartyFactory)
    role = Commitment.Role.LEAD
    basis = Commitment.Basis.VOLUNTEERED


class ReportDueFactory(DjangoModelFactory):
    class Meta:
        model = ReportDue

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"report-{n}")
    item = text("Report")


class CrossReferenceFactory(DjangoModelFactory):
    class Meta:
        model = CrossReference

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"{n}-1")
    footnote = factory.Sequence(lambda n: n)
    finding = factory.SubFactory(FindingFactory, edition=factory.SelfAttribute("..edition"))
    to_session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))


class SessionReferenceFactory(DjangoModelFactory):
    class Meta:
        model = SessionReference

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    footnote = factory.Sequence(lambda n: n)
    about = "an example"


class RequestOriginFactory(DjangoModelFactory):
    class Meta:
        model = RequestOrigin

    request = factory.SubFactory(RequestFactory)
    action = factory.SubFactory(ActionFactory, edition=factory.SelfAttribute("..request.edition"))



# ------------------------------------------------------------------ practices


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = Instrument

    forum = factory.SubFactory(ForumFactory)
    code = factory.Sequence(lambda n: f"instrument-{n}")
    title = text("Instrument")


class PracticeFactory(DjangoModelFactory):
    class Meta:
        model = Practice

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"practice-{n}")
    order = factory.Sequence(lambda n: n)
    title = text("Practice")
    sector = Sector.GENERAL
    side = Side.JOINT


class PracticePartyFactory(DjangoModelFactory):
    class Meta:
        model = PracticeParty

    practice = factory.SubFactory(PracticeFactory)
    party = factory.SubFactory(PartyFactory)
    role = PracticeParty.Role.COUNTRY
