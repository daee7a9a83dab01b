"""Who may see and do what with panels and timetables: the predicates of ``programme/rules.py``."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.directory.roles import FOCAL_POINT, OFFICE

from ..models import PanelRole, TeamMember
from ..states import PanelState, TeamState

ANSWERING = frozenset({FOCAL_POINT, *OFFICE})
PROPOSING = frozenset({FOCAL_POINT, "team-member", *OFFICE})


def panel_seen(actor: Actor) -> Q:
    """The public sees who has confirmed; a party its own people, a team its session's, the office everybody."""
    if actor.has_role(*OFFICE):
        return Q()
    confirmed = Q(state=PanelState.CONFIRMED)
    if not actor.parties:
        return confirmed
    own = sorted(actor.parties)
    teams = TeamMember.objects.filter(party__code__in=own, state=TeamState.MEMBER)
    return confirmed | Q(party__code__in=own) | Q(session__in=teams.values("session"))


def office_only(actor: Actor) -> Q:
    """DIR-3: the letters to panellists have addresses in them; the office alone reads them."""
    return Q() if actor.has_role(*OFFICE) else Q(pk__in=())


def in_its_team(actor: Actor, role: PanelRole) -> bool:
    """The team of a session proposes its panel; so does the office."""
    if actor.has_role(*OFFICE):
        return True
    return TeamMember.objects.filter(
        session=role.session_id, party__code__in=sorted(actor.parties), state=TeamState.MEMBER
    ).exists()


def own_invitation(actor: Actor, role: PanelRole) -> bool:
    """A party replies for its own people once they are invited; the office records what it was told."""
    if actor.has_role(*OFFICE):
        return True
    return role.party is not None and role.party.code in actor.parties and role.state == PanelState.INVITED


def own_person(actor: Actor, role: PanelRole) -> bool:
    """A party speaks for its own people, the office for all."""
    return actor.has_role(*OFFICE) or (role.party is not None and role.party.code in actor.parties)
