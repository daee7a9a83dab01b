"""Providers: the list with its filters, one with what it offers, and its own writing of it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.policy import allows, require
from convoke.directory.models import Party
from convoke.marketplace import matching, queries
from convoke.marketplace.models import Provider
from convoke.marketplace.operations import providers as operations
from convoke.marketplace.queries import ProviderFilter
from convoke.marketplace.states import ProviderState

from ...errors import Missing
from ...lookups import lookups
from ..forms import carried_out, chosen, sent
from ..frame import actor_of, edition_or_missing, near, page_of_list, show
from .forms import InviteForm, OfferForm
from .overview import takes_part
from .shared import choices, people_of, provider_or_missing

PER_PAGE = 25


@login_required
def providers(request: HttpRequest, edition: str) -> HttpResponse:
    """Who can help, narrowed by filters; the office invites here."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    narrowed = ProviderFilter(**{
        name: request.GET.get(name, "").strip()[:80] for name in ProviderFilter.__dataclass_fields__
    })
    market, invites = queries.marketplace_of(actor, found), allows(actor, "invite", Provider)
    form = InviteForm(sent(request), names=lookups(request).parties) if invites and market else None
    if request.method == "POST":
        require(actor, "invite", Provider)
        if form and form.is_valid() and carried_out(form, lambda: operations.invite_providers(
                actor=actor, edition=found, parties=chosen(form.cleaned_data["parties"]))):
            messages.success(request, _("The invitation stands on the desks of those invited."))
            return redirect("providers", found.code)
    listed = queries.providers(actor, found, narrowed)
    return show(
        request, "web/marketplace/providers.html", edition=found, section="marketplace", narrowed=narrowed,
        page=page_of_list(request, listed, PER_PAGE), form=form, market=market, takes_part=takes_part(actor),
        choices={**choices(actor, found, market), "funds": [("yes", _("gives funds"))]},
        status=422 if form and form.errors else 200,
    )


@login_required
def provider(request: HttpRequest, edition: str, party: str) -> HttpResponse:
    """One provider: what it can do, where, in which languages; for itself and the office, whom it might help."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = provider_or_missing(request, found, party)
    if request.method == "POST":
        _pressed(request, one)
        return redirect("provider", found.code, one.party.code)
    own, is_listed = allows(actor, "change", one), one.state == ProviderState.REGISTERED
    return show(
        request, "web/marketplace/provider.html", edition=found, section="marketplace", one=one, is_own=own,
        is_listed=is_listed, matches=matching.requests_for(actor, one, clock.today()) if own and is_listed else [],
    )


def _pressed(request: HttpRequest, one: Provider) -> None:
    """What a button asks for; says what stands against it."""
    actor = actor_of(request)
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "decline": (
            lambda: operations.decline_invitation(actor=actor, provider=one), _("Your reply was recorded."),
        ),
        "withdraw": (
            lambda: operations.withdraw_provider(actor=actor, provider=one),
            _("The provider was taken off the list."),
        ),
    }
    deed = deeds.get(request.POST.get("do", ""))
    if deed is None:
        return
    try:
        deed[0]()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, deed[1])


@login_required
def write(request: HttpRequest, edition: str, party: str) -> HttpResponse:
    """A party registers as a provider, or says anew what it offers."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    of = Party.objects.filter(code=party.lower()).first()
    if of is None:
        raise Missing(_("participant"), party, near(
            party, [one.code for one in queries.parties_offering(actor)], "provider-write", found.code))
    require(actor, "register", Provider(edition=found, party=of))
    one = queries.provider_of(actor, found, of.code)
    form = OfferForm(
        sent(request), one=one, services=queries.offered_services(found), themes=queries.themes_of(actor, found),
        regions=queries.regions(), people=people_of(actor, of, one.contact if one else None),
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, lambda: (
            operations.change_provider(actor=actor, provider=one, offer=form.words)
            if one and one.state == ProviderState.REGISTERED
            else operations.register_provider(actor=actor, edition=found, party=of, offer=form.words)
        ))
        if done:
            messages.success(request, _("Recorded. The participants of the edition read it."))
            return redirect("provider", found.code, of.code)
    return show(
        request, "web/marketplace/provider_write.html", edition=found, section="marketplace", one=one, party=of,
        form=form, status=422 if form.errors else 200,
    )
