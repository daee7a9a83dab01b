"""The secret address of one account's calendar: made, made anew, revoked."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import CalendarFeed
from ..queries import hash_of_token


def make_feed(*, actor: Actor) -> str:
    """Makes the calendar address of one's account; an earlier one stops working. Gives the secret, this once.

    Raises Denied for who holds no mandate.
    """
    require(actor, "make", CalendarFeed)
    if actor.account_id is None:
        raise ValidationError(_("Sign in to have a calendar address."))
    token = secrets.token_urlsafe(32)
    with operation(actor=actor, verb="make-calendar") as recording:
        open_ones = CalendarFeed.objects.select_for_update().filter(account=actor.account_id, revoked_at=None)
        replaced = open_ones.update(revoked_at=clock.now())
        recording.on = CalendarFeed.objects.create(account_id=actor.account_id, token=hash_of_token(token))
        recording.facts = {"replaced": bool(replaced)}
    return token


def revoke_feed(*, actor: Actor, feed: CalendarFeed) -> CalendarFeed:
    """Revokes a calendar address: from now on nothing is read there.

    Raises Denied for another's address, and ValidationError for one that was revoked already.
    """
    require(actor, "revoke", feed)
    with operation(actor=actor, verb="revoke-calendar", on=feed):
        present = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
        if present.revoked_at is not None:
            raise ValidationError(_("This address was revoked already."))
        present.revoked_at = clock.now()
        present.save(update_fields=["revoked_at"])
    return present
