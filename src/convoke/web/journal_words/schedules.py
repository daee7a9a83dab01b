"""Sentences on slots, tables and schedules of meetings; they are read by the task force, releases by participants."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.models import JournalEntry


def _made(entry: JournalEntry) -> str:
    said = {"number": entry.facts["schedule"], "before": entry.facts["repairs"]}
    if entry.facts["status"] not in ("optimal", "feasible"):
        return _("looked for schedule %(number)s of the meetings; none was found") % said
    if entry.facts["repairs"]:
        return _("worked out schedule %(number)s of the meetings, a repair of schedule %(before)s") % said
    return _("worked out schedule %(number)s of the meetings") % said


def _slots(entry: JournalEntry) -> str:
    number = entry.facts["slots"]
    return ngettext("added %(number)s slot for meetings", "added %(number)s slots for meetings", number) % {
        "number": number}


def _removed(entry: JournalEntry) -> str:
    number = entry.facts["slots"]
    return ngettext("took %(number)s slot for meetings away", "took %(number)s slots for meetings away", number) % {
        "number": number}


def _tables(entry: JournalEntry) -> str:
    number = entry.facts["tables"]
    return ngettext("set %(number)s table for meetings", "set %(number)s tables for meetings", number) % {
        "number": number}


def _told(entry: JournalEntry) -> str:
    number = entry.facts["people"]
    return ngettext(
        "told %(number)s person by e-mail what schedule %(schedule)s of the meetings changes for them",
        "told %(number)s people by e-mail what schedule %(schedule)s of the meetings changes for them", number,
    ) % {"number": number, "schedule": entry.facts["schedule"]}


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "set-slots": _slots,
    "remove-slots": _removed,
    "set-tables": _tables,
    "change-tables": lambda entry: _("said where tables %(tables)s stand and when they are not to be had") % {
        "tables": ", ".join(map(str, entry.facts["tables"]))},
    "set-resources": lambda entry: _("set how many interpreters and screens there are for meetings"),
    "arrange-meeting": lambda entry: _("arranged meeting %(number)s of the marketplace") % {
        "number": entry.facts["meeting"]},
    "make-schedule": _made,
    "release-schedule": lambda entry: _("released schedule %(number)s of the meetings") % {
        "number": entry.facts["schedule"]},
    "discard-schedule": lambda entry: _("discarded schedule %(number)s of the meetings") % {
        "number": entry.facts["schedule"]},
    "tell-of-schedule": _told,
}
