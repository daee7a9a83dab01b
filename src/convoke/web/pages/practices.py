"""The practices of an edition: map, filters, list, and each practice."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.core.versioned import versioned
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.practices import queries
from convoke.practices.models import Practice, PracticeParty, Sector, Side, Stage
from convoke.practices.queries import PracticeFilter

from ..errors import Missing
from ..lookups import lookups
from ..pictures.world import draw
from .frame import actor_of, edition_or_missing, near, page_of, show
from .thread import thread_context

Choices = dict[str, list[tuple[str, StrOrPromise]]]
PER_PAGE = 36


def practices(request: HttpRequest, edition: str) -> HttpResponse:
    """The practices of an edition: on the map, narrowed by filters, and as a list."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    given = {name: request.GET.get(name, "").strip()[:80] for name in PracticeFilter.__dataclass_fields__}
    narrowed = PracticeFilter(**given)
    page = page_of_practices(actor, found, narrowed, request.GET.get("page", ""))
    context: dict[str, Any] = {
        "edition": found,
        "section": "practices",
        "narrowed": narrowed,
        "page": page,
        "choices": choices(request, found),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return show(request, "web/public/practices_results.html", **context)
    return show(
        request,
        "web/public/practices.html",
        world=draw(queries.by_country(actor, found, narrowed), lookups(request).parties),
        **context,
    )


@versioned()
def page_of_practices(actor: Actor, edition: Edition, narrowed: PracticeFilter, number: str) -> Page[Practice]:
    """One page of the list, read whole."""
    return page_of(queries.practices(actor, edition, narrowed), number, PER_PAGE)


def choices(request: HttpRequest, edition: Edition) -> Choices:
    """What each filter can be set to."""
    names = lookups(request).parties
    named = readable(actor_of(request), PracticeParty).filter(practice__edition=edition)
    parties = Party.objects.filter(pk__in=named.values("party"), iso3__isnull=False)
    return {
        "country": [(party.code, names.name(party)) for party in names.sort(parties)],
        "sector": list(Sector.choices),
        "side": list(Side.choices),
        "stage": list(Stage.choices),
    }


def practice(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One practice: what is done, by whom, with what figures and reservations, and its thread."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = queries.practice(actor, found, code)
    if one is None:
        known = list(readable(actor, Practice).filter(edition=found).values_list("code", flat=True))
        raise Missing(_("practice"), code, near(code, known, "practice", found.code))
    return show(
        request,
        "web/public/practice.html",
        edition=found,
        section="practices",
        practice=one,
        **thread_context(request, ("practice", one.pk)),
    )
