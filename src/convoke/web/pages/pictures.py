"""Pictures as files: each drawing as SVG, and the figures behind it as CSV."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.editions.models import Edition
from convoke.editions.queries import milestones
from convoke.outcomes import queries as outcomes
from convoke.outcomes.thread import Thread, find
from convoke.practices.queries import by_country
from convoke.programme.models import Basis

from ..assets import PARTS
from ..errors import Missing
from ..lookups import lookups
from ..pictures import matrix, timeline, world
from ..pictures.thread import head_of
from .files import as_csv
from .frame import actor_of, edition_or_missing
from .thread import thread_context

Rows = Iterable[Iterable[object]]


def picture(request: HttpRequest, edition: str, name: str, format: str) -> HttpResponse:
    """A picture of an edition as a file (``practices.svg``, ``matrix.csv``)."""
    found = edition_or_missing(request, edition)
    if name not in _PICTURES or format not in ("svg", "csv"):
        known = [reverse("picture", args=[found.code, other, "svg"]) for other in _PICTURES]
        raise Missing(_("picture"), f"{name}.{format}", [(address, address) for address in known])
    context, rows = _PICTURES[name](request, found)
    file_name = f"{found.code}-{name}"
    if format == "csv":
        return as_csv(file_name, rows)
    return as_svg(request, file_name, f"pictures/{context.pop('drawing')}.html", context)


def thread(request: HttpRequest, edition: str, kind: str, code: str, format: str) -> HttpResponse:
    """The thread of a thing as a file."""
    found = edition_or_missing(request, edition)
    searched = "theme" if kind == "next-theme" else kind
    nodes = [node for node in find(actor_of(request), code, found.code) if node.kind == searched]
    if not nodes or format not in ("svg", "csv"):
        raise Missing(_("picture"), f"{code}.{format}", [(found.code, reverse("edition", args=[found.code]))])
    context = thread_context(request, (kind, nodes[0].key[1]))
    file_name = f"{found.code}-{code}-thread"
    if format == "csv":
        return as_csv(file_name, _thread_rows(request, context["thread"]))
    return as_svg(request, file_name, "pictures/thread.html", context)


def as_svg(request: HttpRequest, name: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """A drawing in a file of its own, with its colours in it and links that lead back here."""
    style = "\n".join((PARTS / part).read_text(encoding="utf-8") for part in ("10-tokens.css", "70-pictures.css"))
    base = request.build_absolute_uri("/").rstrip("/")
    response = render(request, template, {**context, "standalone": True, "style": style, "base": base})
    response["Content-Type"] = "image/svg+xml; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response


def _matrix(request: HttpRequest, edition: Edition) -> tuple[dict[str, Any], Rows]:
    actor = actor_of(request)
    drawn = matrix.draw(outcomes.matrix(actor, edition), outcomes.origins(actor, edition))
    return {"drawing": "matrix", "matrix": drawn}, drawn.rows()


def _practices(request: HttpRequest, edition: Edition) -> tuple[dict[str, Any], Rows]:
    drawn = world.draw(by_country(actor_of(request), edition), lookups(request).parties)
    context = {
        "drawing": "world",
        "world": drawn,
        "title": _("Practices by country"),
        "address": reverse("practices", args=[edition.code]),
    }
    head = ("ISO", _("Country"), _("Practices"))
    return context, [head, *((one.iso3, one.name, one.count) for one in drawn.countries)]


def _calendar(request: HttpRequest, edition: Edition) -> tuple[dict[str, Any], Rows]:
    known = list(milestones(actor_of(request), edition))
    context = {
        "drawing": "timeline",
        "timeline": timeline.draw(known, clock.today()),
        "address": reverse("calendar", args=[edition.code]),
    }
    head = (_("First day"), _("Last day"), _("Exactness"), _("Kind"), _("Title"), _("Place"))
    rows = [
        (one.starts_on, one.ends_on, one.get_precision_display(), one.get_kind_display(), one.title, one.place)
        for one in known
    ]
    return context, [head, *rows]


def _thread_rows(request: HttpRequest, found: Thread) -> Rows:
    names = lookups(request).parties
    yield _("Stage"), _("Code"), _("Title"), _("Follows from"), _("Basis")
    for node in found.nodes.values():
        own = (node.stage.title, head_of(node, names), node.title)
        links = found.sources(node.key)
        for link in links:
            yield *own, head_of(found.nodes[link.source], names), Basis(link.basis).label
        if not links:
            yield *own, "", ""


_PICTURES: dict[str, Callable[[HttpRequest, Edition], tuple[dict[str, Any], Rows]]] = {
    "matrix": _matrix,
    "practices": _practices,
    "calendar": _calendar,
}
