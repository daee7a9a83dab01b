"""Who may read findings, actions and what hangs on them (LIB-1)."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy, by_audience, everything, readable, with_its
from convoke.directory.roles import OFFICE
from convoke.marketplace.models import Request

from .models import Action, Commitment, CrossReference, Finding, ReportDue, RequestOrigin, SessionReference, TakenUp


def origins_seen(actor: Actor) -> Q:
    """LIB-1, MKT-4: from which action a request comes is read by those who read both."""
    return with_its("action")(actor) & Q(request__in=readable(actor, Request).values("pk"))


POLICIES = (
    Policy(Finding, by_audience),
    Policy(Action, by_audience, verbs={"take-up": OFFICE}),
    Policy(TakenUp, with_its("action")),
    Policy(RequestOrigin, origins_seen),
    Policy(Commitment, with_its("action")),
    Policy(ReportDue, everything),
    Policy(CrossReference, with_its("finding", "action", "to_action")),
    Policy(SessionReference, everything),
)
