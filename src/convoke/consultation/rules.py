"""Who may read questionnaires; answers keep their own rules (CON-2) when they move in."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy, by_audience

from .models import Priority, Questionnaire, ReplyCount


def by_questionnaire(actor: Actor) -> Q:
    """What belongs to a questionnaire is read by those who may read it."""
    if actor.is_system:
        return Q()
    return Q(questionnaire__audience__in=sorted(actor.audiences))


POLICIES = (
    Policy(Questionnaire, by_audience),
    Policy(ReplyCount, by_questionnaire),
    Policy(Priority, by_questionnaire),
)
