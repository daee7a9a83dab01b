"""What the marketplace asks of the two sides: interest to be answered, messages to be read."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.actors import Actor
from convoke.marketplace.rooms import answers_waiting, unread_rooms

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor; two queries."""
    found = [
        Item(
            ngettext(
                "%(number)s provider is interested in request %(code)s, %(title)s.",
                "%(number)s providers are interested in request %(code)s, %(title)s.", one.waiting,  # type: ignore[attr-defined]
            ) % {"number": one.waiting, "code": one.code, "title": one.title},  # type: ignore[attr-defined]
            reverse("request-interests", args=[one.edition.code, one.code]), _("Answer"), asked_by=_("Marketplace"),
            rank=1,
        )
        for one in answers_waiting(actor)
    ]
    found += [
        Item(
            ngettext(
                "%(number)s message to be read on request %(code)s, %(title)s.",
                "%(number)s messages to be read on request %(code)s, %(title)s.", one.unread,  # type: ignore[attr-defined]
            ) % {"number": one.unread, "code": one.request.code, "title": one.request.title},  # type: ignore[attr-defined]
            reverse("marketplace-room", args=[one.request.edition.code, one.pk]), _("Read"), asked_by=_("Marketplace"),
            rank=1,
        )
        for one in unread_rooms(actor)
    ]
    return found
