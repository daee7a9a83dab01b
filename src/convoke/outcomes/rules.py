"""Who may read findings, actions and what hangs on them (LIB-1)."""

from convoke.core.policy import Policy, by_audience, everything, with_its
from convoke.directory.roles import OFFICE

from .models import Action, Commitment, CrossReference, Finding, ReportDue, SessionReference, TakenUp

POLICIES = (
    Policy(Finding, by_audience),
    Policy(Action, by_audience, verbs={"take-up": OFFICE}),
    Policy(TakenUp, with_its("action")),
    Policy(Commitment, with_its("action")),
    Policy(ReportDue, everything),
    Policy(CrossReference, with_its("finding", "action", "to_action")),
    Policy(SessionReference, everything),
)
