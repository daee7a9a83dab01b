"""The timetable as it was released: by day, as a calendar, and on the screen of the hall."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from convoke.core import clock
from convoke.core.policy import allows, readable
from convoke.editions.models import Edition
from convoke.programme.models import Room, Session, TimetableVersion
from convoke.programme.timetable import calendars, versions, words
from convoke.programme.timetable.grid import Entry
from convoke.programme.timetable.standing import entries_of, last_two, panels_changed, removed

from ..frame import actor_of, edition_or_missing, show
from . import showing


def timetable(request: HttpRequest, edition: str) -> HttpResponse:
    """The version released last (or the one asked for), with what changed; else the days on record."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    number = _number(request)
    two = last_two(actor, found, number)
    is_last = number is None
    if number is not None and (not two or two[0].number != number):
        raise Http404
    version = two[0] if two else None
    changes = versions.changes(entries_of(two[1]), entries_of(version)) if len(two) > 1 else []
    return show(
        request, "web/timetable/timetable.html", edition=found, section="timetable", version=version,
        shown=showing.shown(request, found, on_record(request, found, version)), zone=found.time_zone,
        changes=[words.change(one, found.time_zone) for one in changes],
        since=panels_changed(found, version) if version and is_last else [],
        before=two[1].number if len(two) > 1 else None, may_plan=allows(actor, "release", TimetableVersion),
    )


def _number(request: HttpRequest) -> int | None:
    word = request.GET.get("version", "")
    if not word:
        return None
    if not word.isascii() or not word.isdigit() or len(word) > 4:
        raise Http404
    return int(word)


def on_record(request: HttpRequest, edition: Edition, version: TimetableVersion | None) -> list[Entry]:
    """What the public sees: a version; without one, the days of sessions that are on record, but no times."""
    if version:
        return entries_of(version)
    return [
        Entry(
            code=one.code, title=dict(one.title), day=one.held_on, starts=None, ends=None, room="", room_name={},
            is_restricted=one.is_restricted, restricted_to=dict(one.restricted_to),
        )
        for one in readable(actor_of(request), Session).filter(edition=edition, starts_at__isnull=True)
    ]


@never_cache
def hall(request: HttpRequest, edition: str) -> HttpResponse:
    """The screen of the hall: in each room what is on now and what comes next."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    now, two = clock.now(), last_two(actor, found)
    entries = [one for one in entries_of(two[0] if two else None) if one.starts and one.ends and one.ends > now]
    entries.sort(key=lambda one: one.starts or now)
    rooms: dict[str, dict[str, Any]] = {}
    for one in entries:
        there = rooms.setdefault(one.room, {"name": words.room_of(one), "now": None, "next": None})
        running = one.starts is not None and one.starts <= now
        if running and there["now"] is None:
            there["now"] = one
        elif not running and there["next"] is None:
            there["next"] = one
    order = list(readable(actor, Room).filter(edition=found).values_list("code", flat=True))
    codes = sorted(rooms, key=lambda code: (order.index(code) if code in order else len(order), code))
    local = now.astimezone(ZoneInfo(found.time_zone))
    return show(
        request, "web/timetable/hall.html", edition=found, rooms=[rooms[code] for code in codes],
        zone=found.time_zone, at=words.hour(local), today=local.date(), version=two[0] if two else None,
        is_screen=request.GET.get("screen") == "1",  # renewed only where asked for (WCAG 2.2.1)
    )


def calendar(request: HttpRequest, edition: str, code: str = "") -> HttpResponse:
    """The released timetable, or one session of it, to put into one's own calendar."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    two = last_two(actor, found)
    entries = [one for one in on_record(request, found, two[0] if two else None) if code in ("", one.code)]
    if code and not entries:
        raise Http404
    name = _("%(edition)s: timetable") % {"edition": found.name}

    def address(one: Entry) -> str:
        return request.build_absolute_uri(reverse("session", args=[found.code, one.code]))

    version = two[0] if two else None
    content = calendars.calendar(
        name, found.code, entries, found.time_zone, address, changed=version.released_at if version else None,
        removed=[one for one in removed(actor, version) if code in ("", one.code)] if version else (),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    file = f"{found.code}-{code}" if code else f"{found.code}-timetable"
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response
