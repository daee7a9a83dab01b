"""Who speaks for a party towards a team, who works in one, and what each may read of it."""

from typing import Any

from django.db.models import Q, QuerySet

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.directory.models import Capacity, Party
from convoke.directory.roles import FOCAL_POINT, OFFICE

from ..models import Session, TeamCall, TeamDuty, TeamMember
from ..states import TeamState

SPEAKING = (Capacity.FOCAL_POINT, Capacity.DEPUTY, Capacity.OBSERVER)
"""The capacities in which a person says that a party joins a team; organisations have observers."""
WORKING = (*SPEAKING, Capacity.TEAM_MEMBER)
"""The capacities in which a person works in the teams of a party."""
SPEAKERS = frozenset({FOCAL_POINT, "observer"})
WORKERS = frozenset({*SPEAKERS, "team-member"})


def speaks_for(actor: Actor, party: Party) -> bool:
    """Whether the actor offers and replies for a party."""
    return actor.is_system or party.pk in actor.acting_for(SPEAKING)


def sessions_of(actor: Actor) -> "QuerySet[TeamMember, Any]":
    """The sessions in whose teams the actor works, as a part of a query."""
    return TeamMember.objects.filter(state=TeamState.MEMBER, party__in=actor.acting_for(WORKING)).values("session")


def members_seen(actor: Actor) -> Q:
    """Members are public; offers, invitations and refusals are seen by the office and the party concerned."""
    if actor.has_role(*OFFICE):
        return Q()
    joined = Q(state=TeamState.MEMBER)
    return joined | Q(party__in=actor.acting_for(WORKING))


def calls_seen(actor: Actor) -> Q:
    """The calls of a team are seen by the team and the office."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(pk__in=()) if actor.account_id is None else Q(session__in=sessions_of(actor))


def papers_of_teams(actor: Actor) -> Q:
    """LIB-1: the condition on documents for a team's audience that the actor's own teams have before them."""
    if actor.account_id is None:
        return Q(pk__in=())
    papers = Session.papers.through.objects.filter(session__in=sessions_of(actor))
    return Q(audience=Audience.TEAM, pk__in=papers.values("document"))


def in_team(actor: Actor, thing: TeamDuty | TeamCall) -> bool:
    """Whether the actor works in the team a duty or a call belongs to; the office works in all."""
    return works_in(actor, thing.session)


def works_in(actor: Actor, session: Session) -> bool:
    """Whether the actor works in the team of a session; the office works in all."""
    if actor.has_role(*OFFICE):
        return True
    if not actor.roles & WORKERS:
        return False
    return TeamMember.objects.filter(
        session=session, state=TeamState.MEMBER, party__in=actor.acting_for(WORKING)
    ).exists()


def own_offer(actor: Actor, member: TeamMember) -> bool:
    """A party offers itself."""
    return speaks_for(actor, member.party)


def own_or_office(actor: Actor, member: TeamMember) -> bool:
    """A party replies and leaves for itself; the office records what it was told."""
    return actor.has_role(*OFFICE) or speaks_for(actor, member.party)
