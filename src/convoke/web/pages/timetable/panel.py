"""The panel of a session: who is proposed, invited, confirmed or gone; who may, changes it here."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import allows, readable, require
from convoke.directory.models import Party, Person
from convoke.outreach.models import Notice
from convoke.programme import queries
from convoke.programme.models import PanelRole, Session
from convoke.programme.operations import panels as operations
from convoke.programme.states import PANEL, PanelState
from convoke.programme.timetable.standing import panel_of, to_replace

from ...errors import Missing
from ...lookups import lookups
from ..bodies.forms import carried_out
from ..frame import actor_of, edition_or_missing, show
from . import forms

VERBS = {"invite": "invite", "reply": "reply", "withdraw": "withdraw", "describe": "describe", "propose": "propose"}


@login_required
def panel(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Roles, states, invitations and replies, biographies and languages of one session."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    session = queries.session(actor, found, code)
    if session is None:
        raise Missing(_("session"), code, [])
    roles = panel_of(actor, session)
    may_propose = allows(actor, "propose", PanelRole(session=session))
    if request.method == "POST" and not _may(request, session, roles):
        require(actor, "invite", PanelRole)
    propose = forms.ProposeForm(
        request.POST if request.POST.get("do") == "propose" else None, prefix="propose",
        names=lookups(request).parties,
    ) if may_propose else None
    rows = [_row(request, one) for one in roles]
    if request.method == "POST" and (answer := _posted(request, session, rows, propose)):
        return answer
    missing = to_replace(roles)
    concerned = ",".join(sorted({one.party.code for one in roles if one.party and one not in missing}))
    return show(
        request, "web/timetable/panel.html", edition=found, section="programme", session=session, rows=rows,
        propose_form=propose, missing=missing, sees_all=may_propose,
        notice=f"{reverse('notice-new')}?parties={concerned}" if allows(actor, "draft", Notice) and concerned else "",
    )


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

    row: dict[str, Any] = {"role": role, "may_invite": PanelState.INVITED in PANEL[state] and allows(
        actor, "invite", role)}
    if PanelState.DECLINED in PANEL[state] and allows(actor, "reply", role):
        row["reply_form"] = forms.ReplyForm(typed("reply"), prefix=f"reply-{role.pk}")
    if PanelState.WITHDRAWN in PANEL[state] and allows(actor, "withdraw", role):
        row["withdraw_form"] = forms.WithdrawForm(typed("withdraw"), prefix=f"withdraw-{role.pk}")
    if allows(actor, "describe", role):
        row["describe_form"] = forms.BiographyForm(typed("describe"), prefix=f"describe-{role.pk}", initial={
            "biography": role.biography.get(active_language(), ""), "languages": ", ".join(role.languages)})
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
        messages.success(request, _("%(person)s is invited.") % {"person": role.person})
        return _back(session)
    if form is None:
        messages.error(request, _("This cannot be done with the panel as it stands now."))
        return _back(session)
    if not form.is_valid():
        return None
    data = form.cleaned_data
    calls: dict[str, tuple[Callable[[], object], str]] = {"propose": (lambda: operations.propose_role(
        actor=actor, session=session, person=_person(request, data["person"]), role=data["role"],
        party=Party.objects.filter(code=data["party"]).first(), function=data["function"],
        institution=data["institution"],
    ), _("The proposal was recorded. Nobody is invited before you say so."))}
    if role:
        one = role
        calls |= {
            "reply": (lambda: operations.reply_for_panellist(
                actor=actor, role=one, reply=data["reply"], reason=data["reason"]), _("The reply was recorded.")),
            "withdraw": (lambda: operations.withdraw_panellist(actor=actor, role=one, reason=data["reason"]),
                         _("The withdrawal was recorded; the session shows who is missing.")),
            "describe": (lambda: operations.set_biography(
                actor=actor, role=one, biography={**one.biography, active_language(): data["biography"]},
                languages=[word.strip().lower() for word in data["languages"].split(",") if word.strip()],
            ), _("The biography was saved.")),
        }
    call, said = calls[do]
    if carried_out(form, call) is None:
        return None
    messages.success(request, said)
    return _back(session)


def _person(request: HttpRequest, name: str) -> Person:
    """The one person of the directory with a name; raises ValidationError for none and for several."""
    found = readable(actor_of(request), Person).filter(merged_into__isnull=True)
    people = list(found.filter(name__iexact=name.strip())[:2]) or list(found.filter(code=name.strip())[:1])
    if len(people) == 1:
        return people[0]
    if people:
        raise ValidationError({"person": _("Several people have this name; give the short name of one in the address "
                                           "of their page.")})
    raise ValidationError({"person": _("The directory has nobody of this name. Enter the person there first.")})


def _back(session: Session) -> HttpResponse:
    return redirect("session-panel", edition=session.edition.code, code=session.code)
