"""Who may read questionnaires; answers keep their own rules (CON-2) when they move in."""

from convoke.core.policy import Policy, by_audience, with_its

from .models import Priority, Questionnaire, ReplyCount

POLICIES = (
    Policy(Questionnaire, by_audience),
    Policy(ReplyCount, with_its("questionnaire")),
    Policy(Priority, with_its("questionnaire")),
)
