"""Sentences on reaching who was asked, and what a questionnaire is."""

from collections.abc import Callable

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {}
