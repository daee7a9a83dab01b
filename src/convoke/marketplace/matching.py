"""Who might help whom: providers for a request, requests for a provider, each with the reasons in words.

What counts is counted in the open: a kind of help in common, a theme, the region, a language, past work
and money. The same data give the same list, and nothing is suggested without a reason one can read.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import PartyName
from convoke.directory.queries import Membership, memberships

from .models import Interest, Provider, Request, Service
from .queries import gap_of, providers, requests
from .states import InterestState, ProviderState, RequestState

T = TypeVar("T", Request, Provider)
SHOWN = 8
SERVICE, THEME, PAST, FUNDS, REGION, LANGUAGE = 8, 6, 4, 3, 2, 1
"""What each reason weighs; kinds of help and themes weigh once for each in common."""


@dataclass(frozen=True)
class Match(Generic[T]):
    """A provider or a request that fits, and why."""

    thing: T
    reasons: tuple[str, ...]
    weight: int


@dataclass(frozen=True)
class _Known:
    """What is looked up once for a whole list."""

    groups: Membership
    names: dict[int, set[str]]
    """The names of governments, by the number of the party, to be found in words on past work."""
    met: frozenset[tuple[int, int]]
    """Governments and providers who have been in conversation, as far as the reader may know (MKT-1)."""


def providers_for(actor: Actor, request: Request, on: dt.date) -> list[Match[Provider]]:
    """Registered providers who might help with a request, the closest first; a constant number of queries.

    Left out are the party that asks and those who have shown interest already, as far as the actor may know.
    """
    asked = readable(actor, Interest).filter(request=request).values("provider")
    found = list(providers(actor, request.edition).filter(state=ProviderState.REGISTERED).exclude(
        party=request.party_id).exclude(pk__in=asked))
    prefetch_related_objects([request], "themes")
    known = _known(actor, [request], on)
    return _closest(
        [(one.party.code, Match(one, *_reasons(request, one, known))) for one in found]
    )


def requests_for(actor: Actor, provider: Provider, on: dt.date) -> list[Match[Request]]:
    """Published requests with which a provider might help, the closest first; a constant number of queries."""
    asked = readable(actor, Interest).filter(provider=provider).values("request")
    found = list(requests(actor, provider.edition, on).filter(state=RequestState.PUBLISHED).exclude(
        party=provider.party_id).exclude(pk__in=asked))
    prefetch_related_objects([provider], "themes", "regions")
    known = _known(actor, found, on)
    return _closest([(one.code, Match(one, *_reasons(one, provider, known))) for one in found])


def _closest(found: "Iterable[tuple[str, Match[T]]]") -> "list[Match[T]]":
    fitting = [(-match.weight, code, match) for code, match in found if match.weight]
    return [match for _weight, _code, match in sorted(fitting, key=lambda row: row[:2])[:SHOWN]]


def _known(actor: Actor, asked: list[Request], on: dt.date) -> _Known:
    """Groups, names and past conversations; four queries."""
    governments = {one.party_id for one in asked}
    names: dict[int, set[str]] = {}
    for party, name in PartyName.objects.filter(party__in=governments).values_list("party", "name"):
        names.setdefault(party, set()).add(name.casefold())
    met = readable(actor, Interest).filter(request__party__in=governments, state=InterestState.ACCEPTED)
    return _Known(memberships(on), names, frozenset(met.values_list("request__party", "provider__party")))


def _reasons(request: Request, provider: Provider, known: _Known) -> tuple[tuple[str, ...], int]:
    """Why the two fit, in words, with the weight; no reasons where neither help, theme nor money is in common."""
    services = [one for one in request.services if one in provider.services]
    offered = {one.pk for one in provider.themes.all()}
    themes = [one for one in request.themes.all() if one.pk in offered]
    funds = provider.gives_funds and gap_of(request) is not None
    if not (services or themes or funds):
        return (), 0
    reasons: list[str] = []
    weight = SERVICE * len(services) + THEME * len(themes) + FUNDS * funds
    if services:
        labels = formats.phrase([str(Service(one).label) for one in services])
        reasons.append(_("the same kind of help: %(services)s") % {"services": labels})
    if themes:
        reasons.append(_("the same theme: %(themes)s") % {"themes": formats.phrase([str(one.title) for one in themes])})
    if funds:
        reasons.append(_("the provider gives funds, and a part of the project is not funded"))
    for weighs, said in (
        (PAST, _past(request, provider, known)), (REGION, _region(request, provider, known)),
        (LANGUAGE, _language(request, provider)),
    ):
        if said:
            reasons.append(said)
            weight += weighs
    return tuple(reasons), weight


def _past(request: Request, provider: Provider, known: _Known) -> str:
    if (request.party_id, provider.party_id) in known.met:
        return _("the two have been in conversation before")
    told = " ".join(provider.past_work.values()).casefold()
    if any(re.search(rf"\b{re.escape(name)}\b", told) for name in known.names.get(request.party_id, ())):
        return _("the provider's past work names this government")
    return ""


def _region(request: Request, provider: Provider, known: _Known) -> str:
    own = {one.pk for one in known.groups.of[request.party_id]}
    shared = [str(one.name) for one in provider.regions.all() if one.pk in own]
    return _("the provider works in the region: %(regions)s") % {"regions": formats.phrase(shared)} if shared else ""


def _language(request: Request, provider: Provider) -> str:
    shared = [formats.language_name(one) for one in request.languages if one in provider.languages]
    return _("a language in common: %(languages)s") % {"languages": formats.phrase(shared)} if shared else ""
