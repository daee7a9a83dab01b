"""Makers of files, jobs, parties, people and accounts."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.core.languages import sort_key
from convoke.core.models import Job, LoadedRecord, StoredFile
from convoke.directory.models import (
    Account,
    Capacity,
    Channel,
    Grouping,
    GroupingMembership,
    Invitation,
    Mandate,
    Party,
    PartyKind,
    PartyName,
    Person,
)

from .base import text

# ------------------------------------------------------------------ core


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "exercise"


class LoadedRecordFactory(DjangoModelFactory):
    class Meta:
        model = LoadedRecord

    dataset = "exercise"
    kind = "party"
    key = factory.Sequence(lambda n: f"record-{n}")
    values = factory.LazyFunction(dict)


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = StoredFile

    name = "note.pdf"
    content_type = "application/pdf"
    size = 10
    checksum = factory.Sequence(lambda n: f"{n:064x}")



# ------------------------------------------------------------------ directory


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    code = factory.Sequence(lambda n: f"exercise-state-{n}")
    kind = PartyKind.STATE
    is_exercise = True


class PartyNameFactory(DjangoModelFactory):
    class Meta:
        model = PartyName

    party = factory.SubFactory(PartyFactory)
    language = "en"
    name = factory.Sequence(lambda n: f"Exercise State {n}")
    sort_key = factory.LazyAttribute(lambda made: sort_key(made.name))


class GroupingFactory(DjangoModelFactory):
    class Meta:
        model = Grouping

    code = factory.Sequence(lambda n: f"exercise-grouping-{n}")
    kind = Grouping.Kind.OTHER
    name = text("Grouping")


class GroupingMembershipFactory(DjangoModelFactory):
    class Meta:
        model = GroupingMembership

    grouping = factory.SubFactory(GroupingFactory)
    party = factory.SubFactory(PartyFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    code = factory.Sequence(lambda n: f"exercise-person-{n}")
    name = factory.Sequence(lambda n: f"Person {n} (exercise)")
    is_exercise = True


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(PersonFactory)
    party = factory.SubFactory(PartyFactory)
    capacity = Capacity.FOCAL_POINT


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"person-{n}@example.net")
    person = factory.SubFactory(PersonFactory)


class ChannelFactory(DjangoModelFactory):
    class Meta:
        model = Channel

    person = factory.SubFactory(PersonFactory)
    kind = Channel.Kind.EMAIL
    address = factory.Sequence(lambda n: f"office-{n}@example.net")


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    mandate = factory.SubFactory(MandateFactory)
    means = Invitation.Means.EMAIL
    email = factory.Sequence(lambda n: f"invited-{n}@example.net")
    code_hash = factory.Sequence(lambda n: f"{n:064}")
    sent_at = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    expires_at = dt.datetime(2030, 1, 15, tzinfo=dt.UTC)
