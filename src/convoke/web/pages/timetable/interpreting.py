"""The interpretation plan at a glance: which languages are needed when, in which rooms, with how many booths."""

import datetime as dt
from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from convoke.core import formats
from convoke.core.policy import require
from convoke.programme.models import TimetableVersion
from convoke.programme.timetable import words
from convoke.programme.timetable.interpretation import Need, needs
from convoke.programme.timetable.standing import Standing, standing
from convoke.programme.timetable.values import Kind

from ..frame import actor_of, edition_or_missing, show

LACKING = (Kind.NOT_INTERPRETED, Kind.SPEAKS, Kind.BOOTHS)
"""What of the clashes concerns interpretation."""


@login_required
def interpretation(request: HttpRequest, edition: str) -> HttpResponse:
    """For the office: teams of interpreters by language and day, and each session with its room and booths."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "release", TimetableVersion)
    now = standing(actor, found)
    wanted = needs(now.placed, found.time_zone)
    return show(
        request, "web/timetable/interpretation.html", edition=found, section="timetable", zone=found.time_zone,
        days=_days(now, wanted, found.time_zone), lacking=[
            words.clash(one, now.halls) for one in now.clashes if one.kind in LACKING],
        unsaid=[one for one in now.sessions if one.starts_at and not one.languages],
    )


def _days(now: Standing, wanted: list[Need], zone: str) -> list[dict[str, Any]]:
    local, rows = ZoneInfo(zone), defaultdict[dt.date, list[dict[str, Any]]](list)
    for one in sorted(now.placed, key=lambda one: (one.starts.timestamp() if one.starts else 0, one.code)):
        if one.starts and one.ends and len(one.languages) > 1:
            begins, ends = one.starts.astimezone(local), one.ends.astimezone(local)
            hall = now.halls.get(one.room)
            rows[begins.date()].append({
                "code": one.code, "title": one.title, "when": f"{words.hour(begins)}–{words.hour(ends)}",
                "room": hall.name if hall else "", "booths": hall.booths if hall else 0,
                "needed": len(one.languages) - 1, "languages": set(one.languages),
            })
    return [
        {
            "day": day,
            "needs": [
                {"name": formats.language_name(one.language), "sessions": len(one.sessions), "at_once": one.at_once,
                 "when": f"{words.hour(one.begins)}–{words.hour(one.ends)}", "hours": round(one.minutes / 60, 1)}
                for one in wanted if one.day == day
            ],
            "languages": [(one.language, formats.language_name(one.language)) for one in wanted if one.day == day],
            "sessions": rows[day],
        }
        for day in sorted({one.day for one in wanted})
    ]
