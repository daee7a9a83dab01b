"""Background work: what was asked for, how far it is, and its result."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convoke.core.actors import Actor
from convoke.core.models import Job, LoadedRecord
from convoke.core.policy import allows, readable, require
from convoke.core.work.operations import request_job, stop_job
from convoke.core.work.registry import kind_of, results_folder
from convoke.core.work.states import JobState
from convoke.editions.queries import forum
from convoke.handover.folders import demonstration

from .frame import actor_of, page_of_list, show


@login_required
def jobs(request: HttpRequest) -> HttpResponse:
    """The work one asked for; for the office, all of it."""
    actor = actor_of(request)
    page = page_of_list(request, readable(actor, Job).select_related("requested_by__person"))
    titled = [(job, kind_of(job.kind).title) for job in page.object_list]
    return show(
        request, "web/desk/jobs.html", section="desk", forum=forum(), page=page, jobs=titled,
        may_load=allows(actor, "load", LoadedRecord),
    )


@login_required
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One job: its progress while it runs, its result or faults when it is over."""
    found = get_object_or_404(readable(actor_of(request), Job), pk=pk)
    partial = bool(request.headers.get("HX-Request"))
    template = "web/desk/job_progress.html" if partial else "web/desk/job.html"
    return show(
        request, template, section="desk", forum=forum(), job=found, job_title=kind_of(found.kind).title,
        may_stop=may_stop(actor_of(request), found),
    )


def may_stop(actor: Actor, job: Job) -> bool:
    """Whether the actor can have work end with what it has, and has not done so yet."""
    can = kind_of(job.kind).can_stop and not job.is_over and job.stop_asked_at is None
    return can and allows(actor, "stop", job)


@login_required
@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Has work end with what it has."""
    actor = actor_of(request)
    found = get_object_or_404(readable(actor, Job), pk=pk)
    try:
        stop_job(actor=actor, job=found)
        messages.success(request, _("The work ends in a moment with what it has."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("job", pk=found.pk)


@login_required
def result(request: HttpRequest, pk: UUID) -> FileResponse:
    """The file a job made."""
    done = readable(actor_of(request), Job).filter(state=JobState.DONE).exclude(result_name="")
    found = get_object_or_404(done, pk=pk)
    return FileResponse(
        (results_folder() / str(found.pk)).open("rb"),
        as_attachment=True,
        filename=found.result_name,
        content_type=found.result_type,
    )


@login_required
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Loads the demonstration forum again, in the background."""
    actor = actor_of(request)
    require(actor, "load", LoadedRecord)
    made = request_job(actor=actor, kind="load", path=str(demonstration()))
    return redirect("job", pk=made.pk)
