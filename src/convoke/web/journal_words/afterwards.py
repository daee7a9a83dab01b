"""Sentences on outcome forms and progress of projects; they are read by the task force alone (MKT-1)."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.models import JournalEntry


def _of(entry: JournalEntry) -> dict[str, object]:
    return {"request": entry.object_key, **{name: entry.facts.get(name, "") for name in (
        "meeting", "provider", "party", "version")}}


def _answered(entry: JournalEntry) -> str:
    if entry.facts["agrees"]:
        said = _("confirmed for %(party)s version %(version)s of the outcome form of meeting %(meeting)s (MKT-6)")
    else:
        said = _("said for %(party)s what it sees otherwise in the outcome form of meeting %(meeting)s (MKT-6)")
    return said % _of(entry)


def _reminded(entry: JournalEntry) -> str:
    number = entry.facts["people"]
    return ngettext(
        "reminded %(number)s person by e-mail of outcome forms and reports on projects",
        "reminded %(number)s people by e-mail of outcome forms and reports on projects", number,
    ) % {"number": number}


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "write-outcome-form": lambda entry: _(
        "wrote for %(party)s version %(version)s of the outcome form of meeting %(meeting)s on request %(request)s"
    ) % _of(entry),
    "answer-outcome-form": _answered,
    "report-project": lambda entry: _("reported for %(party)s how far the project of request %(request)s is") % _of(
        entry),
    "remind-afterwards": _reminded,
}
