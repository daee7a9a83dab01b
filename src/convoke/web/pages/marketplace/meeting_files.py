"""Meetings to take along: one's own as a calendar, and cards to print, one for each meeting with a time."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from convoke.core import calendars
from convoke.core.work.operations import request_job
from convoke.marketplace.fair.calendars import events
from convoke.marketplace.models import Meeting

from ... import cards as making
from ...addresses import page_of
from ...lookups import lookups
from ..bodies.calendars import calendar_file
from ..frame import actor_of, edition_or_missing


@never_cache
@login_required
def calendar(request: HttpRequest, edition: str) -> HttpResponse:
    """MKT-1: the placed meetings in which the reader speaks for a side, to put into one's own calendar."""
    found = edition_or_missing(request, edition)
    made = calendars.begun(_("%(edition)s: meetings") % {"edition": found.name})

    def address(one: Meeting) -> str:
        return request.build_absolute_uri(page_of(one, found.code))

    for event in events(actor_of(request), found, address, lookups(request).parties.name):
        made.add_component(event)
    return calendar_file(calendars.content(made), f"{found.code}-meetings")


@never_cache
@login_required
def cards(request: HttpRequest, edition: str) -> HttpResponse:
    """MKT-1: a card for each placed meeting the reader may know of; of one participant, or of one meeting alone.

    More of them than are made at once are asked for by a form, and made in the background.
    """
    actor, found = actor_of(request), edition_or_missing(request, edition)
    party = (request.POST if request.method == "POST" else request.GET).get("party", "").strip()[:80]
    listed = making.placed(actor, found, party)
    if number := request.GET.get("number", ""):
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            raise Http404
        listed = listed.filter(number=int(number))
    meetings = list(listed)
    if not meetings:
        raise Http404
    if request.method == "POST":
        job = request_job(actor=actor, kind=making.KIND, edition=found.code, party=party)
        return redirect("job", pk=job.pk)
    if len(meetings) > making.MOST:
        messages.info(request, _("So many cards are made in the background: ask for them here."))
        query = f"?party={quote(party)}" if party else ""
        return redirect(f"{reverse('marketplace-meetings', args=[found.code])}{query}")
    response = HttpResponse(making.cards(actor, found, meetings), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-meetings.pdf"'
    return response
