"""Makers of a fair: an edition with times and tables, a room in conversation, meetings and schedules."""

import datetime as dt
from collections.abc import Callable

from convoke.core.actors import Actor
from convoke.editions.models import Edition
from convoke.marketplace.models import Interest, Meeting, Placement, Schedule, Slot, Table
from convoke.marketplace.operations.meetings import Plan, propose_meeting
from tests.factories import (
    MarketplaceFactory,
    MeetingFactory,
    PlacementFactory,
    ScheduleFactory,
    SlotFactory,
    TableFactory,
)

from .talks import edition_of, request_of, room_in

HOUR = dt.timedelta(hours=1)


def fair_of(code: str = "exercise-market", hours: tuple[int, ...] = (9, 10, 14), **more: object) -> Edition:
    """An edition with a marketplace, two tables, and times on its first day: a morning and an afternoon."""
    edition = edition_of(code, **more)
    MarketplaceFactory(edition=edition)
    for number in (1, 2):
        TableFactory(edition=edition, number=number, place={"en": "Hall B"} if number == 2 else {})
    for hour in hours:
        slot_at(edition, hour)
    return edition


def slot_at(edition: Edition, hour: int, day: int = 0) -> Slot:
    """An hour on a day of the edition."""
    begins = dt.datetime.combine(edition.starts_on + dt.timedelta(days=day), dt.time(hour), dt.UTC)
    return SlotFactory(
        edition=edition, starts_at=begins, ends_at=begins + HOUR, half="morning" if hour < 13 else "afternoon")


def talk_in(edition: Edition, **more: object) -> Interest:
    """A room in conversation of the exercise's government and provider."""
    return room_in(request_of(edition, **{"code": "M-1", **more}), state="accepted")


def proposed(room: Interest, actor: Callable[[str], Actor], role: str = "focal-point", **plan: object) -> Meeting:
    """A meeting that one side has proposed."""
    return propose_meeting(actor=actor(role), room=room, plan=Plan(**plan))


def meeting_in(room: Interest, **more: object) -> Meeting:
    """A meeting both sides have agreed."""
    return MeetingFactory(**{"interest": room, "number": 1, **more})


def placed(meeting: Meeting, slot: Slot, table: int = 2, schedule: Schedule | None = None) -> Placement:
    """A meeting that a released schedule has given a time."""
    return PlacementFactory(
        schedule=schedule or ScheduleFactory(edition=meeting.edition), meeting=meeting, slot=slot,
        table=Table.objects.get(edition=meeting.edition, number=table))
