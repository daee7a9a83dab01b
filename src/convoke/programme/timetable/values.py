"""What a timetable is made of, as plain values."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Part:
    """Somebody's part in a session: who, and in which role."""

    person: str
    name: str
    role: str
    languages: tuple[str, ...] = ()
    """In which they speak; empty where nobody said."""


@dataclass(frozen=True)
class Hall:
    """A room: how many it seats (None where nobody said), and how many booths it has."""

    code: str
    name: str
    seats: int | None = None
    booths: int = 0


@dataclass(frozen=True)
class Placed:
    """A session with its times (aware, or none while it is not placed), its room and its people."""

    code: str
    title: str
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    room: str = ""
    expected: int | None = None
    languages: tuple[str, ...] = ()
    people: tuple[Part, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether it has a time."""
        return self.starts is not None and self.ends is not None


class Kind(StrEnum):
    """What does not go together."""

    PERSON = "person"
    """PRO-2: somebody has two roles in sessions that overlap."""
    ROOM = "room"
    SEATS = "seats"
    NOT_INTERPRETED = "not-interpreted"
    SPEAKS = "speaks"
    """Somebody speaks in no language of the session."""
    BOOTHS = "booths"
    DAYS = "days"
    BREAK = "break"
    NO_ROOM = "no-room"


@dataclass(frozen=True)
class Clash:
    """One thing that does not go together: in which sessions, for whom or where, with what figures."""

    kind: Kind
    sessions: tuple[str, ...]
    person: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()
    room: str = ""
    languages: tuple[str, ...] = ()
    wanted: int = 0
    there: int = 0
