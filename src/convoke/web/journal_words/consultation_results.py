"""Sentences on what came of questionnaires, and choosing themes."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "create-tag": lambda entry: _("made the tag “%(tag)s” for answers to “%(thing)s”") % {
        "tag": entry.facts["tag"], "thing": entry.object_key,
    },
    "tag-answer": lambda entry: _("put the tag “%(tag)s” on an answer to “%(thing)s”") % {
        "tag": entry.facts["tag"], "thing": entry.object_key,
    },
    "untag-answer": lambda entry: _("took the tag “%(tag)s” off an answer to “%(thing)s”") % {
        "tag": entry.facts["tag"], "thing": entry.object_key,
    },
    "choose-priority": lambda entry: _("chose “%(item)s” from the results of “%(thing)s” as a theme") % {
        "item": entry.facts["item"], "thing": entry.object_key,
    },
    "change-choice-reason": lambda entry: _("changed why “%(item)s” was chosen from the results of “%(thing)s”") % {
        "item": entry.facts["item"], "thing": entry.object_key,
    },
    "take-back-choice": lambda entry: _("took back the choice of “%(item)s” from the results of “%(thing)s”") % {
        "item": entry.facts["item"], "thing": entry.object_key,
    },
}
