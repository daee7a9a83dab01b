"""The page of a meeting, and the forms that plan, convene, reply to and record it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.bodies import queries
from convoke.bodies.calendars import title_of
from convoke.bodies.models import Body, BodyMeeting, MeetingDocument, MeetingInvitation
from convoke.bodies.operations import meetings as operations
from convoke.bodies.operations.meetings import Plan
from convoke.bodies.states import MeetingState
from convoke.core import clock
from convoke.core.languages import active_language
from convoke.core.markup import to_html
from convoke.core.policy import allows, readable, require
from convoke.editions.queries import current, troika

from ...errors import Missing
from ...lookups import lookups
from ..files import stored_file
from ..forms import carried_out, chosen
from ..frame import actor_of, reader_zone, show
from . import forms
from .groups import body_or_missing


def meeting_or_missing(request: HttpRequest, body: Body, code: str) -> BodyMeeting:
    """The meeting with a code; raises :class:`Missing` with the meetings of the body that may be read."""
    found = queries.meeting_by_code(actor_of(request), body, code)
    if found is None:
        known = queries.meetings_of(actor_of(request), body)[:6]
        raise Missing(
            _("meeting"), code, [(title_of(one), reverse("meeting", args=[body.code, one.code])) for one in known]
        )
    return found


def meeting(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """One meeting: when, on what, who is invited and came, what came of it; with the forms of who may."""
    actor, body = actor_of(request), body_or_missing(request, code)
    found = meeting_or_missing(request, body, meeting)
    names = lookups(request).parties
    invited = sorted(queries.invitations(actor, found), key=lambda one: names.key(one.party))
    own = [one for one in invited if one.party.code in actor.parties]
    given = _forms(request, found, invited, own)
    if request.method == "POST" and (answer := _posted(request, found, invited, given)):
        return answer
    office = allows(actor, "hold", found)
    return show(
        request, "web/bodies/meeting.html", section="bodies", forum=body.forum, body=body, meeting=found,
        title=title_of(found), zone=reader_zone(request), own=own, office=office,
        invited=invited if office else [],
        attended=names.sort(queries.attendance(actor, found)),
        summary=queries.summary_of(actor, found), summary_html=to_html(str(queries.summary_of(actor, found))),
        state=MeetingState(found.state), **given,
    )


def _forms(
    request: HttpRequest, found: BodyMeeting, invited: list[MeetingInvitation], own: list[MeetingInvitation]
) -> dict[str, Any]:
    """The forms whoever reads may use in the present state, with what was typed into the one that was sent."""
    actor, asked, state = actor_of(request), request.POST.get("do", ""), found.state
    names = lookups(request).parties
    given: dict[str, Any] = {}

    def typed(do: str) -> Any:
        return request.POST if asked == do else None

    replying = [one for one in own if allows(actor, "reply", one)]
    if state == MeetingState.CONVENED and replying:
        one = replying[0]
        initial = {"reply": one.reply, "delegates": one.delegates, "note": one.note}
        given["reply_form"] = forms.ReplyForm(typed("reply"), initial=initial, prefix="reply")
        given["replying"] = one
    if not allows(actor, "hold", found):
        return given
    if state == MeetingState.PLANNED:
        given["convene_form"] = forms.ConveneForm(typed("convene"), names=names, prefix="convene")
    if state in (MeetingState.PLANNED, MeetingState.CONVENED):
        given["cancel_form"] = forms.ReasonForm(typed("cancel"), prefix="cancel")
    if state in (MeetingState.CONVENED, MeetingState.HELD) and invited and found.starts_on <= clock.today():
        present = [one.party.code for one in invited if (one.attended if one.attended is not None else one.reply)
                   and one.reply != MeetingInvitation.Reply.NOT_COMING]
        form = forms.AttendanceForm(typed("attendance"), prefix="attendance", initial={"attended": present})
        form.fields["attended"].choices = [  # type: ignore[attr-defined]
            (one.party.code, names.name(one.party)) for one in invited
        ]
        given["attendance_form"] = form
    if state == MeetingState.HELD:
        language = active_language()
        given["summary_form"] = forms.SummaryForm(
            typed("summary"), prefix="summary", initial={"summary": found.summary.get(language, "")}
        )
        given["decision_form"] = forms.DecisionForm(typed("decision"), prefix="decision")
        given["publish_form"] = forms.PublishForm(
            typed("publish"), prefix="publish", initial={"audience": found.audience}
        )
    files = request.FILES if asked == "document" else None
    given["document_form"] = forms.DocumentForm(typed("document"), files, prefix="document")
    return given


def _posted(
    request: HttpRequest, found: BodyMeeting, invited: list[MeetingInvitation], given: dict[str, Any]
) -> HttpResponse | None:
    """What a form of the page asks for; None where it comes back with what was wrong."""
    actor, do = actor_of(request), request.POST.get("do", "")
    form = given.get(f"{do}_form")
    if form is None:
        _refuse(request, found, do)
        messages.error(request, _("This cannot be done with the meeting as it stands now."))
        return redirect("meeting", code=found.body.code, meeting=found.code)
    if not form.is_valid():
        return None
    data, language = form.cleaned_data, active_language()
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "reply": (
            lambda: operations.reply_to_invitation(
                actor=actor, invitation=given["replying"], reply=data["reply"], delegates=data["delegates"],
                note=data["note"],
            ), _("Your reply was recorded. You may change it until the meeting is held."),
        ),
        "convene": (
            lambda: operations.convene_meeting(actor=actor, meeting=found, observers=chosen(data["observers"])),
            _("The meeting was convened and its members are invited."),
        ),
        "cancel": (
            lambda: operations.cancel_meeting(actor=actor, meeting=found, reason=data["reason"]),
            _("The meeting was cancelled; those invited see why."),
        ),
        "attendance": (
            lambda: (operations.hold_meeting if found.state == MeetingState.CONVENED else operations.record_attendance)(
                actor=actor, meeting=found, attended=chosen(data["attended"])
            ), _("Who came was recorded."),
        ),
        "summary": (
            lambda: operations.record_summary(
                actor=actor, meeting=found, summary={**found.summary, language: data["summary"]}
            ), _("The summary was saved."),
        ),
        "decision": (
            lambda: operations.record_decision(
                actor=actor, meeting=found, kind=data["kind"], text={language: data["text"]}
            ), _("The decision was recorded."),
        ),
        "publish": (
            lambda: operations.publish_meeting(actor=actor, meeting=found, audience=data["audience"]),
            _("Summary and decisions were published."),
        ),
        "document": (
            lambda: operations.add_document(
                actor=actor, meeting=found, upload=data["file"], title={language: data["title"]}, language=language
            ), _("The document lies before the meeting."),
        ),
    }
    call, said = calls[do]
    if carried_out(form, call) is None:
        return None
    messages.success(request, said)
    return redirect("meeting", code=found.body.code, meeting=found.code)


_VERBS = {"convene": "convene", "cancel": "cancel", "attendance": "hold", "summary": "record", "decision": "record",
          "publish": "publish"}


def _refuse(request: HttpRequest, found: BodyMeeting, do: str) -> None:
    """Says whose right it would be, to who has not the right at all."""
    if do == "document":
        require(actor_of(request), "add", MeetingDocument)
    elif do == "reply":
        require(actor_of(request), "reply", MeetingInvitation)
    else:
        require(actor_of(request), _VERBS.get(do, "change"), found)


@login_required
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plans a meeting of a body."""
    actor, body = actor_of(request), body_or_missing(request, code)
    require(actor, "plan", BodyMeeting)
    form = forms.PlanForm(request.POST or None, initial={"time_zone": reader_zone(request)})
    present = troika(actor, clock.today()).present or current(actor)
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: operations.plan_meeting(
            actor=actor, body=body, plan=form.plan(), edition=present
        ))
        if made:
            messages.success(request, _("The meeting was planned. Nobody is invited before you convene it."))
            return redirect("meeting", code=body.code, meeting=made.code)
    return show(request, "web/bodies/plan.html", section="bodies", forum=body.forum, body=body, form=form)


@login_required
def change(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Changes days, place, agenda or audience of a meeting that was not held."""
    actor, body = actor_of(request), body_or_missing(request, code)
    found = meeting_or_missing(request, body, meeting)
    require(actor, "change", found)
    form = forms.PlanForm(request.POST or None, initial=_typed_before(found))
    before = Plan(title=dict(found.title), place=dict(found.place), starts_on=found.starts_on)
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, lambda: operations.change_meeting(
            actor=actor, meeting=found, plan=form.plan(before)
        ))
        if done:
            messages.success(request, _("The meeting was changed."))
            return redirect("meeting", code=body.code, meeting=found.code)
    return show(
        request, "web/bodies/plan.html", section="bodies", forum=body.forum, body=body, form=form, meeting=found,
        title=title_of(found),
    )


def _typed_before(found: BodyMeeting) -> dict[str, Any]:
    zone = ZoneInfo(found.time_zone)
    return {
        "title": str(found.title), "place": str(found.place), "starts_on": found.starts_on, "ends_on": found.ends_on,
        "begins": found.starts_at.astimezone(zone).time() if found.starts_at else None,
        "ends": found.ends_at.astimezone(zone).time() if found.ends_at else None,
        "time_zone": found.time_zone, "audience": found.audience,
        "agenda": "\n".join(str(item.title) for item in found.agenda.all()),
    }


def document(request: HttpRequest, code: str, meeting: str, pk: UUID) -> FileResponse:
    """A file before a meeting, to take along; never shown in place."""
    found = (
        readable(actor_of(request), MeetingDocument)
        .filter(meeting__body__code=code, meeting__code=meeting, file=pk).select_related("file").first()
    )
    if found is None:
        raise Http404
    return stored_file(found.file)
