"""Telling the other side by e-mail that something was written: without its words, each message once.

A round looks for what was neither read nor told: what is written within one round makes one message,
and what is read at once makes none.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Person
from convoke.editions.naming import full_name
from convoke.outreach.mail import Sender, address_of, letter

from ..models import Interest, Message
from ..rules import ASKING, OFFERING
from ._reaching import Reached, mandates_of_all, reach, send

TRIED_FOR = dt.timedelta(days=2)
"""What could not be told for so long is no longer news; it waits on the desk."""


@dataclass
class Told(Reached):
    """One person who is told of messages."""

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
    left = send(actor, readers, _letter)
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
    for mandate in mandates_of_all({party for party, _capacities, _owner in sides}):
        for (party, capacities, owner), said in sides.items():
            if mandate.party_id == party and (mandate.capacity in capacities or mandate.person_id == owner):
                _add(found, mandate.person, said)
    return list(found.values())


def _add(found: dict[int, Told], person: Person, messages: Iterable[Message]) -> None:
    """Adds messages to what a person is told, save those the person wrote; who cannot be reached is left out."""
    account = getattr(person, "account", None)
    mine = [one for one in messages if account is None or one.by_id != account.pk]
    reached = reach(person)
    if not mine or reached is None:
        return
    told = found.setdefault(person.pk, Told(person, reached.address, reached.channel, reached.language))
    known = {one.pk for one in told.messages}
    told.messages += [one for one in mine if one.pk not in known]


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
