"""What can be found of the marketplace, by participants alone (MKT-4)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.directory.roles import OFFICE
from convoke.search.registry import Entry, Searchable, by_language

from .models import Provider, Request, Service
from .rules import OFFERING, SHOWN, asked_by
from .states import ProviderState


def _kinds_of_help(codes: list[str]) -> str:
    return " ".join(str(Service(one).label) for one in codes)


def requests(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """Requests; what is not published is found by the office and, see :func:`own_requests`, by its government."""
    for one in queryset.select_related("edition", "party"):
        for language, (title, need, beneficiaries, place) in by_language(
            one.title, one.need, one.beneficiaries, one.place
        ):
            yield Entry(
                kind="request", thing=one.pk, language=language, code=one.code, edition=one.edition.code,
                parties=(one.party.code,), title=title, about=f"{one.code} {_kinds_of_help(one.services)}",
                audience=(Audience.PARTICIPANTS if one.state in SHOWN else Audience.TASK_FORCE).value,
                text="\n".join(filter(None, (need, beneficiaries, place))),
            )


def own_requests(actor: Actor) -> "QuerySet[Request] | None":
    """MKT-4: the requests an actor reads whatever their state: those of its government, those it owns."""
    if actor.account_id is None or actor.has_role(*OFFICE):
        return None
    return Request.objects.filter(asked_by(actor))


def providers(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """Providers by what they offer; who is not registered is found by the office and by itself."""
    for one in queryset.select_related("edition", "party"):
        is_listed = one.state == ProviderState.REGISTERED
        for language, (offer, past_work) in by_language(one.offer, one.past_work):
            yield Entry(
                kind="provider", thing=one.pk, language=language, code=one.party.code, edition=one.edition.code,
                parties=(one.party.code,), title=offer.partition("\n")[0][:160],
                about=_kinds_of_help(one.services), text="\n".join(filter(None, (offer, past_work))),
                audience=(Audience.PARTICIPANTS if is_listed else Audience.TASK_FORCE).value,
            )


def own_providers(actor: Actor) -> "QuerySet[Provider] | None":
    """The providers an actor reads whatever their state: the parties it acts for."""
    if actor.account_id is None or actor.has_role(*OFFICE):
        return None
    return Provider.objects.filter(party__in=actor.acting_for(OFFERING))


REQUESTS = Searchable(
    "request", _("Requests"), Request, requests, {"marketplace.request": "code"}, beyond=own_requests
)
PROVIDERS = Searchable(
    "provider", _("Providers"), Provider, providers, {"marketplace.provider": "pk"}, beyond=own_providers
)
