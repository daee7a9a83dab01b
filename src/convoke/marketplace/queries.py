"""Reading the marketplace: what is asked for, who can help, what is not funded, where we stand today."""

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce, Round
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from convoke.core.actors import Actor
from convoke.core.money import Money
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import GOVERNMENTS, Grouping, GroupingMembership, Party
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.editions.states import EditionState
from convoke.programme.models import Theme

from .models import Marketplace, OnRecord, Provider, Request, Service, Window
from .rules import ASKING, OFFERING
from .states import ProviderState, RequestState

M = TypeVar("M", Request, Provider)
REGIONS = (Grouping.Kind.REGION, Grouping.Kind.SUBREGION)
OPEN_GAP = Q(cost__isnull=False) & (Q(funded__isnull=True) | Q(funded__lt=F("cost")))
"""MKT-2: requests of which a part is not funded."""
_IN_A_LINE = ("code", "title", "services", "state", "currency", "cost", "funded", "party__code", "party__acronym")
THOUSANDTHS = 1_000
"""An amount has no more decimals than these, whatever its currency."""


# ------------------------------------------------------------------ the marketplace


def marketplace_of(actor: Actor, edition: Edition) -> Marketplace | None:
    """The marketplace of an edition with its windows and what is on record of it; three queries."""
    found = readable(actor, Marketplace).filter(edition=edition)
    return found.prefetch_related("windows", "on_record").first()


def services_of(marketplace: Marketplace | None) -> list[str]:
    """The kinds of help that may be asked for and given; all there are where a marketplace names none."""
    return list((marketplace and marketplace.services) or Service.values)


def offered_services(edition: Edition) -> list[str]:
    """The kinds of help of an edition's marketplace; one query."""
    return services_of(Marketplace.objects.filter(edition=edition).first())


def is_open(window: Window, on: dt.date) -> bool:
    """Whether a day lies in a window; a side without a date is open."""
    return (window.starts_on is None or window.starts_on <= on) and (window.ends_on is None or on <= window.ends_on)


class Place(models.TextChoices):
    """Where a day stands to a window."""

    PAST = "past", pgettext_lazy("window", "over")
    NOW = "now", pgettext_lazy("window", "now")
    AHEAD = "ahead", pgettext_lazy("window", "ahead")
    UNKNOWN = "unknown", pgettext_lazy("window", "no day stated")


def place_of(window: Window, on: dt.date) -> Place:
    """Where a day stands to a window; what its source tells in words alone is not made into a day."""
    if window.ends_on and window.ends_on < on:
        return Place.PAST
    if window.starts_on and window.starts_on > on:
        return Place.AHEAD
    told_in_words = (window.starts and not window.starts_on) or (window.ends and not window.ends_on)
    return Place.UNKNOWN if told_in_words or not (window.starts_on or window.ends_on) else Place.NOW


def standing(marketplace: Marketplace, on: dt.date) -> list[tuple[Window, Place]]:
    """The windows in the order of what is done in them, each with where the day stands to it."""
    order = list(Window.Kind.values)
    windows = sorted(marketplace.windows.all(), key=lambda one: order.index(one.kind))
    return [(one, place_of(one, on)) for one in windows]


def facts(marketplace: Marketplace) -> list[tuple[str, list[OnRecord]]]:
    """What is on record of a marketplace of the past, by kind; kinds without any are left out."""
    listed = list(marketplace.on_record.all())
    grouped = ((str(kind.label), [one for one in listed if one.kind == kind]) for kind in OnRecord.Kind)
    return [(title, group) for title, group in grouped if group]


# ------------------------------------------------------------------ requests


@dataclass(frozen=True)
class RequestFilter:
    """What a list of requests is narrowed to; empty fields leave it as it is."""

    service: str = ""
    theme: str = ""
    region: str = ""
    language: str = ""
    state: str = ""
    gap: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The fields that narrow something."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


def requests(
    actor: Actor, edition: Edition, on: dt.date, narrowed: RequestFilter | None = None
) -> QuerySet[Request]:
    """The requests of an edition that the actor may read, with all that is told of each; two queries."""
    return _narrowed(actor, edition, on, narrowed).select_related("party", "owner").prefetch_related("themes")


def request_lines(actor: Actor, edition: Edition, on: dt.date, narrowed: RequestFilter) -> QuerySet[Request]:
    """The same as a page lists them: of each what stands in its line alone, without the texts behind it."""
    themes = Prefetch("themes", Theme.objects.only("code", "title"))
    return _narrowed(actor, edition, on, narrowed).select_related("party").only(*_IN_A_LINE).prefetch_related(themes)


def _narrowed(
    actor: Actor, edition: Edition, on: dt.date, narrowed: RequestFilter | None
) -> QuerySet[Request]:
    found = readable(actor, Request).filter(edition=edition)
    if narrowed:
        found = _of_kind(found, narrowed.service, narrowed.theme, narrowed.language)
        if narrowed.region:
            found = found.filter(party__in=members_of(narrowed.region, on))
        if narrowed.state:
            found = found.filter(state=narrowed.state)
        if narrowed.gap:
            found = found.filter(OPEN_GAP) if narrowed.gap == "yes" else found.none()
    return found.order_by("pk")


def _of_kind(found: QuerySet[M], service: str, theme: str, language: str) -> QuerySet[M]:
    """Narrows requests or providers by kind of help, theme and language; a word that is not known gives none."""
    for name, word in (("services", service), ("languages", language)):
        if word:  # a list in JSON is asked as text: so both databases can
            found = found.annotate(**{f"{name}_said": Cast(name, models.TextField())})
            found = found.filter(**{f"{name}_said__contains": f'"{word}"'})
    return found.filter(themes__code=theme) if theme else found


def request_of(actor: Actor, edition: Edition, code: str) -> Request | None:
    """One request with all that belongs to it; None for one there is not, or that the actor may not read."""
    found = readable(actor, Request).filter(edition=edition, code__iexact=code)
    return found.select_related("party", "owner__account", "edition").prefetch_related("themes").first()


def missing_of(request: Request) -> dict[str, str]:
    """MKT-3: what a request lacks before it can be submitted, by field, in words; empty for one that is whole."""
    wanted = {
        "title": _("Give the project a title."),
        "need": _("Say what is needed."),
        "services": _("Choose at least one kind of help."),
        "beneficiaries": _("Say for whom the project is."),
        "place": _("Say where the project takes place."),
        "languages": _("Choose at least one language of the project."),
        "owner": _("MKT-3: a request names its owner, with whom providers talk."),
    }
    return {name: said for name, said in wanted.items() if not getattr(request, name)}


def gap_of(request: Request) -> Money | None:
    """MKT-2: what of a project is not funded yet; None where no cost is stated, or all is funded."""
    if request.cost is None or not request.currency:
        return None
    gap = request.cost - (request.funded or Decimal(0))
    return Money(gap, request.currency) if gap > 0 else None


@dataclass(frozen=True)
class Gap:
    """What is not funded in one currency, and of how many requests."""

    amount: Money
    requests: int


def funding_gaps(actor: Actor, edition: Edition) -> list[Gap]:
    """FUN-1, MKT-2: what published requests lack, by currency, never added over currencies; one query."""
    found = readable(actor, Request).filter(OPEN_GAP, edition=edition, state=RequestState.PUBLISHED)
    lacking = Round((F("cost") - Coalesce("funded", Decimal(0))) * THOUSANDTHS)  # whole, so that no sum is rounded
    sums = found.order_by("currency").values("currency").annotate(
        lacking=Sum(Cast(lacking, models.BigIntegerField())), number=Count("pk"))
    return [Gap(Money(Decimal(one["lacking"]) / THOUSANDTHS, one["currency"]), one["number"]) for one in sums]


# ------------------------------------------------------------------ providers


@dataclass(frozen=True)
class ProviderFilter:
    """What a list of providers is narrowed to; empty fields leave it as it is."""

    service: str = ""
    theme: str = ""
    region: str = ""
    language: str = ""
    funds: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The fields that narrow something."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


def providers(actor: Actor, edition: Edition, narrowed: ProviderFilter | None = None) -> QuerySet[Provider]:
    """The providers of an edition that the actor may read, with all a list shows; three queries."""
    found = readable(actor, Provider).filter(edition=edition)
    if narrowed:
        found = _of_kind(found, narrowed.service, narrowed.theme, narrowed.language)
        if narrowed.region:
            found = found.filter(pk__in=found.filter(regions__code=narrowed.region).values("pk"))
        if narrowed.funds:
            found = found.filter(gives_funds=True) if narrowed.funds == "yes" else found.none()
    return found.select_related("party", "contact").prefetch_related("themes", "regions").order_by("party__code")


def provider_of(actor: Actor, edition: Edition, party: str) -> Provider | None:
    """The provider that a party is; None for one there is not, or that the actor may not read."""
    found = readable(actor, Provider).filter(edition=edition, party__code=party)
    return found.select_related("party", "contact", "edition").prefetch_related("themes", "regions").first()


# ------------------------------------------------------------------ choices, and what waits


def members_of(grouping: str, on: dt.date) -> "QuerySet[GroupingMembership, Any]":
    """The parties in a grouping on a day, as a part of a query."""
    return GroupingMembership.objects.filter(in_force(on), grouping__code=grouping).values("party")


def themes_of(actor: Actor, edition: Edition) -> QuerySet[Theme]:
    """The themes requests and providers of an edition can be about."""
    return readable(actor, Theme).filter(edition=edition).order_by("kind", "order", "pk")


def regions() -> QuerySet[Grouping]:
    """The regions and sub-regions there are."""
    return Grouping.objects.filter(kind__in=REGIONS).order_by("kind", "code")


def parties_asking(actor: Actor) -> list[Party]:
    """MKT-3: the governments for which the actor posts; one query."""
    return list(Party.objects.filter(pk__in=actor.acting_for(ASKING), kind__in=GOVERNMENTS))


def parties_offering(actor: Actor) -> list[Party]:
    """The parties for which the actor registers as a provider; one query."""
    return list(Party.objects.filter(pk__in=actor.acting_for(OFFERING)))


def requests_to_review(actor: Actor) -> QuerySet[Request]:
    """MKT-4: what waits for the office's review, the longest waiting first; none for others."""
    if not actor.has_role(*OFFICE):
        return Request.objects.none()
    found = readable(actor, Request).filter(state=RequestState.SUBMITTED).exclude(edition__state=EditionState.CLOSED)
    return found.select_related("party", "edition").order_by("submitted_at")


def requests_sent_back(actor: Actor) -> QuerySet[Request]:
    """The actor's own requests that came back from review with a reason."""
    found = readable(actor, Request).filter(state=RequestState.DRAFT, party__in=actor.acting_for(ASKING))
    found = found.exclude(reason="").exclude(edition__state=EditionState.CLOSED)
    return found.select_related("party", "edition").order_by("pk")


def invitations_waiting(actor: Actor) -> QuerySet[Provider]:
    """Invitations to register as a provider that wait for a reply of a party the actor acts for."""
    found = readable(actor, Provider).filter(state=ProviderState.INVITED, party__in=actor.acting_for(OFFERING))
    return found.exclude(edition__state=EditionState.CLOSED).select_related("party", "edition").order_by("invited_at")
