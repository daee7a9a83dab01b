"""The printable programme: the released timetable as PDF."""

from pathlib import Path
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.languages import Translated, active_language, direction
from convoke.core.policy import readable
from convoke.core.typesetting import typeset
from convoke.programme.models import Room
from convoke.programme.timetable import grid, words
from convoke.programme.timetable.standing import released

from ..frame import actor_of, edition_or_missing
from .public import on_record

TEMPLATE = Path(__file__).resolve().parents[2] / "letters" / "timetable.typ"


def printed(request: HttpRequest, edition: str) -> HttpResponse:
    """The last version released (else the days on record), day by day, in the language of the page."""
    found = edition_or_missing(request, edition)
    version = released(actor_of(request), found)
    entries = on_record(request, found, version)
    if not entries:
        raise Http404
    rooms = list(readable(actor_of(request), Room).filter(edition=found).values_list("code", flat=True))
    zone, language = ZoneInfo(found.time_zone), active_language()
    told = {
        "language": language, "direction": direction(language), "forum": str(found.forum.name),
        "title": _("Timetable"), "edition": str(found.name),
        "version": _("Version %(number)s. Times are those of %(zone)s.") % {
            "number": version.number, "zone": found.time_zone
        } if version else _("No timetable with hours was released."),
        "head": [_("Time"), _("Session"), _("Room")],
        "days": [
            {
                "day": formats.date(day.day) if day.day else _("Without a day"),
                "rows": [
                    {
                        "when": f"{words.hour(one.starts.astimezone(zone))}–{words.hour(one.ends.astimezone(zone))}"
                        if one.starts and one.ends else "–",
                        "code": one.code, "title": str(Translated(one.title)), "room": words.room_of(one),
                        "restricted": (str(Translated(one.restricted_to)) or _("restricted"))
                        if one.is_restricted else "",
                    }
                    for one in day.entries
                ],
            }
            for day in grid.days(entries, found.time_zone, rooms)
        ],
    }
    response = HttpResponse(typeset(TEMPLATE, programme=told), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-timetable.pdf"'
    return response
