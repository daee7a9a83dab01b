"""The pages of the timetable and of panels, as each reader meets them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.programme.models import PanelRole, Room, Session, TimetableVersion
from convoke.programme.operations import panels
from convoke.programme.operations import timetable as operations
from convoke.web.journal_words import sentence
from tests.factories import PanelRoleFactory, PersonFactory, RoomFactory, SessionFactory

OFFICE = system("tests")
LANGUAGES = ("en", "fr", "ar")


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def session(edition):
    return SessionFactory(edition=edition, code="1.1", title={"en": "Exercise of remittances"})


def place(session: Session, room: Room, begins: dt.datetime) -> Session:
    return operations.place_session(
        actor=OFFICE, session=session, room=room, starts_at=begins, ends_at=begins + dt.timedelta(hours=1)
    )


@pytest.fixture
def released(session, room):
    place(session, room, clock.now())
    return operations.release_timetable(actor=OFFICE, edition=session.edition, accepted="Exercise.")


BASE = "/en/exercise-2030/timetable/"
PLAN = f"{BASE}plan/"
PANEL = "/en/exercise-2030/sessions/1.1/panel/"


# ------------------------------------------------------------------ what all see


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_released_timetable_is_a_table_of_rooms_by_times(client_of, released, language):
    page = text(client_of("public").get(f"/{language}/exercise-2030/timetable/"))
    for words in ('<th scope="col">', '<th scope="row">', "<caption", "Exercise of remittances",
                  "Main room (exercise)"):
        assert words in page
    assert released.checksum in page


def test_what_is_planned_is_not_public_before_it_is_released(client_of, session, room):
    place(session, room, clock.now())
    assert "Exercise of remittances" not in text(client_of("public").get(BASE))


def test_what_changed_is_said_since_the_version_before(client_of, released, session, room):
    place(session, RoomFactory(edition=session.edition, name={"en": "Small room (exercise)"}), clock.now())
    operations.release_timetable(actor=OFFICE, edition=session.edition, accepted="Exercise.")
    page = text(client_of("public").get(BASE))
    assert "is in another room: Small room (exercise); before: Main room (exercise)" in page
    assert "Small room" not in text(client_of("public").get(f"{BASE}?version=1"))


@pytest.mark.parametrize("word", ["9", "x", "-1", "²", "99999"])
def test_a_version_there_is_not_is_not_found(client_of, released, word):
    assert client_of("public").get(BASE, {"version": word}).status_code == 404


def test_a_past_edition_shows_its_days_without_hours(client_of):
    page = text(client_of("public").get("/en/brussels-2007/timetable/"))
    assert "no timetable with hours was released" in page
    assert "The hour is not on record." in page
    assert "<table" not in page


def test_calendar_of_all_and_of_one_session(client_of, released):
    for address in (f"{BASE}timetable.ics", f"{BASE}1.1.ics"):
        calendar = Calendar.from_ical(client_of("public").get(address).content)
        [event] = calendar.walk("VEVENT")
        assert str(event["summary"]) == "1.1 Exercise of remittances"
        assert event["dtstart"].params["TZID"] == "Europe/Brussels"
    assert client_of("public").get(f"{BASE}9.9.ics").status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_programme_is_printed(client_of, released, language):
    answer = client_of("public").get(f"/{language}/exercise-2030/timetable/timetable.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_hall_shows_now_and_next_and_renews_itself_where_asked_for(client_of, released, session, room):
    later = SessionFactory(edition=session.edition, code="1.2", title={"en": "Exercise of skills"})
    place(later, room, clock.now() + dt.timedelta(hours=2))
    operations.release_timetable(actor=OFFICE, edition=session.edition, accepted="Exercise.")
    page = text(client_of("public").get(f"{BASE}hall/"))
    assert 'http-equiv="refresh"' not in page
    assert 'http-equiv="refresh"' in text(client_of("public").get(f"{BASE}hall/?screen=1"))
    assert page.index("Exercise of remittances") < page.index("Next") < page.index("Exercise of skills")


def test_the_hall_without_a_timetable_says_so(client_of, edition):
    assert "No timetable has been released yet." in text(client_of("public").get(f"{BASE}hall/"))


def test_the_public_page_asks_a_constant_number_of_queries(client_of, released, session, room):
    client = client_of("focal-point")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(BASE).status_code == 200
        return len(captured)

    first = asked()
    for number in range(12):
        one = SessionFactory(edition=session.edition)
        PanelRoleFactory(session=one)
        place(one, room, clock.now() + dt.timedelta(hours=2 + number))
    operations.release_timetable(actor=OFFICE, edition=session.edition, accepted="Exercise.")
    assert asked() <= first + 1  # the version before it


# ------------------------------------------------------------------ the plan


@pytest.mark.parametrize("role", ["public", "focal-point", "delegate", "press"])
def test_nobody_but_the_office_sees_the_plan(client_of, edition, role):
    assert client_of(role).get(PLAN).status_code == (302 if role == "public" else 403)


def test_the_office_places_a_session_by_a_form_and_sees_what_clashes(client_of, session, room):
    client = client_of("task-force")
    given = {"do": "place", "code": "1.1", "place-day": session.edition.starts_on.isoformat(),
             "place-begins": "09:00", "place-minutes": "90", "place-room": "main"}
    wrong = client.post(f"{PLAN}?session=1.1", {**given, "place-minutes": "0"})
    assert "Nothing was saved yet" in text(wrong)
    page = text(client.post(f"{PLAN}?session=1.1", given, follow=True))
    assert "Nothing clashes." in page
    SessionFactory(edition=session.edition, code="1.2")
    page = text(client.post(PLAN, {**given, "code": "1.2"}, follow=True))
    assert "1.1 and 1.2 are in Main room (exercise) at the same time." in page
    page = text(client.post(PLAN, {"do": "release", "release-note": "First."}))
    assert "PRO-2" in page
    client.post(PLAN, {"do": "release", "release-accepted": "Divided."})
    assert TimetableVersion.objects.get(edition=session.edition).accepted == "Divided."
    assert "Divided." not in text(client_of("public").get(BASE))
    assert "released version 1" in sentence(JournalEntry.objects.latest("sequence"))


def test_the_office_adds_and_changes_rooms_plans_interpretation_and_sets_the_zone(client_of, session):
    client = client_of("task-force")
    client.post(PLAN, {"do": "room", "room-name": "Blue room", "room-seats": "40", "room-booths": "2"})
    room = Room.objects.get(edition=session.edition)
    client.post(PLAN, {"do": "change-room", "room": room.code, f"room-{room.pk}-name": "Blue room",
                       f"room-{room.pk}-seats": "30", f"room-{room.pk}-booths": "2"})
    room.refresh_from_db()
    assert (room.code, room.capacity) == ("blue-room", 30)
    client.post(PLAN, {"do": "interpret", "code": "1.1", "interpret-languages": ["en", "fr"],
                       "interpret-expected": "25"})
    session.refresh_from_db()
    assert (session.languages, session.expected) == (["en", "fr"], 25)
    assert "Give a time zone by its name" in text(client.post(PLAN, {"do": "zone", "zone-zone": "Mars/Base"}))
    client.post(PLAN, {"do": "zone", "zone-zone": "Asia/Manila"})
    session.edition.refresh_from_db()
    assert session.edition.time_zone == "Asia/Manila"


def test_a_session_is_taken_out_again(client_of, session, room):
    place(session, room, clock.now())
    client_of("task-force").post(PLAN, {"do": "unplace", "code": "1.1"})
    session.refresh_from_db()
    assert session.starts_at is None


@pytest.mark.parametrize("do", ["", "paint", "place", "change-room"])
def test_a_form_that_is_none_changes_nothing(client_of, session, do):
    page = text(client_of("task-force").post(PLAN, {"do": do}, follow=True))
    assert "cannot be done" in page


def test_the_plan_asks_a_constant_number_of_queries(client_of, session, room):
    client = client_of("task-force")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PLAN).status_code == 200
        return len(captured)

    place(session, room, clock.now())
    first = asked()
    for number in range(12):
        one = SessionFactory(edition=session.edition)
        PanelRoleFactory(session=one)
        place(one, room, clock.now() + dt.timedelta(hours=number))
    assert asked() == first


# ------------------------------------------------------------------ panels


def test_the_office_proposes_and_invites_and_the_party_confirms(client_of, account_of, actor, session):
    office, own = client_of("task-force"), min(actor("focal-point").parties)
    person = PersonFactory(name="Ann Example (exercise)")
    given = {"do": "propose", "propose-person": "", "propose-role": "speaker", "propose-party": own}
    assert "Choose one of those found" in text(office.post(PANEL, given))
    found = text(office.post(PANEL, {**given, "do": "search", "propose-q": "ann exam", "propose-function": "Minister"}))
    assert f'value="{person.code}"' in found
    assert "Choose one of those found" not in found
    assert 'value="Minister"' in found
    office.post(PANEL, {**given, "propose-person": person.code})
    role = PanelRole.objects.get(session=session, person=person)
    office.post(PANEL, {"do": "invite", "role": role.pk})
    client = client_of("focal-point")
    assert "Reply for Ann Example (exercise)" in text(client.get("/en/desk/"))
    page = text(client.post(PANEL, {"do": "reply", "role": role.pk, f"reply-{role.pk}-reply": "declined"}))
    assert "Give the reason" in page
    client.post(PANEL, {"do": "reply", "role": role.pk, f"reply-{role.pk}-reply": "confirmed"})
    role.refresh_from_db()
    assert role.state == "confirmed"


def test_a_panellist_who_withdraws_the_day_before_is_on_the_desk_of_the_office(client_of, actor, session, room):
    place(session, room, clock.now() + dt.timedelta(days=1))
    role = PanelRoleFactory(session=session, person=PersonFactory(name="Ben Example (exercise)"))
    client = client_of("task-force")
    client.post(PANEL, {"do": "withdraw", "role": role.pk, f"withdraw-{role.pk}-reason": "Illness."})
    assert "lost Ben Example (exercise)" in text(client.get("/en/desk/"))
    assert "Nobody has taken these places yet" in text(client.get(PANEL))
    shown = text(client_of("focal-point").get(PANEL))
    assert "Ben Example" not in shown
    assert "Illness." not in shown


@pytest.mark.parametrize("role", ["focal-point", "delegate", "press"])
def test_nobody_else_changes_a_panel(client_of, session, role):
    entry = PanelRoleFactory(session=session)
    client = client_of(role)
    for do in ("propose", "invite", "reply", "withdraw", "describe"):
        assert client.post(PANEL, {"do": do, "role": entry.pk}).status_code == 403
    entry.refresh_from_db()
    assert entry.state == "confirmed"


def test_a_biography_is_public_once_its_person_has_confirmed(client_of, session):
    role = PanelRoleFactory(session=session)
    panels.set_biography(actor=OFFICE, role=role, biography={"en": "Works on remittances."}, languages=["fr"])
    assert "Works on remittances." in text(client_of("delegate").get(PANEL))


def test_a_session_there_is_not_is_missing(client_of, edition):
    assert client_of("task-force").get("/en/exercise-2030/sessions/9.9/panel/").status_code == 404
