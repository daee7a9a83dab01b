"""LIB-1: a document is found only by those who may read it."""

from convoke.core.policy import Policy, by_audience, everything

from .models import Document, Source

POLICIES = (Policy(Source, everything), Policy(Document, by_audience))
