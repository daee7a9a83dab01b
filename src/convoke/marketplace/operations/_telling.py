"""Telling people by e-mail that something waits in the marketplace: who is told, at which address, in which language.

What is told never contains what was written, nor the name of the other side (MKT-1).
"""

import logging
import smtplib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Model, Prefetch, Q
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.directory.models import Channel, Mandate, Person
from convoke.directory.operations.channels import mark_unreliable
from convoke.outreach.mail import Sender, interface_language, sender

from ..models import Interest
from ..rules import ASKING, OFFERING

log = logging.getLogger(__name__)
T = TypeVar("T", bound=Model)
Side = tuple[int, tuple[str, ...], int | None]
"""A party, the capacities in which people speak for it, and whoever speaks for it besides."""


def asking(room: Interest) -> Side:
    """The side of a room that asks, its owner included."""
    return room.request.party_id, ASKING, room.request.owner_id


def offering(room: Interest) -> Side:
    """The side of a room that can help."""
    return room.provider.party_id, OFFERING, None


@dataclass
class Told(Generic[T]):
    """One person who is told: where, in which language, of which things."""

    person: Person
    address: str
    channel: Channel | None
    language: str
    things: list[T] = field(default_factory=list)


Letter = Callable[[Told[T], Sender], EmailMultiAlternatives]


def readers(sides: Mapping[Side, Iterable[T]], by: Callable[[T], int | None] = lambda _thing: None) -> list[Told[T]]:
    """Who is told of what: everybody who acts for a side and can be reached; two queries.

    ``by`` gives the account that did it, which is not told of it.
    """
    if not sides:
        return []
    found: dict[int, Told[T]] = {}
    for mandate in _mandates({party for party, _capacities, _owner in sides}):
        for (party, capacities, owner), things in sides.items():
            if mandate.party_id == party and (mandate.capacity in capacities or mandate.person_id == owner):
                _add(found, mandate.person, things, by)
    return list(found.values())


def _mandates(parties: set[int]) -> Iterable[Mandate]:
    today = clock.today()
    in_use = Channel.objects.filter(Q(until__isnull=True) | Q(until__gt=today), kind=Channel.Kind.EMAIL)
    held = Mandate.objects.filter(in_force(today), party__in=parties, person__merged_into=None)
    return held.select_related("person__account").prefetch_related(
        Prefetch("person__channels", queryset=in_use.order_by("order", "pk"), to_attr="by_mail")
    ).order_by("person__code", "pk")


def _add(
    found: dict[int, Told[T]], person: Person, things: Iterable[T], by: Callable[[T], int | None]
) -> None:
    """Adds things to what a person is told, save those the person did; who cannot be reached is left out."""
    account = getattr(person, "account", None)
    mine = [one for one in things if account is None or by(one) != account.pk]
    channels: list[Channel] = person.by_mail  # type: ignore[attr-defined]
    channel = next((one for one in channels if one.is_reliable), None)
    address = channel.address if channel else account.email if account and not channels else ""
    if not mine or not address:
        return
    wanted = person.language or (account.language if account else "")
    told = found.setdefault(person.pk, Told(person, address, channel, interface_language(wanted)))
    known = {one.pk for one in told.things}
    told.things += [one for one in mine if one.pk not in known]


def send(actor: Actor, readers: Iterable[Told[T]], letter: Letter[T]) -> list[Told[T]]:
    """Hands the messages over; gives those that left. A mail server that does not answer is asked again next time."""
    connection, by, left = get_connection(), sender(), []
    try:
        connection.open()
        for one in readers:
            if _left(actor, connection, letter(one, by), one.channel):
                left.append(one)
    except OSError as error:  # smtplib's errors are of this kind too
        log.warning("the mail server does not answer: %s", error)
    finally:
        connection.close()
    return left


def _left(
    actor: Actor, connection: BaseEmailBackend, message: EmailMultiAlternatives, channel: Channel | None
) -> bool:
    """Whether a message left; an address that is refused for good is not used again."""
    try:
        connection.send_messages([message])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        log.warning("the mail server refused a message to a reader of a room: %s", error)
        if channel and _is_for_good(error):
            mark_unreliable(actor=actor, channel=channel, reason=_("The mail server refused the address."))
        return False
    return True


def _is_for_good(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return not isinstance(error, smtplib.SMTPDataError)
