"""The desk: what is asked of whoever signed in, most urgent first; for the office, the state of the edition."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from convoke.bodies.models import BodyMeeting
from convoke.bodies.states import MeetingState
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.queries import latest
from convoke.core.models import Job, JournalEntry, LoadedRecord
from convoke.core.periods import in_force
from convoke.core.policy import allows, readable
from convoke.core.versioned import version
from convoke.directory.models import Account, Mandate, Party
from convoke.directory.roles import OFFICE, role
from convoke.editions import queries as editions
from convoke.editions.models import Edition, HostingInterest
from convoke.outcomes import queries as outcomes
from convoke.outcomes.models import Action, ReportDue
from convoke.programme.queries import edition_balance, edition_genders

from ..desks import asked
from ..desks.state import figures
from ..visits import seen_before
from .frame import actor_of, show

SHOWN = 8
"""How many things of a kind stand on the desk before the rest is folded away."""


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
    actor, today = actor_of(request), clock.today()
    current, office = editions.current(actor), actor.has_role(*OFFICE)
    since = seen_before(request.session, cast(Account, request.user), version())
    items = asked(actor, today)
    own = readable(actor, ReportDue).filter(reporters__code__in=sorted(actor.parties)).distinct()
    context: dict[str, Any] = _office(actor, current, today) if office and current else _party(actor, today, since)
    return show(
        request,
        "web/desk/desk.html",
        section="desk",
        forum=editions.forum(),
        roles=[role(code) for code in sorted(actor.roles)],
        asked=items[:SHOWN],
        further=items[SHOWN:],
        done=_done(actor),
        own_reports=own.select_related("due_at__chair", "edition").prefetch_related("actions"),
        current=current,
        meetings=_meetings(actor, today),
        upcoming=editions.upcoming(actor, today),
        jobs=readable(actor, Job)[:3],
        office=office,
        since=since,
        **context,
    )


def _office(actor: Actor, current: Edition, today: dt.date) -> dict[str, Any]:
    """What the Chair and the task force see beside what waits for them: the edition in numbers."""
    return {
        "figures": figures(actor, current, today),
        "state": state_of(actor, current),
        "entries": latest(actor, limit=SHOWN),
        "balance": edition_balance(actor, current),
        "genders": edition_genders(actor, current),
        "totals": outcomes.totals(actor, current),
        "may_load": allows(actor, "load", LoadedRecord),
    }


def _party(actor: Actor, today: dt.date, since: int) -> dict[str, Any]:
    """What everyone else sees: the people of their party, and what changed since they were last here."""
    parties = list(Party.objects.filter(code__in=sorted(actor.parties)))
    held = readable(actor, Mandate).filter(in_force(today), party__in=parties).select_related("person", "party")
    people = list(held.order_by("party__code", "capacity", "person__name"))
    changed = readable(actor, JournalEntry.objects.filter(sequence__gt=since)).select_related("account__person")
    if actor.account_id:
        changed = changed.exclude(account=actor.account_id)
    return {
        "may_host": allows(actor, "express", HostingInterest),
        "parties": [
            (party, [one for one in people if one.party_id == party.pk], reverse("party-people", args=[party.code]))
            for party in parties
        ],
        "changed": list(changed.order_by("-sequence")[:SHOWN]) if since else [],
    }


def _done(actor: Actor) -> list[JournalEntry]:
    """The receipt: what this account did lately, as the journal has it."""
    if actor.account_id is None:
        return []
    own = readable(actor, JournalEntry.objects.filter(account=actor.account_id))
    return list(own.filter(at__gte=clock.now() - dt.timedelta(days=14)).order_by("-sequence")[:3])


def _meetings(actor: Actor, today: dt.date) -> list[BodyMeeting]:
    """The next meetings of bodies that the actor may read."""
    coming = readable(actor, BodyMeeting).filter(
        ends_on__gte=today, state__in=(MeetingState.PLANNED, MeetingState.CONVENED))
    return list(coming.select_related("body", "edition").order_by("starts_on", "code")[:4])


def state_of(actor: Actor, edition: Edition) -> list[Asked]:
    """What came out of an edition, as sentences: what is due, and what nobody has taken on yet."""
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
        Asked(
            _("Who would chair the editions to come stands before the Troika."),
            "", reverse("hosting"), _("Hosting"),
        ),
    ]
