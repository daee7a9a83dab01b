"""Sentences on answers handed in as files and on paper."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.consultation.models import ReceivedBy
from convoke.core.models import JournalEntry


def _said(entry: JournalEntry) -> dict[str, object]:
    return {"thing": entry.object_key, "channel": ReceivedBy(entry.facts["channel"]).label}


def _entered(entry: JournalEntry) -> str:
    if entry.facts["done"]:
        return _("entered an answer to “%(thing)s” received %(channel)s, to be checked") % _said(entry)
    return _("worked on entering an answer to “%(thing)s” received %(channel)s") % _said(entry)


def _checked(entry: JournalEntry) -> str:
    number = entry.facts["corrected"]
    if not number:
        return _("checked and took in an answer to “%(thing)s” received %(channel)s") % _said(entry)
    return ngettext(
        "checked and took in an answer to “%(thing)s” received %(channel)s; corrected: %(number)s question",
        "checked and took in an answer to “%(thing)s” received %(channel)s; corrected: %(number)s questions",
        number,
    ) % {**_said(entry), "number": number}


def _taken(entry: JournalEntry) -> str:
    said = {**_said(entry), "number": entry.facts["answers"]}
    if entry.facts["submitted"]:
        return _("submitted for its party what was received %(channel)s on “%(thing)s”; answers: %(number)s") % said
    return _("put what was received %(channel)s into the draft of “%(thing)s”; answers: %(number)s") % said


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "hand-in-answer": lambda entry: _("handed in an answer to “%(thing)s”, received %(channel)s") % _said(entry),
    "enter-answer": _entered,
    "check-answer": _checked,
    "send-back-answer": lambda entry: _("sent what was entered of “%(thing)s” back, to be looked at again") % {
        "thing": entry.object_key
    },
    "take-in-answer": _taken,
    "set-answer-aside": lambda entry: _("set aside an answer to “%(thing)s” received %(channel)s") % _said(entry),
    "take-answer-up": lambda entry: _("took up again an answer to “%(thing)s” that was set aside") % {
        "thing": entry.object_key
    },
}
