"""When a party cannot meet, as a page: the times of meetings by day, each to be ticked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.actors import Actor
from convoke.core.policy import readable, require
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.marketplace.fair import times
from convoke.marketplace.fair.standing import in_force
from convoke.marketplace.models import Absence, Placement
from convoke.marketplace.operations.absences import set_absences

from ..directory.public import party_or_missing
from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, reader_zone, show
from .meeting_forms import AbsencesForm
from .shared import SECTION


@login_required
def availability(request: HttpRequest, edition: str, party: str) -> HttpResponse:
    """The times at which a party cannot meet; for those who act for it and the office."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = party_or_missing(request, party)
    require(actor, "set", Absence(party=one))
    days, stated = times.days(actor, found), times.absences_of(actor, found, one)
    typed = request.POST if request.method == "POST" else None
    form = AbsencesForm(typed, slots=[slot for day in days for slot in day.slots])
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, lambda: set_absences(
            actor=actor, edition=found, party=one, slots=form.chosen("slots"), seen=form.chosen("seen"),
            reason=form.cleaned_data["reason"]))
        if done:
            number = len(done.away)
            messages.success(request, ngettext(
                "Stated: no meeting at %(number)s time.", "Stated: no meeting at %(number)s times.", number,
            ) % {"number": number} if number else _("Stated: a meeting can be at any time."))
            return redirect("marketplace-availability", found.code, one.code)
    placed, concerned = _placed(actor, found, one, stated)
    ticked = set(request.POST.getlist("slots")) if typed else {str(key) for key in stated}
    return show(
        request, "web/marketplace/availability.html", edition=found, section=SECTION, party=one, form=form,
        days=[{"day": day.day, "half": day.half, "slots": [
            (slot, str(slot.pk) in ticked, stated[slot.pk].reason if slot.pk in stated else "", placed.get(slot.pk))
            for slot in day.slots]} for day in days],
        seen=[key for key in request.POST.getlist("seen") if key in form.known] if typed else list(stated),
        concerned=concerned, stated_at=times.stated_at(actor, found, one), zone=reader_zone(request),
        status=422 if typed else 200,
    )


def _placed(
    actor: Actor, edition: Edition, party: Party, stated: dict[int, Absence]
) -> tuple[dict[int, int], list[times.Time]]:
    """By the key of a slot, the meeting the party has then; and the times of those where it cannot meet."""
    places = readable(actor, Placement).filter(schedule=in_force(edition))
    meets, runs = times.meetings_at(places, edition, party)
    missed = [one for one, slots in meets if any(slot.pk in stated for slot in slots)]
    return (
        {slot.pk: one.meeting.number for one, slots in meets for slot in slots},
        [times.time_in(runs, one) for one in missed],
    )
