"""What modalities and hosting ask of whoever signed in."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.actors import Actor
from convoke.directory.roles import CHAIR, OFFICE
from convoke.editions import queries
from convoke.editions.checks import Result, evaluate
from convoke.editions.rules import in_the_troika
from convoke.editions.states import HostingState

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """For the office the rules that are not met; for the Chair and the Troika who would host (ED-2)."""
    found: list[Item] = []
    current, forum = queries.current(actor), queries.forum()
    if current is None or forum is None:
        return found
    if actor.has_role(*OFFICE):
        unmet = sum(verdict.result == Result.FAIL for verdict in evaluate(actor, current, today))
        if unmet:
            said = ngettext(
                "%(number)s rule of the modalities is not met as of today.",
                "%(number)s rules of the modalities are not met as of today.", unmet,
            ) % {"number": unmet}
            link = f"{reverse('modalities', args=[current.code])}?verdict={Result.FAIL.value}#rules"
            found.append(Item(said, link, _("See which, and why"), rank=60))
    if actor.has_role(CHAIR) or in_the_troika(actor):
        waiting = queries.hosting_interests(actor, forum).filter(state=HostingState.EXPRESSED).exclude(
            party__code__in=sorted(actor.parties)).count()
        if waiting:
            said = ngettext(
                "%(number)s government has told the Troika that it would chair an edition.",
                "%(number)s governments have told the Troika that they would chair an edition.", waiting,
            ) % {"number": waiting}
            found.append(Item(said, reverse("hosting"), _("Read it"), rank=30))
    return found
