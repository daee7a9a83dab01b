"""What comes back: the delivery is marked, the channel found unreliable, the contact logged."""

from collections.abc import Mapping
from email.message import Message

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Channel
from convoke.directory.operations.channels import mark_unreliable

from ..bounces import Report, reports_in
from ..mail import delivery_of
from ..models import ContactLogEntry, Delivery, Escalation
from ..states import DELIVERY, DeliveryState, EscalationState

BOUNCEABLE = [state for state, targets in DELIVERY.items() if DeliveryState.BOUNCED in targets]


def take_report(*, actor: Actor, report: Report) -> bool:
    """Takes in what a mail server reported of one recipient; gives whether a delivery is marked now.

    A passing fault (4.x.x) marks nothing: the mail server tries again by itself. A second report
    on the same delivery changes nothing. Raises Denied for others than the office or a worker.
    """
    require(actor, "log", ContactLogEntry)
    if not report.is_permanent:
        return False
    delivery = _delivery(report)
    return delivery is not None and bounced(actor=actor, delivery=delivery, reason=report.sentence)


def bounced(*, actor: Actor, delivery: Delivery, reason: str) -> bool:
    """Marks a delivery as come back and proposes the next step; gives False where it was marked before."""
    require(actor, "log", ContactLogEntry)
    moved = Delivery.objects.filter(pk=delivery.pk, state__in=BOUNCEABLE)
    if not moved.exists():
        return False
    party = delivery.party
    with operation(
        actor=actor, verb="bounce", on=delivery.notice, party=party.code if party else ""
    ) as recording:
        moved.update(state=DeliveryState.BOUNCED, bounced_at=clock.now(), bounce_reason=reason[:300])
        recording.facts = {"person": delivery.person.code, "reason": reason[:300]}
        if delivery.channel:
            mark_unreliable(actor=actor, channel=delivery.channel, reason=reason)
        if party:
            going = Escalation.objects.filter(party=party, state=EscalationState.OPEN).first()
            ContactLogEntry.objects.create(
                party=party, person=delivery.person, channel=delivery.channel, escalation=going,
                means=Channel.Kind.EMAIL, result=ContactLogEntry.Result.BOUNCED, note=reason[:300], at=clock.now(),
            )
            # what came back waits for no answer: the next step is proposed for today
            Escalation.objects.filter(party=party, state=EscalationState.OPEN, next_on__gt=clock.today()).update(
                next_on=clock.today()
            )
    return True


def refused(*, actor: Actor, delivery: Delivery, answers: Mapping[str, tuple[int, bytes | str]]) -> None:
    """What the mail server said at once: back into the queue for a passing reason, come back for a lasting one."""
    require(actor, "log", ContactLogEntry)
    code, said = next(iter(answers.values()), (550, b""))
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if code < 500:
        Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING).update(
            state=DeliveryState.QUEUED, worker=""
        )
        return
    bounced(actor=actor, delivery=delivery, reason=f"{code} {words}".strip())


def take_message(*, actor: Actor, message: Message) -> int:
    """Takes in a message of a mail server (RFC 3464); gives how many deliveries are marked."""
    return sum(take_report(actor=actor, report=report) for report in reports_in(message))


def _delivery(report: Report) -> Delivery | None:
    found = delivery_of(report.message_id)
    if found is None and report.recipient:
        sent = Delivery.objects.filter(address__iexact=report.recipient, state__in=BOUNCEABLE)
        found = sent.order_by("-sending_at", "-pk").first()
    return found

