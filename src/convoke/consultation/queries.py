"""Reading questionnaires."""

from django.db.models import Prefetch, QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.models import Edition

from .models import Priority, Questionnaire, ReplyCount


def questionnaires(actor: Actor, edition: Edition) -> QuerySet[Questionnaire]:
    """The questionnaires of an edition with their counts and priorities; three queries in all."""
    return (
        readable(actor, Questionnaire)
        .filter(edition=edition)
        .prefetch_related(
            Prefetch("counts", readable(actor, ReplyCount)),
            Prefetch("priorities", readable(actor, Priority)),
        )
    )
