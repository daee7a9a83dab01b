"""The space of one team: who is in it, what it owes, its drafts and calls; with the forms of who may."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.policy import allows, require
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.outcomes.queries import volunteered_on
from convoke.practices.queries import offered_on
from convoke.programme.models import Session, TeamCall, TeamDuty, TeamException, TeamMember
from convoke.programme.operations import team_calls, team_duties, teams
from convoke.programme.operations._teams import FORMING, WORKING
from convoke.programme.states import DutyState, TeamState
from convoke.programme.teams import reading
from convoke.programme.teams.balance import Result, day_of
from convoke.programme.teams.reading import TeamSpace
from convoke.programme.teams.suggestions import suggestions

from ...errors import Missing
from ...lookups import lookups
from ..forms import carried_out, chosen
from ..frame import actor_of, edition_or_missing, near, reader_zone, show
from . import forms

Done = tuple[Callable[[], object], str]
"""What is carried out, and what is said of it afterwards."""


def team_or_missing(request: HttpRequest, edition: Edition, code: str) -> TeamSpace:
    """The team of the session with a code; raises :class:`Missing` with the sessions that look like it."""
    found = reading.team_of(actor_of(request), edition, code)
    if found is None:
        known = list(Session.objects.filter(edition=edition).values_list("code", flat=True))
        raise Missing(_("session"), code, near(code, known, "team", edition.code))
    return found


def team(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One team: members, offers and invitations, duties, drafts, calls, balance and whom one might ask."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    space = team_or_missing(request, found, code)
    names, session = lookups(request).parties, space.row.session
    space.row.members.sort(key=lambda one: (one.role != TeamMember.Role.COORDINATOR, names.key(one.party)))
    given = _forms(request, found, space)
    if request.method == "POST" and (answer := _posted(request, space, given)):
        return answer
    papers = {paper.document.pk: paper.document for paper in space.papers}
    office = allows(actor, "invite", TeamMember)
    inviting = office and found.state in FORMING
    asked = suggestions(
        actor, session, space.row.balance, day_of(found), clock.today(), (volunteered_on, offered_on)
    ) if inviting else []
    return show(
        request, "web/teams/team.html", edition=found, section="programme", session=session, space=space, row=space.row,
        office=office, forming=found.state in FORMING, suggestions=asked, zone=reader_zone(request), on=day_of(found),
        duties=[(one, given["carrying"].get(one.pk), papers.get(one.document_id or 0)) for one in space.row.duties],
        unmet=space.row.balance.result != Result.MET, **given,
    )


def _forms(request: HttpRequest, edition: Edition, space: TeamSpace) -> dict[str, Any]:
    """The forms whoever reads may use now, with what was typed into the one that was sent."""
    actor, do, row = actor_of(request), request.POST.get("do", ""), space.row
    names = lookups(request).parties
    given: dict[str, Any] = {"carrying": {}}

    def typed(name: str) -> Any:
        return request.POST if do == name else None

    own = reading.own_parties(actor)
    codes = {party.code for party in own}
    in_hand = {one.party.code for one in (*row.members, *row.waiting)}
    if edition.state in FORMING:
        free = [party for party in own if party.code not in in_hand]
        if free:
            given["offer_form"] = forms.OfferForm(typed("offer"), names=names, parties=free, prefix="offer")
        invited = next((one for one in row.waiting if one.party.code in codes and one.state == TeamState.INVITED), None)
        if invited:
            given["reply_form"] = forms.ReplyForm(typed("reply"), initial={"entry": invited.pk}, prefix="reply")
            given["invited"] = invited
        leaving = [one for one in row.members if one.party.code in codes or allows(actor, "assign", TeamMember)]
        if leaving:
            given["leave_form"] = forms.LeaveForm(typed("leave"), prefix="leave")
            given["leave_form"].fields["entry"].choices = [(str(one.pk), names.name(one.party)) for one in leaving]
        if allows(actor, "invite", TeamMember):
            given["invite_form"] = forms.InviteForm(typed("invite"), names=names, prefix="invite")
    if edition.state not in WORKING:
        return given
    if allows(actor, "set", TeamDuty):
        given["duty_form"] = forms.DutyForm(
            typed("duty"), names=names, parties=[one.party for one in row.members], prefix="duty"
        )
    if space.works_here:
        given["call_form"] = forms.CallForm(typed("call"), initial={"time_zone": reader_zone(request)}, prefix="call")
        given["carrying"] = {
            one.pk: forms.CarryForm(
                typed(f"carry-{one.pk}"), duty=one, papers=[paper.document for paper in space.papers],
                may_waive=allows(actor, "waive", TeamDuty),
                prefix=f"carry-{one.pk}",
            ) for one in row.duties
        }
    if allows(actor, "record", TeamException):
        exception = row.balance.reason
        given["exception_form"] = forms.ReasonForm(
            typed("exception"), initial={"reason": exception}, prefix="exception"
        )
    return given


def _posted(request: HttpRequest, space: TeamSpace, given: dict[str, Any]) -> HttpResponse | None:
    """What a form or a button asks for; None where the form comes back with what was wrong."""
    do = request.POST.get("do", "")
    form: django_forms.Form | None = given.get(f"{do}_form")
    if do.startswith("carry-"):
        form = next((one for pk, one in given["carrying"].items() if do == f"carry-{pk}"), None)
    session = space.row.session
    if form is None:
        _pressed(request, session, do)
        return redirect("team", edition=session.edition.code, code=session.code)
    if not form.is_valid():
        return None
    call, said = _calls(request, space, do, form.cleaned_data)
    form_ok = carried_out(form, lambda: (call(), True)[1])
    if form_ok is None:
        return None
    messages.success(request, said)
    return redirect("team", edition=session.edition.code, code=session.code)


def _calls(request: HttpRequest, space: TeamSpace, do: str, data: dict[str, Any]) -> Done:
    """The operation behind a form."""
    actor, session = actor_of(request), space.row.session
    if do.startswith("carry-"):
        duty = next(one for one in space.row.duties if do == f"carry-{one.pk}")
        return _carry(request, space, duty, data)
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "offer": (
            lambda: teams.offer_to_partner(
                actor=actor, session=session, party=Party.objects.get(code=data["party"]), note=data["note"]),
            _("Your offer was recorded. The task force replies to it."),
        ),
        "invite": (
            lambda: teams.invite_to_team(
                actor=actor, session=session, parties=chosen(data["parties"]), note=data["note"]),
            _("The invitation stands on the desks of those invited."),
        ),
        "reply": (
            lambda: teams.reply_to_invitation(
                actor=actor, member=_entry(request, session, data["entry"]), join=data["join"] == "yes",
                note=data["note"]),
            _("Your reply was recorded."),
        ),
        "leave": (
            lambda: teams.leave_team(
                actor=actor, member=_entry(request, session, int(data["entry"])), note=data["note"]),
            _("It was recorded that the participant left the team."),
        ),
        "duty": (
            lambda: team_duties.set_duty(
                actor=actor, session=session, kind=data["kind"], due_on=data["due_on"], note=data["note"],
                party=Party.objects.filter(code=data["party"]).first() if data["party"] else None),
            _("What the team owes was recorded."),
        ),
        "exception": (
            lambda: team_duties.record_exception(actor=actor, session=session, reason=data["reason"]),
            _("The exception was recorded with its reason."),
        ),
        "call": (
            lambda: team_calls.plan_call(
                actor=actor, session=session, plan=team_calls.CallPlan(**data)),
            _("The call was planned; the team sees it here."),
        ),
    }
    return calls[do]


def _carry(request: HttpRequest, space: TeamSpace, duty: TeamDuty, data: dict[str, Any]) -> Done:
    actor = actor_of(request)
    if data["state"] == DutyState.WAIVED:
        return lambda: team_duties.waive_duty(actor=actor, duty=duty, reason=data["note"]), _("The duty was waived.")
    papers = [paper.document for paper in space.papers]
    document: Document | None = next((one for one in papers if str(one.pk) == data["document"]), None)
    return (
        lambda: team_duties.change_duty_state(
            actor=actor, duty=duty, state=data["state"], document=document, note=data["note"]),
        _("The state was recorded."),
    )


def _entry(request: HttpRequest, session: Session, pk: int) -> TeamMember:
    found = reading.team_member(actor_of(request), session, pk)
    if found is None:
        raise Http404
    return found


def _pressed(request: HttpRequest, session: Session, do: str) -> None:
    """What a button without fields asks for; says what stands against it."""
    actor = actor_of(request)
    if do not in ("accept", "decline", "coordinator", "partner", "no-exception"):
        _refuse(request, session, do)
        messages.error(request, _("This cannot be done with the team as it stands now."))
        return
    word = request.POST.get("entry", "")
    try:
        if do == "no-exception":
            team_duties.withdraw_exception(actor=actor, session=session)
        else:
            require(actor, "decide" if do in ("accept", "decline") else "assign", TeamMember)
            member = _entry(request, session, int(word) if word.isdecimal() else 0)
            if do == "accept":
                teams.accept_offer(actor=actor, member=member)
            elif do == "decline":
                teams.decline_offer(actor=actor, member=member)
            else:
                teams.change_role(actor=actor, member=member, role=do)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Recorded."))


def _refuse(request: HttpRequest, session: Session, do: str) -> None:
    """Says whose right it would be, to who has not the right at all."""
    rights: dict[str, tuple[str, type[Any]]] = {
        "offer": ("offer", TeamMember), "invite": ("invite", TeamMember), "reply": ("reply", TeamMember),
        "leave": ("leave", TeamMember), "duty": ("set", TeamDuty), "exception": ("record", TeamException),
    }
    if do in rights:
        require(actor_of(request), *rights[do])
    elif do == "call":
        require(actor_of(request), "plan", TeamCall(session=session))
    elif do.startswith("carry-"):
        require(actor_of(request), "carry", TeamDuty(session=session))
