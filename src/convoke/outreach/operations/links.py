"""What a recipient does with a notice: opens its link, answers."""

from django.db.models import Q

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.directory.models import Party

from ..models import Delivery, Escalation
from ..states import DELIVERY, DeliveryState, EscalationState

OPENABLE = [state for state, targets in DELIVERY.items() if DeliveryState.OPENED in targets]
ANSWERABLE = [state for state, targets in DELIVERY.items() if DeliveryState.ANSWERED in targets]


def opened(*, actor: Actor, token: str) -> Delivery | None:
    """Notes, once, that the link of a delivery was opened; gives the delivery, None for a token that is none.

    Whoever has the token may: it stands in one person's message alone.
    """
    found = Delivery.objects.filter(token=token).select_related("notice", "party", "person").first()
    if found is None or found.state not in OPENABLE:
        return found
    with operation(
        actor=actor, verb="open-notice", on=found.notice, party=found.party.code if found.party else ""
    ) as recording:
        recording.facts = {"person": found.person.code}
        Delivery.objects.filter(pk=found.pk, state__in=OPENABLE).update(
            state=DeliveryState.OPENED, opened_at=clock.now()
        )
    return found


def answered(*, actor: Actor, about: str, party: Party) -> int:
    """CON-4: notes that a party answered what was asked of it; its escalation on it stops.

    Takes what an answer counts for (a notice's and an escalation's ``about``); other apps call it
    when they take an answer in. Gives how many deliveries are marked; nothing is written where
    nobody waited for an answer.
    """
    now = clock.now()
    sent = Delivery.objects.filter(Q(party=party), notice__about=about, state__in=ANSWERABLE)
    going = Escalation.objects.filter(party=party, about=about, state=EscalationState.OPEN)
    if not about or not (sent.exists() or going.exists()):
        return 0
    with operation(actor=actor, verb="answer-notice", on=party, party=party.code) as recording:
        marked = sent.update(state=DeliveryState.ANSWERED, answered_at=now)
        stopped = going.update(
            state=EscalationState.ANSWERED, over_on=clock.today(), next_step=None, next_on=None
        )
        recording.facts = {"about": about, "deliveries": marked, "escalations": stopped}
    return marked
