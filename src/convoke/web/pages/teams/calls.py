"""The calls of a team: one with its notes, and files for one's own calendar."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.policy import require
from convoke.programme.models import Session, TeamCall
from convoke.programme.operations import team_calls
from convoke.programme.teams.calendar import calendar
from convoke.programme.teams.reading import team_call

from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, reader_zone, show
from . import forms
from .space import team_or_missing


def _call_or_404(request: HttpRequest, edition: str, code: str, pk: int) -> TeamCall:
    found = edition_or_missing(request, edition)
    session = Session.objects.filter(edition=found, code__iexact=code).first()
    call = team_call(actor_of(request), session, pk) if session else None
    if call is None:
        raise Http404
    return call


@login_required
def call(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    """One call: changed, cancelled, and what was agreed in it."""
    actor, one = actor_of(request), _call_or_404(request, edition, code, pk)
    require(actor, "note", one)
    ahead = one.cancelled_at is None and one.starts_at > clock.now()
    local, do = one.starts_at.astimezone(ZoneInfo(one.time_zone)), request.POST.get("do", "")
    before: dict[str, Any] = {
        "topic": one.topic, "day": local.date(), "time": local.time(), "time_zone": one.time_zone,
        "minutes": one.minutes, "place": one.place,
    }
    change = forms.CallForm(request.POST if do == "change" else None, initial=before, prefix="change")
    notes = forms.NotesForm(request.POST if do == "notes" else None, initial={"notes": one.notes}, prefix="notes")
    done: object = None
    if request.method == "POST":
        if do == "change" and change.is_valid():
            done = carried_out(change, lambda: team_calls.change_call(actor=actor, call=one, plan=change.plan()))
        elif do == "notes" and notes.is_valid():
            done = carried_out(notes, lambda: team_calls.note_call(
                actor=actor, call=one, notes=notes.cleaned_data["notes"]))
        elif do == "cancel":
            done = carried_out(change, lambda: team_calls.cancel_call(actor=actor, call=one))
        if done:
            messages.success(request, _("Recorded."))
            return redirect("team-call", edition=edition, code=one.session.code, pk=one.pk)
    return show(
        request, "web/teams/call.html", edition=one.session.edition, section="programme", session=one.session, call=one,
        ahead=ahead, change_form=change, notes_form=notes, zone=reader_zone(request),
    )


def _file(request: HttpRequest, session: Session, calls: list[TeamCall], name: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("team", args=[session.edition.code, session.code]))
    response = HttpResponse(
        calendar(f"{session.code} {session.title}", calls, address), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def file(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    """One call to put into one's own calendar."""
    one = _call_or_404(request, edition, code, pk)
    return _file(request, one.session, [one], f"call-{one.pk}")


@login_required
def calendar_file(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """All calls of the team that the reader may see."""
    space = team_or_missing(request, edition_or_missing(request, edition), code)
    if not space.works_here:
        raise Http404
    return _file(request, space.row.session, space.calls, "team-calls")
