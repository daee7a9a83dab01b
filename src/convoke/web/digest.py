"""Journal entries as lines of the newsletter, in the active language."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.languages import active_language
from convoke.core.models import JournalEntry
from convoke.directory.models import Party
from convoke.directory.queries import names
from convoke.outreach.newsletter import Line

from .journal_words import SENTENCES, sentence


def lines(entries: Sequence[JournalEntry]) -> list[Line]:
    """Those entries that there are words for; nobody is named but parties, a party by its name."""
    said = [entry for entry in entries if entry.verb in SENTENCES]
    known = names(active_language(), clock.today())
    parties = {one.code: known.name(one) for one in Party.objects.filter(code__in={entry.party for entry in said})}
    return [
        Line(entry.at, parties.get(entry.party) or _("Chair and task force"), sentence(entry), _page(entry))
        for entry in said
    ]


def _page(entry: JournalEntry) -> str:
    """The page an entry leads to: its edition's, where it has one."""
    return reverse("edition", args=[entry.edition]) if entry.edition else ""
