"""The agenda as everyone reads it: why each theme is on it, how it was adopted, what changed since (PRO-4, PRO-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core.languages import Translated
from convoke.core.policy import allows, readable
from convoke.outcomes.queries import with_taken_up
from convoke.programme.agenda.continuity import continuity
from convoke.programme.agenda.entries import TEXTS, Difference, Entry, compare
from convoke.programme.agenda.reading import agenda, entries
from convoke.programme.models import AgendaAdoption, AgendaChange, Theme

from ..frame import actor_of, edition_or_missing, show

KINDS = {
    "theme": gettext_lazy("Theme"), "roundtable": gettext_lazy("Roundtable"), "session": gettext_lazy("Session"),
}
FIELDS = {
    "title": gettext_lazy("Title"), "scope": gettext_lazy("Scope"), "aim": gettext_lazy("Aim"),
    "restricted_to": gettext_lazy("Restricted to"), "questions": gettext_lazy("Guiding questions"),
    "under": gettext_lazy("Belongs to"), "place": gettext_lazy("Place"),
}
NOW = "now"


@dataclass(frozen=True)
class Told:
    """A difference in words: what was done to what, and each field before and after."""

    deed: str
    kind: str
    key: str
    title: Translated
    fields: list[tuple[str, list[Any], list[Any]]]


def told(one: Difference) -> Told:
    """A difference as a page shows it."""
    entry = one.after or one.before or {}
    fields = [
        (str(FIELDS[name]), _shown(one.before, name), _shown(one.after, name)) for name in one.fields
    ]
    deed, kind = str(AgendaChange.What(one.what).label), str(KINDS.get(one.kind, one.kind))
    return Told(deed, kind, one.key, Translated(entry.get("title") or {}), fields)


def _shown(entry: Entry | None, name: str) -> list[Any]:
    value = (entry or {}).get(name)
    if not value:
        return []
    if name == "questions":
        return [Translated(one) for one in value]
    return [Translated(value) if name in TEXTS else value]


def page(request: HttpRequest, edition: str) -> HttpResponse:
    """The agenda of an edition."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    known = agenda(actor, found)
    prefetch_related_objects(list(known.themes), with_taken_up(actor))
    return show(
        request, "web/agenda/agenda.html", edition=found, section="programme", agenda=known,
        changes=[
            (one, told(Difference(one.what, one.kind, one.key, one.before or None, one.after or None)))
            for one in known.changes
        ],
        may_compose=allows(actor, "compose", Theme), now=NOW,
        continuity=continuity(
            known.themes, has_earlier=known.has_earlier,
            going_on={one.pk for one in known.themes if one.taken_up.all()},
        ),
    )


def compared(request: HttpRequest, edition: str) -> HttpResponse:
    """Two states of the agenda side by side: two adopted ones, or one and what stands now."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    adopted = list(readable(actor, AgendaAdoption).filter(edition=found))
    states: dict[str, Sequence[Entry]] = {str(one.number): one.entries for one in adopted}
    labels = {str(one.number): _("version %(number)s, adopted") % {"number": one.number} for one in adopted}
    states[NOW], labels[NOW] = entries(found), _("as it stands now")
    old = request.GET.get("old", "") or next(iter(states))
    new = request.GET.get("new", "") or NOW
    unknown = [word for word in (old, new) if word not in states]
    differences = [] if unknown else [told(one) for one in compare(list(states[old]), list(states[new]))]
    return show(
        request, "web/agenda/compare.html", edition=found, section="programme", status=404 if unknown else 200,
        unknown=unknown, differences=differences, old=old, new=new, labels=labels, choices=list(labels.items()),
    )
