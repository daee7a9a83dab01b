"""Sentences on interest in requests and on rooms; they are read by the task force alone (MKT-1)."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.models import JournalEntry


def _of(entry: JournalEntry, **more: object) -> dict[str, object]:
    return {"request": entry.object_key, "provider": entry.facts.get("provider", ""), **more}


def _answered(entry: JournalEntry) -> str:
    if entry.facts["accepted"]:
        return _("accepted the interest of %(provider)s in request %(request)s") % _of(entry)
    return _("declined the interest of %(provider)s in request %(request)s") % _of(entry)


def _consented(entry: JournalEntry) -> str:
    if entry.facts["may_be_shown"]:
        return _("let %(provider)s be shown to the other providers of request %(request)s (MKT-2)") % _of(entry)
    return _("no longer lets %(provider)s be shown to the other providers of request %(request)s (MKT-2)") % _of(entry)


def _read(entry: JournalEntry) -> str:
    number = entry.facts["messages"]
    return ngettext(
        "read %(number)s message of %(provider)s and the owner of request %(request)s",
        "read %(number)s messages of %(provider)s and the owner of request %(request)s", number,
    ) % _of(entry, number=number)


def _told(entry: JournalEntry) -> str:
    number = entry.facts["people"]
    return ngettext(
        "told %(number)s person by e-mail that something was written in a room",
        "told %(number)s people by e-mail that something was written in a room", number,
    ) % {"number": number}


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "show-interest": lambda entry: _("showed the interest of %(provider)s in request %(request)s") % _of(entry),
    "answer-interest": _answered,
    "withdraw-interest": lambda entry: _("withdrew the interest of %(provider)s in request %(request)s") % _of(entry),
    "set-consent": _consented,
    "write-message": lambda entry: _("wrote in the room of %(provider)s and the owner of request %(request)s") % _of(
        entry),
    "read-messages": _read,
    "tell-of-messages": _told,
}
