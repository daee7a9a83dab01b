"""The office's arrangement of meetings: all that are agreed, and the form for one."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from convoke.core.policy import readable, require
from convoke.directory.queries import Names
from convoke.marketplace.fair.instances import times
from convoke.marketplace.fair.standing import places_of
from convoke.marketplace.models import Meeting, Slot, Table
from convoke.marketplace.operations.arranging import arrange_meeting
from convoke.marketplace.states import MeetingState

from ...lookups import lookups
from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, page_of_list, show
from .fair_forms import ArrangeForm

SECTION = "marketplace"


@dataclass(frozen=True)
class Line:
    """A meeting as it is listed, with when it is fixed and where it stands by the schedule in force."""

    meeting: Meeting
    fixed: str
    placed: str


@login_required
def meetings(request: HttpRequest, edition: str) -> HttpResponse:
    """The meetings both sides have agreed, each with how it is arranged."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "arrange", Meeting)
    agreed = readable(actor, Meeting).filter(edition=found, state=MeetingState.AGREED).select_related(
        "interest__request__party", "interest__provider__party", "fixed_slot", "fixed_table",
    ).prefetch_related("after", "needs")
    page = page_of_list(request, agreed.order_by("priority", "number"))
    placed = places_of(actor, found, page.object_list)
    lines = [
        Line(
            one, times([one.fixed_slot], found.time_zone) if one.fixed_slot else "",
            times([placed[one.pk].slot], found.time_zone) if one.pk in placed else "",
        ) for one in page.object_list
    ]
    return show(
        request, "web/marketplace/arrangements.html", edition=found, section=SECTION, page=page, lines=lines,
        zone=found.time_zone,
    )


@login_required
def arrange(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """How important a meeting is, where and when it is fixed, after which others it is held."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "arrange", Meeting)
    known = readable(actor, Meeting).filter(edition=found).select_related(
        "edition", "interest__request__party", "interest__provider__party")
    meeting = get_object_or_404(known, number=number)
    names = lookups(request).parties
    form = ArrangeForm(
        request.POST or None, meeting=meeting,
        slots=list(readable(actor, Slot).filter(edition=found).order_by("starts_at")),
        tables=list(readable(actor, Table).filter(edition=found).order_by("number")),
        others=[(one, _named(one, names)) for one in known.filter(state=MeetingState.AGREED).exclude(pk=meeting.pk)],
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, lambda: arrange_meeting(
            actor=actor, meeting=meeting, arrangement=form.arrangement))
        if done:
            messages.success(request, _("Recorded. The next schedule keeps to it."))
            return redirect("marketplace-arrangements", found.code)
    return show(
        request, "web/marketplace/arrange.html", edition=found, section=SECTION, meeting=meeting, form=form,
        zone=found.time_zone, status=422 if form.errors else 200,
    )


def _named(meeting: Meeting, names: Names) -> str:
    room = meeting.interest
    return f"{meeting.number}: {names.name(room.request.party)} – {names.name(room.provider.party)}"
