"""The names of views and groups, parties and rules on pages of results."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from convoke.consultation.analysis.groups import DEADLINE, DEVELOPMENT, IN_TIME, LATE, MEMBERS, REGION
from convoke.core import clock
from convoke.core.languages import active_language
from convoke.directory.models import Party
from convoke.directory.queries import names

from ....lookups import lookups


def view_label(request: HttpRequest, view: str) -> str:
    """By what answers are shown: the name of a view."""
    known = {REGION: _("Region"), DEVELOPMENT: _("Development"), DEADLINE: _("In time or after the deadline")}
    return known.get(view) or str(lookups(request).groupings.get(view, view))


def group_label(request: HttpRequest) -> Callable[[str, str], str]:
    """The name of a group by its view and its code."""
    groupings = lookups(request).groupings

    def label(view: str, code: str) -> str:
        if view in (REGION, DEVELOPMENT):
            return str(groupings.get(code, code)) if code else _("in none of these")
        if view == DEADLINE:
            return {IN_TIME: _("by the deadline"), LATE: _("after the deadline")}[code]
        return str(groupings.get(view, view)) if code == MEMBERS else _("all others")

    return label


def party_name() -> Callable[[str], str]:
    """The name of a party by its code; two queries when the first is asked for."""
    known: dict[str, str] = {}

    def name(code: str) -> str:
        if not known:
            found = names(active_language(), clock.today())
            known.update((party.code, found.name(party)) for party in Party.objects.only("pk", "code", "acronym"))
        return known.get(code, code)

    return name
