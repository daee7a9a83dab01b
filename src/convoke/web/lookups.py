"""Names that many places of one page need: each kind is read once a request, when first asked for."""

from functools import cached_property

from django.http import HttpRequest

from convoke.core import clock
from convoke.core.languages import Translated, active_language
from convoke.directory.models import Grouping
from convoke.directory.queries import Names, names
from convoke.library.models import Source


class Lookups:
    """The names of parties, groupings and sources for one request."""

    @cached_property
    def parties(self) -> Names:
        """The short names of all parties in the page's language."""
        return names(active_language(), clock.today())

    @cached_property
    def groupings(self) -> dict[str, Translated]:
        """The names of all groupings by code."""
        return dict(Grouping.objects.values_list("code", "name"))

    @cached_property
    def sources(self) -> dict[str, Translated]:
        """The short titles of all sources by file."""
        return dict(Source.objects.values_list("file", "short"))


def lookups(request: HttpRequest) -> Lookups:
    """The lookups of a request."""
    found: Lookups | None = getattr(request, "_lookups", None)
    if found is None:
        found = request._lookups = Lookups()  # type: ignore[attr-defined]
    return found
