"""Who may read and change the directory."""

import datetime as dt
from collections.abc import Iterable

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
from .roles import CHAIR, FOCAL_POINT, OFFICE, ROLES, TASK_FORCE, role


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


def own_job(actor: Actor, job: Job) -> bool:
    """Background work is stopped by who asked for it, and by the office."""
    return actor.has_role(*OFFICE) or (actor.account_id is not None and job.requested_by_id == actor.account_id)


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
    """DIR-3: those named in published records, and those whose mandates the actor may read.

    A duplicate that was merged into another person is found by nobody.
    """
    themselves = Q(merged_into__isnull=True)
    if actor.has_role(*OFFICE):
        return themselves
    held = Mandate.objects.filter(readable_mandates(actor))
    return themselves & (Q(is_published=True) | Q(pk__in=held.values("person")))


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


def gender_seen(actor: Actor) -> Q:
    """DIR-3: the condition on people whose stated gender the actor may know: all for the office, else those who
    act for the own party. Everybody else sees counts alone.
    """
    if actor.has_role(*OFFICE):
        return Q()
    if not actor.parties:
        return Q(pk__in=())
    own = Mandate.objects.filter(in_force(clock.today()), party__code__in=sorted(actor.parties))
    return Q(pk__in=own.exclude(capacity__in=OPEN_CAPACITIES).values("person"))


Period = tuple[dt.date | None, dt.date | None]
"""Since and until; None is open, the last day is the day before ``until``."""


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    (since, until), (other_since, other_until) = one, other
    begins_before_end = since is None or other_until is None or since < other_until
    return begins_before_end and (other_since is None or until is None or other_since < until)


def dir_1_no_two_focal_points(period: Period, others: Iterable[Period]) -> bool:
    """DIR-1: whether a focal point's period has no day in common with that of another of the same party."""
    return not any(overlap(period, other) for other in others)


def speaks_for(actor: Actor, party: Party | None, *capacities: str) -> bool:
    """Whether the actor is today's focal point of a party (or holds one of ``capacities`` for it)."""
    if party is None or FOCAL_POINT not in actor.roles:
        return False
    return party.pk in actor.acting_for(capacities or (Capacity.FOCAL_POINT,))


def keeps_channel(actor: Actor, channel: Channel) -> bool:
    """A party's focal point and deputies keep its channels and those of its people; the office keeps all."""
    if actor.has_role(*OFFICE):
        return True
    if channel.party:
        return speaks_for(actor, channel.party, Capacity.FOCAL_POINT, Capacity.DEPUTY)
    return keeps_person(actor, channel.person) if channel.person else False


def keeps_person(actor: Actor, person: Person) -> bool:
    """The office keeps everyone; a focal point and deputies keep the people who act for their party alone."""
    if actor.has_role(*OFFICE):
        return True
    if FOCAL_POINT not in actor.roles:
        return False
    own = actor.acting_for((Capacity.FOCAL_POINT, Capacity.DEPUTY))
    held = Mandate.objects.filter(in_force(clock.today()), person=person)
    return held.filter(party__in=own).exists() and not held.filter(capacity__in=OFFICE_CAPACITIES).exists()


OFFICE_CAPACITIES = frozenset({*role(CHAIR).capacities, *role(TASK_FORCE).capacities})
"""Capacities in which someone runs an edition: kept by the office itself."""
OWN_CAPACITIES = (Capacity.FOCAL_POINT, Capacity.DEPUTY, Capacity.CONTRIBUTOR)
"""What a focal point designates for her own party, herself to be replaced included."""


def may_designate(actor: Actor, mandate: Mandate) -> bool:
    """The office designates all; a focal point her successor, deputies and contributors of her own party."""
    if actor.has_role(*OFFICE):
        return True
    return mandate.capacity in OWN_CAPACITIES and speaks_for(actor, mandate.party)


def own_invitations(actor: Actor) -> Q:
    """Invitations are read by the office and by the focal point of the party they are for."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(mandate__party__code__in=sorted(actor.parties)) if FOCAL_POINT in actor.roles else Q(pk__in=())


def may_invite(actor: Actor, invitation: Invitation) -> bool:
    """Who may designate in a capacity may invite to it."""
    return may_designate(actor, invitation.mandate)


def own(actor: Actor, account: Account) -> bool:
    """An account is set by its holder alone."""
    return actor.account_id == account.pk


KEEPERS = frozenset({FOCAL_POINT, *OFFICE})
"""Who keeps people and channels: each focal point those of her party, the office all."""
EVERY_ROLE = frozenset(one.code for one in ROLES)

POLICIES = (
    Policy(Party, everything),
    Policy(PartyName, everything),
    Policy(Grouping, everything),
    Policy(GroupingMembership, everything),
    Policy(
        Person, readable_people,
        verbs={"enter": KEEPERS, "correct": KEEPERS, "merge": OFFICE},
        guards={"correct": keeps_person},
    ),
    Policy(
        Mandate, readable_mandates,
        verbs={"designate": KEEPERS, "end": KEEPERS, "import": OFFICE, "export": KEEPERS},
        guards={"designate": may_designate, "end": may_designate},
    ),
    Policy(
        Channel, readable_channels,
        verbs={"keep": KEEPERS, "judge": OFFICE},
        guards={"keep": keeps_channel},
    ),
    Policy(
        Invitation, own_invitations,
        verbs={"invite": KEEPERS, "revoke": KEEPERS},
        guards={"invite": may_invite, "revoke": may_invite},
    ),
    Policy(
        Account, own_account,
        verbs={"choose-language": EVERY_ROLE, "choose-time-zone": EVERY_ROLE},
        guards={"choose-language": own, "choose-time-zone": own},
    ),
    Policy(JournalEntry, by_audience_or_party),
    Policy(Job, own_jobs, verbs={"stop": EVERY_ROLE}, guards={"stop": own_job}),
    Policy(StoredFile, by_audience_or_party),
    Policy(LoadedRecord, office_only, verbs={"load": OFFICE}),
)
