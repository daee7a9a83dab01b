"""Sentences on what came of questionnaires, and choosing themes."""

from collections.abc import Callable

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {}
