"""The timetable as it stands: sessions, rooms and people read at once, for the plan, the checks and a release."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition

from ..models import PanelRole, Role, Room, Session, TeamMember, TimetableVersion
from ..states import PanelState, TeamState
from . import versions
from .clashes import clashes
from .grid import Entry
from .values import Clash, Hall, Part, Placed

ACTIVE = (PanelState.PROPOSED, PanelState.INVITED, PanelState.CONFIRMED)
GONE = (PanelState.DECLINED, PanelState.WITHDRAWN)
COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Standing:
    """The sessions of an edition with their rooms and people; three queries."""

    edition: Edition
    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...]
    parts: dict[int, list[tuple[Part, str, str]]]
    """Of each session: who, for which party, in which state."""

    @cached_property
    def halls(self) -> dict[str, Hall]:
        """The rooms by their codes."""
        return {one.code: Hall(one.code, str(one.name) or one.code, one.capacity, one.booths) for one in self.rooms}

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """The sessions as values, with everybody who has a part in them."""
        return tuple(
            Placed(
                code=one.code, title=str(one.title), starts=one.starts_at, ends=one.ends_at,
                room=one.room.code if one.room else "", expected=one.expected, languages=tuple(one.languages),
                people=tuple(part for part, _party, _state in self.parts.get(one.pk, ())),
            )
            for one in self.sessions
        )

    @cached_property
    def clashes(self) -> list[Clash]:
        """PRO-2 and all else that clashes."""
        first, last = self.edition.starts_on, self.edition.ends_on
        return clashes(
            self.placed, self.halls, languages=self.edition.languages, zone=self.edition.time_zone,
            days=(first, last) if first and last else None,
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """The sessions that have a day, as they would be released: with those who have confirmed."""
        return [
            replace(
                as_planned(one), people=tuple(
                    {"person": part.person, "name": part.name, "role": part.role, "party": party}
                    for part, party, state in self.parts.get(one.pk, ()) if state == PanelState.CONFIRMED
                ),
            )
            for one in self.sessions if one.starts_at or one.held_on
        ]

    @property
    def unplaced(self) -> list[Session]:
        """The sessions without a time."""
        return [one for one in self.sessions if one.starts_at is None]


def standing(actor: Actor, edition: Edition) -> Standing:
    """The timetable of an edition as it stands now; three queries."""
    sessions = tuple(
        readable(actor, Session).filter(edition=edition)
        .select_related("room", "roundtable__coordinator", "roundtable__rapporteur").defer("aim", "passages")
        .order_by("order", "code")
    )
    rows = (
        readable(actor, PanelRole).filter(session__edition=edition, state__in=ACTIVE).order_by("part", "order")
        .values_list("session", "person__code", "person__name", "role", "party__code", "state",
                     Cast("languages", TextField()))
    )
    parts: defaultdict[int, list[tuple[Part, str, str]]] = defaultdict(list)
    for session, code, name, role, party, state, speaks in rows:
        parts[session].append((Part(code, name, role, _spoken(speaks)), party or "", state))
    for one in sessions:
        table = one.roundtable
        for person, role in ((table.coordinator, COORDINATOR), (table.rapporteur, Role.RAPPORTEUR)) if table else ():
            if person:
                parts[one.pk].append((Part(person.code, person.name, str(role)), "", ""))
    return Standing(edition, sessions, tuple(readable(actor, Room).filter(edition=edition)), dict(parts))


@lru_cache(maxsize=200)
def _spoken(stored: str) -> tuple[str, ...]:
    """Languages from their stored form; thousands of rows have the same few."""
    return tuple(json.loads(stored))


def released(actor: Actor, edition: Edition, number: int | None = None) -> TimetableVersion | None:
    """The last version of a timetable that was released, or the one with a number; one query."""
    found = readable(actor, TimetableVersion).filter(edition=edition)
    if number is not None:
        return found.filter(number=number).first()
    return found.order_by("-number").first()


def last_two(actor: Actor, edition: Edition, number: int | None = None) -> list[TimetableVersion]:
    """The version asked for (by default the last) and the one before it; one query."""
    found = readable(actor, TimetableVersion).filter(edition=edition)
    if number is not None:
        found = found.filter(number__lte=number)
    return list(found.order_by("-number")[:2])


def entries_of(version: TimetableVersion | None) -> list[Entry]:
    """The entries a version has frozen; none for no version."""
    return [versions.read(one) for one in version.entries] if version else []


def entry_of(version: TimetableVersion | None, code: str) -> Entry | None:
    """A session as a version has frozen it; the others are not read."""
    frozen = (one for one in version.entries if one["session"] == code) if version else ()
    return next((versions.read(one) for one in frozen), None)


def removed(actor: Actor, version: TimetableVersion) -> list[Entry]:
    """The sessions that earlier versions had and this one has no longer, as they stood last; one query."""
    there = {one["session"] for one in version.entries}
    gone: dict[str, Entry] = {}
    for earlier in readable(actor, TimetableVersion).filter(
        edition=version.edition_id, number__lt=version.number
    ).order_by("number").iterator(chunk_size=1):
        gone |= {one.code: one for one in entries_of(earlier) if one.code not in there}
    return list(gone.values())


def as_planned(session: Session) -> Entry:
    """A session as it stands in the plan, without its people."""
    return Entry(
        code=session.code, title=dict(session.title), day=session.held_on, starts=session.starts_at,
        ends=session.ends_at, room=session.room.code if session.room else "",
        room_name=dict(session.room.name) if session.room else {}, languages=tuple(session.languages),
        is_restricted=session.is_restricted, restricted_to=dict(session.restricted_to),
    )


def place_of(actor: Actor, session: Session) -> Entry | None:
    """Where a session stands for who reads it: as it was released last; for the office as it is planned.

    One without a time has the day on record, if any; None where a time was given and not released yet. One query
    at most beside the session's room.
    """
    if session.starts_at is None or actor.has_role(*OFFICE):
        return as_planned(session)
    return entry_of(released(actor, session.edition), session.code)


def panels_changed(edition: Edition, version: TimetableVersion) -> list[str]:
    """The codes of sessions from whose panel, as it was released, somebody has withdrawn since; one query.

    It tells no more than the version and the panels of today, which are both public, tell together.
    """
    rows = set(
        PanelRole.objects.filter(session__edition=edition, state=PanelState.WITHDRAWN)
        .values_list("session__code", "person__code", "role")
    )
    return [
        entry["session"] for entry in version.entries
        if rows and any((entry["session"], one["person"], one["role"]) in rows for one in entry["people"])
    ]


def panel_of(actor: Actor, session: Session) -> list[PanelRole]:
    """Everybody with a role in a session whom the actor may see, with state and reply; one query."""
    found = readable(actor, PanelRole).filter(session=session)
    return list(found.select_related("person", "party").order_by("part", "order"))


def to_replace(roles: Collection[PanelRole]) -> list[PanelRole]:
    """Those who declined or withdrew and for whose role nobody has been named since."""
    named: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    for one in roles:
        if one.state not in GONE:
            named[one.session_id, one.part, one.role].append(one.order)
    missing = []
    for one in sorted((one for one in roles if one.state in GONE), key=lambda one: one.order):
        since = named[one.session_id, one.part, one.role]
        later = next((order for order in sorted(since) if order > one.order), None)
        if later is None:
            missing.append(one)
        else:
            since.remove(later)  # one newcomer takes one place
    return missing


def gone_ahead(actor: Actor, now: dt.datetime) -> list[PanelRole]:
    """Those nobody has taken the place of, in sessions that are still ahead; one query for all editions."""
    ahead = Q(session__ends_at__gte=now) | Q(session__ends_at__isnull=True, session__edition__ends_on__gte=now.date())
    troubled = PanelRole.objects.filter(state__in=GONE).values("session")
    found = readable(actor, PanelRole).filter(ahead, session__in=troubled)
    return to_replace(list(found.select_related("session__edition", "person").order_by("order")))


def to_fill(actor: Actor, now: dt.datetime) -> list[PanelRole]:
    """The empty places that wait for the actor: all for the office, for others those of sessions whose team their
    party coordinates; two queries."""
    found = gone_ahead(actor, now)
    if not found or actor.has_role(*OFFICE):
        return found
    own = set(TeamMember.objects.filter(
        party__code__in=sorted(actor.parties), role=TeamMember.Role.COORDINATOR, state=TeamState.MEMBER
    ).values_list("session", flat=True))
    return [one for one in found if one.session_id in own]


def awaiting_reply(actor: Actor, now: dt.datetime) -> list[PanelRole]:
    """The invitations to the parties of an actor that nobody has answered yet; one query."""
    found = readable(actor, PanelRole).filter(state=PanelState.INVITED, party__code__in=sorted(actor.parties))
    found = found.filter(Q(session__ends_at__gte=now) | Q(session__ends_at__isnull=True))
    return list(found.select_related("session__edition", "person", "party").order_by("session__starts_at", "order"))


def gone(actor: Actor, edition: Edition) -> list[PanelRole]:
    """Those of an edition who declined or withdrew and whose place nobody has taken; one query."""
    found = readable(actor, PanelRole).filter(session__edition=edition)
    return to_replace(list(found.select_related("session", "person").order_by("session__order", "order")))
