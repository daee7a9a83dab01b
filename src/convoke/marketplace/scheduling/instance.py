"""What is to be scheduled: slots, places, participants, meetings. Slots are counted from 1, as people count them.

Nothing is checked here but types; :mod:`~.validation` says what is wrong with an instance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Session:
    """A run of slots without a pause, such as a morning. A meeting does not go on from one session to the next."""

    name: str
    first: int
    last: int
    """The last slot that belongs to it."""


@dataclass(frozen=True)
class Place:
    """A table, or a room, for one meeting at a time."""

    id: str
    closed: frozenset[int] = frozenset()
    """Slots in which nobody can meet there."""


@dataclass(frozen=True)
class Resource:
    """What some meetings need and there is little of: interpreters of a pair of languages, screens."""

    id: str
    number: int
    away: frozenset[int] = frozenset()
    """Slots in which there is none."""


@dataclass(frozen=True)
class Participant:
    """Who meets others: a delegation, a provider."""

    id: str
    busy: frozenset[int] = frozenset()
    """Slots of other duties, kept free of meetings."""


@dataclass(frozen=True)
class Meeting:
    """A meeting agreed between participants."""

    id: str
    participants: tuple[str, ...]
    length: int = 1
    """In slots."""
    priority: int = 1
    """1 for the most important, 2 for the next, and so on."""
    sessions: frozenset[str] = frozenset()
    """The sessions it may be held in; empty for any."""
    forbidden: frozenset[int] = frozenset()
    """Slots it may not touch."""
    slot: int | None = None
    """The slot it begins in, where that is fixed; it must then be held."""
    place: str | None = None
    """The place, where that is fixed."""
    after: frozenset[str] = frozenset()
    """Meetings that are to be over before this one begins, where both are held."""
    needs: tuple[str, ...] = ()
    """Resources it needs one each of; one may be named twice."""
    is_required: bool = False
    """Whether a schedule without it is none."""

    @property
    def must_be_held(self) -> bool:
        """Whether it may not be left out."""
        return self.is_required or self.slot is not None


@dataclass(frozen=True)
class Instance:
    """All that is to be scheduled together."""

    slots: int
    places: tuple[Place, ...]
    participants: tuple[Participant, ...]
    meetings: tuple[Meeting, ...]
    sessions: tuple[Session, ...] = ()
    """In order and without a slot between them; empty for one session over all slots."""
    resources: tuple[Resource, ...] = ()

    @cached_property
    def parts(self) -> tuple[Session, ...]:
        """The sessions, or the one session over all slots."""
        return self.sessions or (Session("", 1, self.slots),)

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        """Meetings by their id."""
        return {one.id: one for one in self.meetings}

    @cached_property
    def participant(self) -> Mapping[str, Participant]:
        """Participants by their id."""
        return {one.id: one for one in self.participants}

    @cached_property
    def place(self) -> Mapping[str, Place]:
        """Places by their id."""
        return {one.id: one for one in self.places}

    @cached_property
    def open_places(self) -> tuple[int, ...]:
        """How many places are open in each slot, from slot 1 on."""
        return tuple(sum(slot not in one.closed for one in self.places) for slot in range(1, self.slots + 1))

    def blocked(self, meeting: Meeting) -> frozenset[int]:
        """The slots the meeting may not touch: its own, its participants', its place's, its resources'."""
        sets = [self.participant[one].busy for one in meeting.participants]
        sets += [one.away for one in self.resources if one.id in meeting.needs]
        if meeting.place is not None:
            sets.append(self.place[meeting.place].closed)
        return meeting.forbidden.union(*sets)

    def starts(self, meeting: Meeting) -> tuple[int, ...]:
        """The slots in which the meeting may begin, all other meetings apart."""
        blocked = self.blocked(meeting)
        return tuple(
            slot
            for part in self.parts if not meeting.sessions or part.name in meeting.sessions
            for slot in range(part.first, part.last + 2 - meeting.length)
            if meeting.slot in {None, slot} and blocked.isdisjoint(range(slot, slot + meeting.length))
        )


@dataclass(frozen=True)
class Held:
    """When and where a meeting is held."""

    slot: int
    """The slot it begins in."""
    place: str


Schedule = Mapping[str, Held]
"""What is held, by the id of the meeting."""
