"""Rooms as pages: one's own with what is unread; a room with its messages, files and who reads it (MKT-1)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convoke.core.actors import system
from convoke.marketplace.models import Interest, Message
from convoke.marketplace.operations.rooms import Said, mark_read, write_message
from convoke.marketplace.operations.telling import tell
from tests.factories import MessageFactory
from tests.marketplace.talks import OFFICE, STRANGERS, edition_of, provider_elsewhere, request_of, room_in

LIST = "/en/exercise-market/marketplace/rooms/"
SIDES = ("focal-point", "delegate", "provider", "observer")
PDF = b"%PDF-1.7 exercise"


def text(answer) -> str:
    return " ".join(re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode()).split())


def address(room: Interest) -> str:
    return f"{LIST}{room.pk}/"


@pytest.fixture
def room(demonstration) -> Interest:
    """A room of the exercise's government and provider."""
    return room_in(request_of(edition_of("exercise-market"), code="M-1"))


def plan(content: bytes = PDF, name: str = "plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.mark.parametrize("role", ["public", *SIDES, *sorted(OFFICE), *STRANGERS])
def test_mkt_1_page_list_file_and_counts_are_for_the_two_sides_and_the_office(client_of, room, actor, role):
    message = write_message(
        actor=actor("provider"), room=room, said=Said(text="Most secret (exercise).", upload=plan()))
    client, file = client_of(role), f"{address(room)}files/{message.file.pk}/"
    answers = [client.get(LIST), client.get(address(room)), client.get(file)]
    if role == "public":
        assert [answer.status_code for answer in answers] == [302, 302, 302]
    elif role in (*SIDES, *OFFICE):
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert address(room) in text(answers[0])
        assert "Most secret" in text(answers[1])
        assert "1 message" in text(answers[0])
    else:
        assert [answer.status_code for answer in answers] == [200, 404, 404]
        assert address(room) not in text(answers[0])
        assert "You have no room yet" in text(answers[0])
        nowhere = room.pk + 10**9  # a number that stands for nothing else on a page
        assert text(answers[1]) == text(client.get(f"{LIST}{nowhere}/")).replace(str(nowhere), str(room.pk))


def test_mkt_1_who_acts_for_another_provider_of_the_request_finds_no_room(client, room, actor):
    message = write_message(actor=actor("provider"), room=room, said=Said(text="Hush.", upload=plan()))
    other, account = provider_elsewhere(room.request, may_be_shown=True, state="accepted")
    client.force_login(account)
    assert client.get(address(other)).status_code == 200
    files = (f"{address(room)}files/{message.file.pk}/", f"{address(other)}files/{message.file.pk}/")
    for path in (address(room), *files):
        assert client.get(path).status_code == 404
        assert client.post(address(room), {"text": "Let me in."}).status_code == 404
    assert not Message.objects.filter(text="Let me in.").exists()


def test_mkt_1_a_room_is_found_below_its_own_edition_alone(client_of, room):
    assert client_of("provider").get(address(room).replace("exercise-market", "brussels-2007")).status_code == 404


def test_a_file_is_given_out_to_take_along_and_never_shown_in_place(client_of, room, actor):
    message = write_message(actor=actor("provider"), room=room, said=Said(upload=plan()))
    answer = client_of("focal-point").get(f"{address(room)}files/{message.file.pk}/")
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"  # what it is, not what was said of it
    assert b"".join(answer.streaming_content) == PDF


def test_a_message_is_written_read_and_its_state_is_seen_by_who_wrote_it(client_of, room):
    owner, provider = client_of("focal-point"), client_of("provider")
    sent = provider.post(address(room), {
        "phrase": "offer-training", "text": "نقدم دورتين", "language": "ar", "file": plan()}, follow=True)
    page = text(sent)
    assert "Your message stands in the room" in page
    assert '<div lang="ar" dir="auto"><p>نقدم دورتين</p></div>' in page
    assert "We can offer training." in page
    assert ">sent<" in page
    tell(actor=system("tests"))
    assert "told by e-mail, " in text(provider.get(address(room)))
    assert '<span class="tag tag--accent">1 to be read</span>' in text(owner.get(LIST))
    seen = text(owner.get(address(room)))
    assert '<span class="tag tag--accent">new</span>' in seen
    assert "told by e-mail" not in seen  # the other side's message
    assert '<span class="tag tag--accent">new</span>' not in text(owner.get(address(room)))
    assert "read by the other side, " in text(provider.get(address(room)))
    assert "to be read" not in text(owner.get(LIST))


def test_the_office_reads_with_the_states_leaves_no_mark_and_has_no_form(client_of, room):
    MessageFactory(room=room)
    client = client_of("task-force")
    page = text(client.get(address(room)))
    assert ">sent<" in page
    assert "The task force reads this room and writes nothing in it." in page
    assert 'name="text"' not in page
    assert Message.objects.get().read_at is None
    assert client.post(address(room), {"text": "We would say"}).status_code == 403


def test_the_room_says_who_reads_it(client_of, room):
    page = text(client_of("provider").get(address(room)))
    assert page.count(
        "Read by <bdi>Bermea (exercise)</bdi>, <bdi>Exercise Observatory</bdi> and the task force") == 2


@pytest.mark.parametrize(("typed", "said"), [
    ({}, "Write some words, choose a standard phrase or add a file."),
    ({"text": "y" * 5001}, "at most 5000"),
    ({"text": "Kept words.", "file": plan(b"MZ")}, "The content of the file is not that of a PDF file."),
    ({"text": "Kept words.", "file": plan(b"<script>", "run.html")}, "Files of this type are not accepted"),
    ({"text": "Kept words.", "phrase": "offer-training"}, "Select a valid choice"),
])
def test_nothing_typed_is_lost_when_something_is_wrong(client_of, room, typed, said):
    answer = client_of("focal-point").post(address(room), {"phrase": "", "text": "", "language": "en", **typed})
    assert answer.status_code == 422
    assert said in text(answer)
    assert typed.get("text", "") in text(answer)
    assert not Message.objects.exists()


def test_a_closed_room_says_why_and_takes_nothing(client_of, room):
    MessageFactory(room=room)
    Interest.objects.filter(pk=room.pk).update(state="declined", reason="We found a partner.")
    client = client_of("provider")
    page = text(client.get(address(room)))
    assert "We found a partner." in page
    assert "The owner of the request has declined" in page
    assert 'name="text"' not in page
    answer = client.post(address(room), {"text": "Please!", "language": "en"}, follow=True)
    assert "The owner of the request has declined" in text(answer)
    assert Message.objects.count() == 1


def test_the_list_brings_itself_up_to_date_only_when_something_has_changed(client_of, room, actor):
    client, part = client_of("focal-point"), {"HX-Request": "true"}
    page = client.get(address(room)).content.decode()
    assert 'hx-trigger="every 15s"' in page
    ask = re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(ask, headers=part).status_code == 204
    message = write_message(actor=actor("provider"), room=room, said=Said(text="News."))
    changed = client.get(ask, headers=part)
    assert changed.status_code == 200
    assert changed.content.decode().strip().startswith('<div id="messages"')
    assert "News." in changed.content.decode()
    assert "HX-Request" in changed["Vary"]
    message.refresh_from_db()
    assert message.read_at
    assert client.get(ask).status_code == 200  # as a page, without htmx
    assert client_of("press").get(ask, headers=part).status_code == 404


def test_a_long_conversation_is_read_from_its_end_in_pages(client_of, room):
    MessageFactory.create_batch(60, room=room, party=room.request.party)
    first, last = Message.objects.first(), Message.objects.last()
    client = client_of("focal-point")
    page, before = text(client.get(address(room))), text(client.get(f"{address(room)}?page=2"))
    assert f'id="m{last.pk}"' in page
    assert f'id="m{first.pk}"' not in page
    assert f'id="m{first.pk}"' in before
    assert "60 messages" in page


def test_typed_text_is_never_markup(client_of, room):
    MessageFactory(room=room, text="<script>alert(1)</script>")
    page = text(client_of("focal-point").get(address(room)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_desk_says_what_is_to_be_read(client_of, room, actor):
    MessageFactory.create_batch(2, room=room)
    for role in ("focal-point", "delegate"):
        page = text(client_of(role).get("/en/desk/"))
        assert "2 messages to be read on request M-1" in page
        assert address(room) in page
    for role in ("provider", "task-force", *STRANGERS):
        assert "to be read on request" not in text(client_of(role).get("/en/desk/"))
    mark_read(actor=actor("delegate"), room=room)
    assert "to be read on request" not in text(client_of("focal-point").get("/en/desk/"))


def test_a_standard_phrase_is_read_in_the_language_of_the_page(client_of, room):
    MessageFactory(room=room, text="", phrase="offer-training")
    for language in ("en", "fr", "ar"):
        answer = client_of("focal-point").get(reverse("marketplace-room", args=["exercise-market", room.pk]).replace(
            "/en/", f"/{language}/"))
        assert answer.status_code == 200
        assert "offer-training" not in text(answer).partition('id="messages"')[2].partition("</ol>")[0]


@pytest.mark.parametrize("role", ["focal-point", "provider", "task-force"])
def test_more_rooms_and_messages_cost_no_query_more(client_of, room, queries, role):
    client = client_of(role)
    MessageFactory(room=room, read_at=room.shown_at)
    pages = (LIST, address(room), "/en/desk/")
    for page in pages:
        client.get(page)
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    for _ in range(4):
        MessageFactory(room=room, read_at=room.shown_at)
        MessageFactory(room=provider_elsewhere(room.request)[0], read_at=room.shown_at)
    assert [queries(lambda page=page: client.get(page)) for page in pages] == before
