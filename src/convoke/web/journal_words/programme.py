"""Sentences on the themes of an edition."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry

SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "create-theme": lambda entry: _("put the theme “%(thing)s” on the agenda; priorities cited: %(number)s") % {
        "thing": entry.object_key, "number": entry.facts["priorities"],
    },
    "cite-priorities": lambda entry: _(
        "gave priorities of governments as reasons for the theme “%(thing)s”: %(number)s"
    ) % {"thing": entry.object_key, "number": entry.facts["priorities"]},
}
