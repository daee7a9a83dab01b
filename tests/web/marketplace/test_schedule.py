"""The office's pages of schedules: begun, followed, stopped, read as a grid, released, repaired."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from convoke.core.models import Job
from convoke.core.work.operations import run_job
from convoke.marketplace.models import Meeting, Schedule
from convoke.marketplace.operations.arranging import Arrangement, arrange_meeting
from tests.factories import AbsenceFactory
from tests.marketplace.fairs import OFFICE as SYSTEM
from tests.marketplace.fairs import in_force, met, scheduled, set_up, table
from tests.web.places import ROLES

BASE = "/en/exercise-fair/marketplace/schedule/"
OFFICE = ("chair", "task-force")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def office(client_of):
    return client_of("task-force")


def run_waiting() -> None:
    """Does the work that waits, as a worker would."""
    for job in Job.objects.filter(state="queued", kind="marketplace-schedule"):
        run_job.call(str(job.pk))


@pytest.mark.parametrize("role", ["public", *ROLES])
def test_a_schedule_is_read_by_the_office_alone_released_or_not(client_of, edition, role):
    set_up(edition)
    met(edition)
    in_force(edition)
    client = client_of(role)
    addresses = (BASE, f"{BASE}1/", f"{BASE}1/participants/", f"{BASE}1/schedule.csv", f"{BASE}2/")
    codes = [client.get(address).status_code for address in addresses]
    if role in OFFICE:
        assert codes == [200, 200, 200, 200, 404]
    else:
        assert set(codes) == {302 if role == "public" else 403}


def test_a_schedule_is_begun_followed_and_seen(office, edition):
    set_up(edition)
    met(edition)
    said = text(office.post(BASE, {"do": "new", "seconds": "5"}, follow=True))
    job = Job.objects.get(kind="marketplace-schedule")
    assert "being worked out" in said
    assert f'hx-get="/en/jobs/{job.pk}/"' in said
    assert f'action="/en/jobs/{job.pk}/stop/"' in said
    assert '<meta http-equiv="refresh"' in said
    assert "Work out a new schedule" not in said
    run_waiting()
    part = text(office.get(f"/en/jobs/{job.pk}/", headers={"HX-Request": "true"}))
    assert f'href="{BASE}1/"' in part
    said = text(office.get(BASE))
    assert "This is the best possible." in said
    assert "not released" in said


def test_what_cannot_be_begun_says_what_is_missing(office, edition):
    answer = office.post(BASE, {"do": "new", "seconds": "5"})
    assert answer.status_code == 422
    assert "There are no slots yet" in text(answer)
    set_up(edition)
    met(edition)
    answer = office.post(BASE, {"do": "new", "seconds": "9999"})
    assert answer.status_code == 422
    assert "600" in text(answer)


def test_a_run_is_stopped_from_the_page_and_once(office, client_of, edition):
    set_up(edition)
    met(edition)
    office.post(BASE, {"do": "new", "seconds": "5"})
    job = Job.objects.get(kind="marketplace-schedule")
    assert client_of("provider").post(f"/en/jobs/{job.pk}/stop/").status_code == 404
    assert office.get(f"/en/jobs/{job.pk}/stop/").status_code == 405
    said = text(office.post(f"/en/jobs/{job.pk}/stop/", follow=True))
    assert "ends in a moment with what it has" in said
    assert "/stop/" not in said
    run_waiting()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "stopped before it had begun" in job.message
    assert "over already" in text(office.post(f"/en/jobs/{job.pk}/stop/", follow=True))


def test_the_grid_names_each_meeting_with_both_sides_over_the_slots_it_takes(office, edition):
    slots = set_up(edition)
    meeting = met(edition, length=2)
    arrange_meeting(actor=SYSTEM, meeting=meeting, arrangement=Arrangement(slot=slots[0], table=table(edition, 2)))
    table(edition, 1).closed.add(slots[4])
    scheduled(edition)
    said = text(office.get(f"{BASE}1/"))
    assert said.count('<th scope="rowgroup"') == 2
    assert '<td rowspan="2">' in said
    assert meeting.interest.request.party.acronym or meeting.interest.request.party.code in said
    assert 'class="note">closed<' in said
    assert "1 of 1" in said


def test_the_grid_has_the_hours_of_the_place_where_the_edition_meets(office, edition):
    slots = set_up(edition)
    met(edition)
    edition.time_zone = "Asia/Manila"
    edition.save(update_fields=["time_zone"])
    scheduled(edition)
    there = slots[0].starts_at.astimezone(ZoneInfo("Asia/Manila"))
    said = text(office.get(f"{BASE}1/"))
    assert f'<bdi dir="ltr">{there:%H:%M}–' in said
    assert f"{slots[0].starts_at:%H:%M}–" not in said


def test_a_schedule_is_released_and_a_minister_leaves_early(office, edition):
    set_up(edition, tables=3)
    for _number in range(4):
        met(edition)
    scheduled(edition)
    said = text(office.post(f"{BASE}1/", {"do": "release"}, follow=True))
    assert "The schedule is in force." in said
    before = Schedule.objects.get(edition=edition, number=1)
    place = before.placements.order_by("pk").first()
    AbsenceFactory(slot=place.slot, party=place.meeting.interest.request.party)
    said = text(office.get(BASE))
    assert "1 meeting no longer holds" in said
    assert "cannot meet then" in said
    office.post(BASE, {"do": "repair", "seconds": "5"})
    run_waiting()
    said = text(office.get(f"{BASE}2/"))
    assert "against schedule 1" in said
    assert f"Meeting {place.meeting.number}" in said
    assert "repair of schedule 1" in said
    office.post(f"{BASE}2/", {"do": "release"})
    assert "It holds as things are now." in text(office.get(BASE))
    assert "replaced" in text(office.get(f"{BASE}1/"))


def test_a_release_that_no_longer_holds_is_refused_with_what_changed(office, edition):
    set_up(edition)
    meeting = met(edition)
    scheduled(edition)
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", reason="x")
    answer = office.post(f"{BASE}1/", {"do": "release"})
    assert answer.status_code == 422
    assert "It was cancelled." in text(answer)
    assert "repair the one in force" in text(answer)
    assert office.post(f"{BASE}1/", {"do": "paint"}).status_code == 422


def test_a_schedule_that_was_not_found_says_why_and_can_only_be_discarded(office, edition):
    slots = set_up(edition)
    meeting = met(edition)
    arrange_meeting(actor=SYSTEM, meeting=meeting, arrangement=Arrangement(slot=slots[0]))
    AbsenceFactory(slot=slots[0], party=meeting.interest.request.party)
    scheduled(edition)
    said = text(office.get(f"{BASE}1/"))
    assert "Why there is no schedule" in said
    assert "has no slot" in said
    assert 'value="release"' not in said
    assert "There is no such schedule." in said
    office.post(f"{BASE}1/", {"do": "discard"})
    assert office.get(f"{BASE}1/").status_code == 404


def test_meetings_left_out_have_their_reasons_on_the_page_and_in_the_file(office, edition):
    set_up(edition, tables=1, ends=dt.time(10), pause_from=None, pause_to=None)
    met(edition, priority=1)
    left = met(edition, priority=9)
    scheduled(edition)
    assert "all tables are taken" in text(office.get(f"{BASE}1/"))
    answer = office.get(f"{BASE}1/schedule.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[2].startswith(f"{left.number},")
    assert "all tables are taken" in lines[2]


def test_each_participants_day_is_read_in_order(office, edition):
    set_up(edition)
    first = met(edition)
    met(edition, asking=first.interest.request.party)
    scheduled(edition)
    said = text(office.get(f"{BASE}1/participants/"))
    assert "2 meetings" in said
    assert said.count("<section") >= 3


def test_reasons_are_read_in_the_language_of_the_page(office, edition):
    set_up(edition, tables=1)
    for _number in range(6):
        met(edition)
    scheduled(edition)
    schedule = Schedule.objects.get(edition=edition)
    [(number, said)] = schedule.unplaced.items()
    said["fr"] = "Raison en français."
    Schedule.objects.filter(pk=schedule.pk).update(unplaced={number: said})
    assert "Raison en français." in text(office.get("/fr/exercise-fair/marketplace/schedule/1/"))


@pytest.mark.parametrize("address", ["", "1/", "1/participants/", "1/schedule.csv"])
def test_the_pages_ask_the_same_queries_whatever_there_is(office, edition, queries, address):
    set_up(edition, tables=6)
    met(edition)
    scheduled(edition)
    office.get(BASE + address)
    few = queries(lambda: office.get(BASE + address))
    for _number in range(6):
        met(edition)
    Schedule.objects.all().delete()
    scheduled(edition)
    assert queries(lambda: office.get(BASE + address)) <= few
