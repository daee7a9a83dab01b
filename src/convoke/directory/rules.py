"""Who may read and change the directory."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.models import Job, JournalEntry, LoadedRecord
from convoke.core.policy import Policy, by_audience, everything

from .models import Account, Grouping, GroupingMembership, Mandate, Party, PartyName, Person
from .roles import OFFICE, ROLES


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


POLICIES = (
    Policy(Party, everything),
    Policy(PartyName, everything),
    Policy(Grouping, everything),
    Policy(GroupingMembership, everything),
    Policy(Person, everything),
    Policy(Mandate, everything),
    Policy(
        Account, own_account,
        verbs={"choose-language": frozenset(role.code for role in ROLES)},
        guards={"choose-language": lambda actor, account: actor.account_id == account.pk},
    ),
    Policy(JournalEntry, by_audience),
    Policy(Job, own_jobs),
    Policy(LoadedRecord, office_only, verbs={"load": OFFICE}),
)
