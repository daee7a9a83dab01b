"""The pages of bodies, meetings, silence procedures and calendars, as each reader meets them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from convoke.bodies.models import Body, BodyMeeting, BodyMember, MeetingDocument, SilenceProcedure
from convoke.bodies.operations.meetings import hold_meeting
from convoke.bodies.operations.silence import Proposal, draft_silence
from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.directory.models import Account
from convoke.editions.models import Edition
from convoke.web.journal_words import SENTENCES, sentence
from tests.factories import (
    BodyMeetingFactory,
    BodyMemberFactory,
    MeetingInvitationFactory,
    SilenceProcedureFactory,
)

GROUP = "/en/bodies/exercise-working-group/"
SILENCE = "/en/silence/exercise-delegation/"
LANGUAGES = ("en", "fr", "ar")
PDF = b"%PDF-1.7 exercise"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def meeting(db: None) -> BodyMeeting:
    """The exercise meeting: convened, two of four have replied."""
    return BodyMeeting.objects.select_related("body").get(body__code="exercise-working-group")


@pytest.fixture
def address(meeting: BodyMeeting) -> str:
    """Its page."""
    return f"{GROUP}meetings/{meeting.code}/"


# ------------------------------------------------------------------ bodies


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_every_body_and_the_next_meeting_one_may_see(client_of, language, meeting):
    page = text(client_of("focal-point").get(f"/{language}/bodies/"))
    for body in Body.objects.all():
        assert f"/{language}/bodies/{body.code}/" in page
    assert f"/meetings/{meeting.code}/" in page
    assert f"/meetings/{meeting.code}/" not in text(client_of("public").get(f"/{language}/bodies/"))


def test_bod_2_the_steering_group_shows_the_troika_ex_officio(client_of):
    page = text(client_of("public").get("/en/bodies/steering-group/?on=2008-06-01"))
    for name in ("Belgium", "Greece", "Philippines"):
        assert name in page
    assert page.count("ex officio") >= 3
    before = text(client_of("public").get("/en/bodies/steering-group/?on=2007-07-01"))
    assert "Greece" not in before.partition("<main")[2]


def test_bod_3_members_and_their_balance_stand_together(client_of):
    page = text(client_of("public").get("/en/bodies/friends-of-the-forum/?on=2008-06-01"))
    assert "participants on 1 June 2008" in page
    assert page.count("<meter") >= 6
    assert "more than 230" in page


def test_a_word_that_is_no_date_is_named_and_today_is_shown(client_of):
    page = text(client_of("public").get("/en/bodies/troika/?on=2008-02-30"))
    assert "“2008-02-30” is not a date" in page


def test_the_office_sets_up_a_working_group(client_of):
    client = client_of("task-force")
    wrong = client.post("/en/bodies/new/", {"name": "Circular", "mandate": "Collect.", "leads": []})
    assert wrong.status_code == 200
    assert "One or two governments lead a working group" in text(wrong)
    assert 'value="Circular"' in text(wrong)
    done = client.post(
        "/en/bodies/new/", {
            "name": "Circular", "mandate": "Collect.", "leads": ["exercise-bermea"], "members": ["exercise-aldoria"],
            "reports_to": ["friends-of-the-forum"],
        }, follow=True,
    )
    page = text(done)
    assert done.request["PATH_INFO"] == "/en/bodies/circular/"
    assert "Bermea (exercise)" in page
    assert "Friends of the Forum" in page


def test_the_office_enters_and_ends_members_and_nothing_is_overwritten(client_of):
    client, body = client_of("task-force"), Body.objects.get(code="exercise-working-group")
    entered = {"do": "enter", "enter-party": "exercise-association", "enter-role": "observer"}
    wrong = client.post(GROUP, {**entered, "enter-since": "2008-02-31"})
    assert "Enter a valid date" in text(wrong)
    client.post(GROUP, {**entered, "enter-since": (clock.today() - dt.timedelta(days=5)).isoformat()})
    entry = BodyMember.objects.get(body=body, party__code="exercise-association")
    again = client.post(GROUP, {**entered, "enter-since": clock.today().isoformat()})
    assert "sits in the body already" in text(again)
    ended = {"do": "end", "end-entry": str(entry.pk), "end-until": clock.today().isoformat(), "end-reason": "Done."}
    page = text(client.post(GROUP, ended, follow=True))
    assert "The entry was ended" in page
    assert "Earlier members" in page
    assert BodyMember.objects.get(pk=entry.pk).reason == "Done."


@pytest.mark.parametrize("role", ["public", "focal-point", "press"])
def test_nobody_else_enters_members(client_of, role):
    answer = client_of(role).post(GROUP, {"do": "enter", "enter-party": "exercise-association"})
    assert answer.status_code == 403
    assert "Task force" in text(answer)


# ------------------------------------------------------------------ meetings


def test_a_meeting_is_planned_and_convened_by_the_office(client_of):
    client = client_of("task-force")
    day = (clock.today() + dt.timedelta(days=30)).isoformat()
    typed = {"title": "Third meeting", "starts_on": day, "begins": "10:00", "time_zone": "Europe/Zurich",
             "agenda": "Opening\nClosing", "audience": "friends"}
    wrong = client.post(f"{GROUP}meetings/new/", typed)
    assert "Give both the time it begins and the time it ends" in text(wrong)
    assert 'value="Third meeting"' in text(wrong)
    planned = client.post(f"{GROUP}meetings/new/", {**typed, "ends": "12:00"}, follow=True)
    page = planned.request["PATH_INFO"]
    assert "10:00 (Europe/Zurich)" in text(planned)
    assert "Convene and invite" in text(planned)
    changed = client.post(f"{page}change/", {**typed, "ends": "12:30", "title": "Third meeting, moved"}, follow=True)
    assert "Third meeting, moved" in text(changed)
    convened = client.post(page, {"do": "convene", "convene-observers": ["exercise-association"]}, follow=True)
    assert text(convened).count("not yet replied") == 4
    cancelled = client.post(page, {"do": "cancel", "cancel-reason": "The hall is closed."}, follow=True)
    assert "The hall is closed." in text(cancelled)


def test_a_focal_point_replies_and_sees_the_own_reply_alone(client_of, address, meeting):
    client = client_of("focal-point")
    page = text(client.get(address))
    assert "Your reply" in page
    assert "Convene" not in page.partition("<main")[2]
    wrong = client.post(address, {"do": "reply", "reply-reply": "coming", "reply-note": "By train."})
    assert wrong.status_code == 200
    assert "Give the number of delegates" in text(wrong)
    assert 'value="By train."' in text(wrong)
    done = client.post(address, {"do": "reply", "reply-reply": "coming", "reply-delegates": "2"}, follow=True)
    assert "Your reply was recorded" in text(done)
    assert "Replied on" in text(done)
    assert meeting.invitations.get(party__code="exercise-bermea").delegates == 2
    office = text(client_of("task-force").get(address))
    assert "Aldoria (exercise)" in office
    assert "Exercise Association" in office


@pytest.mark.parametrize(("role", "status"), [
    ("public", 404), ("press", 404), ("delegate", 200), ("observer", 200), ("civil-society", 200), ("chair", 200),
])
def test_lib_1_a_meeting_is_read_by_its_audience_and_who_is_invited(client_of, address, role, status):
    assert client_of(role).get(address).status_code == status


@pytest.mark.parametrize("do", ["convene", "cancel", "summary", "attendance", "publish", "document"])
def test_what_is_the_offices_is_refused_to_a_focal_point(client_of, address, do):
    answer = client_of("focal-point").post(address, {"do": do})
    assert answer.status_code == 403
    assert "Task force" in text(answer)


def test_what_cannot_be_done_now_is_said_and_nothing_fails(client_of, address):
    for do in ("summary", "convene", "nonsense", ""):
        answer = client_of("task-force").post(address, {"do": do}, follow=True)
        assert answer.status_code == 200
        assert "cannot be done with the meeting as it stands now" in text(answer)


def test_what_came_of_a_meeting_is_recorded_then_published(client_of, address, meeting):
    BodyMeeting.objects.filter(pk=meeting.pk).update(
        starts_on=clock.today(), ends_on=clock.today(), starts_at=None, ends_at=None
    )
    client, other = client_of("task-force"), client_of("focal-point")
    client.post(address, {"do": "attendance", "attendance-attended": ["exercise-bermea"]})
    page = text(client.post(address, {"do": "summary", "summary-summary": "# Well\n\n<script>x</script> *done*"},
                            follow=True))
    assert "<em>done</em>" in page
    assert "<script>x" not in page
    client.post(address, {"do": "decision", "decision-kind": "decision", "decision-text": "To meet again."})
    assert "To meet again." not in text(other.get(address))
    assert "Attendance" in text(other.get(address))
    client.post(address, {"do": "publish", "publish-audience": "public"})
    public = text(client_of("public").get(address))
    assert "To meet again." in public
    assert "<em>done</em>" in public
    assert "not yet published" not in public


def test_a_document_is_taken_along_by_who_sees_the_meeting_and_never_shown_in_place(client_of, address, meeting):
    client = client_of("task-force")
    wrong = client.post(address, {"do": "document", "document-file": SimpleUploadedFile("a.exe", b"MZ")})
    assert "Files of this type are not accepted" in text(wrong)
    client.post(address, {"do": "document", "document-file": SimpleUploadedFile("a.pdf", PDF), "document-title": "A"})
    found = MeetingDocument.objects.get(meeting=meeting)
    page = f"{address}documents/{found.file_id}/"
    assert page in text(client_of("focal-point").get(address))
    answer = client_of("focal-point").get(page)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    for role in ("public", "press"):
        assert client_of(role).get(page).status_code == 404


def test_only_a_meeting_that_was_not_held_is_changed(client_of, address):
    assert client_of("task-force").get(f"{address}change/").status_code == 200
    assert client_of("focal-point").get(f"{address}change/").status_code == 403


# ------------------------------------------------------------------ silence procedures


def test_bod_4_the_deadline_is_shown_in_the_readers_zone_and_the_chairs(client_of):
    Account.objects.filter(email="focal-point@example.org").update(time_zone="America/Lima")
    page = text(client_of("focal-point").get(SILENCE))
    deadline = SilenceProcedure.objects.get(code="exercise-delegation").deadline
    assert deadline.hour == 10
    assert "05:00 (America/Lima)" in page
    assert "18:00 (Asia/Manila)" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proposal_is_read_in_every_language(client_of, language):
    page = text(client_of("focal-point").get(f"/{language}/silence/exercise-delegation/"))
    assert {"en": "Twelve representatives", "fr": "Douze représentants", "ar": "اثنا عشر ممثلا"}[language] in page
    assert client_of("focal-point").get(f"/{language}/silence/").status_code == 200


def test_bod_4_an_objection_without_reasons_comes_back_and_one_with_reasons_stops(client_of):
    client = client_of("focal-point")
    typed = {"do": "reply", "reply-party": "exercise-bermea", "reply-kind": "objection"}
    wrong = client.post(SILENCE, {**typed, "reply-reasons": " "})
    assert "BOD-4: an objection gives its reasons." in text(wrong)
    assert 'role="alert"' in text(wrong)
    done = client.post(SILENCE, {**typed, "reply-reasons": "Too few."}, follow=True)
    assert "stopped by an objection" in text(done)
    assert "Too few." in text(done)
    assert "Too few." not in text(client_of("observer").get(SILENCE))


def test_a_reply_for_a_party_one_does_not_act_for_is_refused(client_of):
    typed = {"do": "reply", "reply-party": "exercise-aldoria", "reply-kind": "comment"}
    refused = client_of("focal-point").post(SILENCE, typed)
    assert "exercise-aldoria is not one of the available choices" in text(refused)
    assert client_of("delegate").post(SILENCE, typed).status_code == 403
    assert SilenceProcedure.objects.get(code="exercise-delegation").replies.count() == 1


def test_bod_4_a_late_reply_is_told_that_it_changes_nothing(client_of):
    page = text(client_of("focal-point").post(
        "/en/silence/exercise-place/",
        {"do": "reply", "reply-party": "exercise-bermea", "reply-kind": "objection", "reply-reasons": "Too far."},
        follow=True,
    ))
    assert "came after the deadline and changes nothing" in page
    assert "adopted by silence" in page


def test_an_expired_one_is_shown_as_adopted_before_any_worker_came(client_of):
    now = clock.now()
    made = SilenceProcedureFactory(
        body=Body.objects.get(code="exercise-working-group"), edition=Edition.objects.get(code="brussels-2007"),
        state="circulated", deadline=now - dt.timedelta(hours=1), circulated_at=now - dt.timedelta(days=3),
        checksum="0" * 64,
    )
    page = text(client_of("chair").get(f"/en/silence/{made.code}/"))
    assert "adopted by silence" in page
    assert "Withdraw" not in page.partition("<main")[2]


def test_the_office_drafts_the_chair_circulates_and_withdraws(client_of):
    office, chair = client_of("task-force"), client_of("chair")
    typed = {"body": "exercise-working-group", "shown": "numbers", "time_zone": "Asia/Manila",
             "title_en": "A proposal", "text_en": "We propose.", "title_fr": "Une proposition"}
    wrong = office.post("/en/silence/new/", typed)
    assert "One of the two is missing in: fr" in text(wrong)
    assert "We propose." in text(wrong)
    made = office.post("/en/silence/new/", {**typed, "text_fr": "Nous proposons."}, follow=True)
    page = made.request["PATH_INFO"]
    assert "being drafted" in text(made)
    assert client_of("focal-point").get(page).status_code == 404
    day = (clock.today() + dt.timedelta(days=10)).isoformat()
    circulate = {"do": "circulate", "circulate-day": day, "circulate-time": "18:00"}
    assert office.post(page, circulate).status_code == 403
    past = chair.post(page, {**circulate, "circulate-day": "2001-01-01"})
    assert "The deadline lies ahead" in text(past)
    assert "18:00 (Asia/Manila)" in text(chair.post(page, circulate, follow=True))
    assert client_of("focal-point").get(page).status_code == 200
    edited = office.post(f"{page}change/", {**typed, "text_fr": "Autre."})
    assert "BOD-4: text, deadline and addressees stay as circulated" in text(edited)
    gone = chair.post(page, {"do": "withdraw", "withdraw-reason": "A name was missing."}, follow=True)
    assert "A name was missing." in text(gone)
    code = page.strip("/").rpartition("/")[2]
    new = office.get(f"/en/silence/new/?replaces={code}")
    assert "We propose." in text(new)


def test_the_chair_looks_through_an_addressees_eyes(client_of):
    page = text(client_of("chair").get(f"{SILENCE}?as=exercise-bermea"))
    assert "This is what an addressee sees" in page
    assert "For the Chair and the task force" not in page


def test_the_record_is_a_pdf_for_those_who_may_read_it(client_of):
    answer = client_of("observer").get(f"{SILENCE}record.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="exercise-delegation-record.pdf"'
    assert client_of("press").get(f"{SILENCE}record.pdf").status_code == 404


# ------------------------------------------------------------------ calendars


def test_a_calendar_address_is_shown_once_works_and_is_revoked(client_of, client, address, meeting):
    holder = client_of("focal-point")
    assert "You have no calendar address" in text(holder.get("/en/calendars/"))
    page = text(holder.post("/en/calendars/", {"do": "make"}))
    feed = page.partition('<code class="secret" dir="ltr">http://testserver')[2].partition("</code>")[0]
    assert feed.startswith("/calendar/")
    assert feed not in text(holder.get("/en/calendars/"))
    answer = client.get(feed)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert f"http://testserver{address}" in [str(event.get("URL")) for event in events]
    BodyMeeting.objects.filter(pk=meeting.pk).update(audience="task-force")
    meeting.invitations.all().delete()
    events = Calendar.from_ical(client.get(feed).content).walk("VEVENT")
    assert f"http://testserver{address}" not in [str(event.get("URL")) for event in events]
    holder.post("/en/calendars/", {"do": "revoke"})
    assert client.get(feed).status_code == 404
    assert client.get("/calendar/unknown.ics").status_code == 404


def test_the_address_is_in_the_language_of_its_holder(client_of, client, account_of):
    account = account_of("focal-point")
    Account.objects.filter(pk=account.pk).update(language="fr")
    page = text(client_of("focal-point").post("/en/calendars/", {"do": "make"}))
    feed = page.partition('<code class="secret" dir="ltr">http://testserver')[2].partition("</code>")[0]
    assert b"Deuxi" in client.get(feed).content


# ------------------------------------------------------------------ desks and the journal


def test_what_waits_stands_on_the_desk(client_of, meeting):
    page = text(client_of("focal-point").get("/en/desk/"))
    assert "Reply to the invitation: Second meeting (exercise)" in page
    assert "A proposal runs under the silence procedure: Twelve representatives" in page
    assert "Reply to the invitation" not in text(client_of("delegate").get("/en/desk/"))
    office = text(client_of("task-force").get("/en/desk/"))
    assert "1 of 3 addressees have replied" in office
    assert "2 will attend; 2 have not yet replied" in office
    BodyMeeting.objects.filter(pk=meeting.pk).update(starts_on=clock.today(), ends_on=clock.today())
    hold_meeting(actor=system("tests"), meeting=meeting, attended=[])
    assert "was held and has no summary yet" in text(client_of("chair").get("/en/desk/"))


def test_every_verb_of_bodies_has_its_sentence(db):
    verbs = {"create-body", "enter-member", "end-member", "plan-meeting", "change-meeting", "convene-meeting",
             "reply-to-invitation", "hold-meeting", "record-attendance", "record-summary", "record-decision",
             "add-meeting-document", "publish-meeting", "cancel-meeting", "make-calendar", "revoke-calendar",
             "draft-silence", "change-silence", "circulate-silence", "reply-to-silence", "withdraw-silence",
             "close-silence"}
    assert verbs <= set(SENTENCES)
    for entry in JournalEntry.objects.filter(verb__in=verbs):
        assert sentence(entry) != entry.verb


def count(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["task-force", "focal-point"])
def test_many_cost_no_query_more(client_of: Callable[[str], Client], role, address, meeting):
    client = client_of(role)
    pages = ("/en/bodies/", GROUP, address, "/en/silence/", SILENCE, "/en/desk/")
    client.get("/en/")
    before = [count(client, page) for page in pages]
    later, group = clock.today() + dt.timedelta(days=40), meeting.body
    BodyMemberFactory.create_batch(20, body=group)
    BodyMeetingFactory.create_batch(20, body=group, starts_on=later, ends_on=later)
    MeetingInvitationFactory.create_batch(20, meeting=meeting)
    edition = Edition.objects.get(code="manila-2008")
    for _n in range(5):
        draft_silence(actor=system("tests"), body=group, edition=edition,
                      proposal=Proposal(title={"en": "A"}, text={"en": "B"}))
    after = [count(client, page) for page in pages]
    assert all(more <= less for more, less in zip(after, before, strict=True)), (before, after)
    assert max(after[:-1]) <= 75  # the desk adds up what all areas ask
