"""The panel of a session: who is proposed, invited, confirmed or gone; who may, changes it here."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.policy import allows, readable, require
from convoke.directory.queries import balance, memberships
from convoke.programme import queries
from convoke.programme.models import PanelInvitation, PanelRole, Session
from convoke.programme.operations import panels as operations
from convoke.programme.states import PANEL, PanelState
from convoke.programme.timetable.standing import panel_of, to_replace

from ...errors import Missing
from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, show
from . import forms, proposing

VERBS = {
    "invite": "invite", "reply": "reply", "withdraw": "withdraw", "describe": "describe", "propose": "propose",
    "search": "propose",
}
ASKED = (PanelState.INVITED, PanelState.CONFIRMED)


def session_or_missing(request: HttpRequest, edition: str, code: str) -> Session:
    """The session with a code; raises :class:`Missing` for none."""
    session = queries.session(actor_of(request), edition_or_missing(request, edition), code)
    if session is None:
        raise Missing(_("session"), code, [])
    return session


@login_required
def panel(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Roles, states, invitations and replies, biographies and languages of one session."""
    actor, session = actor_of(request), session_or_missing(request, edition, code)
    roles, do = panel_of(actor, session), request.POST.get("do", "")
    may_propose = allows(actor, "propose", PanelRole(session=session))
    if may_propose and request.headers.get("HX-Request") and "propose-q" in request.GET:
        return show(request, "web/timetable/people.html",
                    found=proposing.candidates(request, session, request.GET["propose-q"]))
    if request.method == "POST" and not _may(request, session, roles):
        require(actor, "invite", PanelRole)
    form = proposing.form_for(request, is_sent=do == "propose") if may_propose else None
    rows = [_row(request, one) for one in roles]
    if request.method == "POST" and do != "search" and (answer := _posted(request, session, rows, form)):
        return answer
    missing = to_replace(roles)
    return show(
        request, "web/timetable/panel.html", edition=session.edition, section="programme", session=session,
        rows=_with_letters(request, session, rows), propose_form=form, sees_all=may_propose, missing=missing,
        found=proposing.candidates(request, session, form["q"].value() or "") if form else None,
        chosen=form["person"].value() if form else "", replacements=_replacements(roles) if missing else [],
        balance=_balance(session, roles), genders=queries.session_genders(session),
        searching=do == "search" or bool(request.GET.get("q")),
    )


def _with_letters(request: HttpRequest, session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the last letter of each role, as far as the actor may read it; one query."""
    letters = readable(actor_of(request), PanelInvitation).filter(role__session=session).order_by("pk")
    last = {one.role_id: one for one in letters}
    return [{**row, "letter": last.get(row["role"].pk)} for row in rows]


def _replacements(roles: list[PanelRole]) -> list[PanelRole]:
    """Who could take a place that fell empty: those proposed and not asked yet, then those who declined before."""
    active = {one.person_id for one in roles if one.state in ASKED}
    waiting = [one for one in roles if one.state == PanelState.PROPOSED and one.person_id not in active]
    return waiting + [one for one in roles if one.state == PanelState.DECLINED and one.person_id not in active]


def _balance(session: Session, roles: list[PanelRole]) -> dict[str, dict[str, int]]:
    """PRO-3: the balance of those who are asked or come, as of the first day of the meeting; two queries."""
    parties = [one.party for one in roles if one.party and one.state in ASKED]
    return balance(parties, memberships(session.edition.starts_on or clock.today())) if parties else {}


def _may(request: HttpRequest, session: Session, roles: list[PanelRole]) -> bool:
    """Whether the actor may do at all what the form asks for."""
    actor, verb = actor_of(request), VERBS.get(request.POST.get("do", ""), "")
    if verb == "propose":
        return allows(actor, verb, PanelRole(session=session))
    return any(allows(actor, verb, one) for one in roles if str(one.pk) == request.POST.get("role"))


def _row(request: HttpRequest, role: PanelRole) -> dict[str, Any]:
    """A role with the forms whoever reads may use on it now."""
    actor, state = actor_of(request), PanelState(role.state)
    asked = request.POST.get("do") if request.POST.get("role") == str(role.pk) else ""

    def typed(do: str) -> Any:
        return request.POST if asked == do else None

    may_invite = allows(actor, "invite", role)
    row: dict[str, Any] = {
        "role": role, "may_invite": may_invite and PanelState.INVITED in PANEL[state],
        "may_write": may_invite and (state == PanelState.INVITED or PanelState.INVITED in PANEL[state]),
    }
    if PanelState.DECLINED in PANEL[state] and allows(actor, "reply", role):
        row["reply_form"] = forms.ReplyForm(typed("reply"), prefix=f"reply-{role.pk}")
    if PanelState.WITHDRAWN in PANEL[state] and allows(actor, "withdraw", role):
        row["withdraw_form"] = forms.WithdrawForm(typed("withdraw"), prefix=f"withdraw-{role.pk}")
    if allows(actor, "describe", role):
        row["describe_form"] = forms.BiographyForm(typed("describe"), prefix=f"describe-{role.pk}", role=role)
        row["sees_reason"] = True
    return row


def _posted(
    request: HttpRequest, session: Session, rows: list[dict[str, Any]], propose: forms.ProposeForm | None
) -> HttpResponse | None:
    """What a form asks for; None where it comes back with what was wrong."""
    actor, do = actor_of(request), request.POST.get("do", "")
    row = next((one for one in rows if str(one["role"].pk) == request.POST.get("role")), None)
    role: PanelRole | None = row["role"] if row else None
    form = propose if do == "propose" else row.get(f"{do}_form") if row else None
    if do == "invite" and row and role and row["may_invite"]:
        operations.invite_panellist(actor=actor, role=role)
        messages.success(request, _("%(person)s is noted as invited.") % {"person": role.person})
        return _back(session)
    if form is None:
        messages.error(request, _("This cannot be done with the panel as it stands now."))
        return _back(session)
    if not form.is_valid():
        return None
    call, said = _calls(request, session, role, form)[do]
    if carried_out(form, call) is None:
        return None
    messages.success(request, said)
    return _back(session)


def _calls(
    request: HttpRequest, session: Session, role: PanelRole | None, form: Any
) -> dict[str, tuple[Callable[[], object], str]]:
    """What each form calls, and what is said when it is done."""
    actor, data = actor_of(request), form.cleaned_data
    if role is None:
        return {"propose": (lambda: proposing.propose(request, session, data),
                            _("The proposal was recorded. Nobody is invited before you say so."))}
    return {
        "reply": (lambda: operations.reply_for_panellist(
            actor=actor, role=role, reply=data["reply"], reason=data["reason"]), _("The reply was recorded.")),
        "withdraw": (lambda: operations.withdraw_panellist(actor=actor, role=role, reason=data["reason"]),
                     _("The withdrawal was recorded; the session shows who is missing.")),
        "describe": (lambda: operations.set_biography(actor=actor, role=role, **form.given()),
                     _("The biography was saved.")),
    }


def _back(session: Session) -> HttpResponse:
    return redirect("session-panel", edition=session.edition.code, code=session.code)
