"""Handing messages over to the mail server: each exactly once, at a set pace, whoever is killed meanwhile.

Who sends a notice holds its lock, and a dead process gives its lock back: a message found
“being handed over” by who has the lock was left there by a worker that died.
"""

import datetime as dt
import logging
import os
import smtplib
import socket
from collections.abc import Sequence

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.locks import Busy, exclusive
from convoke.core.policy import require
from convoke.core.work.registry import Outcome, Progress

from ..mail import Sender, message_id, notice_letter, sender, taken
from ..models import Delivery, Notice
from ..states import DeliveryState, NoticeState
from .bounces import refused
from .notices import prepare

log = logging.getLogger(__name__)
PORTIONS = 4
"""Into how many portions a minute is cut: a round comes that often."""
ABANDONED = dt.timedelta(minutes=10)
"""A notice that has no recipients so long after it was queued is prepared by a round."""
CERTAIN = (
    smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused,
    smtplib.SMTPNotSupportedError, ConnectionRefusedError,
)
"""After these the message has surely not left: it goes back into the queue."""


def send_job(*, actor: Actor, progress: Progress, notice: str) -> Outcome:
    """Prepares a notice as background work and hands its first messages over; the rounds send the rest."""
    found = Notice.objects.get(code=notice)
    written = prepare(actor=actor, notice=found, progress=progress)
    hand_over(actor=actor, notice=found)
    return Outcome(summary={"notice": notice, "recipients": written})


def send_due(*, actor: Actor) -> int:
    """Hands over what is due of every notice with messages in the queue; gives how many left. A round does this."""
    waiting = (DeliveryState.QUEUED, DeliveryState.SENDING)
    notices = Notice.objects.filter(queued_at__isnull=False, state__in=(NoticeState.QUEUED, NoticeState.SENT))
    for notice in notices.filter(
        state=NoticeState.QUEUED, deliveries=None, queued_at__lt=clock.now() - ABANDONED
    ):
        prepare(actor=actor, notice=notice)  # whose background work was given up
    due = notices.filter(deliveries__state__in=waiting).distinct().order_by("queued_at")
    finished = notices.filter(state=NoticeState.QUEUED, deliveries__isnull=False).exclude(
        deliveries__state__in=waiting
    ).distinct()
    return sum(hand_over(actor=actor, notice=notice) for notice in (*due, *finished))


def hand_over(*, actor: Actor, notice: Notice) -> int:
    """Hands over as many messages of a notice as its pace allows now; gives how many left.

    Where another worker is at it, nothing is done. Raises Denied for others than the office.
    """
    require(actor, "send", notice)
    try:
        with exclusive(f"notice-{notice.pk}", wait=0):
            connection = get_connection()
            by = sender()
            settle(actor=actor, notice=notice, connection=connection, by=by)
            sent = _portion(actor, notice, connection, by)
            finish(actor=actor, notice=notice)
            return sent
    except Busy:
        return 0


def settle(*, actor: Actor, notice: Notice, connection: BaseEmailBackend, by: Sender) -> None:
    """Decides on what a dead worker left “being handed over”; the notice's lock must be held.

    The outbox of a demonstration can be asked: what it has was sent, the rest goes back into
    the queue. A real mail server cannot: these are uncertain, and the office decides.
    """
    require(actor, "send", notice)
    left = list(Delivery.objects.filter(notice=notice, state=DeliveryState.SENDING))
    if not left:
        return
    has = taken(connection, [message_id(one, by.domain) for one in left])
    for one in left:
        if has is None:
            _move(one, DeliveryState.UNCERTAIN)
        elif message_id(one, by.domain) in has:
            _move(one, DeliveryState.SENT, sent_at=one.sending_at)
        else:
            _move(one, DeliveryState.QUEUED, worker="")


def finish(*, actor: Actor, notice: Notice) -> bool:
    """Ends a notice whose messages have all been handed over; gives whether it is ended now."""
    require(actor, "send", notice)
    waiting = notice.deliveries.filter(state__in=(DeliveryState.QUEUED, DeliveryState.SENDING))
    present = Notice.objects.filter(pk=notice.pk, state=NoticeState.QUEUED).first()
    if present is None or waiting.exists() or not notice.deliveries.exists():
        return False
    with operation(actor=actor, verb="finish-notice", on=present) as recording:
        states = notice.deliveries.values_list("state", flat=True)
        recording.facts = {state: list(states).count(state) for state in sorted(set(states))}
        Notice.objects.filter(pk=notice.pk, state=NoticeState.QUEUED).update(
            state=NoticeState.SENT, over_at=clock.now()
        )
    return True


def resend(*, actor: Actor, delivery: Delivery) -> None:
    """Has an uncertain message handed over once more; it keeps its message id. For the office to decide."""
    _decide(actor, delivery, DeliveryState.QUEUED, "resend-delivery")


def count_as_sent(*, actor: Actor, delivery: Delivery) -> None:
    """Counts an uncertain message as sent. For the office to decide."""
    _decide(actor, delivery, DeliveryState.SENT, "count-as-sent")


def _decide(actor: Actor, delivery: Delivery, to: DeliveryState, verb: str) -> None:
    require(actor, "send", delivery.notice)
    with operation(
        actor=actor, verb=verb, on=delivery.notice, party=delivery.party.code if delivery.party else ""
    ) as recording:
        moved = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.UNCERTAIN).update(
            state=to, worker="", **({"sent_at": delivery.sending_at} if to == DeliveryState.SENT else {})
        )
        recording.facts = {"person": delivery.person.code, "changed": bool(moved)}


def _portion(actor: Actor, notice: Notice, connection: BaseEmailBackend, by: Sender) -> int:
    queued = Delivery.objects.filter(notice=notice, state=DeliveryState.QUEUED).select_related("notice", "person")
    portion = list(queued.order_by("pk")[: _allowance(notice)])
    if not portion:
        return 0
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are of this kind too
        log.warning("the mail server does not answer: %s", error)
        return 0
    try:
        return _hand_each(actor, portion, connection, by)
    finally:
        connection.close()


def _hand_each(actor: Actor, portion: Sequence[Delivery], connection: BaseEmailBackend, by: Sender) -> int:
    worker, sent = f"{socket.gethostname()}:{os.getpid()}", 0
    for one in portion:
        if not _claim(one, worker):
            continue
        try:
            connection.send_messages([notice_letter(one, by)])
        except smtplib.SMTPRecipientsRefused as error:
            refused(actor=actor, delivery=one, answers=error.recipients)
        except smtplib.SMTPDataError as error:
            refused(actor=actor, delivery=one, answers={one.address: (error.smtp_code, error.smtp_error)})
        except CERTAIN as error:
            log.warning("the mail server refused for now: %s", error)
            _move(one, DeliveryState.QUEUED, worker="")
            break
        except (smtplib.SMTPException, OSError) as error:
            log.warning("the connection broke off while a message was handed over: %s", error)
            _move(one, DeliveryState.UNCERTAIN)
            break
        except ValueError as error:  # an address no message can be written to
            refused(actor=actor, delivery=one, answers={one.address: (553, str(error).encode())})
        else:
            _move(one, DeliveryState.SENT, sent_at=clock.now())
            sent += 1
    return sent


def _claim(delivery: Delivery, worker: str) -> bool:
    """Takes a message out of the queue, in a transaction of its own, unless it was cancelled meanwhile."""
    return bool(
        Delivery.objects.filter(
            pk=delivery.pk, state=DeliveryState.QUEUED,
            notice__in=Notice.objects.filter(state__in=(NoticeState.QUEUED, NoticeState.SENT)),
        ).update(state=DeliveryState.SENDING, worker=worker, sending_at=clock.now())
    )


def _move(delivery: Delivery, to: DeliveryState, **changes: object) -> None:
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING).update(state=to, **changes)


def _allowance(notice: Notice) -> int:
    now = clock.now()
    lately = Delivery.objects.filter(notice=notice, sending_at__gt=now - dt.timedelta(minutes=1), sending_at__lte=now)
    left = notice.per_minute - lately.count()
    return max(0, min(left, -(-notice.per_minute // PORTIONS)))

