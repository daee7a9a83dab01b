"""Meetings as pages: proposed and agreed in the room, listed, read with their history, done with (MKT-1, MKT-5)."""

import datetime as dt
import re

import pytest

from convoke.core import clock
from convoke.editions.models import Edition
from convoke.marketplace.models import Interest, Meeting, Slot
from convoke.marketplace.operations.meetings import Plan, change_proposal
from tests.factories import AbsenceFactory, ResourceFactory, ScheduleFactory, SlotFactory
from tests.marketplace.meets import fair_of, meeting_in, placed, slot_at, talk_in
from tests.marketplace.talks import ASKING, OFFERING, OFFICE, STRANGERS, provider_elsewhere

HOME = "/en/exercise-market/marketplace"
LIST, ONE = f"{HOME}/meetings/", f"{HOME}/meetings/1/"
SIDES = sorted(ASKING | OFFERING)


def text(answer) -> str:
    return " ".join(re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode()).split())


def room_page(room: Interest) -> str:
    return f"{HOME}/rooms/{room.pk}/"


def propose_page(room: Interest) -> str:
    return f"{room_page(room)}meeting/"


@pytest.fixture
def room(demonstration) -> Interest:
    return talk_in(fair_of())


def shown_at(client, address: str) -> str:
    """When the proposal on a page was made, as its form says."""
    return re.search(r'name="proposed" value="([^"]+)"', client.get(address).content.decode())[1]


@pytest.mark.parametrize("role", ["public", *SIDES, *sorted(OFFICE), *STRANGERS])
def test_mkt_1_list_page_and_counts_are_for_the_two_sides_and_the_office(client_of, room, role):
    meeting_in(room, about="Most secret (exercise).")
    client = client_of(role)
    answers = [client.get(page) for page in (LIST, ONE, propose_page(room))]
    if role == "public":
        assert [answer.status_code for answer in answers] == [302, 302, 302]
    elif role in (*SIDES, *OFFICE):
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert all("Most secret" in text(answer) for answer in answers)
        assert "1 meeting<" in text(answers[0])
    else:
        assert [answer.status_code for answer in answers] == [200, 404, 404]
        assert "Most secret" not in text(answers[0])
        assert "0 meetings" in text(answers[0])
        assert text(answers[1]) == text(client.get(ONE.replace("/1/", "/2/"))).replace("/2/", "/1/")
        for do in ("agree", "off", "hold", "change"):
            assert client.post(ONE, {"do": do, "off-reason": "x"}).status_code == 404


def test_mkt_1_a_provider_of_the_same_request_finds_none_of_it(client, room):
    meeting_in(room)
    _other, account = provider_elsewhere(room.request, may_be_shown=True, state="accepted")
    client.force_login(account)
    assert client.get(ONE).status_code == 404
    assert client.post(propose_page(room), {"do": "propose"}).status_code == 404
    assert "0 meetings" in text(client.get(LIST))
    assert "exercise-observatory" not in text(client.get(LIST))


def test_mkt_5_a_meeting_is_proposed_and_agreed_right_in_the_room(client_of, room):
    screen = ResourceFactory(edition=room.request.edition)
    owner, provider = client_of("focal-point"), client_of("provider")
    page = text(owner.get(room_page(room)))
    assert "Propose a meeting" in page
    assert 'value="morning">morning' in page
    assert "120 minutes" in page
    assert "180 minutes" not in page
    answer = owner.post(propose_page(room), {
        "do": "propose", "meeting-about": "دورتان", "meeting-length": "2", "meeting-half": "morning",
        "meeting-needs": [str(screen.pk)]}, follow=True)
    assert answer.redirect_chain[-1][0] == room_page(room)
    page = text(answer)
    assert "The meeting is proposed" in page
    assert "waits for the word of <bdi>Exercise Observatory</bdi>" in page
    assert "Agree to the meeting" not in page
    page = text(provider.get(room_page(room)))
    assert "waits for your word" in page
    assert "دورتان" in page
    assert "Decline the meeting" in page
    answer = provider.post(
        ONE, {"do": "agree", "back": "room", "proposed": shown_at(provider, room_page(room))}, follow=True)
    assert answer.redirect_chain[-1][0] == room_page(room)
    page = text(answer)
    assert "The meeting is agreed." in page
    assert "agreed by both sides" in page
    assert "It has no time in a released schedule." in page
    assert Meeting.objects.get().state == "agreed"


def test_a_proposal_is_declined_in_the_room_with_its_reason(client_of, room):
    meeting_in(room, state="proposed")
    client = client_of("provider")
    answer = client.post(ONE, {"do": "off", "back": "room", "off-reason": " "})
    assert answer.status_code == 422
    assert "Say the reason" in text(answer)
    answer = client.post(ONE, {"do": "off", "back": "room", "off-reason": "We have left by then."}, follow=True)
    assert "The meeting was called off." in text(answer)
    page = text(client_of("focal-point").get(room_page(room)))
    assert "Earlier meetings" in page
    assert "Propose a meeting" in page
    page = text(client_of("focal-point").get(ONE))
    assert "We have left by then." in page
    assert "<bdi>Exercise Observatory</bdi> called it off." in page


@pytest.mark.parametrize(("typed", "words"), [
    ({"meeting-length": "9"}, "Select a valid choice"),
    ({"meeting-half": "night"}, "Select a valid choice"),
    ({"meeting-needs": ["999999"]}, "Select a valid choice"),
    ({"meeting-about": "y" * 301}, "at most 300"),
    ({"meeting-length": "2", "meeting-half": "afternoon"}, "At most 1 times"),
    ({}, ""),
])
def test_nothing_typed_is_lost_when_something_is_wrong(client_of, room, typed, words):
    ResourceFactory(edition=room.request.edition)
    client = client_of("focal-point")
    fields = {"do": "propose", "meeting-about": "Kept words.", "meeting-length": "1", "meeting-half": "", **typed}
    answer = client.post(propose_page(room), fields if typed else {"do": "nonsense"})
    assert answer.status_code == 422
    assert words in text(answer)
    if typed:
        assert fields["meeting-about"] in text(answer)
    assert not Meeting.objects.exists()


def test_a_change_is_proposed_and_a_stale_word_is_not_taken(client_of, room, actor):
    meeting = meeting_in(room, state="proposed", about="Courses")
    client = client_of("provider")
    seen = shown_at(client, ONE)
    change_proposal(actor=actor("focal-point"), meeting=meeting, plan=Plan(about="Equipment"))
    page = text(client.post(ONE, {"do": "agree", "proposed": seen}, follow=True))
    assert "changed since you read it" in page
    assert Meeting.objects.get().state == "proposed"
    page = text(client.post(ONE, {
        "do": "change", "meeting-about": "Both", "meeting-length": "1", "meeting-half": "afternoon"}, follow=True))
    assert "the other side is asked anew" in page
    assert "waits for the word of <bdi>Bermea (exercise)</bdi>" in page
    assert client.post(ONE, {"do": "agree", "proposed": "yesterday"}).status_code == 404


def test_the_office_reads_calls_off_and_records_but_agrees_for_nobody(client_of, room):
    meeting = meeting_in(room, state="proposed")
    client = client_of("task-force")
    page = text(client.get(ONE))
    assert "Agree to the meeting" not in page
    assert "Change the proposal" not in page
    assert "Call the meeting off" in page
    assert client.post(ONE, {"do": "agree", "proposed": meeting.proposed_at.isoformat()}).status_code == 403
    assert client.post(ONE, {"do": "change"}).status_code == 403
    assert client.post(propose_page(room), {"do": "propose"}).status_code == 403
    assert client.post(ONE, {"do": "alchemy"}).status_code == 404
    answer = client.post(ONE, {"do": "off", "off-reason": "The hall is closed."}, follow=True)
    assert "The task force called it off." in text(answer)
    assert "It was called off" not in text(client.post(ONE, {"do": "off", "off-reason": "x"}, follow=True))


def test_that_it_was_held_is_recorded_once_its_time_has_begun(client_of, room):
    meeting = meeting_in(room)
    place = placed(meeting, slot_at(room.request.edition, 16))
    client = client_of("provider")
    assert "It was held" not in text(client.get(ONE))
    assert "has not begun yet" in text(client.post(ONE, {"do": "hold"}, follow=True))
    begun = clock.now() - dt.timedelta(hours=1)
    Slot.objects.filter(pk=place.slot_id).update(starts_at=begun, ends_at=clock.now())
    assert "It was held" in text(client.get(ONE))
    assert "It stands that it was held." in text(client.post(ONE, {"do": "hold"}, follow=True))
    assert "What you can do" not in text(client.get(ONE))


def test_the_page_says_when_where_with_whom_and_what_has_become_of_it(client_of, room):
    meeting = meeting_in(room, length=2, about="<script>alert(1)</script>")
    Edition.objects.filter(pk=meeting.edition_id).update(time_zone="Asia/Manila")
    nine = Slot.objects.filter(edition=meeting.edition).first()
    placed(meeting, nine)
    for role in ("focal-point", "task-force"):
        page = text(client_of(role).get(ONE))
        assert "17:00–19:00 (Asia/Manila), table 2 (Hall B)" in page
        assert "It was given its time:" in page
        assert "<script>alert" not in page
        assert "Read by <bdi>Bermea (exercise)</bdi>, <bdi>Exercise Observatory</bdi> and the task force" in page
    page = text(client_of("focal-point").get(LIST))
    assert "Meeting 1: <bdi>Exercise Observatory</bdi>" in page
    assert "table 2" in page


def test_a_closed_edition_is_read_and_takes_nothing(client_of, room):
    meeting_in(room)
    Edition.objects.filter(pk=room.request.edition_id).update(state="closed")
    client = client_of("focal-point")
    page = text(client.get(ONE))
    assert "Call the meeting off" not in page
    page = text(client.post(ONE, {"do": "off", "off-reason": "x"}, follow=True))
    assert "This meeting stands otherwise now." in page
    assert Meeting.objects.get().state == "agreed"


@pytest.mark.parametrize("role", ["focal-point", "provider"])
def test_a_room_that_is_not_in_conversation_offers_no_meeting(client_of, room, role):
    Interest.objects.filter(pk=room.pk).update(state="shown")
    client = client_of(role)
    assert "Propose a meeting" not in text(client.get(room_page(room)))
    page = text(client.post(propose_page(room), {"do": "propose"}, follow=True))
    assert "once the owner of the request has accepted the interest" in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("query", "found"), [
    ("", {1, 2}), ("?state=agreed", {1}), ("?state=proposed&place=unplaced", {2}), ("?place=placed", {1}),
    ("?place=away", {1}), ("?party=exercise-observatory", {1}), ("?state=alchemy&page=nonsense", set()),
])
def test_the_office_narrows_the_list(client_of, room, query, found):
    meeting = meeting_in(room)
    meeting_in(provider_elsewhere(room.request, state="accepted")[0], number=2, state="proposed")
    slot = Slot.objects.filter(edition=meeting.edition).last()
    placed(meeting, slot)
    AbsenceFactory(slot=slot, party=room.request.party)
    page = text(client_of("task-force").get(f"{LIST}{query}"))
    assert {number for number in (1, 2) if f"/marketplace/meetings/{number}/" in page} == found
    if not found:
        assert "No meeting fits all of these filters" in page
    assert "a side cannot meet then" in page
    assert "a side cannot meet then" not in text(client_of("focal-point").get(LIST))


def test_the_desk_says_what_waits_for_whom(client_of, room):
    def desks(*words: str) -> dict[str, set[str]]:
        pages = {role: text(client_of(role).get("/en/desk/")) for role in (*SIDES, "task-force", "press")}
        return {word: {role for role, page in pages.items() if word in page} for word in words}

    proposal, times, held = "is proposed and waits for your word", "Say when you cannot", "Say whether it was held"
    unplaced, away = "has no time in the schedule in force", "placed at a time at which a side cannot meet"
    meeting = meeting_in(room, state="proposed")
    assert desks(proposal, times) == {proposal: set(OFFERING), times: set()}
    Meeting.objects.filter(pk=meeting.pk).update(state="agreed", provider_agreed_at=clock.now())
    assert desks(proposal, times, unplaced) == {proposal: set(), times: set(SIDES), unplaced: {"task-force"}}
    slot = SlotFactory(edition=meeting.edition, starts_at=clock.now() - dt.timedelta(hours=2), ends_at=clock.now())
    placed(meeting, slot)
    AbsenceFactory(slot=slot, party=room.provider.party)
    assert desks(unplaced, away, held) == {unplaced: set(), away: {"task-force"}, held: set(SIDES)}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_are_in_the_language_of_the_reader(client_of, room, language):
    placed(meeting_in(room), Slot.objects.first())
    for page in (LIST, ONE, propose_page(room)):
        answer = client_of("provider").get(page.replace("/en/", f"/{language}/"))
        assert answer.status_code == 200
        assert f'lang="{language}"' in text(answer)


@pytest.mark.parametrize("role", ["focal-point", "provider", "task-force"])
def test_more_meetings_cost_no_query_more(client_of, room, queries, role):
    client, schedule = client_of(role), ScheduleFactory(edition=room.request.edition)
    placed(meeting_in(room), Slot.objects.first(), schedule=schedule)
    pages = (LIST, ONE, room_page(room), "/en/desk/", f"{LIST}?place=placed")
    for page in pages:
        client.get(page)
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    for number in range(2, 6):
        other = provider_elsewhere(room.request, state="accepted")[0]
        placed(meeting_in(other, number=number), slot_at(room.request.edition, 9, number), schedule=schedule)
    assert [queries(lambda page=page: client.get(page)) for page in pages] == before
