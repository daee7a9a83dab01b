"""Tables of people and mandates: handed in, looked at, confirmed; and given out."""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.files.operations import TYPES
from convoke.core.models import Job
from convoke.core.policy import readable, require
from convoke.core.work.operations import request_job
from convoke.core.work.states import JobState
from convoke.directory.exchange import writing
from convoke.directory.exchange.columns import COLUMNS, NEEDED
from convoke.directory.exchange.jobs import KIND
from convoke.directory.exchange.planning import GENDERS
from convoke.directory.models import Capacity, Mandate
from convoke.directory.operations.imports import hand_in
from convoke.editions.queries import forum

from ...errors import Missing
from ..forms import carried_out, sent
from ..frame import actor_of, asked_date, show
from .forms import TableForm


@login_required
def import_page(request: HttpRequest) -> HttpResponse:
    """Takes a table in and has the background look at what it would change."""
    actor = actor_of(request)
    require(actor, "import", Mandate)
    form = TableForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        stored = carried_out(form, lambda: hand_in(actor=actor, upload=form.cleaned_data["table"]))
        if stored is not None:
            job = request_job(actor=actor, kind=KIND, file=str(stored.pk))
            return redirect("directory-import-result", pk=job.pk)
    return show(
        request, "web/directory/import.html", section="directory", forum=forum(), form=form, columns=COLUMNS,
        needed=NEEDED, capacities=Capacity.values, genders=GENDERS, status=422 if form.errors else 200,
    )


@login_required
def import_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a table would change, with the one button that stores it; or what was stored."""
    actor = actor_of(request)
    require(actor, "import", Mandate)
    job = get_object_or_404(readable(actor, Job), pk=pk, kind=KIND)
    seen = job.summary.get("seen", "")
    if request.method == "POST" and job.state == JobState.DONE and seen:
        made = request_job(actor=actor, kind=KIND, file=job.params["file"], seen=seen)
        return redirect("directory-import-result", pk=made.pk)
    tally = job.summary.get("tally", {})
    partial = bool(request.headers.get("HX-Request"))
    template = "web/directory/import_progress.html" if partial else "web/directory/import_result.html"
    return show(
        request, template, section="directory", forum=forum(), job=job, tally=tally,
        changes=any(number for key, number in tally.items() if key != "unchanged"), looked=bool(seen),
    )


@login_required
def export(request: HttpRequest, format: str) -> HttpResponse:
    """The mandates one may read, with people and channels: all there ever were, or those on a date (``?on=``)."""
    actor = actor_of(request)
    require(actor, "export", Mandate)
    on = asked_date(request)[0] if request.GET.get("on") else None
    if format == "csv":
        content, kind = writing.as_csv(actor, on), "text/csv; charset=utf-8"
    elif format == "xlsx":
        content, kind = writing.as_xlsx(actor, on), TYPES["xlsx"]
    elif format == "json":
        said = json.dumps(writing.as_popolo(actor, on), ensure_ascii=False, cls=DjangoJSONEncoder, indent=1)
        content, kind = said.encode(), "application/json"
    else:
        known = [(f"export.{one}", reverse("directory-export", args=[one])) for one in ("csv", "xlsx", "json")]
        raise Missing(_("file"), f"export.{format}", known)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="directory.{format}"'
    response["Cache-Control"] = "private, no-store"
    return response
