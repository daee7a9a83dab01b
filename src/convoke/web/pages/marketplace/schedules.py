"""The office's schedules of an edition: the one in force and what of it no longer holds, all of them, a new run."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.policy import require
from convoke.core.work.registry import kind_of
from convoke.marketplace.fair.instances import Fair, read_fair
from convoke.marketplace.fair.schedules import Broken, agreed_since, at_work, broken, places, schedules_of
from convoke.marketplace.fair.standing import in_force
from convoke.marketplace.models import Meeting, Schedule
from convoke.marketplace.operations.schedules import start_schedule
from convoke.marketplace.scheduling.results import verdict

from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, page_of_list, show
from ..jobs import may_stop
from .fair_forms import RunForm

SECTION = "marketplace"
NEW, REPAIR = "new", "repair"


@dataclass(frozen=True)
class Line:
    """A schedule as it is listed."""

    schedule: Schedule
    says: str
    is_in_force: bool


def says(schedule: Schedule) -> str:
    """How good a schedule is, in words."""
    return verdict(
        schedule.status, held=schedule.held, held_bound=schedule.held_bound, breaks=schedule.breaks,
        bound=schedule.bound,
    )


@login_required
def schedules(request: HttpRequest, edition: str) -> HttpResponse:
    """What is in force and still holds, the run that goes on, a form to begin one, and all schedules there are."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "make", Schedule)
    do = request.POST.get("do", "")
    form = RunForm(request.POST if do in (NEW, REPAIR) else None)
    if form.is_bound and form.is_valid():
        job = carried_out(form, lambda: start_schedule(
            actor=actor, edition=found, seconds=form.cleaned_data["seconds"], repair=do == REPAIR))
        if job:
            messages.success(request, _("The schedule is being worked out. You may leave this page and come back."))
            return redirect("marketplace-schedule", found.code)
    fair, present = read_fair(found), in_force(found)
    job = at_work(actor, found)
    page = page_of_list(request, schedules_of(actor, found))
    return show(
        request, "web/marketplace/schedules.html", edition=found, section=SECTION, page=page, form=form, job=job,
        job_title=kind_of(job.kind).title if job else "", may_stop=may_stop(actor, job) if job else False,
        lines=[Line(one, says(one), one == present) for one in page.object_list], present=present,
        wrong=_wrong(fair, present), since=_since(fair, present), zone=found.time_zone, counts=_counts(fair),
        status=422 if form.errors else 200,
    )


def _wrong(fair: Fair, present: Schedule | None) -> list[Broken]:
    """What of the schedule in force no longer holds."""
    return broken(fair, places(present)) if present else []


def _since(fair: Fair, present: Schedule | None) -> list[Meeting]:
    """The meetings agreed since the schedule in force was made."""
    return agreed_since(fair, fair.standing.values(), present) if present else []


def _counts(fair: Fair) -> dict[str, int]:
    """How much there is to schedule, and of what."""
    return {"slots": len(fair.slots), "tables": len(fair.tables), "meetings": len(fair.meetings)}
