"""Reading meetings: one's own with when and where, whose word is awaited, what has become of each (MKT-1, MKT-5)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from ..models import Interest, Meeting, Placement, Resource, Schedule, Slot
from ..rooms import closed_because
from ..rules import asking_side, offering_side
from ..states import MEETING, InterestState, MeetingState
from .standing import in_force, places_of
from .times import Time, absent, runs_of, time_in, times_of

WAITING = (MeetingState.PROPOSED, MeetingState.AGREED)
"""The meetings of which a room has one at a time."""


@dataclass(frozen=True)
class MeetingFilter:
    """What a list of meetings is narrowed to; empty fields leave it as it is."""

    state: str = ""
    place: str = ""
    """``placed``, ``unplaced``, or ``away``: placed where a side cannot meet."""
    party: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The fields that narrow something."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


@dataclass(frozen=True)
class Row:
    """A meeting as one reader has it."""

    meeting: Meeting
    time: Time | None
    """When and where, by the schedule in force; None where it is not placed."""
    speaks_for: tuple[Party, ...] = ()
    """The sides for which the reader speaks."""
    needs: tuple[Resource, ...] = field(default=())

    @property
    def awaited(self) -> Party | None:
        """MKT-5: the side whose word is awaited; None once both have agreed, and for what was cancelled."""
        return awaited(self.meeting)

    @property
    def awaits_reader(self) -> bool:
        """MKT-5: whether the meeting waits for the reader's own word."""
        return self.awaited in self.speaks_for if self.awaited else False

    @property
    def others(self) -> tuple[Party, ...]:
        """Whom the reader meets; both sides for the office, and for whoever speaks for both."""
        both = sides_in(self.meeting)
        return tuple(one for one in both if one not in self.speaks_for) or both


def sides_in(meeting: Meeting) -> tuple[Party, Party]:
    """The two sides of a meeting, the government that asks first."""
    return meeting.interest.request.party, meeting.interest.provider.party


def awaited(meeting: Meeting) -> Party | None:
    """MKT-5: the side that has still to agree to a proposal; None where nobody has."""
    if meeting.state != MeetingState.PROPOSED:
        return None
    asking, offering = sides_in(meeting)
    return asking if meeting.owner_agreed_at is None else offering


def own(actor: Actor, path: str = "") -> Q:
    """The meetings in which the actor speaks for a side."""
    return asking_side(actor, f"{path}interest__") | offering_side(actor, f"{path}interest__")


def meetings_of(actor: Actor, edition: Edition, narrowed: MeetingFilter | None = None) -> QuerySet[Meeting]:
    """MKT-1: the meetings of an edition the actor may know of, by time, those without one last.

    Three queries with what a list shows; three more where the office asks for those placed where a side cannot meet.
    """
    schedule, narrowed = in_force(edition), narrowed or MeetingFilter()
    places = Placement.objects.filter(schedule=schedule, meeting=OuterRef("pk"))
    found: QuerySet[Any] = whole(readable(actor, Meeting).filter(edition=edition)).annotate(
        begins=Subquery(places.values("slot__starts_at")[:1]))
    if narrowed.state:
        found = found.filter(state=narrowed.state)
    if narrowed.party:
        found = found.filter(
            Q(interest__request__party__code=narrowed.party) | Q(interest__provider__party__code=narrowed.party))
    if narrowed.place:
        found = _placed(actor, found, narrowed.place, schedule)
    return found.order_by(F("begins").asc(nulls_last=True), "number")


def _placed(actor: Actor, found: QuerySet[Any], place: str, schedule: Schedule | None) -> QuerySet[Any]:
    """Narrows meetings by where they stand; a word that is not known gives none."""
    if place == "away":
        return found.filter(pk__in=[one.meeting_id for one in absent(actor, [schedule] if schedule else [])])
    if place in ("placed", "unplaced"):
        return found.filter(begins__isnull=place == "unplaced")
    return found.none()


def meeting_of(actor: Actor, edition: Edition, number: int) -> Meeting | None:
    """A meeting by its number; None for one the actor may not know of, whether there is one or not (MKT-1)."""
    return whole(readable(actor, Meeting).filter(edition=edition, number=number)).first()


def of_room(actor: Actor, room: Interest) -> list[Meeting]:
    """The meetings of a room, the latest first."""
    return list(whole(readable(actor, Meeting).filter(interest=room)).order_by("-number"))


def rows(actor: Actor, edition: Edition, meetings: Sequence[Meeting]) -> list[Row]:
    """Meetings of an edition as the actor has them; six queries at most, however many there are."""
    if not meetings:
        return []
    by_key = {one.pk: one for one in meetings}
    places = places_of(actor, edition, meetings)
    for key, place in places.items():
        place.meeting = by_key[key]
    times, keys = times_of(edition, places.values()), list(by_key)
    asked, offered = (
        frozenset(Meeting.objects.filter(side, pk__in=keys).values_list("pk", flat=True))
        for side in (asking_side(actor, "interest__"), offering_side(actor, "interest__")))
    found = []
    for one in meetings:
        asking, offering = sides_in(one)
        speaks = (*([asking] if one.pk in asked else ()), *([offering] if one.pk in offered else ()))
        found.append(Row(one, times.get(one.pk), speaks, tuple(one.needs.all())))
    return found


def no_meeting_because(room: Interest) -> str:
    """Why no meeting can be proposed or agreed in a room, as a sentence; nothing while one can."""
    if closed := closed_because(room):
        return closed
    if room.state != InterestState.ACCEPTED:
        return _("The two sides meet once the owner of the request has accepted the interest.")
    if room.request.party_id == room.provider.party_id:
        return _("A participant does not meet itself: the request and the provider are of the same one.")
    return ""


def has_begun(edition: Edition) -> bool:
    """Whether an edition has begun: by its state, or by its first day."""
    if edition.state in (EditionState.MEETING, EditionState.FOLLOWING_UP):
        return True
    return edition.starts_on is not None and edition.starts_on <= clock.today()


def begins_at(meeting: Meeting) -> dt.datetime | None:
    """When a meeting begins by the schedule in force; None without a place in it. Two queries."""
    found = Placement.objects.filter(schedule=in_force(meeting.edition), meeting=meeting)
    placed = found.select_related("slot").first()
    return placed.slot.starts_at if placed else None


def not_held_because(meeting: Meeting, on: dt.datetime) -> str:
    """Why it cannot be said of a meeting that it was held, as a sentence; nothing once its time has begun.

    A meeting without a time may have been held all the same, once the edition has begun. Two queries.
    """
    if MeetingState.HELD not in MEETING[MeetingState(meeting.state)]:
        return _("Only a meeting that both sides have agreed is held; this one is: %(state)s.") % {
            "state": meeting.get_state_display()}
    begins = begins_at(meeting)
    if begins is None:
        return "" if has_begun(meeting.edition) else _(
            "This meeting has no time in the schedule. Say that it was held once the edition has begun.")
    return _("This meeting has not begun yet. Say that it was held once it has.") if begins > on else ""


def words_waiting(actor: Actor) -> list[Meeting]:
    """MKT-5: the proposals that wait for the word of a side the actor speaks for; one query."""
    if actor.account_id is None:
        return []
    waits = asking_side(actor, "interest__") & Q(owner_agreed_at=None) | (
        offering_side(actor, "interest__") & Q(provider_agreed_at=None))
    found = readable(actor, Meeting).filter(waits, state=MeetingState.PROPOSED, interest__state=InterestState.ACCEPTED)
    return list(whole(found.exclude(edition__state=EditionState.CLOSED)).order_by("proposed_at", "pk"))


def held_waiting(actor: Actor, now: dt.datetime) -> list[Meeting]:
    """The actor's own agreed meetings whose time has come and of which nobody has said that they were held.

    One query: a meeting whose time was taken from it by a later schedule is not among them.
    """
    if actor.account_id is None:
        return []
    last = Schedule.objects.filter(edition=OuterRef("edition"), released_at__isnull=False)
    found = readable(actor, Meeting).filter(own(actor), state=MeetingState.AGREED).annotate(
        present=Subquery(last.order_by("-released_at", "-pk").values("pk")[:1]))
    found = found.filter(placements__schedule=F("present"), placements__slot__starts_at__lte=now)
    return list(whole(found.exclude(edition__state=EditionState.CLOSED)).order_by("edition__ordinal", "number"))


@dataclass(frozen=True)
class Standing:
    """What stands to be done on the meetings of an edition; for the office."""

    edition: Edition
    unplaced: int
    """Agreed meetings the schedule in force does not hold; all of them while none is in force."""
    away: int
    """Agreed meetings placed where a side cannot meet."""


def standing(actor: Actor) -> list[Standing]:
    """The editions to be held in which something stands to be done on meetings; six queries, none but for the office.

    An edition without times of meetings asks for nothing yet.
    """
    if actor.account_id is None or not actor.has_role(*OFFICE):
        return []
    open_states = (EditionState.ANNOUNCED, EditionState.PREPARING, EditionState.MEETING)
    ahead = Edition.objects.filter(state__in=open_states, pk__in=Slot.objects.values("edition"))
    agreed = list(readable(actor, Meeting).filter(edition__in=ahead, state=MeetingState.AGREED).values_list(
        "pk", "edition_id"))
    if not agreed:
        return []
    last: dict[int, Schedule] = {}
    for one in Schedule.objects.filter(edition__in=ahead, released_at__isnull=False).order_by("released_at", "pk"):
        last[one.edition_id] = one
    placed = set(Placement.objects.filter(schedule__in=last.values()).values_list("meeting_id", flat=True))
    away = [one.meeting.edition_id for one in absent(actor, list(last.values()))]
    found = [
        Standing(
            edition, sum(1 for pk, held_in in agreed if held_in == edition.pk and pk not in placed),
            away.count(edition.pk))
        for edition in ahead.order_by("ordinal")
    ]
    return [one for one in found if one.unplaced or one.away]


def whole(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with all that is shown of one; one query more."""
    return found.select_related(
        "edition__forum", "interest__request__party", "interest__request__edition", "interest__provider__party",
        "proposed_by", "cancelled_by",
    ).prefetch_related("needs")


@dataclass(frozen=True)
class Event:
    """Something that has become of a meeting."""

    at: dt.datetime
    what: str
    """``proposed``, ``agreed``, ``placed``, ``moved``, ``unplaced``, ``held`` or ``cancelled``."""
    party: Party | None = None
    time: Time | None = None


def history_of(actor: Actor, meeting: Meeting) -> list[Event]:
    """What has become of a meeting the actor may know of, from its proposal on; three queries."""
    asking, offering = sides_in(meeting)
    first, second = (meeting.owner_agreed_at, asking), (meeting.provider_agreed_at, offering)
    found = [Event(meeting.proposed_at, "proposed", meeting.proposed_by)]
    found += [
        Event(at, "agreed", party) for at, party in (first, second) if at and party.pk != meeting.proposed_by_id]
    found += _placings(actor, meeting)
    if meeting.held_at:
        found.append(Event(meeting.held_at, "held"))
    if meeting.cancelled_at:
        found.append(Event(meeting.cancelled_at, "cancelled", meeting.cancelled_by))
    return sorted(found, key=lambda one: one.at)


def _placings(actor: Actor, meeting: Meeting) -> list[Event]:
    """Where released schedules have put a meeting, one after the other, as far as something changed thereby."""
    own = readable(actor, Placement).filter(meeting=meeting, schedule__released_at__isnull=False)
    places = {one.schedule_id: one for one in own.select_related("slot", "table")}
    if not places:
        return []
    for one in places.values():
        one.meeting = meeting
    released = Schedule.objects.filter(edition=meeting.edition, released_at__isnull=False)
    if meeting.cancelled_at:
        released = released.filter(released_at__lt=meeting.cancelled_at)
    found: list[Event] = []
    before: Placement | None = None
    runs = runs_of(Slot.objects.filter(edition=meeting.edition))
    for schedule in released.order_by("released_at", "pk"):
        place, at = places.get(schedule.pk), schedule.released_at
        spot = (place.slot_id, place.table_id) if place else None
        if at is None or spot == ((before.slot_id, before.table_id) if before else None):
            continue
        what = "unplaced" if place is None else "moved" if before else "placed"
        found.append(Event(at, what, time=time_in(runs, place) if place else None))
        before = place
    return found
