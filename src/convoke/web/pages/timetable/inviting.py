"""The letter by which somebody is invited to a panel: looked at, changed, then sent or printed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import readable, require
from convoke.directory.models import Channel
from convoke.programme.models import PanelInvitation, PanelRole
from convoke.programme.operations import panels as operations
from convoke.programme.timetable import letters
from convoke.programme.timetable.standing import panel_of

from ...letters import panel_letter
from ..forms import carried_out
from ..frame import actor_of, show
from .forms import InviteForm
from .panel import session_or_missing

PREPARED = ("subject", "text")


@login_required
def invite(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    """The letter in the person's language, for the office to change, to send or to print."""
    actor, session = actor_of(request), session_or_missing(request, edition, code)
    role = next((one for one in panel_of(actor, session) if one.pk == pk), None)
    if role is None:
        raise Http404
    require(actor, "invite", role)
    role.session = session
    form = InviteForm(request.POST if request.POST.get("do") == "send" else None, initial=_initial(request, role))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        made = carried_out(form, lambda: operations.send_panel_invitation(
            actor=actor, role=role, site=request.build_absolute_uri("/"), **data))
        if made:
            _tell(request, made)
            return redirect("session-panel", edition=session.edition.code, code=session.code)
    return show(
        request, "web/timetable/invite.html", edition=session.edition, section="programme", session=session, role=role,
        form=form, status=422 if form.errors else 200,
    )


def _initial(request: HttpRequest, role: PanelRole) -> dict[str, Any]:
    """What the letter says before anybody changes it; in another language when that is asked for."""
    typed = {name: request.POST[name] for name in ("means", "email", "language") if name in request.POST}
    known = readable(actor_of(request), Channel).filter(
        person=role.person, kind=Channel.Kind.EMAIL, until=None).order_by("order").first()
    given = {
        "email": known.address if known else "", "language": role.person.language or active_language(),
        "means": PanelInvitation.Means.EMAIL if known else PanelInvitation.Means.LETTER, **typed,
    }
    languages = [code for code, _name in InviteForm.base_fields["language"].choices]  # type: ignore[attr-defined]
    language = given["language"] if given["language"] in languages else active_language()
    return {**given, **dict(zip(PREPARED, letters.words(role, language), strict=True))}


def _tell(request: HttpRequest, made: PanelInvitation) -> None:
    if made.means == PanelInvitation.Means.EMAIL:
        messages.success(request, _("The invitation goes to %(address)s in the background.") % {"address": made.email})
    else:
        messages.success(request, _("The letter can now be downloaded and printed; it stands beside the person."))


@login_required
def letter(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    """The last letter to somebody invited, as PDF."""
    actor, session = actor_of(request), session_or_missing(request, edition, code)
    found = readable(actor, PanelInvitation).filter(role=pk, role__session=session).select_related(
        "role__person", "role__party", "role__session__edition").order_by("-pk").first()
    if found is None:
        raise Http404
    response = HttpResponse(panel_letter(found, request.build_absolute_uri("/")), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="invitation-{session.code}-{found.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
