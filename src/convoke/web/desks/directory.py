"""What the directory asks of whoever signed in."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Capacity, Channel, Invitation, Mandate
from convoke.directory.reach import focal_point_gaps
from convoke.directory.roles import FOCAL_POINT, OFFICE

from .items import Item

SOON = dt.timedelta(days=7)


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the office or for a focal point; a constant number of queries."""
    found = _office(actor, today) if actor.has_role(*OFFICE) else []
    if FOCAL_POINT in actor.roles:
        found += _own_party(actor, today)
    return found


def _office(actor: Actor, today: dt.date) -> list[Item]:
    found = []
    gaps = len(focal_point_gaps(actor, today))
    if gaps:
        said = ngettext("%(number)s state has no focal point who can be reached.",
                        "%(number)s states have no focal point who can be reached.", gaps)
        found.append(Item(said % {"number": gaps}, reverse("directory"), _("See which, and log the next step")))
    open_ones = readable(actor, Invitation).filter(state=Invitation.State.SENT, expires_at__date__lte=today + SOON)
    dates = sorted(open_ones.values_list("expires_at", flat=True))
    if dates:
        said = ngettext("%(number)s invitation can be accepted for a few more days only.",
                        "%(number)s invitations can be accepted for a few more days only.", len(dates))
        found.append(
            Item(said % {"number": len(dates)}, f"{reverse('directory')}#invitations", _("See which"),
                 due=dates[0].date())
        )
    unreliable = readable(actor, Channel).filter(unreliable_since__isnull=False, until=None).count()
    if unreliable:
        said = ngettext(
            "%(number)s channel cannot be relied on.", "%(number)s channels cannot be relied on.", unreliable
        )
        link = f"{reverse('directory')}?reason=unreliable#list"
        found.append(Item(said % {"number": unreliable}, link, _("See which"), rank=1))
    return found


def _own_party(actor: Actor, today: dt.date) -> list[Item]:
    own = Mandate.objects.filter(person__account=actor.account_id, capacity__in=(Capacity.FOCAL_POINT, Capacity.DEPUTY))
    mandates = [
        one for one in own.select_related("party", "person")
        if one.party and (one.since is None or one.since <= today) and (one.until is None or today < one.until)
    ]
    if not mandates:
        return []
    found, parties = [], {one.party.code: one.party for one in mandates if one.party}
    address = reverse("party-people", args=[next(iter(parties))])
    held = readable(actor, Mandate).filter(party__in=parties.values()).filter(capacity=Capacity.DEPUTY, until=None)
    if not held.exists():
        found.append(Item(_("Nobody stands in for you yet: a deputy can be designated."), address,
                          _("Designate a deputy"), rank=3))
    person = mandates[0].person_id
    reliable = readable(actor, Channel).filter(person=person, until=None, unreliable_since=None)
    if not reliable.exists():
        found.append(Item(_("The forum knows no channel by which you can surely be reached."),
                          f"{reverse('channel-add', args=[next(iter(parties))])}?person={person}",
                          _("Add a channel"), rank=1))
    waiting = readable(actor, Invitation).filter(state=Invitation.State.SENT, mandate__party__in=parties.values())
    for invitation in waiting.select_related("mandate__person")[:5]:
        found.append(
            Item(_("%(person)s has not accepted the invitation yet.") % {"person": invitation.mandate.person},
                 address, _("See the invitation"), due=invitation.expires_at.date(), rank=2)
        )
    return found
