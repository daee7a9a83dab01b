"""Makers of entries of the search index."""

import factory
from factory.django import DjangoModelFactory

from convoke.search.models import SearchEntry, SearchMark


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
