"""What the pages of the marketplace share: one request, one provider, and who may own and be asked."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.formats import language_name
from convoke.directory.models import Party, Person
from convoke.directory.queries import mandates_of
from convoke.editions.models import Edition
from convoke.marketplace import queries
from convoke.marketplace.models import Interest, Marketplace, Provider, Request, Service
from convoke.marketplace.rooms import room_of

from ...errors import Missing
from ..frame import actor_of, edition_or_missing, near

SECTION = "marketplace"
Choices = dict[str, list[tuple[str, StrOrPromise]]]


def request_or_missing(request: HttpRequest, edition: Edition, code: str) -> Request:
    """The request with a code, as far as one may read it; raises :class:`Missing` with those that look like it."""
    actor = actor_of(request)
    found = queries.request_of(actor, edition, code)
    if found is None:
        known = list(queries.requests(actor, edition, clock.today()).values_list("code", flat=True))
        raise Missing(_("request"), code, near(code, known, "request", edition.code))
    return found


def provider_or_missing(request: HttpRequest, edition: Edition, party: str) -> Provider:
    """The provider that a party is, as far as one may read it; raises :class:`Missing` with those that look like it."""
    actor = actor_of(request)
    found = queries.provider_of(actor, edition, party)
    if found is None:
        known = list(queries.providers(actor, edition).values_list("party__code", flat=True))
        raise Missing(_("provider"), party, near(party, known, "provider", edition.code))
    return found


def room_or_404(request: HttpRequest, edition: str, number: int) -> Interest:
    """A room of the reader; for everybody else there is none, whatever the number (MKT-1)."""
    room = room_of(actor_of(request), edition_or_missing(request, edition), number)
    if room is None:
        raise Http404
    return room


def people_of(actor: Actor, party: Party, *present: Person | None) -> list[Person]:
    """Who acts for a party today, as far as the actor may know (DIR-3), and who stands there already; one query."""
    found = {one.person_id: one.person for one in mandates_of(actor, party, clock.today())}
    found |= {one.pk: one for one in present if one}
    return sorted(found.values(), key=lambda one: (one.name, one.pk))


def choices(actor: Actor, edition: Edition, market: Marketplace | None) -> Choices:
    """What the filters of requests and of providers can be set to; two queries."""
    return {
        "service": [(one, Service(one).label) for one in queries.services_of(market)],
        "theme": [(one.code, str(one.title)) for one in queries.themes_of(actor, edition)],
        "region": [(one.code, str(one.name)) for one in queries.regions()],
        "language": [(code, language_name(code)) for code, _name in settings.CONVOKE_CONTENT_LANGUAGES],
    }
