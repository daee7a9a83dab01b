"""Who may read findings, actions and what hangs on them (LIB-1)."""

from collections.abc import Callable

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy, by_audience, everything

from .models import Action, Commitment, CrossReference, Finding, ReportDue, SessionReference


def with_its(*paths: str) -> Callable[[Actor], Q]:
    """Readable when everything it hangs on (or nothing) is readable."""

    def readable(actor: Actor) -> Q:
        if actor.is_system:
            return Q()
        audiences = sorted(actor.audiences)
        conditions = Q()
        for path in paths:
            conditions &= Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__audience__in": audiences})
        return conditions

    return readable


POLICIES = (
    Policy(Finding, by_audience),
    Policy(Action, by_audience),
    Policy(Commitment, with_its("action")),
    Policy(ReportDue, everything),
    Policy(CrossReference, with_its("finding", "action")),
    Policy(SessionReference, everything),
)
