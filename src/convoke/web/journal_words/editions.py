"""Sentences on editions, modalities and hosting."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry
from convoke.editions.states import EditionState

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "advance": lambda entry: _("took the edition “%(edition)s” on to: %(state)s") % {
        "edition": entry.object_key, "state": EditionState(entry.facts["to"]).label,
    },
}
