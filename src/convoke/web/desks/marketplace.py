"""What the marketplace asks of whoever signed in: requests to review, those sent back, invitations to register."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.marketplace import queries

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor; three queries at most."""
    if actor.account_id is None:
        return []
    found = [
        Item(
            _("A request waits for review: %(code)s, %(title)s") % {"code": one.code, "title": one.title},
            reverse("request-review", args=[one.edition.code, one.code]), _("Review"), asked_by=_("Marketplace"),
            rank=2,
        )
        for one in queries.requests_to_review(actor)
    ]
    found += [
        Item(
            _("Your request %(code)s, %(title)s, was sent back with a reason.") % {
                "code": one.code, "title": one.title},
            reverse("request", args=[one.edition.code, one.code]), _("See the reason"),
            asked_by=_("Chair and task force"), rank=1,
        )
        for one in queries.requests_sent_back(actor)
    ]
    found += [
        Item(
            _("You are invited to register as a provider on the marketplace."),
            reverse("provider", args=[one.edition.code, one.party.code]), _("Reply"),
            asked_by=_("Chair and task force"), rank=1,
        )
        for one in queries.invitations_waiting(actor)
    ]
    return found
