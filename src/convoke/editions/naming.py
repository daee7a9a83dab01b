"""How an edition is called, in the active language."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.languages import active_language
from convoke.directory.queries import Names, names

from .models import Edition


def _names() -> Names:
    return names(active_language(), clock.today())


def short_name(edition: Edition, parties: Callable[[], Names] = _names) -> str:
    """An edition by its city and year, or by its host and year; the names of ``parties`` are asked for only then."""
    if edition.city:
        return _("%(city)s %(year)s") % {"city": edition.city, "year": edition.year}
    if edition.chair:
        return _("%(host)s %(year)s") % {"host": parties().name(edition.chair), "year": edition.year}
    return str(edition.year)


def full_name(edition: Edition) -> str:
    """The name an edition has been given, or its short one while it has none."""
    return str(edition.name) if edition.name else short_name(edition)
