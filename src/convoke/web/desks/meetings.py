"""What meetings of the marketplace ask: a word on a proposal, when one cannot meet, what was held, places."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.languages import active_language
from convoke.directory.queries import names
from convoke.marketplace.fair import meetings
from convoke.marketplace.fair.times import unstated

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor; thirteen queries at most."""
    if actor.account_id is None:
        return []
    found = [
        Item(
            _("A meeting on request %(code)s, %(title)s, is proposed and waits for your word.") % {
                "code": one.interest.request.code, "title": one.interest.request.title},
            reverse("marketplace-meeting", args=[one.edition.code, one.number]), _("Answer"),
            asked_by=_("Marketplace"), rank=1,
        )
        for one in meetings.words_waiting(actor)
    ]
    found += [
        Item(
            _("You have agreed to meet. Say when you cannot (%(party)s).") % {
                "party": names(active_language(), today).name(party)},
            reverse("marketplace-availability", args=[edition.code, party.code]), _("State your times"),
            due=edition.starts_on, asked_by=_("Marketplace"), rank=2,
        )
        for edition, party in unstated(actor)
    ]
    found += [
        Item(
            _("Meeting %(number)s on request %(code)s has had its time. Say whether it was held.") % {
                "number": one.number, "code": one.interest.request.code},
            reverse("marketplace-meeting", args=[one.edition.code, one.number]), _("Say so"),
            asked_by=_("Marketplace"), rank=2,
        )
        for one in meetings.held_waiting(actor, clock.now())
    ]
    return found + _office(actor)


def _office(actor: Actor) -> list[Item]:
    """What the office places."""
    found = []
    for one in meetings.standing(actor):
        address = reverse("marketplace-meetings", args=[one.edition.code])
        if one.unplaced:
            found.append(Item(
                ngettext(
                    "%(number)s agreed meeting of %(edition)s has no time in the schedule in force.",
                    "%(number)s agreed meetings of %(edition)s have no time in the schedule in force.", one.unplaced,
                ) % {"number": one.unplaced, "edition": one.edition.name},
                f"{address}?state=agreed&place=unplaced", _("See them"), due=one.edition.starts_on,
                asked_by=_("Marketplace"), rank=2,
            ))
        if one.away:
            found.append(Item(
                ngettext(
                    "%(number)s meeting of %(edition)s is placed at a time at which a side cannot meet.",
                    "%(number)s meetings of %(edition)s are placed at times at which a side cannot meet.", one.away,
                ) % {"number": one.away, "edition": one.edition.name},
                f"{address}?place=away", _("See them"), due=one.edition.starts_on, asked_by=_("Marketplace"), rank=1,
            ))
    return found
