"""Who may read and change the directory."""

from django.db.models import Q

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.models import Job, JournalEntry, LoadedRecord, StoredFile
from convoke.core.periods import in_force
from convoke.core.policy import Policy, by_audience_or_party, everything

from .models import (
    Account,
    Capacity,
    Channel,
    Grouping,
    GroupingMembership,
    Invitation,
    Mandate,
    Party,
    PartyName,
    Person,
)
from .roles import FOCAL_POINT, OFFICE, ROLES


def own_account(actor: Actor) -> Q:
    """An account is read by its holder; the Chair and the task force read all."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(pk=actor.account_id) if actor.account_id else Q(pk__in=())


def own_jobs(actor: Actor) -> Q:
    """Background work is followed by who asked for it; the office follows all."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(requested_by=actor.account_id) if actor.account_id else Q(pk__in=())


def office_only(actor: Actor) -> Q:
    """Read by the Chair and the task force alone."""
    return Q() if actor.has_role(*OFFICE) else Q(pk__in=())


OPEN_CAPACITIES = frozenset(
    {Capacity.CHAIR, Capacity.EXECUTIVE_DIRECTOR, Capacity.COORDINATOR, Capacity.RAPPORTEUR, Capacity.OTHER}
)
"""Offices of the forum itself: who holds them is public."""


def readable_mandates(actor: Actor) -> Q:
    """DIR-3: offices are public; focal points are known to focal points; the rest to the party and the office."""
    if actor.has_role(*OFFICE):
        return Q()
    known = Q(capacity__in=OPEN_CAPACITIES)
    if FOCAL_POINT in actor.roles:
        known |= Q(capacity=Capacity.FOCAL_POINT)
    if actor.parties:
        known |= Q(party__code__in=sorted(actor.parties))
    return known


def readable_people(actor: Actor) -> Q:
    """DIR-3: those named in published records, and those whose mandates the actor may read."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(is_published=True) | Q(pk__in=Mandate.objects.filter(readable_mandates(actor)).values("person"))


def readable_channels(actor: Actor) -> Q:
    """DIR-3: the office and the own party read all; focal points read the official ones of focal points."""
    if actor.has_role(*OFFICE):
        return Q()
    today = in_force(clock.today())
    known = Q(pk__in=())
    if actor.parties:
        own = Mandate.objects.filter(today, party__code__in=sorted(actor.parties)).exclude(capacity__in=OPEN_CAPACITIES)
        known |= Q(party__code__in=sorted(actor.parties)) | Q(person__in=own.values("person"))
    if FOCAL_POINT in actor.roles:
        points = Mandate.objects.filter(today, capacity=Capacity.FOCAL_POINT)
        known |= Q(is_official=True) & (Q(person__in=points.values("person")) | Q(party__isnull=False))
    return known


def keeps_channel(actor: Actor, channel: Channel) -> bool:
    """A party keeps its own channels and those of its people; the office keeps all."""
    if actor.has_role(*OFFICE):
        return True
    if channel.party:
        return channel.party.code in actor.parties
    held = Mandate.objects.filter(in_force(clock.today()), person=channel.person, party__code__in=sorted(actor.parties))
    return held.exists()


def own_invitations(actor: Actor) -> Q:
    """Invitations are read by the office and by the focal point of the party they are for."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(mandate__party__code__in=sorted(actor.parties)) if FOCAL_POINT in actor.roles else Q(pk__in=())


POLICIES = (
    Policy(Party, everything),
    Policy(PartyName, everything),
    Policy(Grouping, everything),
    Policy(GroupingMembership, everything),
    Policy(Person, readable_people),
    Policy(Mandate, readable_mandates),
    Policy(
        Channel, readable_channels,
        verbs={"keep": frozenset({FOCAL_POINT, *OFFICE}), "judge": OFFICE},
        guards={"keep": keeps_channel},
    ),
    Policy(Invitation, own_invitations),
    Policy(
        Account, own_account,
        verbs={"choose-language": frozenset(role.code for role in ROLES)},
        guards={"choose-language": lambda actor, account: actor.account_id == account.pk},
    ),
    Policy(JournalEntry, by_audience_or_party),
    Policy(Job, own_jobs),
    Policy(StoredFile, by_audience_or_party),
    Policy(LoadedRecord, office_only, verbs={"load": OFFICE}),
)
