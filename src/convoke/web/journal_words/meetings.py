"""Sentences on meetings of the marketplace; they are read by the task force alone (MKT-1)."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import formats
from convoke.core.models import JournalEntry


def _of(entry: JournalEntry) -> dict[str, object]:
    return {
        "request": entry.object_key, "provider": entry.facts.get("provider", ""), "number": entry.facts["number"]}


def _absences(entry: JournalEntry) -> str:
    number, meetings = entry.facts["times"], entry.facts["meetings"]
    said = ngettext(
        "said for %(party)s that it cannot meet at %(number)s time",
        "said for %(party)s that it cannot meet at %(number)s times", number,
    ) % {"party": entry.facts["party"], "number": number}
    if not meetings:
        return said
    return _("%(said)s; concerned are the placed meetings %(meetings)s") % {
        "said": said, "meetings": formats.phrase([str(one) for one in meetings])}


def _told(entry: JournalEntry) -> str:
    number = entry.facts["people"]
    return ngettext(
        "told %(number)s person by e-mail of news of meetings",
        "told %(number)s people by e-mail of news of meetings", number,
    ) % {"number": number}


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "propose-meeting": lambda entry: _(
        "proposed meeting %(number)s of %(provider)s and the owner of request %(request)s") % _of(entry),
    "change-proposal": lambda entry: _(
        "changed the proposal of meeting %(number)s of %(provider)s and the owner of request %(request)s") % _of(entry),
    "agree-meeting": lambda entry: _(
        "agreed to meeting %(number)s of %(provider)s and the owner of request %(request)s (MKT-5)") % _of(entry),
    "call-off-meeting": lambda entry: _(
        "called off meeting %(number)s of %(provider)s and the owner of request %(request)s with the reason") % _of(
            entry),
    "record-meeting-held": lambda entry: _(
        "recorded that meeting %(number)s of %(provider)s and the owner of request %(request)s was held") % _of(entry),
    "set-absences": _absences,
    "tell-of-meetings": _told,
}
