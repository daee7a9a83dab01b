"""Makers of times, tables, meetings and schedules of a marketplace."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.marketplace.models import (
    Absence,
    Confirmation,
    Meeting,
    OutcomeForm,
    Placement,
    ProjectReport,
    Resource,
    Schedule,
    Slot,
    Table,
)

from .rooms import *

FIRST = dt.datetime(2030, 6, 10, 9, tzinfo=dt.UTC)


class SlotFactory(DjangoModelFactory):
    """An hour of a morning; each made is the one after."""

    class Meta:
        model = Slot

    edition = factory.SubFactory(EditionFactory)
    starts_at = factory.Sequence(lambda n: FIRST + dt.timedelta(hours=n))
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + dt.timedelta(hours=1))
    half = "morning"


class TableFactory(DjangoModelFactory):
    class Meta:
        model = Table

    edition = factory.SubFactory(EditionFactory)
    number = factory.Sequence(lambda n: n + 1)


class ResourceFactory(DjangoModelFactory):
    """Two screens; ``kind="interpreter", language="ar"`` for interpreters."""

    class Meta:
        model = Resource

    edition = factory.SubFactory(EditionFactory)
    kind = "screen"
    number = 2


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    slot = factory.SubFactory(SlotFactory)
    party = factory.SubFactory(PartyFactory)


class MeetingFactory(DjangoModelFactory):
    """A meeting both sides of a room in conversation have agreed; ``state="proposed"`` leaves the provider's word."""

    class Meta:
        model = Meeting

    interest = factory.SubFactory(InterestFactory, state="accepted")
    edition = factory.SelfAttribute("interest.request.edition")
    number = factory.Sequence(lambda n: n + 1)
    state = "agreed"
    proposed_by = factory.SelfAttribute("interest.request.party")
    proposed_at = owner_agreed_at = dt.datetime(2030, 3, 1, 12, tzinfo=dt.UTC)
    provider_agreed_at = factory.LazyAttribute(
        lambda one: None if one.state == "proposed" else dt.datetime(2030, 3, 2, 12, tzinfo=dt.UTC))
    held_at = factory.LazyAttribute(lambda one: FIRST if one.state == "held" else None)


class ScheduleFactory(DjangoModelFactory):
    """A schedule that was released; ``released_at=None`` for one that was not."""

    class Meta:
        model = Schedule

    edition = factory.SubFactory(EditionFactory)
    number = factory.Sequence(lambda n: n + 1)
    status = "optimal"
    agreed = held = held_bound = 1
    breaks = 0
    seconds = 0.1
    made_at = released_at = dt.datetime(2030, 5, 1, 12, tzinfo=dt.UTC)


class PlacementFactory(DjangoModelFactory):
    class Meta:
        model = Placement

    schedule = factory.SubFactory(ScheduleFactory)
    meeting = factory.SubFactory(MeetingFactory)
    slot = factory.SubFactory(SlotFactory, edition=factory.SelfAttribute("..schedule.edition"))
    table = factory.SubFactory(TableFactory, edition=factory.SelfAttribute("..schedule.edition"))


class OutcomeFormFactory(DjangoModelFactory):
    """The form of a meeting that was held, written by the owner's side and confirmed by nobody yet."""

    class Meta:
        model = OutcomeForm

    meeting = factory.SubFactory(MeetingFactory, state="held")
    outcome = "further"
    text = {"en": "The two go on talking (exercise)."}
    written_for = factory.SelfAttribute("meeting.interest.request.party")
    written_at = dt.datetime(2030, 6, 11, 12, tzinfo=dt.UTC)


class ConfirmationFactory(DjangoModelFactory):
    """The provider's word that a form is right."""

    class Meta:
        model = Confirmation

    form = factory.SubFactory(OutcomeFormFactory)
    party = factory.SelfAttribute("form.meeting.interest.provider.party")
    version = 1
    agrees = True
    at = dt.datetime(2030, 6, 11, 13, tzinfo=dt.UTC)


class ProjectReportFactory(DjangoModelFactory):
    """The owner's word that a project is under way."""

    class Meta:
        model = ProjectReport

    request = factory.SubFactory(RequestFactory, state="published")
    party = factory.SelfAttribute("request.party")
    result = "under-way"
    text = {"en": "The project has begun (exercise)."}
    at = dt.datetime(2030, 9, 1, 12, tzinfo=dt.UTC)
