"""Who may read and change bodies, their meetings and silence procedures."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy, by_audience, everything
from convoke.directory.roles import CHAIR, FOCAL_POINT, OFFICE, ROLES

from .models import (
    AgendaItem,
    Body,
    BodyFunction,
    BodyMeeting,
    BodyMember,
    CalendarFeed,
    MeetingDecision,
    MeetingDocument,
    MeetingInvitation,
    SilenceAddressee,
    SilenceProcedure,
    SilenceReply,
)
from .states import SilenceState

NOBODY = Q(pk__in=())
EVERY_ROLE = frozenset(role.code for role in ROLES)


def audience_or_invited(actor: Actor) -> Q:
    """LIB-1: a meeting is read by its audience, and by the parties invited to it."""
    if actor.is_system or not actor.parties:
        return by_audience(actor)
    invited = MeetingInvitation.objects.filter(party__code__in=sorted(actor.parties))
    return by_audience(actor) | Q(pk__in=invited.values("meeting"))


def with_its_meeting(actor: Actor) -> Q:
    """LIB-1: what belongs to a meeting is read by who reads the meeting."""
    if actor.is_system:
        return Q()
    return Q(meeting__in=BodyMeeting.objects.filter(audience_or_invited(actor)).values("pk"))


def published_decisions(actor: Actor) -> Q:
    """Decisions are read with their meeting once they are published; by the office before."""
    return with_its_meeting(actor) if actor.has_role(*OFFICE) else (
        with_its_meeting(actor) & Q(meeting__is_published=True)
    )


def may_reply(actor: Actor, invitation: MeetingInvitation) -> bool:
    """A party replies for itself; the office records what it was told."""
    return actor.has_role(*OFFICE) or invitation.party.code in actor.parties


def own_party(actor: Actor) -> Q:
    """What concerns one party is read by that party and by the office."""
    return Q() if actor.has_role(*OFFICE) else Q(party__code__in=sorted(actor.parties))


def own_feed(actor: Actor) -> Q:
    """A calendar address is its holder's alone."""
    return Q() if actor.is_system else Q(account=actor.account_id) if actor.account_id else NOBODY


def addressed(actor: Actor) -> Q:
    """BOD-4: a proposal is read by the office and, once circulated, by those it is addressed to."""
    if actor.has_role(*OFFICE):
        return Q()
    own = SilenceAddressee.objects.filter(party__code__in=sorted(actor.parties))
    return Q(pk__in=own.values("procedure")) & ~Q(state=SilenceState.DRAFT)


def shown_replies(actor: Actor) -> Q:
    """BOD-4: replies are read by the office and by who made them; by all addressees only if so chosen beforehand."""
    if actor.has_role(*OFFICE):
        return Q()
    addressees = SilenceAddressee.objects.filter(party__code__in=sorted(actor.parties)).values("procedure")
    shared = Q(procedure__in=addressees, procedure__shown=SilenceProcedure.Shown.REPLIES)
    return Q(party__code__in=sorted(actor.parties)) | shared


def shared_addressees(actor: Actor) -> Q:
    """BOD-4: the list of addressees is read by the addressees."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(procedure__in=SilenceProcedure.objects.filter(addressed(actor)).values("pk"))


POLICIES = (
    Policy(Body, everything, verbs={"create": OFFICE, "change": OFFICE}),
    Policy(BodyFunction, everything),
    Policy(BodyMember, everything, verbs={"enter": OFFICE, "end": OFFICE}),
    Policy(
        BodyMeeting, audience_or_invited,
        verbs=dict.fromkeys(("plan", "convene", "hold", "cancel", "change", "record", "publish"), OFFICE),
    ),
    Policy(AgendaItem, with_its_meeting),
    Policy(MeetingDocument, with_its_meeting, verbs={"add": OFFICE}),
    Policy(MeetingDecision, published_decisions),
    Policy(
        MeetingInvitation, own_party,
        verbs={"reply": frozenset({FOCAL_POINT, *OFFICE})},
        guards={"reply": may_reply},
    ),
    Policy(
        CalendarFeed, own_feed,
        verbs={"make": EVERY_ROLE, "revoke": EVERY_ROLE},
        guards={"revoke": lambda actor, feed: actor.account_id == feed.account_id},
    ),
    Policy(
        SilenceProcedure, addressed,
        verbs={
            "draft": OFFICE, "circulate": frozenset({CHAIR}), "withdraw": frozenset({CHAIR}),
            "reply": frozenset({FOCAL_POINT}),
        },
    ),
    Policy(SilenceAddressee, shared_addressees),
    Policy(SilenceReply, shown_replies),
)
