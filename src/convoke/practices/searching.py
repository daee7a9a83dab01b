"""What can be found of the practices."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from convoke.search.registry import Entry, Searchable, by_language

from .models import Practice


def practices(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """LIB-1: practices, by their own audience; four queries."""
    rows = queryset.select_related("edition", "session").prefetch_related("parties__party", "instruments")
    for one in rows:
        named = [instrument.title for instrument in one.instruments.all()]
        for language, (title, summary, caveat, *instruments) in by_language(
            one.title, one.summary, one.caveat, *named
        ):
            yield Entry(
                kind="practice", thing=one.pk, language=language, code=one.code, edition=one.edition.code,
                sessions=(one.session.code,) if one.session else (), audience=one.audience,
                parties=tuple(sorted({row.party.code for row in one.parties.all()})), title=title,
                about=" ".join(instruments), text="\n".join(filter(None, (summary, caveat))),
            )


PRACTICES = Searchable("practice", _("Practices"), Practice, practices, {"practices.practice": "code"})
