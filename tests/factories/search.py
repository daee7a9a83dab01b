"""Makers of entries of the search index."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.search.models import SearchEntry, SearchMark, SearchPosting, SearchSegment


class SearchEntryFactory(DjangoModelFactory):
    class Meta:
        model = SearchEntry

    kind = "finding"
    thing = factory.Sequence(lambda n: 900_000 + n)
    language = "en"
    code = factory.Sequence(lambda n: f"F{n}")
    audience = "public"
    title = "Finding"


class SearchMarkFactory(DjangoModelFactory):
    class Meta:
        model = SearchMark


class SearchSegmentFactory(DjangoModelFactory):
    class Meta:
        model = SearchSegment

    begun_at = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    members = b""


class SearchPostingFactory(DjangoModelFactory):
    class Meta:
        model = SearchPosting

    segment = factory.Sequence(lambda n: 900_000 + n)
    form = b"form"
    entries = b""
