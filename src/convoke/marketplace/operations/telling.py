"""Telling the other side by e-mail that something was written: without its words, each message once.

A round looks for what was neither read nor told: what is written within one round makes one message,
and what is read at once makes none.
"""

import datetime as dt
from collections import defaultdict

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.naming import full_name
from convoke.outreach.mail import Sender, address_of, letter

from ..models import Interest, Message
from ._telling import Side, Told, asking, offering, readers, send

TRIED_FOR = dt.timedelta(days=2)
"""What could not be told for so long is no longer news; it waits on the desk."""


def tell(*, actor: Actor) -> int:
    """Tells those who act for the other side of what was written and not read yet; gives how many messages left.

    Raises Denied for whoever is not a worker.
    """
    require(actor, "tell", Message)
    due = Message.objects.filter(told_at=None, read_at=None, at__gte=clock.now() - TRIED_FOR)
    sides: dict[Side, list[Message]] = defaultdict(list)
    for one in due.select_related(
        "room__request__edition__forum", "room__request__edition__chair", "room__provider", "by"
    ):
        other = offering if one.party_id == one.room.request.party_id else asking
        sides[other(one.room)].append(one)
    left = send(actor, told, _letter) if (told := readers(sides, by=lambda message: message.by_id)) else []
    if left:
        with operation(actor=actor, verb="tell-of-messages") as recording:
            messages = {message.pk for one in left for message in one.things}
            Message.objects.filter(pk__in=messages, told_at=None).update(told_at=clock.now())
            recording.facts = {"messages": len(messages), "people": len(left)}
    return len(left)


def _letter(one: Told[Message], by: Sender) -> EmailMultiAlternatives:
    """That there is something to read, and where: neither its words nor the other side's name."""
    rooms: dict[int, Interest] = {}
    counts: dict[int, int] = defaultdict(int)
    for message in one.things:
        rooms[message.room_id] = message.room
        counts[message.room_id] += 1
    with translation.override(one.language):
        number = len(one.things)
        lines = [_line(rooms[pk], counts[pk], one.language) for pk in sorted(rooms)]
        subject = ngettext("%(number)s message in the marketplace", "%(number)s messages in the marketplace", number)
        body = "\n\n".join([
            _("Something was written for you in the marketplace:"), "\n".join(lines),
            _("It is read on the forum’s pages alone, once you have signed in; this message does not contain it."),
        ])
    return letter(
        by=by, to=one.address, subject=subject % {"number": number}, body=body, language=one.language,
        message_id=f"<room-messages-{one.person.pk}-{max(m.pk for m in one.things)}@{by.domain}>",
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
