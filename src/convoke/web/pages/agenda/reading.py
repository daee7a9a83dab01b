"""The agenda as everyone reads it: why each theme is on it, how it was adopted, what changed since (PRO-4, PRO-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core import formats
from convoke.core.languages import Translated
from convoke.core.policy import allows, readable
from convoke.outcomes.queries import with_taken_up
from convoke.programme.agenda.continuity import continuity, limits
from convoke.programme.agenda.entries import TEXTS, Difference, Entry, compare
from convoke.programme.agenda.reading import agenda, circulated, concept_notes, entries, why_not_suggested
from convoke.programme.models import AgendaAdoption, AgendaChange, AgendaVersion, Theme

from ..frame import actor_of, edition_or_missing, show
from .suggesting import speaking_for

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
        (str(FIELDS[name]), *_pair(one.before or {}, one.after or {}, name)) for name in one.fields
    ]
    deed, kind = str(AgendaChange.What(one.what).label), str(KINDS.get(one.kind, one.kind))
    return Told(deed, kind, one.key, Translated(entry.get("title") or {}), fields)


def _pair(before: Entry, after: Entry, name: str) -> tuple[list[Any], list[Any]]:
    """What a field said and says; where it says the same in the language of the page, in a language that differs."""
    if name in TEXTS:
        old, new = before.get(name) or {}, after.get(name) or {}
        if str(Translated(old)) == str(Translated(new)):
            other = [language for language in {**old, **new} if old.get(language) != new.get(language)]
            before, after = (
                {name: {one: text[one] for one in other if one in text}} for text in (old, new)
            )
    return _shown(before, name), _shown(after, name)


def _shown(entry: Entry, name: str) -> list[Any]:
    value = entry.get(name)
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
    sessions = [*known.plenaries, *(one for table in known.roundtables for one in table.sessions.all())]
    prefetch_related_objects(sessions, concept_notes(actor))
    text = circulated(actor, found)
    return show(
        request, "web/agenda/agenda.html", edition=found, section="programme", agenda=known,
        changes=[
            (one, told(Difference(one.what, one.kind, one.key, one.before or None, one.after or None)))
            for one in known.changes
        ],
        may_compose=allows(actor, "compose", Theme), now=NOW, circulated=text,
        may_comment=text.latest is not None and allows(actor, "comment", text.latest.version.document),
        may_suggest=actor.account_id is not None and not why_not_suggested(found) and bool(speaking_for(actor)),
        has_own=actor.account_id is not None and actor.parties,
        continuity=continuity(
            known.themes, has_earlier=known.has_earlier,
            going_on={one.pk for one in known.themes if one.taken_up.all()}, limits=limits(actor, found),
        ),
    )


def compared(request: HttpRequest, edition: str) -> HttpResponse:
    """Two states of the agenda side by side: as it was circulated, adopted, or stands now."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    adopted = list(readable(actor, AgendaAdoption).filter(edition=found).select_related("text__version"))
    read = readable(actor, AgendaVersion).filter(edition=found).select_related("version").order_by("version__number")
    states: dict[str, Sequence[Entry]] = {f"v{one.version.number}": one.entries for one in read}
    labels = {f"v{one.version.number}": _circulated(one) for one in read}
    states |= {str(one.number): one.entries for one in adopted}
    labels |= {str(one.number): _("version %(number)s, adopted") % {"number": one.version_number} for one in adopted}
    states[NOW], labels[NOW] = entries(found), _("as it stands now")
    old = request.GET.get("old", "") or next(iter(states))
    new = request.GET.get("new", "") or NOW
    unknown = [word for word in (old, new) if word not in states]
    differences = [] if unknown else [told(one) for one in compare(list(states[old]), list(states[new]))]
    return show(
        request, "web/agenda/compare.html", edition=found, section="programme", status=404 if unknown else 200,
        unknown=unknown, differences=differences, old=old, new=new, labels=labels, choices=list(labels.items()),
    )


def _circulated(one: AgendaVersion) -> str:
    if one.version.circulated_at is None:
        return _("version %(number)s, as amended at the meeting") % {"number": one.version.number}
    return _("version %(number)s, circulated on %(day)s") % {
        "number": one.version.number, "day": formats.date(one.version.circulated_at.date()),
    }
