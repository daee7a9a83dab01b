"""Sentences on answering, delegating and clearing."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry


def _of_section(entry: JournalEntry) -> dict[str, str]:
    return {
        "section": entry.facts["section"], "person": entry.facts["person"], "thing": entry.object_key,
    }


def _with_person(entry: JournalEntry) -> dict[str, str]:
    return {"person": entry.facts["person"], "thing": entry.object_key}


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "delegate-section": lambda entry: _("handed the section “%(section)s” of “%(thing)s” to %(person)s")
    % _of_section(entry),
    "hand-back-section": lambda entry: _("handed the section “%(section)s” of “%(thing)s” back")
    % _of_section(entry),
    "take-back-section": lambda entry: _("took the section “%(section)s” of “%(thing)s” back from %(person)s")
    % _of_section(entry),
    "ask-clearance": lambda entry: _("asked %(person)s to clear the answer to “%(thing)s”") % _with_person(entry),
    "clear-response": lambda entry: _("cleared the answer to “%(thing)s”") % {"thing": entry.object_key},
    "send-back-response": lambda entry: _("sent the answer to “%(thing)s” back with remarks") % {
        "thing": entry.object_key
    },
    "withdraw-clearance": lambda entry: _("no longer asks %(person)s to clear the answer to “%(thing)s”")
    % _with_person(entry),
}
