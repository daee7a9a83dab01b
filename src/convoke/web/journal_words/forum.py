"""Sentences on loading, accounts and reports."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry
from convoke.core.work.registry import kind_of


def _stopped(entry: JournalEntry) -> str:
    return _("asked background work to end with what it has: %(title)s") % {
        "title": kind_of(entry.facts["kind"]).title}


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "load": lambda entry: _("loaded the data folder “%(dataset)s”") % {"dataset": entry.facts.get("dataset", "")},
    "load-reference": lambda entry: _("brought the reference data up to date"),
    "create-exercise": lambda entry: _("created the exercise accounts"),
    "stop-job": _stopped,
    "choose-language": lambda entry: _("chose another language"),
    "produce-report": lambda entry: _("composed the outcome report of “%(edition)s”") % {"edition": entry.edition},
}
