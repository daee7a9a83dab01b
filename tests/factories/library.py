"""Makers of versions of documents, their paragraphs, files and comments."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.library.models import Comment, DocumentVersion, Paragraph, ParagraphEdit, Rendition

from .people import *
from .programme import *

BEGUN = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)


class DocumentVersionFactory(DjangoModelFactory):
    class Meta:
        model = DocumentVersion

    document = factory.SubFactory(DocumentFactory, is_record=False)
    number = 1
    begun_at = BEGUN


class ParagraphFactory(DjangoModelFactory):
    class Meta:
        model = Paragraph

    version = factory.SubFactory(DocumentVersionFactory)
    key = factory.Sequence(lambda n: f"p{n}")
    order = factory.Sequence(lambda n: n + 1)
    texts = factory.Sequence(lambda n: {"en": f"Paragraph {n}."})


class ParagraphEditFactory(DjangoModelFactory):
    class Meta:
        model = ParagraphEdit

    version = factory.SubFactory(DocumentVersionFactory)
    key = "p"
    language = "en"
    text = "Typed."
    at = BEGUN


class RenditionFactory(DjangoModelFactory):
    class Meta:
        model = Rendition

    version = factory.SubFactory(DocumentVersionFactory)
    language = "en"
    format = "pdf"
    file = factory.SubFactory(StoredFileFactory)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    version = factory.SubFactory(DocumentVersionFactory)
    party = factory.SubFactory(PartyFactory)
    at = BEGUN
    text = "We should like to add something."
