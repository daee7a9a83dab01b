"""What panels ask: replies of those whose people are invited; of the office and of who coordinates the team of a
session, places that fell empty."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import allows
from convoke.programme.models import PanelRole
from convoke.programme.timetable.standing import awaiting_reply, to_fill

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor; two queries for who acts for parties, one for the office."""
    now = clock.now()
    found = [
        Item(
            _("Reply for %(person)s: %(role)s in session %(code)s") % {
                "person": one.person, "role": one.get_role_display(), "code": one.session.code},
            _panel(one), _("Reply"), due=one.session.held_on, asked_by=_("Panels"),
        )
        for one in (awaiting_reply(actor, now) if actor.parties else ()) if allows(actor, "reply", one)
    ]
    if allows(actor, "propose", PanelRole):
        found += [
            Item(
                _("Session %(code)s lost %(person)s (%(role)s, %(state)s); nobody has taken the place.") % {
                    "code": one.session.code, "person": one.person, "role": one.get_role_display(),
                    "state": one.get_state_display()},
                _panel(one), _("Find somebody else"), due=one.session.held_on, asked_by=_("Panels"),
            )
            for one in to_fill(actor, now)
        ]
    return found


def _panel(role: PanelRole) -> str:
    return reverse("session-panel", args=[role.session.edition.code, role.session.code])
