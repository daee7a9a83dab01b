"""Sentences on answers handed in as files and on paper."""

from collections.abc import Callable

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {}
