"""Sentences on the directory: designations, invitations, channels."""

from collections.abc import Callable

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {}
