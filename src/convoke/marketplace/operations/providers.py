"""Who can help: parties are invited, register with what they offer, decline, withdraw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import GOVERNMENTS, Capacity, Grouping, Party, Person
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.programme.models import Theme

from ..models import Provider
from ..queries import REGIONS
from ..rules import ASKING
from ..states import PROVIDER, ProviderState
from ._common import Faults, check_languages, check_person, check_services, check_themes, locked_edition, words
from ._meetings import call_off_with


@dataclass(frozen=True)
class Offer:
    """What a provider says of itself; texts are in one or more languages."""

    offer: Mapping[str, str]
    services: Sequence[str]
    languages: Sequence[str]
    past_work: Mapping[str, str] = field(default_factory=dict)
    regions: Sequence[Grouping] = ()
    themes: Sequence[Theme] = ()
    gives_funds: bool = False
    contact: Person | None = None


def invite_providers(*, actor: Actor, edition: Edition, parties: Sequence[Party]) -> list[Provider]:
    """The office invites parties to register as providers; they stand on the list once they have.

    Raises Denied, and ValidationError without a party, for one named twice, and for one that is invited or
    registered already.
    """
    require(actor, "invite", Provider)
    if not parties:
        raise ValidationError({"parties": _("Choose at least one participant to invite.")})
    if len({party.pk for party in parties}) < len(parties):
        raise ValidationError({"parties": _("Each participant is invited once.")})
    with operation(actor=actor, verb="invite-providers", on=edition, edition=edition.code) as recording:
        locked_edition(edition)
        invited = [_invited(edition, party) for party in parties]
        recording.facts = {"parties": sorted(party.code for party in parties)}
    return invited


def _invited(edition: Edition, party: Party) -> Provider:
    provider = _entry(edition, party)
    if provider.pk and ProviderState.INVITED not in PROVIDER[ProviderState(provider.state)]:
        raise ValidationError(
            {"parties": _("%(party)s stands among the providers already: %(state)s.") % {
                "party": party.acronym or party.code, "state": provider.get_state_display()}}
        )
    provider.state, provider.invited_at = ProviderState.INVITED, clock.now()
    provider.save()
    return provider


def register_provider(*, actor: Actor, edition: Edition, party: Party, offer: Offer) -> Provider:
    """A party registers as a provider: on invitation, or by its own right as a government or an observer.

    Raises Denied for who does not act for the party, and ValidationError for a party that needs an invitation
    and has none, one that is registered already, and for what is missing or cannot stand, field by field.
    """
    require(actor, "register", Provider(edition=edition, party=party))
    with operation(
        actor=actor, verb="register-provider", edition=edition.code, party=party.code, audience=Audience.PARTICIPANTS
    ) as recording:
        locked_edition(edition)
        provider = _entry(edition, party)
        if provider.pk and ProviderState.REGISTERED not in PROVIDER[ProviderState(provider.state)]:
            raise ValidationError(_("This participant is registered already. Change what it offers instead."))
        if provider.invited_at is None and not registers_freely(actor=actor, party=party):
            raise ValidationError(
                _("Providers register on invitation. Governments, through their focal points, and observers "
                  "register without one.")
            )
        provider.state, provider.registered_at = ProviderState.REGISTERED, clock.now()
        _write(actor, provider, offer)
        recording.on, recording.facts = provider, {"party": party.code}
    return provider


def registers_freely(*, actor: Actor, party: Party) -> bool:
    """Whether the actor registers a party without an invitation: the office, a focal point, an observer."""
    if actor.has_role(*OFFICE):
        return True
    if party.kind in GOVERNMENTS and party.pk in actor.acting_for(ASKING):
        return True
    return party.pk in actor.acting_for((Capacity.OBSERVER,))


def change_provider(*, actor: Actor, provider: Provider, offer: Offer) -> Provider:
    """A registered provider says anew what it offers.

    Raises Denied, and ValidationError for one that is not registered, and for what cannot stand.
    """
    require(actor, "change", provider)
    with operation(
        actor=actor, verb="change-provider", on=provider, edition=provider.edition.code, party=provider.party.code,
        audience=Audience.PARTICIPANTS,
    ) as recording:
        present = _locked(provider)
        if present.state != ProviderState.REGISTERED:
            raise ValidationError(_("Only a registered provider changes what it offers."))
        _write(actor, present, offer)
        recording.facts = {"party": present.party.code}
    return present


def decline_invitation(*, actor: Actor, provider: Provider) -> Provider:
    """An invited party does not register; seen by that party and the office.

    Raises Denied, and ValidationError where no invitation waits for a reply.
    """
    require(actor, "register", provider)
    with operation(
        actor=actor, verb="decline-as-provider", on=provider, edition=provider.edition.code,
        party=provider.party.code, audience=Audience.PARTY,
    ) as recording:
        present = _locked(provider)
        if present.state != ProviderState.INVITED:
            raise ValidationError(_("There is no invitation that waits for a reply."))
        present.state = ProviderState.DECLINED
        present.save(update_fields=["state"])
        recording.facts = {"party": present.party.code}
    return present


def withdraw_provider(*, actor: Actor, provider: Provider) -> Provider:
    """A provider leaves the list; what was said in its rooms stays with those who were in them.

    Raises Denied, and ValidationError for one that is not registered.
    """
    require(actor, "withdraw", provider)
    with operation(
        actor=actor, verb="withdraw-provider", on=provider, edition=provider.edition.code, party=provider.party.code,
        audience=Audience.PARTICIPANTS,
    ) as recording:
        present = _locked(provider)
        if present.state != ProviderState.REGISTERED:
            raise ValidationError(_("Only a registered provider withdraws."))
        present.state = ProviderState.WITHDRAWN
        present.save(update_fields=["state"])
        call_off_with(present.party, _("The provider has withdrawn."), interest__provider=present)
        recording.facts = {"party": present.party.code}
    return present


def _entry(edition: Edition, party: Party) -> Provider:
    """The entry of a party, locked, or a new one."""
    found = Provider.objects.select_for_update().filter(edition=edition, party=party).first()
    return found or Provider(edition=edition, party=party)


def _locked(provider: Provider) -> Provider:
    locked_edition(provider.edition)
    found = Provider.objects.select_for_update(of=("self",)).select_related("party", "edition")
    return found.get(pk=provider.pk)


def _write(actor: Actor, provider: Provider, offer: Offer) -> None:
    """Writes what a provider says of itself; raises ValidationError for what cannot stand, field by field."""
    faults: Faults = {}
    provider.offer = words(offer.offer, "offer", faults)
    provider.past_work = words(offer.past_work, "past_work", faults)
    provider.services = check_services(provider.edition, offer.services, faults)
    provider.languages = check_languages(offer.languages, faults)
    provider.gives_funds = offer.gives_funds
    check_person(offer.contact, provider.party_id, "contact", faults)
    provider.contact = offer.contact
    themes = check_themes(actor, provider.edition, offer.themes, faults)
    if any(one.kind not in REGIONS for one in offer.regions):
        faults["regions"] = _("Choose regions and sub-regions.")
    for name, said in (
        ("offer", _("Say what you can do.")), ("services", _("Choose at least one kind of help.")),
        ("languages", _("Choose at least one language.")),
    ):
        if not getattr(provider, name):
            faults.setdefault(name, said)
    if faults:
        raise ValidationError(dict(faults))
    provider.full_clean(exclude=["edition", "party", "contact"])
    provider.save()
    provider.regions.set(offer.regions)
    provider.themes.set(themes)
