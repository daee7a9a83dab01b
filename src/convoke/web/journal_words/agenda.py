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
    "adopt-agenda": lambda entry: _("recorded the adoption of the agenda, version %(number)s, by silence procedure") % {
        "number": entry.facts["number"],
    } if entry.facts["by"] == "silence" else _(
        "recorded the adoption of the agenda, version %(number)s, at a meeting"
    ) % {"number": entry.facts["number"]},
}
