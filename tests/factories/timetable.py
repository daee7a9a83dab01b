"""Makers of rooms and released timetables."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.programme.models import Room, TimetableVersion

from .base import text
from .programme import EditionFactory


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"room-{n}")
    name = text("Room")
    capacity = 200
    booths = 5


class TimetableVersionFactory(DjangoModelFactory):
    class Meta:
        model = TimetableVersion

    edition = factory.SubFactory(EditionFactory)
    number = 1
    checksum = "0" * 64
    released_at = dt.datetime(2030, 4, 1, tzinfo=dt.UTC)
