"""Sentences on editions, modalities and hosting."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry
from convoke.editions.states import EditionState

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "express-interest": lambda entry: _("told the Troika that it would chair in %(year)s") % entry.facts,
    "withdraw-interest": lambda entry: _("withdrew its expression of interest in chairing in %(year)s") % entry.facts,
    "accept-interest": lambda entry: _("took up the expression of interest in chairing in %(year)s: “%(edition)s”") % {
        "year": entry.facts.get("year", ""), "edition": entry.facts.get("edition", ""),
    },
    "continue-edition": lambda entry: _("carried on from “%(source)s” into “%(edition)s”") % {
        "source": entry.facts.get("from", ""), "edition": entry.object_key,
    },
    "advance": lambda entry: _("took the edition “%(edition)s” on to: %(state)s") % {
        "edition": entry.object_key, "state": EditionState(entry.facts["to"]).label,
    },
}
