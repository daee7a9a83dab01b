"""Who acts for a side and how they are reached by e-mail; handing one message over to each."""

import logging
import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.directory.models import Channel, Mandate, Person
from convoke.directory.operations.channels import mark_unreliable
from convoke.outreach.mail import Sender, interface_language, sender

log = logging.getLogger(__name__)


@dataclass
class Reached:
    """One person who can be told something: where, and in which language."""

    person: Person
    address: str
    channel: Channel | None
    language: str


T = TypeVar("T", bound=Reached)
Write = Callable[[T, Sender], EmailMultiAlternatives]
"""Words the message to one person."""


def mandates_of_all(parties: set[int]) -> Iterable[Mandate]:
    """The mandates held for parties today, each with its person and the addresses in use as ``by_mail``."""
    today = clock.today()
    in_use = Channel.objects.filter(Q(until__isnull=True) | Q(until__gt=today), kind=Channel.Kind.EMAIL)
    held = Mandate.objects.filter(in_force(today), party__in=parties, person__merged_into=None)
    return held.select_related("person__account").prefetch_related(
        Prefetch("person__channels", queryset=in_use.order_by("order", "pk"), to_attr="by_mail")
    ).order_by("person__code", "pk")


def reach(person: Person) -> Reached | None:
    """Where a person of :func:`mandates_of_all` is told things: a channel that can be relied on, else the account."""
    account = getattr(person, "account", None)
    channels: list[Channel] = person.by_mail  # type: ignore[attr-defined]
    channel = next((one for one in channels if one.is_reliable), None)
    address = channel.address if channel else account.email if account and not channels else ""
    wanted = person.language or (account.language if account else "")
    return Reached(person, address, channel, interface_language(wanted)) if address else None


def send(actor: Actor, people: Iterable[T], write: Write[T]) -> list[T]:
    """Hands one message over to each; gives those it left for. A mail server that is silent is asked next time."""
    connection, by, left = get_connection(), sender(), []
    try:
        connection.open()
        for one in people:
            if _left(actor, connection, by, one, write):
                left.append(one)
    except OSError as error:  # smtplib's errors are of this kind too
        log.warning("the mail server does not answer: %s", error)
    finally:
        connection.close()
    return left


def _left(actor: Actor, connection: BaseEmailBackend, by: Sender, one: T, write: Write[T]) -> bool:
    """Whether a message left; an address that is refused for good is not used again."""
    try:
        connection.send_messages([write(one, by)])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        log.warning("the mail server refused a message of the marketplace: %s", error)
        if one.channel and _is_for_good(error):
            mark_unreliable(actor=actor, channel=one.channel, reason=_("The mail server refused the address."))
        return False
    return True


def _is_for_good(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return not isinstance(error, smtplib.SMTPDataError)
