"""Meetings as pages: one's own, all of them for the office, one with its history; proposed and agreed in the room."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.policy import allows, require
from convoke.editions.models import Edition
from convoke.editions.states import EditionState
from convoke.marketplace.fair import meetings as reading
from convoke.marketplace.fair.meetings import MeetingFilter, Row
from convoke.marketplace.fair.times import parties_asked
from convoke.marketplace.models import Interest, Marketplace, Meeting
from convoke.marketplace.operations import meetings as operations
from convoke.marketplace.rooms import sides_of
from convoke.marketplace.states import MeetingState

from ... import cards as making
from ...lookups import lookups
from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, page_of_list, reader_zone, show
from .meeting_forms import OffForm, PlanForm
from .shared import SECTION, room_or_404


@dataclass
class Deeds:
    """What the reader may do with a meeting, with what was typed into the form that was sent."""

    agree: bool = False
    change: PlanForm | None = None
    off: OffForm | None = None
    hold: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return self.agree or self.hold or bool(self.change or self.off)


def narrowed_by(request: HttpRequest) -> MeetingFilter:
    """The filter that the address asks for; words it does not know narrow to nothing found."""
    return MeetingFilter(**{
        name: request.GET.get(name, "").strip()[:80] for name in MeetingFilter.__dataclass_fields__
    })


@login_required
def meetings(request: HttpRequest, edition: str) -> HttpResponse:
    """MKT-1: the meetings of whoever reads, with when, where and with whom; all of them for the office."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    office, narrowed, names = allows(actor, "arrange", Meeting), narrowed_by(request), lookups(request).parties
    page = page_of_list(request, reading.meetings_of(actor, found, narrowed))
    parties = names.sort(parties_asked(actor, found))
    chosen = next((one for one in parties if one.code == narrowed.party), None)
    cards = making.placed(actor, found, chosen.code if chosen else "").count()
    places = [("placed", _("placed")), ("unplaced", _("not placed"))]
    return show(
        request, "web/marketplace/meetings.html", edition=found, section=SECTION, page=page, narrowed=narrowed,
        rows=reading.rows(actor, found, list(page.object_list)), office=office, zone=found.time_zone,
        states=MeetingState.choices, places=[*places, ("away", _("a side cannot meet then"))] if office else places,
        parties=parties, party_choices=[(one.code, names.name(one)) for one in parties],
        chosen=chosen, cards=cards, many_cards=cards > making.MOST,
    )


@login_required
def meeting(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """One meeting with what has become of it; takes what a side or the office does with it."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = reading.meeting_of(actor, found, number)
    if one is None:
        raise Http404
    [row] = reading.rows(actor, found, [one])
    deeds = _deeds(request, row)
    if request.method == "POST" and _posted(request, one, deeds):
        if request.POST.get("back") == "room":
            return redirect("marketplace-room", found.code, one.interest_id)
        return redirect("marketplace-meeting", found.code, one.number)
    return show(
        request, "web/marketplace/meeting.html", edition=found, section=SECTION, row=row, deeds=deeds,
        office=allows(actor, "arrange", Meeting), history=reading.history_of(actor, one), zone=found.time_zone,
        reader_zone=reader_zone(request), status=422 if request.method == "POST" else 200,
    )


def _deeds(request: HttpRequest, row: Row) -> Deeds:
    """MKT-5: what the reader may do with a meeting as it stands."""
    one, speaks = row.meeting, bool(row.speaks_for)
    mine = speaks or allows(actor_of(request), "arrange", Meeting)
    if one.state not in reading.WAITING or not mine or one.edition.state == EditionState.CLOSED:
        return Deeds()
    do = request.POST.get("do", "")
    talking = speaks and one.state == MeetingState.PROPOSED and not reading.no_meeting_because(one.interest)
    return Deeds(
        agree=talking and row.awaits_reader,
        change=_plan_form(request, one.edition, one, typed=do == "change") if talking else None,
        off=OffForm(request.POST if do == "off" else None, prefix="off"),
        hold=one.state == MeetingState.AGREED and (
            row.time.starts_at <= clock.now() if row.time else reading.has_begun(one.edition)),
    )


def _plan_form(request: HttpRequest, edition: Edition, meeting: Meeting | None = None, *, typed: bool) -> PlanForm:
    minutes = Marketplace.objects.filter(edition=edition).values_list("minutes", flat=True).first()
    return PlanForm(
        request.POST if typed else None, prefix="meeting", edition=edition, minutes=minutes or 60, meeting=meeting)


def _posted(request: HttpRequest, meeting: Meeting, deeds: Deeds) -> bool:
    """Carries out what a form asks for; gives False where it comes back with what was wrong."""
    actor, do = actor_of(request), request.POST.get("do", "")
    if do == "agree":
        return _pressed(request, lambda: operations.agree_meeting(
            actor=actor, meeting=meeting, proposed_at=_proposed_at(request)), _("The meeting is agreed."))
    if do == "hold":
        return _pressed(
            request, lambda: operations.hold_meeting(actor=actor, meeting=meeting), _("It stands that it was held."))
    if do == "off":
        require(actor, "cancel", meeting)
        return _filled(request, deeds.off, lambda form: operations.cancel_meeting(
            actor=actor, meeting=meeting, reason=form.cleaned_data["reason"]), _("The meeting was called off."))
    if do == "change":
        require(actor, "propose", meeting)
        return _filled(request, deeds.change, lambda form: operations.change_proposal(
            actor=actor, meeting=meeting, plan=form.plan()),
            _("The proposal was changed; the other side is asked anew."))
    raise Http404


def _proposed_at(request: HttpRequest) -> dt.datetime:
    """When the proposal that was read was made, as the form says."""
    try:
        return dt.datetime.fromisoformat(request.POST.get("proposed", ""))
    except ValueError as error:
        raise Http404 from error


def _pressed(request: HttpRequest, call: Callable[[], object], done: str) -> bool:
    """A button without fields: says what stands against it; the page is shown as it is now."""
    try:
        call()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return True


def _filled(request: HttpRequest, form: Any, call: Callable[[Any], object], done: str) -> bool:
    """A form with fields; one that is not there says how the meeting stands."""
    if form is None:
        messages.error(request, _("This meeting stands otherwise now. Please look at it again."))
        return True
    if not form.is_valid() or carried_out(form, lambda: call(form)) is None:
        return False
    messages.success(request, done)
    return True


def block(request: HttpRequest, room: Interest) -> dict[str, Any]:
    """What ``web/marketplace/room_meetings.html`` shows: the meetings of a room, and the form to propose one."""
    actor, edition = actor_of(request), room.request.edition
    rows = reading.rows(actor, edition, reading.of_room(actor, room))
    waiting = next((row for row in rows if row.meeting.state in reading.WAITING), None)
    may = waiting is None and not reading.no_meeting_because(room) and bool(sides_of(actor, room))
    typed = request.POST.get("do") == "propose"
    return {
        "row": waiting, "deeds": _deeds(request, waiting) if waiting else Deeds(),
        "earlier": [row for row in rows if row is not waiting],
        "plan_form": _plan_form(request, edition, typed=typed) if may else None, "meeting_zone": edition.time_zone,
    }


@login_required
def propose(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The meetings of a room by themselves; takes the proposal made in the room."""
    actor, room = actor_of(request), room_or_404(request, edition, number)
    given = block(request, room)
    form = given["plan_form"]
    if request.method == "POST":
        require(actor, "propose", Meeting(interest=room))
        if form is None:
            messages.error(request, reading.no_meeting_because(room) or _(
                "A meeting of this room waits to be held already."))
            return redirect("marketplace-room", edition, number)
        if form.is_valid() and carried_out(form, lambda: operations.propose_meeting(
                actor=actor, room=room, plan=form.plan())):
            messages.success(request, _("The meeting is proposed. The other side is told of it by e-mail."))
            return redirect("marketplace-room", edition, number)
    return show(
        request, "web/marketplace/room_meetings_page.html", edition=room.request.edition, section=SECTION, room=room,
        status=422 if request.method == "POST" else 200, **given,
    )
