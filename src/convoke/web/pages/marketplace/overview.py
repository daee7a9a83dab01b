"""The marketplace of an edition: what it is, where we stand, what is asked for and not funded, what is on record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.money import Money
from convoke.core.policy import allows
from convoke.editions.models import Edition
from convoke.marketplace import queries
from convoke.marketplace.models import Marketplace, Provider, Request, Service
from convoke.marketplace.queries import RequestFilter
from convoke.marketplace.states import RequestState

from ...lookups import lookups
from ..files import as_csv, guarded
from ..frame import actor_of, edition_or_missing, page_of_list, show
from .shared import choices

PER_PAGE = 25


def narrowed_by(request: HttpRequest) -> RequestFilter:
    """The filter that the address asks for; words it does not know narrow to nothing found."""
    return RequestFilter(**{
        name: request.GET.get(name, "").strip()[:80] for name in RequestFilter.__dataclass_fields__
    })


def marketplace(request: HttpRequest, edition: str) -> HttpResponse:
    """What the marketplace is, with its windows; for participants the requests, narrowed by filters (MKT-4)."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    market, today = queries.marketplace_of(actor, found), clock.today()
    context: dict[str, Any] = {}
    if market and takes_part(actor):
        narrowed = narrowed_by(request)
        listed = queries.request_lines(actor, found, today, narrowed)
        context = {
            "narrowed": narrowed, "page": page_of_list(request, listed, PER_PAGE),
            "choices": {
                **choices(actor, found, market), "state": list(RequestState.choices),
                "gap": [("yes", _("in part not funded"))],
            },
            "gaps": queries.funding_gaps(actor, found),
            "providers_total": queries.providers(actor, found).filter(state="registered").count(),
            "asks": allows(actor, "draft", Request) and (
                allows(actor, "set", Marketplace) or bool(queries.parties_asking(actor))),
        }
    return show(
        request, "web/marketplace/marketplace.html", edition=found, section="marketplace", market=market, today=today,
        windows=queries.standing(market, today) if market else [], facts=queries.facts(market) if market else [],
        office=allows(actor, "set", Marketplace), takes_part=takes_part(actor),
        offering=_offering(actor, found) if market else [], **context,
    )


def takes_part(actor: Actor) -> bool:
    """MKT-4: whether requests and providers are shown at all."""
    return actor.is_system or Audience.PARTICIPANTS in actor.audiences


def _offering(actor: Actor, edition: Edition) -> list[tuple[Any, Provider | None]]:
    """The parties the actor registers, each with where it stands; two queries."""
    own = queries.parties_offering(actor) if allows(actor, "register", Provider) else []
    if not own:
        return []
    known = {one.party_id: one for one in queries.providers(actor, edition).filter(party__in=own)}
    return [(party, known.get(party.pk)) for party in own]


def as_file(request: HttpRequest, edition: str) -> HttpResponse:
    """MKT-4: the requests as CSV, narrowed as the page is, as far as one may read them."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    listed = queries.requests(actor, found, clock.today(), narrowed_by(request))
    head = (
        _("Code"), _("Participant"), _("Title"), _("State"), _("Kinds of help"), _("Themes"), _("What is needed"),
        _("For whom"), _("Where"), _("Begins"), _("Ends"), _("Languages"), _("Currency"), _("Cost"),
        _("Funded already"), _("Not funded"), _("Owner"),
    )
    names = lookups(request).parties
    rows = [head, *(_row(one, names.name(one.party)) for one in listed)]
    return as_csv(f"{found.code}-requests", guarded(rows))


def _row(one: Request, party: str) -> tuple[object, ...]:
    gap = queries.gap_of(one)
    services = "; ".join(str(Service(code).label) for code in one.services)
    return (
        one.code, party, str(one.title), str(one.get_state_display()), services,
        "; ".join(str(theme.title) for theme in one.themes.all()), str(one.need), str(one.beneficiaries),
        str(one.place), one.starts_on, one.ends_on, "; ".join(formats.language_name(code) for code in one.languages),
        one.currency, _plain(one, one.cost), _plain(one, one.funded), gap.amount if gap else None,
        str(one.owner) if one.owner else "",
    )


def _plain(one: Request, amount: Any) -> Any:
    """An amount with the decimals of its currency."""
    return None if amount is None else Money(amount, one.currency).amount
