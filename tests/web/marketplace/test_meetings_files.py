"""Meetings to take along: one's own as a calendar file and in the subscribed calendar, cards as PDF (MKT-1)."""

import datetime as dt

import pypdfium2
import pytest
from django.urls import reverse
from icalendar import Calendar

from convoke.bodies.operations.calendars import make_feed
from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import Job
from convoke.core.work.operations import request_job, run_job
from convoke.editions.models import Edition
from convoke.marketplace.models import Interest, Meeting, Slot
from tests.factories import ScheduleFactory
from tests.marketplace.meets import fair_of, meeting_in, placed, slot_at, talk_in
from tests.marketplace.talks import ASKING, OFFERING, OFFICE, STRANGERS, provider_elsewhere

HOME = "/en/exercise-market/marketplace/meetings/"
FILE, CARDS = f"{HOME}meetings.ics", f"{HOME}cards.pdf"
SIDES = sorted(ASKING | OFFERING)


@pytest.fixture
def room(demonstration) -> Interest:
    return talk_in(fair_of())


@pytest.fixture
def meeting(room) -> Meeting:
    """A placed meeting of two hours."""
    made = meeting_in(room, length=2, about="Most secret (exercise).")
    placed(made, Slot.objects.filter(edition=made.edition).first())
    return made


def events(content: bytes) -> list:
    return [one for one in Calendar.from_ical(content).walk("VEVENT") if one["UID"].startswith("marketplace-")]


def pages(answer) -> list[str]:
    assert answer["Content-Type"] == "application/pdf"
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content)]


@pytest.mark.parametrize("role", ["public", *SIDES, *sorted(OFFICE), *STRANGERS])
def test_mkt_1_the_calendar_has_ones_own_placed_meetings_alone(client_of, meeting, role):
    answer = client_of(role).get(FILE)
    if role == "public":
        assert answer.status_code == 302
        return
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    found = events(answer.content)
    assert len(found) == (role in SIDES)  # the office speaks for no side
    if found:
        other = "Exercise Observatory" if role in ASKING else "Bermea (exercise)"
        slots = list(Slot.objects.filter(edition=meeting.edition))
        assert found[0]["SUMMARY"] == f"Meeting 1: {other}"
        assert (found[0].decoded("DTSTART"), found[0].decoded("DTEND")) == (slots[0].starts_at, slots[1].ends_at)
        assert found[0]["LOCATION"] == "Table 2"
        assert found[0]["STATUS"] == "CONFIRMED"
        assert found[0]["URL"].endswith("/en/exercise-market/marketplace/meetings/1/")
    else:
        assert b"secret" not in answer.content


def test_times_are_in_the_zone_of_the_edition_with_its_definition(client_of, meeting):
    Edition.objects.filter(pk=meeting.edition_id).update(time_zone="Asia/Manila")
    content = client_of("provider").get(FILE).content
    assert b"BEGIN:VTIMEZONE" in content
    assert b"DTSTART;TZID=Asia/Manila:" in content


def test_what_was_moved_called_off_or_fell_out_puts_calendars_right(client_of, meeting):
    client, edition = client_of("provider"), meeting.edition
    [first] = events(client.get(FILE).content)
    later = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    moved = ScheduleFactory(edition=edition, released_at=later)
    placed(meeting, Slot.objects.filter(edition=edition).last(), schedule=moved)
    [second] = events(client.get(FILE).content)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second.decoded("DTSTART") > first.decoded("DTSTART")
    ScheduleFactory(edition=edition, released_at=later + dt.timedelta(days=1))
    [third] = events(client.get(FILE).content)
    assert (third["STATUS"], third["SEQUENCE"] > second["SEQUENCE"]) == ("CANCELLED", True)
    moved.released_at = later + dt.timedelta(days=2)
    moved.save()
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", reason="-", cancelled_at=clock.now())
    [fourth] = events(client.get(FILE).content)
    assert fourth["STATUS"] == "CANCELLED"


def test_the_subscribed_calendar_has_ones_own_meetings_as_well(client, meeting, actor):
    for role, number in (("provider", 1), ("focal-point", 1), ("task-force", 0), ("press", 0)):
        answer = client.get(reverse("calendar-feed", args=[make_feed(actor=actor(role))]))
        assert len(events(answer.content)) == number


def test_a_meeting_without_a_time_is_in_no_file(client_of, room):
    meeting_in(room)
    assert events(client_of("provider").get(FILE).content) == []
    assert client_of("provider").get(CARDS).status_code == 404


def test_a_schedule_that_was_not_released_is_in_no_file(client_of, room):
    made = meeting_in(room)
    placed(made, Slot.objects.first(), schedule=ScheduleFactory(edition=made.edition, released_at=None))
    for role in ("provider", "task-force"):
        assert events(client_of(role).get(FILE).content) == []
        assert client_of(role).get(CARDS).status_code == 404


@pytest.mark.parametrize("role", [*SIDES, *sorted(OFFICE), *STRANGERS])
def test_mkt_1_cards_are_of_the_meetings_the_reader_may_know_of(client_of, meeting, role):
    other = meeting_in(provider_elsewhere(meeting.interest.request, state="accepted")[0], number=2)
    placed(other, slot_at(meeting.edition, 15), schedule=meeting.placements.get().schedule)
    answer = client_of(role).get(CARDS)
    if role in STRANGERS:
        assert answer.status_code == 404
        return
    found = pages(answer)
    assert len(found) == (1 if role in OFFERING else 2)
    assert "Meeting 1: Table 2" in found[0]
    for words in ("Hall B", "09:00–11:00", "Bermea (exercise)", "Exercise Observatory", "M-1"):
        assert words in found[0]


def test_the_office_prints_the_cards_of_one_participant_or_of_one_meeting(client_of, meeting):
    other = meeting_in(provider_elsewhere(meeting.interest.request, state="accepted")[0], number=2)
    placed(other, slot_at(meeting.edition, 15), schedule=meeting.placements.get().schedule)
    client = client_of("task-force")
    assert len(pages(client.get(f"{CARDS}?party=exercise-bermea"))) == 2
    [one] = pages(client.get(f"{CARDS}?party=exercise-observatory"))
    assert "Meeting 1" in one
    [one] = pages(client.get(f"{CARDS}?number=2"))
    assert "Meeting 2" in one
    for wrong in ("?party=nobody", "?number=99", "?number=nonsense", "?number=١", "?number=9999999999999"):
        assert client.get(f"{CARDS}{wrong}").status_code == 404


def test_so_many_cards_that_nobody_would_wait_are_made_in_the_background(client_of, meeting, monkeypatch):
    client, links = client_of("task-force"), 'href="/en/exercise-market/marketplace/meetings/cards.pdf"'
    assert links in client.get(HOME).content.decode()
    monkeypatch.setattr("convoke.web.cards.MOST", 0)
    page = client.get(CARDS, follow=True).content.decode()
    assert "So many cards are made in the background" in page
    assert "Make the 1 cards to print" in page
    assert links not in page
    answer = client.post(CARDS, {"party": "exercise-bermea"})
    job = Job.objects.get(kind="meeting-cards")
    assert (answer.status_code, answer["Location"]) == (302, reverse("job", args=[job.pk]))
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert job.summary == {"edition": "exercise-market", "meetings": 1}
    result = client.get(reverse("job-result", args=[job.pk]))
    [page] = pypdfium2.PdfDocument(b"".join(result.streaming_content))
    assert "Meeting 1" in page.get_textpage().get_text_range()


def test_mkt_1_nobody_has_cards_made_of_meetings_of_others(client_of, meeting):
    client = client_of("press")
    assert client.post(CARDS).status_code == 404
    assert not Job.objects.filter(kind="meeting-cards").exists()
    job = request_job(actor=system("tests"), kind="meeting-cards", edition="exercise-market", party="nobody")
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "No meeting has a time in a released schedule.")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_cards_are_in_the_language_of_the_reader_and_fit_their_page(client_of, meeting, language):
    Meeting.objects.filter(pk=meeting.pk).update(about="Very long words. " * 17)
    assert len(pages(client_of("provider").get(CARDS.replace("/en/", f"/{language}/")))) == 1


def test_more_meetings_cost_no_query_more(client_of, meeting, queries):
    client = client_of("focal-point")
    for page in (FILE, CARDS):
        client.get(page)
    before = [queries(lambda page=page: client.get(page)) for page in (FILE, CARDS)]
    for number in range(2, 6):
        other = provider_elsewhere(meeting.interest.request, state="accepted")[0]
        placed(meeting_in(other, number=number), slot_at(meeting.edition, 15, number),
               schedule=meeting.placements.get().schedule)
    assert [queries(lambda page=page: client.get(page)) for page in (FILE, CARDS)] == before
