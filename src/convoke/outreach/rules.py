"""Who may read and send what goes out."""

from django.conf import settings
from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy
from convoke.directory.models import Capacity, Channel
from convoke.directory.roles import OFFICE

from .models import (
    ContactLogEntry,
    Delivery,
    Escalation,
    EscalationPlan,
    EscalationStep,
    NewsletterIssue,
    Notice,
    OutboxMessage,
    Subscription,
)
from .states import NoticeState

NOBODY = Q(pk__in=())
MEANS = {
    EscalationStep.Means.EMAIL: (Channel.Kind.EMAIL,),
    EscalationStep.Means.REMINDER: (Channel.Kind.EMAIL,),
    EscalationStep.Means.PHONE: (Channel.Kind.PHONE,),
    EscalationStep.Means.MISSION: (Channel.Kind.MISSION, Channel.Kind.EMBASSY),
    EscalationStep.Means.LETTER: (Channel.Kind.POST, Channel.Kind.FAX),
}
"""CON-4: by which kinds of channel a step is done."""
ACTING = (
    Capacity.FOCAL_POINT, Capacity.DEPUTY, Capacity.COORDINATOR, Capacity.CONTRIBUTOR, Capacity.DELEGATE,
    Capacity.OTHER,
)
"""Whom of a party a step by e-mail goes to."""


def office_only(actor: Actor) -> Q:
    """Read by the Chair and the task force alone."""
    return Q() if actor.has_role(*OFFICE) else NOBODY


def own_subscription(actor: Actor) -> Q:
    """A subscription is read by its holder and by the office."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(account=actor.account_id) if actor.account_id else NOBODY


def sent_issues(actor: Actor) -> Q:
    """What goes out is published; what is being put together is the office's."""
    return Q() if actor.has_role(*OFFICE) else Q(state__in=(NoticeState.QUEUED, NoticeState.SENT))


def in_a_demonstration(actor: Actor) -> Q:
    """The outbox is read by everybody in a demonstration, where no message leaves, and by nobody elsewhere."""
    return Q() if settings.CONVOKE_DEMONSTRATION else NOBODY


POLICIES = (
    Policy(Notice, office_only, verbs={"draft": OFFICE, "send": OFFICE, "cancel": OFFICE}),
    Policy(Delivery, office_only),
    Policy(EscalationPlan, office_only, verbs={"change": OFFICE}),
    Policy(EscalationStep, office_only),
    Policy(Escalation, office_only, verbs={"open": OFFICE, "close": OFFICE}),
    Policy(ContactLogEntry, office_only, verbs={"log": OFFICE}),
    Policy(Subscription, own_subscription),
    Policy(NewsletterIssue, sent_issues, verbs={"compose": OFFICE}),
    Policy(OutboxMessage, in_a_demonstration),
)
