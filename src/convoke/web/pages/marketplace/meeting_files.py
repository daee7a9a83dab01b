"""Meetings to take along: one's own as a calendar, and cards to print, one for each meeting with a time."""

from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from convoke.core import calendars, formats
from convoke.core.languages import active_language, direction
from convoke.core.typesetting import typeset
from convoke.directory.queries import Names
from convoke.editions.models import Edition
from convoke.marketplace import meetings as reading
from convoke.marketplace.calendars import events
from convoke.marketplace.meetings import MeetingFilter, Row
from convoke.marketplace.models import Meeting

from ...addresses import page_of
from ...lookups import lookups
from ...templatetags.marketplace import day_of, hours_in, resource_name
from ..bodies.calendars import calendar_file
from ..frame import actor_of, edition_or_missing

TEMPLATE = Path(__file__).resolve().parents[2] / "letters" / "meetings.typ"


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
    """MKT-1: a card for each placed meeting the reader may know of; of one participant, or of one meeting alone."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    listed = reading.meetings_of(actor, found, MeetingFilter(
        state="agreed", place="placed", party=request.GET.get("party", "").strip()[:80]))
    if number := request.GET.get("number", ""):
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            raise Http404
        listed = listed.filter(number=int(number))
    rows = reading.rows(actor, found, list(listed))
    if not rows:
        raise Http404
    names, language = lookups(request).parties, active_language()
    told = {
        "language": language, "direction": direction(language), "forum": str(found.forum.name),
        "title": _("Meetings of the marketplace"), "edition": str(found.name),
        "cards": [_card(row, found, names) for row in rows],
    }
    response = HttpResponse(typeset(TEMPLATE, cards=told), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-meetings.pdf"'
    return response


def _card(row: Row, edition: Edition, names: Names) -> dict[str, Any]:
    one, time, zone = row.meeting, row.time, edition.time_zone
    if time is None:
        raise ValueError("a card is of a meeting with a time")
    request = one.interest.request
    return {
        "number": _("Meeting %(number)s") % {"number": one.number},
        "table": _("Table %(number)s") % {"number": time.table.number}, "place": str(time.table.place),
        "day": formats.date(day_of(time.starts_at, zone)), "hours": hours_in(time, zone),
        "zone": zone.replace("_", " "),
        "parties": [names.name(party) for party in reading.sides_in(one)],
        "request": request.code, "about": one.about or str(request.title),
        "needs": "; ".join(resource_name(need) for need in row.needs),
    }
