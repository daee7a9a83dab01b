"""The desk: what is asked of whoever signed in, most urgent first."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.journal.queries import latest
from convoke.core.models import Job, LoadedRecord
from convoke.core.policy import allows, readable
from convoke.directory.queries import memberships
from convoke.directory.roles import OFFICE, role
from convoke.editions import queries as editions
from convoke.editions.models import Edition
from convoke.editions.rules import ed_1_alternation
from convoke.outcomes import queries as outcomes
from convoke.outcomes.models import Action, ReportDue
from convoke.programme.queries import edition_balance

from ..desks import asked
from .frame import actor_of, show


@dataclass(frozen=True)
class Asked:
    """One thing on the desk: what, until when, and the one link to where it is done."""

    what: str
    due: str
    link: str
    word: str | Promise


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of the person who signed in."""
    actor = actor_of(request)
    current = editions.current(actor)
    today = clock.today()
    office = actor.has_role(*OFFICE)
    context: dict[str, Any] = {}
    if office and current:
        known = list(editions.editions(actor))
        context = {
            "state": state_of(request, current),
            "alternation": ed_1_alternation(known, memberships(today)),
            "entries": latest(actor, limit=8),
            "balance": edition_balance(actor, current),
            "totals": outcomes.totals(actor, current),
            "may_load": allows(actor, "load", LoadedRecord),
        }
    reports = readable(actor, ReportDue).filter(reporters__code__in=sorted(actor.parties)).distinct()
    return show(
        request,
        "web/desk/desk.html",
        section="desk",
        forum=editions.forum(),
        roles=[role(code) for code in sorted(actor.roles)],
        asked=asked(actor, today),
        own_reports=reports.select_related("due_at__chair", "edition").prefetch_related("actions"),
        current=current,
        editions=editions.editions(actor),
        troika=editions.troika(actor, today),
        upcoming=editions.upcoming(actor, today),
        jobs=readable(actor, Job)[:5],
        office=office,
        **context,
    )


def state_of(request: HttpRequest, edition: Edition) -> list[Asked]:
    """The state of an edition for the Chair and the task force: what waits for them."""
    actor = actor_of(request)
    totals = outcomes.totals(actor, edition)
    own = readable(actor, Action).filter(edition=edition, group=Action.Group.OUTCOME)
    concrete = own.filter(kind=Action.Kind.ACTION)
    untaken = concrete.filter(commitments__isnull=True).count()
    unreported = outcomes.reports_due(actor, edition).filter(reporters__isnull=True).count()
    address = reverse("outcomes", args=[edition.code])
    return [
        Asked(
            _("%(number)s reports are due; none has been reported yet.") % {"number": totals["reports_due"]},
            "", f"{address}#reports-due", _("See the reports due"),
        ),
        Asked(
            _("%(number)s reports due name no reporter.") % {"number": unreported},
            "", f"{address}#reports-due", _("See which"),
        ),
        Asked(
            _("%(number)s actions of the sessions are taken on by nobody yet.") % {"number": untaken},
            "", f"{address}?taken_on=no&group=outcome", _("See them"),
        ),
        Asked(
            _("The outcome report can be composed in five languages."),
            "", reverse("report", args=[edition.code]), _("Compose the report"),
        ),
    ]
