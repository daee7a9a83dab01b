"""All teams of an edition at a glance."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from convoke.core import clock
from convoke.core.policy import allows
from convoke.programme.models import TeamDuty, TeamMember
from convoke.programme.teams.balance import Result, day_of
from convoke.programme.teams.reading import TeamRow, teams_of

from ...lookups import lookups
from ..frame import actor_of, edition_or_missing, show

LACKING = (("members", _("no member yet")), ("duties", _("something is still owed")), ("waiting", _("an answer waits")))


def _fits(row: TeamRow, balance: str, lacking: str) -> bool:
    if balance and row.balance.result != balance:
        return False
    return {
        "members": not row.members, "duties": bool(row.open_duties), "waiting": bool(row.waiting),
    }.get(lacking, True)


def teams(request: HttpRequest, edition: str) -> HttpResponse:
    """PRO-1, PRO-3: each session's team: members, balance, what it owes by when; narrowed by filters."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    balance, lacking = request.GET.get("balance", ""), request.GET.get("lacking", "")
    rows, names = teams_of(actor, found), lookups(request).parties
    for row in rows:
        row.members.sort(key=lambda one: (one.role != TeamMember.Role.COORDINATOR, names.key(one.party)))
        row.waiting.sort(key=lambda one: names.key(one.party))
    kept = [row for row in rows if _fits(row, balance, lacking)]
    return show(
        request, "web/teams/teams.html", edition=found, section="programme", rows=kept, total=len(rows),
        on=day_of(found), kinds=TeamDuty.Kind.labels,
        passed={duty.pk for row in kept for duty in row.open_duties if duty.due_on and duty.due_on < clock.today()},
        results=Result.choices, lackings=LACKING, balance=balance, lacking=lacking,
        met=sum(row.balance.result == Result.MET for row in rows),
        office=allows(actor, "invite", TeamMember),
    )
