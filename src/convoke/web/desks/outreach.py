"""What outreach asks of whoever signed in."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.languages import active_language
from convoke.directory.queries import names
from convoke.directory.roles import OFFICE
from convoke.outreach import queries

from .items import Item

AT_MOST = 5
"""Single escalations that stand on the desk; the rest is one line."""


def items(actor: Actor, today: dt.date) -> list[Item]:
    """For the office: steps due, what came back, what is uncertain, what is being sent; for all: notices unopened."""
    return [*(_of_the_office(actor, today) if actor.has_role(*OFFICE) else []), *_unopened(actor)]


def _of_the_office(actor: Actor, today: dt.date) -> list[Item]:
    found, address = [], reverse("outreach")
    known = names(active_language(), clock.today())
    due = list(queries.due(actor, today)[: AT_MOST + 1])
    for one in due[:AT_MOST]:
        said = {"party": known.name(one.party), "about": queries.about_label(one.about),
                "means": one.next_step.get_means_display() if one.next_step else ""}
        found.append(Item(
            what=_("%(party)s, %(about)s: the next step is: %(means)s.") % said,
            link=reverse("outreach-party", args=[one.party.code]), word=_("Take the step"), due=one.next_on,
        ))
    if len(due) > AT_MOST:
        found.append(Item(what=_("Further steps of escalations are due."), link=f"{address}#due", word=_("See them")))
    counted: tuple[tuple[int, str, Callable[[int], str]], ...] = (
        (queries.came_back_without_step(actor).count(), "back", lambda number: ngettext(
            "%(number)s message came back and no next step is planned.",
            "%(number)s messages came back and no next step is planned.", number,
        )),
        (queries.uncertain(actor).count(), "uncertain", lambda number: ngettext(
            "%(number)s message was interrupted while being handed over; whether it left is for you to decide.",
            "%(number)s messages were interrupted while being handed over; whether they left is for you to decide.",
            number,
        )),
        (queries.being_sent(actor).count(), "notices", lambda number: ngettext(
            "%(number)s notice is being sent.", "%(number)s notices are being sent.", number,
        )),
    )
    found += [
        Item(what=words(number) % {"number": number}, link=f"{address}#{place}", word=_("See them"))
        for number, place, words in counted if number
    ]
    return found


def _unopened(actor: Actor) -> list[Item]:
    return [
        Item(
            what=str(one.notice.subject), link=reverse("notice-link", args=[one.token]), word=_("Open"),
            asked_by=_("Chair and task force"),
        )
        for one in queries.unopened(actor)
    ]
