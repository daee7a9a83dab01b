"""Sentences on the agenda: how it was composed, adopted and changed (PRO-4)."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "add-horizontal-issue": lambda entry: _("put the horizontal issue “%(thing)s” on the agenda") % {
        "thing": entry.object_key,
    },
    "change-theme": lambda entry: _("put the theme “%(thing)s” into other words") % {"thing": entry.object_key},
    "add-roundtable": lambda entry: _("put roundtable %(thing)s on the agenda") % {"thing": entry.object_key},
    "change-roundtable": lambda entry: _("put roundtable %(thing)s into other words") % {"thing": entry.object_key},
    "add-session": lambda entry: _("put session %(thing)s on the agenda") % {"thing": entry.object_key},
    "change-session": lambda entry: _("put session %(thing)s into other words") % {"thing": entry.object_key},
    "move-session": lambda entry: _("moved session %(thing)s on the agenda") % {"thing": entry.object_key},
    "take-off-agenda": lambda entry: _("took “%(thing)s” off the agenda") % {"thing": entry.facts["key"]},
    "take-up-actions": lambda entry: _("had the theme “%(thing)s” take up actions of earlier editions: %(number)s") % {
        "thing": entry.object_key, "number": entry.facts["actions"],
    },
    "circulate-agenda": lambda entry: _("circulated the agenda for comment: version %(number)s") % {
        "number": entry.facts["version"],
    },
    "compose-text": lambda entry: _("had the text of version %(number)s of “%(thing)s” composed from its entries") % {
        "number": entry.facts["version"], "thing": entry.object_key,
    },
    "suggest-theme": lambda entry: _("suggested a theme for the agenda: suggestion %(thing)s") % {
        "thing": entry.object_key,
    },
    "withdraw-suggestion": lambda entry: _("withdrew suggestion %(thing)s for the agenda") % {
        "thing": entry.object_key,
    },
    "take-up-suggestion": lambda entry: _("took up suggestion %(number)s as the theme “%(thing)s”") % {
        "number": entry.facts["suggestion"], "thing": entry.object_key,
    },
    "join-suggestion": lambda entry: _("joined suggestion %(number)s to the theme “%(thing)s”") % {
        "number": entry.facts["suggestion"], "thing": entry.object_key,
    },
    "decline-suggestion": lambda entry: _("said why suggestion %(thing)s is not taken up") % {
        "thing": entry.object_key,
    },
    "adopt-agenda": lambda entry: _("recorded the adoption of the agenda, version %(number)s, by silence procedure") % {
        "number": entry.facts.get("version") or entry.facts["number"],
    } if entry.facts["by"] == "silence" else _(
        "recorded the adoption of the agenda, version %(number)s, at a meeting"
    ) % {"number": entry.facts.get("version") or entry.facts["number"]},
}
