"""What the office sees of an edition afterwards: how far forms and projects are, and what was funded."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from convoke.core.actors import Actor
from convoke.core.money import Money, total
from convoke.core.policy import readable
from convoke.editions.models import Edition

from ..models import Meeting, ProjectReport, Request
from ..rules import SHOWN
from ..states import MeetingState
from .forms import Stand, took_place, with_forms
from .projects import with_last_report

GOES_ON = (ProjectReport.Result.UNDER_WAY, ProjectReport.Result.PARTNERSHIP, ProjectReport.Result.FUNDED)
"""The results with which an amount that was stated holds."""


def meetings(actor: Actor, edition: Edition, on: dt.datetime, stand: str = "") -> QuerySet[Meeting]:
    """The meetings that took place, narrowed to how far their forms are; two queries."""
    found = readable(actor, took_place(on)).filter(edition=edition)
    return with_forms(found.filter(stand=stand) if stand else found).order_by("number")


def counts_of_forms(actor: Actor, edition: Edition, on: dt.datetime) -> dict[Stand, int]:
    """How many meetings have their form how far; one query."""
    found = readable(actor, took_place(on)).filter(edition=edition).order_by()
    counted = dict(found.values_list("stand").annotate(Count("pk")))
    return {stand: counted.get(stand.value, 0) for stand in Stand}


def counts_of_meetings(actor: Actor, edition: Edition) -> dict[MeetingState, int]:
    """How many meetings are how far; one query."""
    found = readable(actor, Meeting).filter(edition=edition).order_by()
    counted = dict(found.values_list("state").annotate(Count("pk")))
    return {state: counted.get(state.value, 0) for state in MeetingState}


def projects(actor: Actor, edition: Edition) -> QuerySet[Request]:
    """The published requests, each with its reports as ``seen_reports``, the last one first; two queries."""
    found = readable(actor, Request).filter(edition=edition, state__in=SHOWN).select_related("party")
    return with_last_report(actor, found).order_by("pk")


def counts_of_projects(reports: Iterable[ProjectReport]) -> dict[ProjectReport.Result, int]:
    """How many projects became what, by their last reports."""
    counted = Counter(one.result for one in reports)
    return {result: counted[result.value] for result in ProjectReport.Result}


def funding(reports: Iterable[ProjectReport]) -> list[Money]:
    """FUN-1: what is stated as found for projects that go on, by currency, never added over currencies."""
    stated: dict[str, list[Money]] = {}
    for one in reports:
        if one.result in GOES_ON and one.amount is not None:
            stated.setdefault(one.currency, []).append(Money(one.amount, one.currency))
    return [total(amounts, currency) for currency, amounts in sorted(stated.items())]
