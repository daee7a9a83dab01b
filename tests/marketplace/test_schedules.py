"""Schedules: worked out in the background, stopped, repaired, released."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from convoke.core import clock
from convoke.core.models import Job, JournalEntry
from convoke.core.policy import Denied, allows, readable
from convoke.core.work.operations import request_job, run_job, stop_job
from convoke.core.work.registry import JobFailed, Silent
from convoke.marketplace.fair import schedules as reading
from convoke.marketplace.fair.instances import read_fair
from convoke.marketplace.fair.schedules import KIND, Changed, broken, changes, places
from convoke.marketplace.fair.standing import in_force as standing
from convoke.marketplace.models import Meeting, Placement, Schedule
from convoke.marketplace.operations.arranging import Arrangement, arrange_meeting
from convoke.marketplace.operations.schedule_telling import tell_of_schedules
from convoke.marketplace.operations.schedules import discard_schedule, release_schedule, schedule_job, start_schedule
from tests.factories import AbsenceFactory, AccountFactory, ResourceFactory

from .fairs import OFFICE, absent, in_force, met, scheduled, set_up, table
from .test_duties import on_panel, plenary

OTHERS = ("focal-point", "delegate", "provider", "observer", "contributor", "press")


def refused(call) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        call()
    return caught.value.messages


def why(schedule: Schedule) -> dict[int, str]:
    """What of a schedule no longer holds."""
    return {one.number: one.why for one in broken(read_fair(schedule.edition), places(schedule))}


# ------------------------------------------------------------------ making


def test_a_schedule_is_worked_out_with_its_proof_and_kept_with_its_places(edition):
    set_up(edition)
    meetings = [met(edition) for _ in range(4)]
    schedule = scheduled(edition)
    assert (schedule.number, schedule.status, schedule.agreed, schedule.held, schedule.held_bound) == (
        1, "optimal", 4, 4, 4)
    assert (schedule.breaks, schedule.bound, schedule.spread) == (0, 0, 0)
    assert {one.meeting_id for one in schedule.placements.all()} == {one.pk for one in meetings}
    assert schedule.released_at is None
    assert standing(edition) is None
    assert scheduled(edition).number == 2
    assert JournalEntry.objects.latest("sequence").verb == "make-schedule"


def test_mkt_5_whoever_never_answers_blocks_nobody(edition):
    set_up(edition, tables=1, ends=dt.time(10), pause_from=None, pause_to=None)
    met(edition, state="proposed", priority=1)
    agreed = met(edition, priority=9)
    assert [one.meeting for one in scheduled(edition).placements.all()] == [agreed]


def test_the_more_important_meeting_is_held_and_the_other_is_told_why_in_every_language(edition):
    slots = set_up(edition, tables=1, ends=dt.time(10), pause_from=None, pause_to=None)
    less, more = met(edition, priority=5), met(edition, priority=1)
    schedule = scheduled(edition)
    assert [one.meeting for one in schedule.placements.all()] == [more]
    said = schedule.unplaced[str(less.number)]
    assert set(said) == {"en", "fr", "es", "nl", "ar"}
    assert "all tables are taken" in said["en"]
    assert "09:00–10:00" in said["en"]
    assert len(slots) == 1


def test_what_cannot_be_scheduled_says_a_smallest_set_of_causes_and_cannot_be_released(edition):
    slots = set_up(edition, tables=1)
    meeting = met(edition)
    arrange_meeting(actor=OFFICE, meeting=meeting, arrangement=Arrangement(slot=slots[0]))
    AbsenceFactory(slot=slots[0], party=meeting.interest.request.party)
    schedule = scheduled(edition)
    assert (schedule.status, schedule.breaks, schedule.held) == ("infeasible", None, 0)
    assert len(schedule.causes) == 1
    assert f"Meeting “{meeting.number}” has no slot" in schedule.causes[0]["en"]
    assert "no schedule was found" in refused(lambda: release_schedule(actor=OFFICE, schedule=schedule))[0]


def test_pro_2_nobody_meets_while_a_plenary_or_their_panel_is_on(edition):
    slots = set_up(edition)
    meeting = met(edition)
    owner = AccountFactory().person
    type(meeting.interest.request).objects.filter(pk=meeting.interest.request_id).update(owner=owner)
    plenary(edition, 9, 12)
    on_panel(edition, owner, 14)
    assert scheduled(edition).placements.get().slot == slots[4]


def test_nothing_is_started_where_nothing_can_be_scheduled(edition):
    assert "no slots yet" in refused(lambda: start_schedule(actor=OFFICE, edition=edition))[0]
    set_up(edition)
    met(edition)
    for seconds in (0, 601):
        assert "1 to 600" in refused(lambda seconds=seconds: start_schedule(
            actor=OFFICE, edition=edition, seconds=seconds))[0]
    assert "nothing to repair" in refused(lambda: start_schedule(actor=OFFICE, edition=edition, repair=True))[0]
    start_schedule(actor=OFFICE, edition=edition)
    assert "already" in refused(lambda: start_schedule(actor=OFFICE, edition=edition))[0]
    assert not Schedule.objects.exists()


def test_done_again_after_its_worker_died_it_makes_no_second_schedule(edition):
    set_up(edition)
    met(edition)
    params = {"edition": edition.code, "seconds": 5, "repair": False, "run": str(uuid4())}
    first = schedule_job(actor=OFFICE, progress=Silent(), **params)
    assert schedule_job(actor=OFFICE, progress=Silent(), **params).summary == first.summary
    assert Schedule.objects.count() == 1


def test_what_changed_before_the_work_began_ends_it_with_what_is_missing(edition):
    set_up(edition)
    meeting = met(edition)
    job = start_schedule(actor=OFFICE, edition=edition)
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", reason="x")
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert job.state == "failed"
    assert "MKT-5" in job.faults[0]


# ------------------------------------------------------------------ stopping


class Stopping(Silent):
    """Somebody who lets it run for a few looks and then asks it to stop."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.told: list[str] = []

    def advance(self, message: str = "", steps: int = 1) -> None:
        self.told.append(message)

    def is_to_stop(self) -> bool:
        self.looks -= 1
        return self.looks < 0


def crowd(edition) -> None:
    """So many meetings of so few that what is best is not seen at once."""
    set_up(edition, tables=9, begins=dt.time(8), ends=dt.time(20))
    asking = [met(edition).interest.request.party for _ in range(6)]
    for one in asking:
        for other in list(Meeting.objects.filter(edition=edition).select_related("interest__provider")[:6]):
            if other.interest.request.party_id != one.pk:
                met(edition, asking=one, offering=other.interest.provider)


def test_it_tells_how_far_it_is_and_stops_with_what_it_has(edition):
    crowd(edition)
    progress = Stopping(3)
    began = clock.now()
    outcome = schedule_job(
        actor=OFFICE, progress=progress, edition=edition.code, seconds=120, repair=False, run=str(uuid4()))
    assert (clock.now() - began).total_seconds() < 60
    schedule = Schedule.objects.get(number=outcome.summary["schedule"], edition=edition)
    assert schedule.status in ("optimal", "feasible")
    assert schedule.held == schedule.placements.count() > 0
    if schedule.status == "feasible":
        assert any("meetings" in one for one in progress.told)


def test_stopped_before_it_began_it_makes_nothing(edition):
    params = {"edition": edition.code, "seconds": 5, "repair": False, "run": str(uuid4())}
    with pytest.raises(JobFailed, match="before it had begun"):
        schedule_job(actor=OFFICE, progress=Stopping(0), **params)


def test_a_job_is_asked_to_stop_once_by_who_asked_for_it_or_the_office(edition, actor):
    job = request_job(actor=actor("chair"), kind=KIND)
    for role in OTHERS:
        with pytest.raises(Denied):
            stop_job(actor=actor(role), job=job)
    asked = stop_job(actor=actor("task-force"), job=job).stop_asked_at
    assert asked
    assert stop_job(actor=actor("chair"), job=job).stop_asked_at == asked
    assert JournalEntry.objects.latest("sequence").facts == {"kind": KIND}
    own = request_job(actor=actor("focal-point"), kind=KIND)
    assert stop_job(actor=actor("focal-point"), job=own).stop_asked_at


def test_work_that_is_over_or_cannot_stop_says_so(edition):
    job = request_job(actor=OFFICE, kind="load")
    assert "cannot be ended early" in refused(lambda: stop_job(actor=OFFICE, job=job))[0]
    over = request_job(actor=OFFICE, kind=KIND)
    Job.objects.filter(pk=over.pk).update(state="done", finished_at=clock.now())
    assert "over already" in refused(lambda: stop_job(actor=OFFICE, job=over))[0]


# ------------------------------------------------------------------ releasing


def test_nothing_is_in_force_before_it_is_released_and_the_last_one_released_is(edition):
    set_up(edition)
    met(edition)
    first, second = scheduled(edition), scheduled(edition)
    assert standing(edition) is None
    release_schedule(actor=OFFICE, schedule=first)
    assert standing(edition) == first
    release_schedule(actor=OFFICE, schedule=second)
    assert standing(edition) == second
    assert "released already" in refused(lambda: release_schedule(actor=OFFICE, schedule=first))[0]
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.audience, entry.facts) == ("release-schedule", "participants", {"schedule": 2})


def test_a_schedule_whose_meetings_changed_since_is_refused_with_what_no_longer_holds(edition):
    set_up(edition)
    away, off = met(edition), met(edition)
    schedule = scheduled(edition)
    absent(schedule.placements.get(meeting=away))
    Meeting.objects.filter(pk=off.pk).update(state="cancelled", reason="x")
    said = refused(lambda: release_schedule(actor=OFFICE, schedule=schedule))
    assert "no longer holds" in said[0]
    assert f"Meeting {away.number}: " in said[1]
    assert "cannot meet then" in said[1]
    assert said[2] == f"Meeting {off.number}: It was cancelled."
    schedule.refresh_from_db()
    assert schedule.released_at is None


def test_all_that_can_change_since_is_told_meeting_by_meeting(edition):
    slots = set_up(edition, tables=9)
    screen = ResourceFactory(edition=edition, number=9)
    meetings = [met(edition) for _ in range(7)]
    for one in meetings[4:6]:
        one.needs.add(screen)
    schedule = scheduled(edition)
    assert why(schedule) == {}
    place = {one.meeting_id: one for one in places(schedule)}
    fixed, tabled, shut, panel, ordered, needing = meetings[:6]
    other = next(one for one in slots if one.pk != place[fixed.pk].slot_id)
    Meeting.objects.filter(pk=fixed.pk).update(fixed_slot=other)
    Meeting.objects.filter(pk=tabled.pk).update(
        fixed_table=next(n for n in range(1, 10) if n != place[tabled.pk].table.number) and
        table(edition, 9 if place[tabled.pk].table.number != 9 else 8))
    place[shut.pk].table.closed.add(place[shut.pk].slot)
    owner = AccountFactory().person
    type(panel.interest.request).objects.filter(pk=panel.interest.request_id).update(owner=owner)
    on_panel(edition, owner, place[panel.pk].slot.starts_at.hour)
    first = min(meetings[4:], key=lambda one: place[one.pk].slot.starts_at)
    last = max(meetings[4:], key=lambda one: place[one.pk].slot.starts_at)
    first.after.add(last if last != first else meetings[6])
    screen.number = 0
    screen.save()
    said = why(schedule)
    assert "fixed at another time" in said[fixed.number]
    assert "fixed at another table" in said[tabled.number]
    assert "not to be had" in said[shut.number]
    assert "PRO-2" in said[panel.number]
    assert {ordered.number, needing.number, first.number} <= said.keys()


def test_a_meeting_fixed_since_that_has_no_place_is_told(edition):
    slots = set_up(edition)
    met(edition)
    schedule = scheduled(edition)
    late = met(edition)
    assert [one.number for one in reading.agreed_since(read_fair(edition), places(schedule), schedule)] == [late.number]
    arrange_meeting(actor=OFFICE, meeting=late, arrangement=Arrangement(slot=slots[0]))
    assert "has no place" in why(schedule)[late.number]


def test_a_schedule_never_released_can_be_discarded_and_no_other(edition):
    set_up(edition)
    met(edition)
    kept, away = in_force(edition), scheduled(edition)
    discard_schedule(actor=OFFICE, schedule=away)
    assert list(Schedule.objects.all()) == [kept]
    assert "stays on record" in refused(lambda: discard_schedule(actor=OFFICE, schedule=kept))[0]


@pytest.mark.parametrize("role", OTHERS)
def test_schedules_are_made_released_discarded_and_told_by_the_office_and_its_workers_alone(edition, actor, role):
    set_up(edition)
    met(edition)
    schedule, who = scheduled(edition), actor(role)
    for deed in (
        lambda: start_schedule(actor=who, edition=edition),
        lambda: release_schedule(actor=who, schedule=schedule),
        lambda: discard_schedule(actor=who, schedule=schedule),
        lambda: tell_of_schedules(actor=who),
    ):
        with pytest.raises(Denied):
            deed()
    assert not readable(who, Schedule).exists()
    assert not readable(who, Placement).exists()
    assert not allows(actor("task-force"), "tell", Schedule)


# ------------------------------------------------------------------ a minister leaves early


def test_repair_moves_what_no_longer_holds_and_as_little_else_as_possible(edition):
    set_up(edition, tables=3)
    for _number in range(6):
        met(edition)
    before = in_force(edition)
    place = before.placements.order_by("pk").first()
    absent(place)
    assert set(why(before)) == {place.meeting.number}
    after = scheduled(edition, repair=True)
    assert (after.begun_with, after.moved, after.held) == (before, [place.meeting.number], 6)
    moved = changes(places(before), places(after))
    assert [(one.kind, one.meeting) for one in moved] == [(Changed.MOVED, place.meeting)]
    assert why(after) == {}
    release_schedule(actor=OFFICE, schedule=after)
    assert standing(edition) == after


def test_both_sides_may_change_when_they_can_meet_after_the_release(edition):
    set_up(edition, tables=1)
    meeting = met(edition)
    before = in_force(edition)
    place = before.placements.get()
    absent(place)
    AbsenceFactory(slot=place.slot, party=meeting.interest.provider.party)
    assert standing(edition) == before  # nothing moves by itself
    after = scheduled(edition, repair=True)
    assert after.placements.get().slot != place.slot


def test_what_can_no_longer_be_held_is_left_out_with_its_reason(edition):
    slots = set_up(edition, tables=1)
    meeting, other = met(edition), met(edition)
    before = in_force(edition)
    for slot in slots:
        AbsenceFactory(slot=slot, party=meeting.interest.request.party)
    after = scheduled(edition, repair=True)
    assert [one.meeting for one in after.placements.all()] == [other]
    assert set(after.unplaced) == {str(meeting.number)}
    kinds = {one.kind for one in changes(places(before), places(after))}
    assert kinds == {Changed.GONE}


def test_a_schedule_is_explained_in_the_language_of_each_reader(edition):
    set_up(edition, tables=1, ends=dt.time(10), pause_from=None, pause_to=None)
    with translation.override("fr"):
        met(edition)
        less = met(edition, priority=9)
        schedule = scheduled(edition)
    assert schedule.unplaced[str(less.number)]["en"].startswith("All are free only in slot")
