"""Versions of a timetable: what is kept of each session, its checksum, and what changed between two."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..models import TimetableVersion
from .grid import Entry

MATTER = "timetable:"
"""What the matter of a notice on a released version begins with."""


class Changed(StrEnum):
    """What of a session changed."""

    ADDED = "added"
    REMOVED = "removed"
    TIME = "time"
    ROOM = "room"
    TITLE = "title"
    LANGUAGES = "languages"
    ACCESS = "access"
    JOINED = "joined"
    LEFT = "left"


@dataclass(frozen=True)
class Change:
    """One change of one session, with its entry before and now (None where it was not there)."""

    kind: Changed
    code: str
    before: Entry | None = None
    now: Entry | None = None
    names: tuple[str, ...] = ()


def matter(version: TimetableVersion) -> str:
    """How notices on a version are known again."""
    return f"{MATTER}{version.edition.code}/{version.number}"


def stored(entry: Entry) -> dict[str, Any]:
    """The form in which an entry is frozen in a version."""
    return {
        "session": entry.code, "title": dict(entry.title), "day": entry.day.isoformat() if entry.day else None,
        "starts": entry.starts.astimezone(dt.UTC).isoformat() if entry.starts else None,
        "ends": entry.ends.astimezone(dt.UTC).isoformat() if entry.ends else None,
        "room": entry.room, "room_name": dict(entry.room_name), "languages": list(entry.languages),
        "is_restricted": entry.is_restricted, "restricted_to": dict(entry.restricted_to),
        "people": [dict(one) for one in entry.people],
    }


def read(data: dict[str, Any]) -> Entry:
    """An entry from its frozen form."""
    return Entry(
        code=data["session"], title=data["title"], day=dt.date.fromisoformat(data["day"]) if data["day"] else None,
        starts=dt.datetime.fromisoformat(data["starts"]) if data["starts"] else None,
        ends=dt.datetime.fromisoformat(data["ends"]) if data["ends"] else None,
        room=data["room"], room_name=data["room_name"], languages=tuple(data["languages"]),
        is_restricted=data["is_restricted"], restricted_to=data["restricted_to"], people=tuple(data["people"]),
    )


def checksum(entries: Sequence[dict[str, Any]]) -> str:
    """SHA-256 of frozen entries, the same however a database orders their keys."""
    text = json.dumps(entries, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before: Iterable[Entry], now: Iterable[Entry]) -> list[Change]:
    """What changed from one version to the next, session by session in the order of codes."""
    old, new = {one.code: one for one in before}, {one.code: one for one in now}
    found: list[Change] = []
    for code in sorted(old.keys() | new.keys()):
        was, present = old.get(code), new.get(code)
        if was is None or present is None:
            found.append(Change(Changed.REMOVED if present is None else Changed.ADDED, code, was, present))
            continue
        compared = (
            (Changed.TIME, (was.day, was.starts, was.ends), (present.day, present.starts, present.ends)),
            (Changed.ROOM, was.room, present.room), (Changed.TITLE, was.title, present.title),
            (Changed.LANGUAGES, sorted(was.languages), sorted(present.languages)),
            (Changed.ACCESS, (was.is_restricted, was.restricted_to), (present.is_restricted, present.restricted_to)),
        )
        found += [Change(kind, code, was, present) for kind, one, other in compared if one != other]
        there, here = {one["person"]: one["name"] for one in was.people}, {
            one["person"]: one["name"] for one in present.people}
        for kind, more, less in ((Changed.JOINED, here, there), (Changed.LEFT, there, here)):
            names = tuple(name for person, name in more.items() if person not in less)
            if names:
                found.append(Change(kind, code, was, present, names))
    return found
