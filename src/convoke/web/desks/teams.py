"""What teams ask of whoever signed in: replies to invitations; offers to decide on; what is due."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.programme.models import Session
from convoke.programme.teams import reading

from .items import Item

SOON = dt.timedelta(days=21)


def _page(session: Session) -> str:
    return reverse("team", args=[session.edition.code, session.code])


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor; three queries at most."""
    if actor.account_id is None:
        return []
    found = [
        Item(
            _("You are invited to help prepare session %(code)s, %(title)s.") % {
                "code": one.session.code, "title": one.session.title},
            _page(one.session), _("Reply"), asked_by=_("Chair and task force"), rank=1,
        )
        for one in reading.invitations_waiting(actor)
    ]
    found += [
        Item(
            _("A participant offers to help prepare session %(code)s, %(title)s.") % {
                "code": one.session.code, "title": one.session.title},
            f"{_page(one.session)}#waiting", _("Decide"), asked_by=_("Teams"), rank=2,
        )
        for one in reading.offers_waiting(actor)
    ]
    found += [
        Item(
            _("Session %(code)s: %(what)s, %(state)s") % {
                "code": one.session.code, "what": one.get_kind_display(), "state": one.get_state_display()},
            f"{_page(one.session)}#duties", _("See the team"), due=one.due_on, asked_by=_("Teams"),
        )
        for one in reading.duties_due(actor, today + SOON)
    ]
    return found
