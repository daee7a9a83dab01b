"""Who may read findings, actions and what hangs on them (LIB-1)."""

from convoke.core.policy import Policy, by_audience, everything, with_its

from .models import Action, Commitment, CrossReference, Finding, ReportDue, SessionReference

POLICIES = (
    Policy(Finding, by_audience),
    Policy(Action, by_audience),
    Policy(Commitment, with_its("action")),
    Policy(ReportDue, everything),
    Policy(CrossReference, with_its("finding", "action", "to_action")),
    Policy(SessionReference, everything),
)
