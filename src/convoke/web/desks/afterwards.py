"""What the marketplace asks of its two sides afterwards: outcome forms, and how far projects are."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.marketplace.afterwards.forms import Stand, forms_waiting, stand_of
from convoke.marketplace.afterwards.projects import reports_waiting

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor; five queries at most."""
    said = {
        Stand.MISSING: (_("What came of meeting %(number)s on request %(code)s, %(title)s?"), _("Write the form")),
        Stand.DIFFERENCE: (
            _("The other side sees the form of meeting %(number)s on request %(code)s, %(title)s, otherwise."),
            _("Read"),
        ),
    }
    waits = _("The form of meeting %(number)s on request %(code)s, %(title)s, waits for your word."), _("Confirm")
    found = []
    for one in forms_waiting(actor, clock.now()):
        request = one.interest.request
        sentence, deed = said.get(stand_of(one), waits)
        found.append(Item(
            sentence % {"number": one.number, "code": request.code, "title": request.title},
            reverse("meeting-outcome", args=[one.edition.code, one.number]), deed, asked_by=_("Marketplace"), rank=2))
    found += [
        Item(
            _("How far is the project of request %(code)s, %(title)s?") % {"code": one.code, "title": one.title},
            reverse("request-progress", args=[one.edition.code, one.code]), _("Report"), asked_by=_("Marketplace"),
            rank=3,
        )
        for one in reports_waiting(actor, today)
    ]
    return found
