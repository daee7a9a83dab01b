"""Telling the other side by e-mail that something was written: without its words, each message once.

A round looks for what was neither read nor told: what is written within one round makes one message,
and what is read at once makes none.
"""

import datetime as dt
import logging
import smtplib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Prefetch, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.periods import in_force
from convoke.core.policy import require
from convoke.directory.models import Channel, Mandate, Person
from convoke.directory.operations.channels import mark_unreliable
from convoke.editions.naming import full_name
from convoke.outreach.mail import Sender, address_of, interface_language, letter, sender

from ..models import Interest, Message
from ..rules import ASKING, OFFERING

log = logging.getLogger(__name__)
TRIED_FOR = dt.timedelta(days=2)
"""What could not be told for so long is no longer news; it waits on the desk."""


@dataclass
class Told:
    """One person who is told: where, in which language, of which messages."""

    person: Person
    address: str
    channel: Channel | None
    language: str
    messages: list[Message] = field(default_factory=list)


def tell(*, actor: Actor) -> int:
    """Tells those who act for the other side of what was written and not read yet; gives how many messages left.

    Raises Denied for whoever is not a worker.
    """
    require(actor, "tell", Message)
    due = Message.objects.filter(told_at=None, read_at=None, at__gte=clock.now() - TRIED_FOR)
    new = list(due.select_related(
        "room__request__edition__forum", "room__request__edition__chair", "room__provider", "by"))
    readers = _readers(new)
    if not readers:
        return 0
    left = _send(actor, readers)
    if left:
        with operation(actor=actor, verb="tell-of-messages") as recording:
            messages = {message.pk for one in left for message in one.messages}
            Message.objects.filter(pk__in=messages, told_at=None).update(told_at=clock.now())
            recording.facts = {"messages": len(messages), "people": len(left)}
    return len(left)


def _readers(messages: Iterable[Message]) -> list[Told]:
    """Who is told of what: everybody who acts for the side that did not write and can be reached; two queries."""
    sides: dict[tuple[int, tuple[str, ...], int | None], list[Message]] = defaultdict(list)
    for message in messages:
        room = message.room
        if message.party_id == room.request.party_id:
            sides[room.provider.party_id, OFFERING, None].append(message)
        else:
            sides[room.request.party_id, ASKING, room.request.owner_id].append(message)
    if not sides:
        return []
    found: dict[int, Told] = {}
    for mandate in _mandates({party for party, _capacities, _owner in sides}):
        for (party, capacities, owner), said in sides.items():
            if mandate.party_id == party and (mandate.capacity in capacities or mandate.person_id == owner):
                _add(found, mandate.person, said)
    return list(found.values())


def _mandates(parties: set[int]) -> Iterable[Mandate]:
    today = clock.today()
    in_use = Channel.objects.filter(Q(until__isnull=True) | Q(until__gt=today), kind=Channel.Kind.EMAIL)
    held = Mandate.objects.filter(in_force(today), party__in=parties, person__merged_into=None)
    return held.select_related("person__account").prefetch_related(
        Prefetch("person__channels", queryset=in_use.order_by("order", "pk"), to_attr="by_mail")
    ).order_by("person__code", "pk")


def _add(found: dict[int, Told], person: Person, messages: Iterable[Message]) -> None:
    """Adds messages to what a person is told, save those the person wrote; who cannot be reached is left out."""
    account = getattr(person, "account", None)
    mine = [one for one in messages if account is None or one.by_id != account.pk]
    channels: list[Channel] = person.by_mail  # type: ignore[attr-defined]
    channel = next((one for one in channels if one.is_reliable), None)
    address = channel.address if channel else account.email if account and not channels else ""
    if not mine or not address:
        return
    wanted = person.language or (account.language if account else "")
    told = found.setdefault(person.pk, Told(person, address, channel, interface_language(wanted)))
    known = {one.pk for one in told.messages}
    told.messages += [one for one in mine if one.pk not in known]


def _send(actor: Actor, readers: Iterable[Told]) -> list[Told]:
    """Hands the messages over; gives those that left. A mail server that does not answer is asked again next time."""
    connection, by, left = get_connection(), sender(), []
    try:
        connection.open()
        for one in readers:
            if _left(actor, connection, by, one):
                left.append(one)
    except OSError as error:  # smtplib's errors are of this kind too
        log.warning("the mail server does not answer: %s", error)
    finally:
        connection.close()
    return left


def _left(actor: Actor, connection: BaseEmailBackend, by: Sender, one: Told) -> bool:
    """Whether a message left; an address that is refused for good is not used again."""
    try:
        connection.send_messages([_letter(one, by)])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        log.warning("the mail server refused a message to a reader of a room: %s", error)
        if one.channel and _is_for_good(error):
            mark_unreliable(actor=actor, channel=one.channel, reason=_("The mail server refused the address."))
        return False
    return True


def _is_for_good(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return not isinstance(error, smtplib.SMTPDataError)


def _letter(one: Told, by: Sender) -> EmailMultiAlternatives:
    """That there is something to read, and where: neither its words nor the other side's name."""
    rooms: dict[int, Interest] = {}
    counts: dict[int, int] = defaultdict(int)
    for message in one.messages:
        rooms[message.room_id] = message.room
        counts[message.room_id] += 1
    with translation.override(one.language):
        number = len(one.messages)
        lines = [_line(rooms[pk], counts[pk], one.language) for pk in sorted(rooms)]
        subject = ngettext("%(number)s message in the marketplace", "%(number)s messages in the marketplace", number)
        body = "\n\n".join([
            _("Something was written for you in the marketplace:"), "\n".join(lines),
            _("It is read on the forum’s pages alone, once you have signed in; this message does not contain it."),
        ])
    return letter(
        by=by, to=one.address, subject=subject % {"number": number}, body=body, language=one.language,
        message_id=f"<room-messages-{one.person.pk}-{max(m.pk for m in one.messages)}@{by.domain}>",
        person=str(one.person),
    )


def _line(room: Interest, number: int, language: str) -> str:
    request = room.request
    said = ngettext(
        "%(edition)s, request %(code)s: %(number)s message, %(address)s",
        "%(edition)s, request %(code)s: %(number)s messages, %(address)s", number,
    )
    address = address_of("marketplace-room", request.edition.code, str(room.pk), language=language)
    return "- " + said % {
        "edition": full_name(request.edition), "code": request.code, "number": number, "address": f"<{address}>"}
