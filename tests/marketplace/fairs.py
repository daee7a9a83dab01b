"""Makers of fairs that can be scheduled: slots, tables and meetings both sides have agreed."""

import datetime as dt
from typing import Any

from convoke.core.actors import system
from convoke.core.models import Job
from convoke.core.work.operations import run_job
from convoke.editions.models import Edition
from convoke.marketplace.models import Interest, Meeting, Placement, Schedule, Slot, Table
from convoke.marketplace.operations import fair, schedules
from tests.factories import AbsenceFactory, InterestFactory, MeetingFactory, ProviderFactory, RequestFactory

OFFICE = system("tests")
NINE, NOON, TWO, FOUR = (dt.time(hour) for hour in (9, 12, 14, 16))


def day_of(edition: Edition, **more: Any) -> fair.Day:
    """The first day: three slots of an hour, a pause, two more."""
    return fair.Day(**{
        "day": edition.starts_on, "begins": NINE, "ends": FOUR, "pause_from": NOON, "pause_to": TWO, **more})


def set_up(edition: Edition, tables: int = 2, **more: Any) -> list[Slot]:
    """Slots and tables."""
    slots = fair.set_slots(actor=OFFICE, edition=edition, day=day_of(edition, **more))
    fair.set_tables(actor=OFFICE, edition=edition, number=tables)
    return slots


def met(edition: Edition, asking: object = None, offering: object = None, **more: Any) -> Meeting:
    """A meeting both sides have agreed, of parties of its own unless a room's sides are given."""
    request = RequestFactory(edition=edition, state="published", **({"party": asking} if asking else {}))
    provider = offering or ProviderFactory(edition=edition)
    interest: Interest = InterestFactory(request=request, provider=provider, state="accepted")
    number = Meeting.objects.filter(edition=edition).count() + 1
    made: Meeting = MeetingFactory(interest=interest, number=number, **more)
    return made


def scheduled(edition: Edition, *, repair: bool = False, seconds: int = 10) -> Schedule:
    """The schedule that background work makes, as an installation does it."""
    job = schedules.start_schedule(actor=OFFICE, edition=edition, seconds=seconds, repair=repair)
    run_job.call(str(job.pk))
    job = Job.objects.get(pk=job.pk)
    assert job.state == "done", (job.message, job.faults)
    return Schedule.objects.get(edition=edition, number=job.summary["schedule"])


def in_force(edition: Edition) -> Schedule:
    """A schedule that was worked out and released."""
    return schedules.release_schedule(actor=OFFICE, schedule=scheduled(edition))


def slot_at(edition: Edition, hour: int) -> Slot:
    """The slot of the first day that begins at an hour."""
    return Slot.objects.get(edition=edition, starts_at=dt.datetime.combine(edition.starts_on, dt.time(hour), dt.UTC))


def table(edition: Edition, number: int) -> Table:
    """A table by its number."""
    return Table.objects.get(edition=edition, number=number)


def absent(place: Placement) -> None:
    """The government of a meeting cannot come."""
    AbsenceFactory(slot=place.slot, party=place.meeting.interest.request.party)
