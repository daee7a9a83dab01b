"""Sentences on reaching who was asked, and what a questionnaire is."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "remind-missing": lambda entry: ngettext(
        "began to reach %(number)s party whose answer to “%(thing)s” is missing",
        "began to reach %(number)s parties whose answer to “%(thing)s” is missing", entry.facts["begun"],
    ) % {"number": entry.facts["begun"], "thing": entry.object_key},
    "match-questions": lambda entry: _("set a question of “%(thing)s” beside one of “%(other)s”") % {
        "thing": entry.object_key, "other": entry.facts["with"].rpartition("/")[2],
    },
}
