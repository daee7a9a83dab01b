"""The page a panellist comes to by the link of the letter: answering, telling of oneself, the calendar, withdrawing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from convoke.programme.models import PanelInvitation
from convoke.programme.operations import panels as operations
from convoke.programme.states import PanelState
from convoke.programme.timetable import calendars, letters
from convoke.programme.timetable.standing import as_planned, entry_of, released

from ..forms import carried_out
from ..frame import actor_of, show
from . import forms

PLANNED = (PanelState.INVITED, PanelState.CONFIRMED)


@never_cache
def reply(request: HttpRequest, edition: str, token: str) -> HttpResponse:
    """What somebody is invited to, and the forms by which they answer; no account is needed."""
    found = _invitation(edition, token)
    given = _forms(request, found)
    if request.method == "POST" and (answer := _posted(request, found, token, given)):
        return answer
    if request.method == "GET" and found.opened_at is None:
        operations.note_opened(actor=actor_of(request), invitation=found)
    session = found.role.session
    response = show(
        request, "web/timetable/reply.html", edition=session.edition, section="programme", session=session,
        role=found.role, invitation=found, token=token, has_time=session.starts_at is not None, **given,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _invitation(edition: str, token: str) -> PanelInvitation:
    found = letters.invitation_of(token)
    if found is None or found.role.session.edition.code != edition:
        raise Http404
    return found


def _forms(request: HttpRequest, found: PanelInvitation) -> dict[str, Any]:
    """The forms that can be used in the state the role is in."""
    do, role = request.POST.get("do", ""), found.role

    def typed(name: str) -> Any:
        return request.POST if do == name else None

    given: dict[str, Any] = {}
    if role.state == PanelState.INVITED:
        given["answer_form"] = forms.AnswerForm(typed("answer"), prefix="answer")
    if role.state == PanelState.CONFIRMED:
        given["withdraw_form"] = forms.WithdrawForm(typed("withdraw"), prefix="withdraw")
    if role.state in PLANNED:
        given["describe_form"] = forms.BiographyForm(typed("describe"), prefix="describe", role=role)
    return given


def _posted(
    request: HttpRequest, found: PanelInvitation, token: str, given: dict[str, Any]
) -> HttpResponse | None:
    actor, do = actor_of(request), request.POST.get("do", "")
    form = given.get(f"{do}_form")
    back = redirect("panel-reply", edition=found.role.session.edition.code, token=token)
    if form is None:
        messages.error(request, _("This was answered meanwhile; here is how it stands now."))
        return back
    if not form.is_valid():
        return None
    data = form.cleaned_data
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "answer": (lambda: operations.answer_invitation(
            actor=actor, invitation=found, reply=data["reply"], reason=data["reason"]),
            _("Thank you. Your answer was recorded.")),
        "withdraw": (lambda: operations.answer_invitation(
            actor=actor, invitation=found, reply=PanelState.WITHDRAWN, reason=data["reason"]),
            _("Your withdrawal was recorded; the Chair’s office sees it at once. Thank you for saying so.")),
        "describe": (lambda: operations.describe_oneself(actor=actor, invitation=found, **form.given()),
                     _("What you wrote was saved.")),
    }
    call, said = calls[do]
    if carried_out(form, call) is None:
        return None
    messages.success(request, said)
    return back


@never_cache
def calendar(request: HttpRequest, edition: str, token: str) -> HttpResponse:
    """The session of a panellist for their own calendar; cancelled there once they have declined or withdrawn."""
    found = _invitation(edition, token)
    session = found.role.session
    version = released(actor_of(request), session.edition)
    entry = entry_of(version, session.code) or as_planned(session)
    content = calendars.of_panellist(
        found.role, entry, version.released_at if version else None,
        letters.link_of(found, request.build_absolute_uri("/")),
    )
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{session.edition.code}-{session.code}.ics"'
    return response
