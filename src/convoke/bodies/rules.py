"""Who may read and change bodies, their meetings and silence procedures."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy, by_audience, everything, with_its
from convoke.directory.roles import CHAIR, FOCAL_POINT, OFFICE

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
        BodyMeeting, by_audience,
        verbs={"plan": OFFICE, "convene": OFFICE, "hold": OFFICE, "cancel": OFFICE, "change": OFFICE},
    ),
    Policy(AgendaItem, with_its("meeting")),
    Policy(MeetingDocument, with_its("meeting")),
    Policy(MeetingDecision, with_its("meeting")),
    Policy(
        MeetingInvitation, own_party,
        verbs={"reply": frozenset({FOCAL_POINT, *OFFICE}), "record-attendance": OFFICE},
        guards={"reply": lambda actor, one: actor.has_role(*OFFICE) or one.party.code in actor.parties},
    ),
    Policy(CalendarFeed, own_feed),
    Policy(
        SilenceProcedure, addressed,
        verbs={"draft": OFFICE, "circulate": frozenset({CHAIR}), "withdraw": frozenset({CHAIR})},
    ),
    Policy(SilenceAddressee, shared_addressees),
    Policy(SilenceReply, shown_replies, verbs={"reply": frozenset({FOCAL_POINT})}),
)
