"""Sentences on writing and correcting questionnaires."""

from collections.abc import Callable

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {}
