"""Moving sessions, who is told of a release, and the panellist who answers by the link of a letter."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.languages import Translated
from convoke.core.models import Job
from convoke.core.work.operations import run_job
from convoke.directory.models import Channel, Person
from convoke.outreach.models import Notice
from convoke.outreach.recipients import Languages, Selection, recipients
from convoke.programme.models import PanelInvitation, PanelRole, TeamMember
from convoke.programme.operations import panels
from convoke.programme.operations import timetable as operations
from convoke.programme.operations.timetable_notices import draft_notice
from convoke.programme.timetable import letters
from convoke.web.pages.timetable.showing import AT_ONCE
from tests.factories import (
    MandateFactory,
    PanelRoleFactory,
    PartyFactory,
    PersonFactory,
    RoomFactory,
    SessionFactory,
)

OFFICE = system("tests")
BASE = "/en/exercise-2030/timetable/"
PLAN = f"{BASE}plan/"
PANEL = "/en/exercise-2030/sessions/1.1/panel/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def session(edition, room):
    one = SessionFactory(edition=edition, code="1.1", title={"en": "Exercise of remittances"})
    return place(one, room, 9)


def place(session, room, hour: int, days: int = 1):
    begins = dt.datetime.combine(session.edition.starts_on + dt.timedelta(days=days), dt.time(hour))
    return operations.place_session(
        actor=OFFICE, session=session, room=room, starts_at=begins, ends_at=begins + dt.timedelta(hours=1)
    )


def release(edition):
    return operations.release_timetable(actor=OFFICE, edition=edition, accepted="Exercise.")


# ------------------------------------------------------------------ moving


def test_a_session_keeps_its_length_where_it_is_moved_and_its_clashes_are_told_with_their_room(
    client_of, edition, session, room
):
    other = place(SessionFactory(edition=edition, code="1.2"), room, 14)
    day = other.held_on.isoformat()
    client = client_of("task-force")
    page = text(client.post(PLAN, {"do": "move", "code": "1.1", "to": f"{day}T13:30/main"}, follow=True))
    session.refresh_from_db()
    assert session.ends_at - session.starts_at == dt.timedelta(hours=1)
    moved = page[page.index('id="moved"'):page.index("Undo the move")]
    assert "13:30 to 14:30: Main room (exercise)" in moved
    assert "1.1 and 1.2 are in Main room (exercise) at the same time." in moved


@pytest.mark.parametrize("to", ["", "x", "2030-01-01T25:00/main", "2030-01-01T10:00/nowhere", "T/"])
def test_a_place_that_is_none_is_refused_and_says_what_is_accepted(client_of, session, to):
    page = text(client_of("task-force").post(PLAN, {"do": "move", "code": "1.1", "to": to}))
    assert "Choose a place in the grid" in page
    before = session.starts_at
    session.refresh_from_db()
    assert session.starts_at == before


def test_a_move_is_undone_and_the_undoing_too(client_of, session, room):
    first = session.starts_at
    place(session, room, 16)
    moved = session.__class__.objects.get(pk=session.pk).starts_at
    client = client_of("task-force")
    for expected in (first, moved):
        page = text(client.post(PLAN, {"do": "undo", "code": "1.1"}, follow=True))
        assert "The move was undone." in page
        session.refresh_from_db()
        assert session.starts_at == expected


def test_what_was_changed_since_is_not_undone(client_of, edition, session):
    operations.set_time_zone(actor=OFFICE, edition=edition, zone="Asia/Manila")
    page = text(client_of("task-force").post(PLAN, {"do": "undo", "code": "1.1"}))
    assert "The session was changed since" in page


def test_the_plan_has_a_place_for_every_hour_and_room_without_a_script(client_of, edition, session, room):
    RoomFactory(edition=edition, code="small", name={"en": "Small room"})
    day = edition.starts_on.isoformat()
    page = text(client_of("task-force").get(PLAN, {"session": "1.1", "day": day}))
    for place_there in (f"{day}T08:00/main", f"{day}T18:30/small"):
        assert f'name="to" value="{place_there}"' in page
    assert "Place 1.1 here:" in page


def test_a_great_timetable_has_a_page_for_each_day_at_a_constant_number_of_queries(client_of, edition, room):
    for number in range(AT_ONCE + 1):
        place(SessionFactory(edition=edition, code=f"s{number}"), room, 8 + number % 10, days=number % 2)
    release(edition)
    client = client_of("focal-point")
    days = [(edition.starts_on + dt.timedelta(days=number)).isoformat() for number in range(2)]
    with CaptureQueriesContext(connection) as first:
        page = text(client.get(BASE, {"day": days[1]}))
    assert page.count('class="slot"') == AT_ONCE // 2
    assert f'href="?day={days[0]}#days"' in page
    with CaptureQueriesContext(connection) as second:
        assert text(client.get(BASE, {"day": "nonsense"})).count('class="slot"') == AT_ONCE // 2 + 1
    assert len(first) == len(second)


# ------------------------------------------------------------------ who is told


def test_a_notice_goes_to_those_concerned_and_their_focal_points_alone(edition, session, room):
    ann, ben = PersonFactory(name="Ann (exercise)"), PersonFactory(name="Ben (exercise)")
    aland, other = PartyFactory(), PartyFactory()
    points = [MandateFactory(party=party, capacity="focal-point").person for party in (aland, other)]
    MandateFactory(person=ann, party=aland, capacity="delegate")
    MandateFactory(person=ben, party=other, capacity="delegate")
    PanelRoleFactory(session=session, person=ann, party=aland)
    still = place(SessionFactory(edition=edition, code="1.2"), room, 15)
    PanelRoleFactory(session=still, person=ben, party=other)
    release(edition)
    place(session, RoomFactory(edition=edition, name={"en": "Blue room"}), 11)
    release(edition)
    notice = draft_notice(actor=OFFICE, edition=edition)
    assert notice.state == "draft"
    reached = {one.mandate.person for one in recipients(
        OFFICE, Selection.read(notice.selection), Languages(notice), clock.today())}
    assert reached == {ann, points[0]}
    assert "Blue room" in notice.body["en"]
    assert set(notice.subject) == {"en", "fr", "es", "nl", "ar"}


def test_the_office_drafts_the_notice_from_the_plan_and_finds_it_there_again(client_of, edition, session):
    PanelRoleFactory(session=session, party=PartyFactory())
    client = client_of("task-force")
    assert "Nothing was released yet" in text(client.post(PLAN, {"do": "notice"}))
    release(edition)
    answer = client.post(PLAN, {"do": "notice"})
    notice = Notice.objects.get(edition=edition)
    assert answer["Location"].endswith(f"/{notice.code}/preview/")
    assert f"/{notice.code}/" in text(client.get(PLAN))
    changed = client.get(answer["Location"].replace("/preview/", "/edit/"))
    if changed.status_code == 200:
        assert notice.selection["people"][0] in text(changed)


def test_a_notice_on_sessions_in_which_nobody_has_a_part_is_not_drafted(client_of, edition, session):
    release(edition)
    assert "nobody to tell" in text(client_of("task-force").post(PLAN, {"do": "notice"}))


# ------------------------------------------------------------------ the letter and its link


@pytest.fixture
def role(session):
    ana = PersonFactory(name="Ana Example (exercise)", language="es")
    return PanelRoleFactory(session=session, person=ana, party=PartyFactory(), state="proposed")


def invited(role: PanelRole, **more: str) -> PanelInvitation:
    subject, words = letters.words(role, "es")
    return panels.send_panel_invitation(
        actor=OFFICE, role=role, **{"means": "email", "email": "ana@example.org", "language": "es",
                                    "subject": subject, "text": words, **more})


def test_the_link_of_a_letter_is_short_enough_to_be_typed_in_any_case(client_of, role):
    token = letters.token_of(invited(role))
    assert len(token) <= 24
    assert client_of("public").get(f"/en/exercise-2030/panel-invitation/{token.upper()}/").status_code == 200


def test_the_letter_names_an_edition_that_has_no_name_of_its_own_by_its_place_and_year(role):
    edition = role.session.edition
    edition.name, edition.city, edition.year = Translated(), Translated({"en": "Exampleville"}), 2030
    assert "of Exampleville 2030." in letters.words(role, "en")[1]


def page_of(invitation: PanelInvitation, language: str = "en") -> str:
    return f"/{language}/exercise-2030/panel-invitation/{letters.token_of(invitation)}/"


def test_the_letter_is_worded_in_the_language_of_the_person_changed_and_sent(client_of, role):
    client = client_of("task-force")
    address = f"{PANEL}{role.pk}/invite/"
    assert "Exercise of remittances" in text(client.get(address))
    given = {"do": "send", "means": "email", "email": "", "language": "es", "subject": "Invitación", "text": "Venga."}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Venga." in text(refused)
    client.post(address, {**given, "email": "ana@example.org"})
    run_job.call(str(Job.objects.get(kind="send-panel-invitation").pk))
    role.refresh_from_db()
    assert role.state == "invited"
    [message] = mail.outbox
    link = re.search(r"/es/exercise-2030/panel-invitation/[^\s/]+/", message.body)
    assert "Venga." in message.body
    assert message.to == ["ana@example.org"]
    assert client_of("public").get(link.group()).status_code == 200
    assert "Its link was opened." in text(client.get(PANEL))


def test_a_letter_is_printed_with_its_link(client_of, role):
    invited(role, means="letter", email="")
    answer = client_of("task-force").get(f"{PANEL}{role.pk}/letter.pdf")
    assert answer.content.startswith(b"%PDF")
    for other in ("focal-point", "delegate", "press"):
        assert client_of(other).get(f"{PANEL}{role.pk}/letter.pdf").status_code == 404


def test_a_panellist_accepts_tells_of_themselves_and_withdraws_the_day_before(
    client_of, edition, session, role, account_of
):
    invitation, public, office = invited(role), client_of("public"), client_of("task-force")
    address = page_of(invitation)
    assert "Give the reason" in text(public.post(address, {"do": "answer", "answer-reply": "declined"}))
    public.post(address, {"do": "answer", "answer-reply": "confirmed"})
    public.post(address, {"do": "describe", "describe-biography_es": "Trabaja en remesas.",
                          "describe-languages": ["es"], "describe-others": "pt"})
    role.refresh_from_db()
    assert (role.state, dict(role.biography), role.languages) == ("confirmed", {"es": "Trabaja en remesas."},
                                                                 ["es", "pt"])
    version = release(edition)
    event = Calendar.from_ical(public.get(f"{address}session.ics").content).walk("VEVENT")[0]
    assert str(event["status"]) == "CONFIRMED"

    PanelRoleFactory(session=session, state="proposed", role="discussant",
                     person=PersonFactory(name="Eve Example (exercise)"))
    page = text(public.post(address, {"do": "withdraw", "withdraw-reason": "Illness, alas."}, follow=True))
    assert "Your withdrawal was recorded" in page
    role.refresh_from_db()
    assert (role.state, role.reason) == ("withdrawn", "Illness, alas.")
    assert "lost Ana Example (exercise)" in text(office.get("/en/desk/"))
    seen = text(office.get(PANEL))
    assert "Who could take a place:" in seen
    assert "Eve Example (exercise)" in seen
    public_page = text(public.get(BASE))
    assert "Since this version was released a panellist has withdrawn" in public_page
    for secret in ("Illness, alas.", "ana@example.org", letters.token_of(invitation)):
        assert secret not in public_page
        assert secret not in text(public.get("/en/exercise-2030/programme/1.1/"))
    calendar = Calendar.from_ical(public.get(f"{address}session.ics").content)
    cancelled = calendar.walk("VEVENT")[0]
    assert (str(calendar["method"]), str(cancelled["status"])) == ("CANCEL", "CANCELLED")
    assert cancelled["sequence"] >= event["sequence"]
    assert cancelled["uid"] == event["uid"]
    version.refresh_from_db()
    assert version.entries[0]["people"][0]["person"] == role.person.code  # what was released stays as it was


def test_who_coordinates_the_team_of_a_session_sees_the_empty_place_too(client_of, session, role, actor):
    party = min(actor("focal-point").parties)
    PanelRole.objects.filter(pk=role.pk).update(state="confirmed")
    role.refresh_from_db()
    panels.withdraw_panellist(actor=OFFICE, role=role, reason="Illness.")
    assert "lost Ana" not in text(client_of("focal-point").get("/en/desk/"))
    own = PartyFactory._meta.model.objects.get(code=party)
    TeamMember.objects.create(session=session, party=own, role="coordinator", state="member")
    assert "lost Ana" in text(client_of("focal-point").get("/en/desk/"))


def test_a_link_that_is_none_or_was_replaced_opens_nothing(client_of, role):
    public, first = client_of("public"), invited(role)
    second = invited(role)
    assert public.get(page_of(first)).status_code == 404
    assert public.get(page_of(second)).status_code == 200
    for token in ("x", "a" * 400, letters.token_of(second)[:-1] + "_", letters.token_of(second).replace("-", "")):
        assert public.get(f"/en/exercise-2030/panel-invitation/{token}/").status_code == 404
    assert public.get(page_of(second).replace("exercise-2030", "brussels-2007")).status_code == 404


def test_what_was_answered_already_is_said_and_nothing_is_lost(client_of, role):
    address = page_of(invited(role))
    panels.withdraw_panellist(actor=OFFICE, role=role, reason="Told by telephone.")
    page = text(client_of("public").post(address, {"do": "answer", "answer-reply": "confirmed"}, follow=True))
    assert "This was answered meanwhile" in page
    assert "Told by telephone." not in page


def test_a_session_that_is_taken_out_is_cancelled_in_calendars(client_of, edition, session, room):
    place(SessionFactory(edition=edition, code="1.2"), room, 15)
    release(edition)
    operations.unplace_session(actor=OFFICE, session=session)
    release(edition)
    events = {str(one["summary"])[:3]: one for one in Calendar.from_ical(
        client_of("public").get(f"{BASE}timetable.ics").content).walk("VEVENT")}
    assert (str(events["1.1"]["status"]), str(events["1.2"]["status"])) == ("CANCELLED", "CONFIRMED")


# ------------------------------------------------------------------ who is found, who is new


def test_people_are_suggested_as_a_name_is_typed_as_far_as_the_actor_may_see_them(client_of, session, actor):
    PersonFactory(name="Unknown Example (exercise)")
    office = client_of("task-force")
    found = text(office.get(PANEL, {"propose-q": "unknown ex"}, headers={"HX-Request": "true"}))
    assert "Unknown Example (exercise)" in found
    assert "<html" not in found
    own = PartyFactory._meta.model.objects.get(code=min(actor("focal-point").parties))
    TeamMember.objects.create(session=session, party=own, state="member")
    hidden = text(client_of("focal-point").get(PANEL, {"propose-q": "unknown ex"}, headers={"HX-Request": "true"}))
    assert "Unknown Example" not in hidden
    assert "Nobody whom you may see" in hidden


def test_the_office_enters_and_proposes_somebody_new_in_one_step_or_not_at_all(client_of, session):
    client = client_of("task-force")
    given = {"do": "propose", "propose-name": "Nora Example (exercise)", "propose-email": "no address",
             "propose-language": "fr", "propose-role": "speaker", "propose-person": ""}
    page = text(client.post(PANEL, given))
    assert 'value="Nora Example (exercise)"' in page
    assert not Person.objects.filter(name="Nora Example (exercise)").exists()
    client.post(PANEL, {**given, "propose-email": "nora@example.org"})
    role = PanelRole.objects.get(session=session, person__name="Nora Example (exercise)")
    assert (role.state, role.person.language, role.person.mandates.count()) == ("proposed", "fr", 0)
    assert Channel.objects.get(person=role.person).address == "nora@example.org"


# ------------------------------------------------------------------ interpretation


def test_the_interpretation_plan_counts_teams_at_once_and_names_who_is_not_understood(
    client_of, edition, session, room
):
    for code, hour in (("1.2", 9), ("1.3", 10)):
        one = place(SessionFactory(edition=edition, code=code), RoomFactory(edition=edition, booths=3), hour)
        operations.plan_interpretation(actor=OFFICE, session=one, languages=["en", "fr"])
    operations.plan_interpretation(actor=OFFICE, session=session, languages=["en", "fr", "es"])
    PanelRoleFactory(session=session, person=PersonFactory(name="Omar Example (exercise)"), languages=["ar"])
    page = text(client_of("task-force").get(f"{BASE}interpretation/"))
    rows = re.findall(r'<tr><th scope="row">(\w+)</th><td class="number">(\d+)</td><td class="number">(\d+)</td>', page)
    assert ("French", "2", "3") in rows
    assert ("Spanish", "1", "1") in rows
    assert "Omar Example (exercise) speaks in Arabic; 1.1 is not interpreted from it." in page
    assert client_of("focal-point").get(f"{BASE}interpretation/").status_code == 403
