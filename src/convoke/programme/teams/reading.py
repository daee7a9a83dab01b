"""Reading teams: all of an edition at a glance, the space of one, what waits for whom."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.genders import Genders
from convoke.directory.models import Party
from convoke.directory.queries import Membership, memberships
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from ..models import Session, TeamCall, TeamDuty, TeamException, TeamMember
from ..states import DutyState, TeamState
from .balance import TeamBalance, day_of, genders_in, pro_1_balance
from .papers import TeamPaper, papers_of
from .rights import SPEAKING, WORKING, works_in

_FORMING = (EditionState.ANNOUNCED, EditionState.PREPARING)
OPEN_DUTIES = (DutyState.OWED, DutyState.IN_WORK)
WAITING = (TeamState.OFFERED, TeamState.INVITED)


@dataclass(frozen=True)
class TeamRow:
    """A session's team at a glance."""

    session: Session
    members: list[TeamMember]
    waiting: list[TeamMember]
    """Offers and invitations without an answer, as far as the reader may see them."""
    duties: list[TeamDuty]
    balance: TeamBalance

    @property
    def cells(self) -> list[tuple[str, TeamDuty | None]]:
        """Each kind of thing a team may owe, in its order, with what is recorded of it."""
        known = {duty.kind: duty for duty in self.duties}
        return [(str(kind.label), known.get(kind.value)) for kind in TeamDuty.Kind]

    @property
    def open_duties(self) -> list[TeamDuty]:
        """What the team still owes."""
        return [duty for duty in self.duties if duty.state in OPEN_DUTIES]


@dataclass(frozen=True)
class TeamSpace:
    """One team whole, as its reader may see it."""

    row: TeamRow
    works_here: bool
    """Whether the reader works in the team, or is of the office."""
    past: list[TeamMember]
    """Who declined or left, as far as the reader may see them."""
    papers: list[TeamPaper]
    calls: list[TeamCall] = field(default_factory=list)
    genders: Genders = field(default_factory=Genders)
    """PRO-3: of the people who work in it."""


def _with_teams(actor: Actor, sessions: QuerySet[Session]) -> QuerySet[Session]:
    members = readable(actor, TeamMember).select_related("party", "session__edition").order_by("role", "party__code")
    return sessions.select_related("edition", "roundtable__theme").prefetch_related(
        Prefetch("team", members, to_attr="at_hand"),
        Prefetch("duties", readable(actor, TeamDuty).select_related("party"), to_attr="owed"),
        Prefetch("team_exception", readable(actor, TeamException)),
    )


def _row(session: Session, groups: Membership, entries: list[TeamMember], duties: list[TeamDuty]) -> TeamRow:
    members = [one for one in entries if one.state == TeamState.MEMBER]
    exception: TeamException | None = getattr(session, "team_exception", None)
    judged = pro_1_balance(
        [one.party for one in members], groups, exception.reason if exception else ""
    )
    return TeamRow(session, members, [one for one in entries if one.state in WAITING], duties, judged)


def teams_of(actor: Actor, edition: Edition) -> list[TeamRow]:
    """The teams of the sessions of an edition's roundtables; six queries."""
    groups = memberships(day_of(edition))
    found = _with_teams(actor, readable(actor, Session).filter(edition=edition, kind=Session.Kind.ROUNDTABLE))
    return [
        _row(one, groups, one.at_hand, one.owed) for one in found.order_by("order")  # type: ignore[attr-defined]
    ]


def team_of(actor: Actor, edition: Edition, code: str) -> TeamSpace | None:
    """The space of one session's team; None for a session there is not. A constant number of queries."""
    found = readable(actor, Session).filter(edition=edition, code__iexact=code)
    session = _with_teams(actor, found).first()
    if session is None:
        return None
    entries: list[TeamMember] = session.at_hand  # type: ignore[attr-defined]
    row = _row(session, memberships(day_of(edition)), entries, session.owed)  # type: ignore[attr-defined]
    inside = works_in(actor, session)
    return TeamSpace(
        row, inside, [one for one in entries if one.state in (TeamState.DECLINED, TeamState.LEFT)],
        papers_of(actor, session),
        list(readable(actor, TeamCall).filter(session=session).select_related("session")) if inside else [],
        genders_in(actor, [one.party for one in row.members], clock.today()) if inside else Genders(),
    )


def team_member(actor: Actor, session: Session, pk: int) -> TeamMember | None:
    """An entry of a team, as far as the actor may read it."""
    found = readable(actor, TeamMember).filter(session=session, pk=pk)
    return found.select_related("party", "session__edition").first()


def team_call(actor: Actor, session: Session, pk: int) -> TeamCall | None:
    """A call of a team, as far as the actor may read it."""
    return readable(actor, TeamCall).filter(session=session, pk=pk).select_related("session__edition").first()


def own_parties(actor: Actor) -> list[Party]:
    """The parties for which the actor offers and replies; one query."""
    return list(Party.objects.filter(pk__in=actor.acting_for(SPEAKING)))


def invitations_waiting(actor: Actor) -> QuerySet[TeamMember]:
    """Invitations to teams that wait for a reply of a party the actor speaks for, the longest waiting first."""
    found = readable(actor, TeamMember).filter(
        state=TeamState.INVITED, party__in=actor.acting_for(SPEAKING), session__edition__state__in=_FORMING
    )
    return found.select_related("party", "session__edition").order_by("asked_at")


def offers_waiting(actor: Actor) -> QuerySet[TeamMember]:
    """Offers the office has not decided on yet, the longest waiting first; none for others."""
    if not actor.has_role(*OFFICE):
        return TeamMember.objects.none()
    found = readable(actor, TeamMember).filter(state=TeamState.OFFERED, session__edition__state__in=_FORMING)
    return found.select_related("party", "session__edition").order_by("asked_at")


def duties_due(actor: Actor, until: dt.date) -> QuerySet[TeamDuty]:
    """What teams still owe by a day: for the office of all teams, for others of the teams of their parties."""
    found = readable(actor, TeamDuty).filter(
        state__in=OPEN_DUTIES, due_on__lte=until, session__edition__state__in=_FORMING
    )
    if not actor.has_role(*OFFICE):
        own = TeamMember.objects.filter(state=TeamState.MEMBER, party__in=actor.acting_for(WORKING))
        found = found.filter(session__in=own.values("session"))
    return found.select_related("session__edition", "party").order_by("due_on", "session__order")

