"""What waits for whoever signed in: answers of one's own, sections handed over, clearances; for the office, all."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable

from ..models import Clearance, Delegation, Intake, Questionnaire, Response
from ..rules import ANSWERING
from ..states import ClearanceState, DelegationState, IntakeState, QuestionnaireState, ResponseState

TO_DO = (ResponseState.ASKED, ResponseState.DRAFT, ResponseState.REOPENED)
"""Where something is still to be answered."""


def own(actor: Actor) -> QuerySet[Response]:
    """The responses the actor answers for: of a party, or as a participant; the office has no part in others'."""
    mine = Q(party__in=actor.acting_for(ANSWERING))
    if actor.account_id is not None:
        mine |= Q(account=actor.account_id)
    return readable(actor, Response).filter(mine)


def to_answer(actor: Actor) -> list[Response]:
    """The actor's responses that wait in open questionnaires, with how far they are; one query.

    Each has ``typed`` (questions with an answer) and ``again`` (answers to look at again).
    """
    waiting = own(actor).filter(questionnaire__state=QuestionnaireState.OPEN, state__in=TO_DO)
    return list(
        waiting.select_related("questionnaire__edition", "party", "version").annotate(
            typed=Count("answers", filter=Q(answers__value__isnull=False)),
            again=Count("answers", filter=~Q(answers__look_again="")),
        ).order_by("questionnaire__due_at", "pk")
    )


def sections(actor: Actor) -> list[Delegation]:
    """Sections handed to the actor, and those handed back to who answers for the party; one query."""
    open_now = Delegation.objects.filter(
        response__questionnaire__state=QuestionnaireState.OPEN, response__state__in=TO_DO
    )
    mine = Q(state=DelegationState.DELEGATED, mandate__in=actor.mandates())
    back = Q(state=DelegationState.RETURNED, response__party__in=actor.acting_for(ANSWERING))
    related = ("response__questionnaire__edition", "response__party", "response__version", "mandate__person")
    return list(readable(actor, open_now).filter(mine | back).select_related(*related).order_by("due_on", "pk"))


def clearances(actor: Actor) -> list[Clearance]:
    """Responses the actor is asked to clear; one query."""
    asked = Clearance.objects.filter(
        state=ClearanceState.ASKED, mandate__in=actor.mandates(),
        response__questionnaire__state=QuestionnaireState.OPEN, response__state__in=TO_DO,
    )
    related = ("response__questionnaire__edition", "response__party")
    return list(readable(actor, asked).select_related(*related).order_by("asked_at", "pk"))


@dataclass(frozen=True)
class InHand:
    """A questionnaire the office has in hand, with its numbers."""

    questionnaire: Questionnaire
    asked: int
    answered: int
    received: int
    """Answers that came in as a file or on paper and wait for somebody."""


def in_hand(actor: Actor) -> list[InHand]:
    """The questionnaires being drafted and open, for the office; two queries."""
    done = (ResponseState.SUBMITTED, ResponseState.REOPENED)
    found = readable(actor, Questionnaire).exclude(state=QuestionnaireState.CLOSED).select_related("edition")
    counted: Iterable[Questionnaire] = found.annotate(
        asked=Count("responses"), answered=Count("responses", filter=Q(responses__state__in=done))
    ).order_by("due_at", "pk")
    waiting = readable(actor, Intake).filter(state__in=(IntakeState.RECEIVED, IntakeState.ENTERED)).order_by()
    received = dict(waiting.values_list(F("response__questionnaire")).annotate(Count("pk")))
    return [
        InHand(one, one.asked, one.answered, received.get(one.pk, 0))  # type: ignore[attr-defined]
        for one in counted
    ]
