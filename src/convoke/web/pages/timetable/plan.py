"""The office's plan: the working grid with its clashes, sessions to be placed, rooms, and the release."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import require
from convoke.editions.models import Edition
from convoke.programme.models import Room, Session, TimetableVersion
from convoke.programme.operations import timetable as operations
from convoke.programme.timetable import versions, words
from convoke.programme.timetable.standing import Standing, entries_of, released, standing

from ..bodies.forms import carried_out
from ..frame import actor_of, edition_or_missing, show
from . import forms
from .public import days

ROOM = "room-"


@login_required
def plan(request: HttpRequest, edition: str) -> HttpResponse:
    """The timetable as it stands, with the forms that move sessions, add rooms and release a version."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "release", TimetableVersion)
    now, before = standing(actor, found), released(actor, found)
    given = _forms(request, found, now)
    if request.method == "POST" and (answer := _posted(request, found, given)):
        return answer
    changed = versions.changes(entries_of(before), now.entries) if before else []
    clashing = {code for one in now.clashes for code in one.sessions}
    return show(
        request, "web/timetable/plan.html", edition=found, section="timetable", before=before, zone=found.time_zone,
        days=days(request, found, [one for one in now.entries if one.starts]), clashing=clashing,
        clashes=[words.clash(one, now.halls) for one in now.clashes],
        changes=[words.change(one, found.time_zone) for one in changed], unplaced=now.unplaced,
        notice=f"{reverse('notice-new')}?parties={','.join(_concerned(changed))}", **given,
    )


def _concerned(changed: list[versions.Change]) -> list[str]:
    """The parties of the people in the sessions that changed."""
    entries = [entry for one in changed for entry in (one.before, one.now) if entry]
    return sorted({one["party"] for entry in entries for one in entry.people if one["party"]})


def _forms(request: HttpRequest, edition: Edition, now: Standing) -> dict[str, Any]:
    """The forms of the page; the one that was sent with what was typed into it."""
    asked, code = request.POST.get("do", ""), request.POST.get("code", "") or request.GET.get("session", "")

    def typed(do: str) -> Any:
        return request.POST if asked == do else None

    given: dict[str, Any] = {
        "release_form": forms.ReleaseForm(typed("release"), prefix="release"),
        "zone_form": forms.ZoneForm(typed("zone"), prefix="zone", initial={"zone": edition.time_zone}),
        "room_form": forms.RoomForm(typed("room"), prefix="room"),
        "rooms": [(one, forms.RoomForm(
            request.POST if asked == "change-room" and request.POST.get("room") == one.code else None,
            prefix=f"{ROOM}{one.pk}",
            initial={"name": str(one.name), "seats": one.capacity, "booths": one.booths},
        )) for one in now.rooms],
    }
    chosen = next((one for one in now.sessions if one.code == code), None)
    if chosen:
        given["chosen"] = chosen
        given["place_form"] = forms.PlaceForm(
            typed("place"), rooms=now.rooms, prefix="place", initial=_initial(chosen, edition)
        )
        given["interpret_form"] = forms.InterpretationForm(
            typed("interpret"), prefix="interpret",
            initial={"languages": chosen.languages or edition.languages, "expected": chosen.expected},
        )
    return given


def _initial(session: Session, edition: Edition) -> dict[str, Any]:
    if not session.starts_at or not session.ends_at:
        return {"day": session.held_on or edition.starts_on, "minutes": 90}
    begins = session.starts_at.astimezone(ZoneInfo(edition.time_zone))
    return {
        "day": begins.date(), "begins": begins.time(), "room": session.room.code if session.room else "",
        "minutes": int((session.ends_at - session.starts_at).total_seconds() // 60),
    }


def _posted(request: HttpRequest, edition: Edition, given: dict[str, Any]) -> HttpResponse | None:
    """What a form asks for; None where it comes back with what was wrong."""
    actor, do, language = actor_of(request), request.POST.get("do", ""), active_language()
    chosen: Session | None = given.get("chosen")
    room: Room | None = None
    form: django_forms.Form | None = given.get(f"{do}_form")
    if do == "change-room":
        room, form = next(
            ((one, its) for one, its in given["rooms"] if one.code == request.POST.get("room")), (None, None)
        )
    if do == "unplace" and chosen:
        form = django_forms.Form(request.POST)
    if form is None:
        messages.error(request, _("This cannot be done with the timetable as it stands now."))
        return redirect("timetable-plan", edition=edition.code)
    if not form.is_valid():
        return None
    data = form.cleaned_data
    rooms = {one.code: one for one, _form in given["rooms"]}
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "release": (lambda: operations.release_timetable(
            actor=actor, edition=edition, note={language: data["note"]}, accepted=data["accepted"]
        ), _("The timetable was released. Draft a notice to those concerned if they are to be told.")),
        "zone": (lambda: operations.set_time_zone(actor=actor, edition=edition, zone=data["zone"]),
                 _("The time zone was set; sessions keep their times of day.")),
        "room": (lambda: operations.add_room(
            actor=actor, edition=edition, name={language: data["name"]}, seats=data["seats"], booths=data["booths"]
        ), _("The room was added.")),
    }
    if room:
        there = room
        calls["change-room"] = (lambda: operations.change_room(
            actor=actor, room=there, name={**there.name, language: data["name"]}, seats=data["seats"],
            booths=data["booths"],
        ), _("The room was changed."))
    if chosen:
        session, placing = chosen, given["place_form"]
        calls |= {
            "place": (lambda: operations.place_session(
                actor=actor, session=session, room=rooms.get(data["room"]), **placing.times()
            ), _("Session %(code)s has its place. Clashes stand beside the grid.") % {"code": session.code}),
            "unplace": (lambda: operations.unplace_session(actor=actor, session=session),
                        _("Session %(code)s was taken out of the timetable.") % {"code": session.code}),
            "interpret": (lambda: operations.plan_interpretation(
                actor=actor, session=session, languages=data["languages"], expected=data["expected"]
            ), _("The interpretation of session %(code)s was planned.") % {"code": session.code}),
        }
    call, said = calls[do]
    if carried_out(form, call) is None:
        return None
    messages.success(request, said)
    return redirect("timetable-plan", edition=edition.code)
