"""The office's plan: the working grid with its clashes, sessions to be placed, rooms, and the release."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import readable, require
from convoke.editions.models import Edition
from convoke.outreach.models import Notice
from convoke.programme.models import Room, Session, TimetableVersion
from convoke.programme.operations import timetable as operations
from convoke.programme.operations.timetable_notices import draft_notice
from convoke.programme.timetable import versions, words
from convoke.programme.timetable.standing import Standing, entries_of, released, standing

from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, show
from . import forms, showing

ROOM = "room-"
LISTED = 40
"""So many clashes are listed at once; the sessions of each day show all of theirs in their places."""


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
    said = [words.clash(one, now.halls) for one in now.clashes]
    of: defaultdict[str, list[str]] = defaultdict(list)
    for one, sentence in zip(now.clashes, said, strict=True):
        for code in one.sessions:
            of[code].append(sentence)
    return show(
        request, "web/timetable/plan.html", edition=found, section="timetable", before=before, zone=found.time_zone,
        shown=showing.shown(
            request, found, [one for one in now.entries if one.starts], clashes=of, rooms=now.rooms,
            always=meeting_days(found),
        ),
        clashes=said[:LISTED], clashes_number=len(said), unplaced=now.unplaced,
        changes=[words.change(one, found.time_zone) for one in changed[:LISTED]], changes_number=len(changed),
        moved=_moved(request, found, now, of), notices=_notices(request, found, before), **given,
    )


def meeting_days(edition: Edition) -> list[dt.date]:
    """The days of the meeting, as far as it has any; no more than a month of them."""
    if not edition.starts_on or not edition.ends_on:
        return []
    number = min((edition.ends_on - edition.starts_on).days + 1, 31)
    return [edition.starts_on + dt.timedelta(days=one) for one in range(number)]


def _moved(
    request: HttpRequest, edition: Edition, now: Standing, clashes: dict[str, list[str]]
) -> dict[str, Any] | None:
    """The session that was just moved: where it stands now, and what clashes there."""
    code = request.GET.get("moved", "")
    session = next((one for one in now.sessions if one.code == code), None)
    if session is None:
        return None
    entry = next((one for one in now.entries if one.code == code), None)
    place = _("%(time)s: %(room)s") % {
        "time": words.time_of(entry, edition.time_zone), "room": words.room_of(entry),
    } if entry and entry.starts else _("Not in the timetable.")
    return {"code": code, "place": place, "clashes": clashes.get(code, [])}


def _notices(request: HttpRequest, edition: Edition, version: TimetableVersion | None) -> list[Notice]:
    """The notices drafted or sent on the version released last."""
    if version is None:
        return []
    return list(readable(actor_of(request), Notice).filter(about=versions.matter(version)).order_by("drafted_at"))


def _forms(request: HttpRequest, edition: Edition, now: Standing) -> dict[str, Any]:
    """The forms of the page; the one that was sent with what was typed into it."""
    asked, code = request.POST.get("do", ""), request.POST.get("code", "") or request.GET.get("session", "")

    def typed(do: str) -> Any:
        return request.POST if asked == do else None

    given: dict[str, Any] = {
        "shown_forms": ("release", "zone", "room", "change-room", "place", "interpret"),
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
    do = request.POST.get("do", "")
    room, form = _asked(request, given)
    if form is None:
        messages.error(request, _("This cannot be done with the timetable as it stands now."))
        return redirect("timetable-plan", edition=edition.code)
    done = None
    if form.is_valid():
        call, said = _calls(request, edition, given, room, form.cleaned_data)[do]
        done = carried_out(form, call)
    if done is None:
        if do not in given["shown_forms"]:
            messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return None
    if said:
        messages.success(request, said)
    if isinstance(done, Notice):
        return redirect("notice-preview", done.code)
    return redirect(_back(edition, request, done if isinstance(done, Session) else None, do))


def _asked(request: HttpRequest, given: dict[str, Any]) -> tuple[Room | None, django_forms.Form | None]:
    """The form that was sent, and the room it is about; no form where there is none such now."""
    do, rooms = request.POST.get("do", ""), given["rooms"]
    if do == "change-room":
        return next(((one, its) for one, its in rooms if one.code == request.POST.get("room")), (None, None))
    if do == "notice" or (do in ("unplace", "undo") and "chosen" in given):
        return None, django_forms.Form(request.POST)
    if do == "move" and "chosen" in given:
        return None, forms.MoveForm(request.POST, rooms=[one for one, _form in rooms], session=given["chosen"])
    return None, given.get(f"{do}_form")


def _calls(
    request: HttpRequest, edition: Edition, given: dict[str, Any], room: Room | None, data: dict[str, Any]
) -> dict[str, tuple[Callable[[], object], str]]:
    """What each form calls, and what is said when it is done."""
    actor, language = actor_of(request), active_language()
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "release": (lambda: operations.release_timetable(
            actor=actor, edition=edition, note={language: data["note"]}, accepted=data["accepted"]
        ), _("The timetable was released. A notice to those concerned can be drafted below.")),
        "notice": (lambda: draft_notice(actor=actor, edition=edition),
                   _("The notice is drafted: look at it, change what is to be changed, and send it.")),
        "zone": (lambda: operations.set_time_zone(actor=actor, edition=edition, zone=data["zone"]),
                 _("The time zone was set; sessions keep their times of day.")),
        "room": (lambda: operations.add_room(
            actor=actor, edition=edition, name={language: data["name"]}, seats=data["seats"], booths=data["booths"]
        ), _("The room was added.")),
    }
    if room:
        calls["change-room"] = (lambda: operations.change_room(
            actor=actor, room=room, name={**room.name, language: data["name"]}, seats=data["seats"],
            booths=data["booths"],
        ), _("The room was changed."))
    return {**calls, **_session_calls(request, given, data)} if "chosen" in given else calls


def _session_calls(
    request: HttpRequest, given: dict[str, Any], data: dict[str, Any]
) -> dict[str, tuple[Callable[[], object], str]]:
    """What the forms on one session call."""
    actor, session, placing = actor_of(request), given["chosen"], given["place_form"]
    rooms = {one.code: one for one, _form in given["rooms"]}
    said = {"code": session.code}
    return {
        "place": (lambda: operations.place_session(
            actor=actor, session=session, room=rooms.get(data["room"]), **placing.times()), ""),
        "move": (lambda: operations.place_session(
            actor=actor, session=session, room=rooms.get(data["room"]), starts_at=data["starts"],
            ends_at=data["ends"]), ""),
        "undo": (lambda: operations.undo_move(actor=actor, session=session), _("The move was undone.")),
        "unplace": (lambda: operations.unplace_session(actor=actor, session=session),
                    _("Session %(code)s was taken out of the timetable.") % said),
        "interpret": (lambda: operations.plan_interpretation(
            actor=actor, session=session, languages=data["languages"], expected=data["expected"]
        ), _("The interpretation of session %(code)s was planned.") % said),
    }


def _back(edition: Edition, request: HttpRequest, session: Session | None, do: str) -> str:
    """Back to the plan: to the day a session was moved to, with what came of it."""
    address = reverse("timetable-plan", args=[edition.code])
    if session is None:
        return f"{address}#release" if do == "release" else address
    day = session.held_on.isoformat() if session.held_on else request.GET.get("day", "")
    asked = {"day": day, **({"session": session.code} if do == "interpret" else {"moved": session.code})}
    return f"{address}?{urlencode(asked)}{'#place' if do == 'interpret' else '#moved'}"
