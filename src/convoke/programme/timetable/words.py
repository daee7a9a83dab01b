"""Clashes and changes of a timetable in words."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import formats
from convoke.core.languages import Translated, active_language

from .grid import Entry
from .values import Clash, Hall, Kind
from .versions import Change, Changed


def clash(one: Clash, halls: Mapping[str, Hall]) -> str:
    """A clash as one sentence."""
    said = {
        "first": one.sessions[0], "second": one.sessions[-1], "name": one.name,
        "room": halls[one.room].name if one.room in halls else one.room, "wanted": one.wanted, "there": one.there,
        "languages": languages(one.languages, active_language()) if one.languages else "",
    }
    if one.kind == Kind.PERSON:
        return _("PRO-2: %(name)s has a role in %(first)s and in %(second)s, which overlap.") % said
    if one.kind == Kind.ROOM:
        return _("%(first)s and %(second)s are in %(room)s at the same time.") % said
    if one.kind == Kind.SEATS:
        return _("%(first)s expects %(wanted)s participants; %(room)s has %(there)s seats.") % said
    if one.kind == Kind.NOT_INTERPRETED:
        return _("%(first)s is not interpreted into %(languages)s.") % said
    if one.kind == Kind.SPEAKS:
        return _("%(name)s speaks in %(languages)s; %(first)s is not interpreted from it.") % said
    if one.kind == Kind.BOOTHS:
        return _("%(first)s needs interpretation booths: %(wanted)s; %(room)s has: %(there)s.") % said
    if one.kind == Kind.DAYS:
        return _("%(first)s lies outside the days of the meeting.") % said
    if one.kind == Kind.BREAK:
        return ngettext(
            "%(name)s has %(there)s minute from %(first)s to %(second)s in another room; %(wanted)s are needed.",
            "%(name)s has %(there)s minutes from %(first)s to %(second)s in another room; %(wanted)s are needed.",
            one.there,
        ) % said
    return _("%(first)s has a time and no room yet.") % said


def time_of(entry: Entry, zone: str) -> str:
    """When a session is: day and times in the zone of the meeting, the day alone, or that it is open."""
    if entry.starts and entry.ends:
        local = ZoneInfo(zone)
        begins, ends = entry.starts.astimezone(local), entry.ends.astimezone(local)
        return _("%(day)s, %(begins)s to %(ends)s") % {
            "day": formats.date(begins.date()), "begins": hour(begins), "ends": hour(ends)}
    return formats.date(entry.day) if entry.day else _("no time yet")


@lru_cache(maxsize=500)
def languages(codes: tuple[str, ...], language: str) -> str:
    """Several languages as one phrase in a language of the interface; the same few come again and again."""
    return formats.phrase([formats.language_name(code) for code in codes], language)


def hour(at: dt.datetime) -> str:
    """The time of day as programmes write it."""
    return f"{at:%H:%M}"


def room_of(entry: Entry) -> str:
    """The name of a session's room, or that there is none."""
    return str(Translated(entry.room_name)) or entry.room or _("no room yet")


def change(one: Change, zone: str) -> str:
    """A change as one sentence."""
    entry = one.now or one.before
    if entry is None:
        return ""
    said = {"session": f"{one.code} {Translated(entry.title)}", "names": formats.phrase(list(one.names))}
    if one.before and one.now:
        said["before"], said["now"] = time_of(one.before, zone), time_of(one.now, zone)
        if one.kind == Changed.ROOM:
            said["before"], said["now"] = room_of(one.before), room_of(one.now)
        if one.kind == Changed.LANGUAGES:
            said["now"] = languages(one.now.languages, active_language()) if one.now.languages else "–"
    else:
        said["now"] = time_of(entry, zone)
    return _SENTENCES[one.kind]() % said


_SENTENCES = {
    Changed.ADDED: lambda: _("%(session)s is new: %(now)s."),
    Changed.REMOVED: lambda: _("%(session)s is no longer in the timetable."),
    Changed.TIME: lambda: _("%(session)s has another time: %(now)s; before: %(before)s."),
    Changed.ROOM: lambda: _("%(session)s is in another room: %(now)s; before: %(before)s."),
    Changed.TITLE: lambda: _("%(session)s has a new title."),
    Changed.LANGUAGES: lambda: _("%(session)s is interpreted into: %(now)s."),
    Changed.ACCESS: lambda: _("%(session)s: who is admitted has changed."),
    Changed.JOINED: lambda: _("%(session)s: new on the panel: %(names)s."),
    Changed.LEFT: lambda: _("%(session)s: no longer on the panel: %(names)s."),
}
