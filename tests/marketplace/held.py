"""Makers of meetings of the exercise's government and provider that were held, or whose time has begun."""

import datetime as dt

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.marketplace.models import Interest, Meeting, OutcomeForm
from convoke.marketplace.operations.outcome_forms import Outcome, write_form
from tests.factories import MeetingFactory, PlacementFactory, ScheduleFactory, SlotFactory, TableFactory

from .talks import edition_of, request_of, room_in

HOUR = dt.timedelta(hours=1)


def talking(code: str = "exercise-market", **more: object) -> Interest:
    """A room of the exercise's government and provider in conversation, on request M-1."""
    return room_in(request_of(edition_of(code), code="M-1", **more), state="accepted")


def held_in(room: Interest, **more: object) -> Meeting:
    """A meeting that was held yesterday."""
    return MeetingFactory(**{"interest": room, "state": "held", "held_at": clock.now() - 24 * HOUR, **more})


def placed_in(room: Interest, begins: dt.timedelta, **more: object) -> Meeting:
    """A meeting that was agreed and placed by the schedule in force; it begins after a time, or began before."""
    meeting, edition = MeetingFactory(interest=room, **more), room.request.edition
    schedule = edition.schedules.first() or ScheduleFactory(edition=edition)
    slot = SlotFactory(edition=edition, starts_at=clock.now() + begins)
    PlacementFactory(schedule=schedule, meeting=meeting, slot=slot, table=TableFactory(edition=edition))
    return meeting


def outcome(**more: object) -> Outcome:
    """What a form says, lacking nothing."""
    return Outcome(**{
        "outcome": "further", "text": {"en": "We go on talking."}, "follow_up": {"en": "A call in May."},
        "had_met_before": False, **more})


def written(actor: Actor, meeting: Meeting, seen: int = 0, **more: object) -> OutcomeForm:
    """The form of a meeting as a side writes it."""
    return write_form(actor=actor, meeting=meeting, outcome=outcome(**more), seen=seen)
