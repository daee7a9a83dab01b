"""What is said in a room: by its two sides, read by them and the office, by nobody else (MKT-1)."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from convoke.core.actors import ANONYMOUS, system
from convoke.core.files.operations import open_file
from convoke.core.models import JournalEntry, StoredFile
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity
from convoke.directory.queries import actor_for
from convoke.marketplace.models import Interest, Message, Request
from convoke.marketplace.operations.rooms import Said, answer_interest, mark_read, write_message
from convoke.marketplace.phrases import OWNER, PHRASES, PROVIDER, phrases_of, text_of
from convoke.marketplace.rooms import messages_of, room_of, rooms_of, sides_of, unread_rooms
from tests.factories import MandateFactory, MessageFactory, ProviderFactory

from .talks import (
    ASKING,
    OFFERING,
    OFFICE,
    STRANGERS,
    account_for,
    actor_in,
    edition_of,
    provider_elsewhere,
    request_of,
    room_in,
)

PDF = b"%PDF-1.7 exercise"
HELLO = Said(text="Good day.")


@pytest.fixture
def room(demonstration) -> Interest:
    """A room of the exercise's government and provider."""
    return room_in(request_of(edition_of("exercise-market")))


def upload(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("role", sorted(ASKING | OFFERING))
def test_mkt_1_both_sides_write_each_for_its_party(room, actor, role):
    message = write_message(actor=actor(role), room=room, said=Said(text="Good day.", language="fr"))
    assert message.party == (room.request.party if role in ASKING else room.provider.party)
    assert (message.language, message.told_at, message.read_at) == ("fr", None, None)
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.audience) == ("write-message", "task-force")
    assert "Good day" not in str(entry.facts)


@pytest.mark.parametrize("role", [*sorted(OFFICE), *STRANGERS])
def test_mkt_1_nobody_else_writes_and_the_office_keeps_silent(room, actor, role):
    for deed in (
        lambda: write_message(actor=actor(role), room=room, said=HELLO),
        lambda: mark_read(actor=actor(role), room=room),
    ):
        with pytest.raises(Denied):
            deed()
    assert not Message.objects.exists()


def test_mkt_1_a_stranger_is_refused_whether_focal_point_provider_or_nobody(room):
    _other, account = provider_elsewhere(room.request)
    strangers = [actor_for(account), actor_in(_other.provider.party, Capacity.FOCAL_POINT), ANONYMOUS]
    for stranger in strangers:
        with pytest.raises(Denied):
            write_message(actor=stranger, room=room, said=HELLO)


def test_mkt_1_who_sits_in_the_office_and_speaks_for_another_party_writes_in_no_foreign_room(room, account_of):
    account = account_of("task-force")
    MandateFactory(person=account.person, capacity=Capacity.FOCAL_POINT)
    with pytest.raises(Denied):
        write_message(actor=actor_for(account), room=room, said=HELLO)


@pytest.mark.parametrize("role", [*sorted(OFFICE | ASKING | OFFERING), *STRANGERS])
def test_mkt_1_a_room_its_messages_files_and_counts_are_read_by_its_sides_and_the_office(room, actor, role):
    message = write_message(actor=actor("provider"), room=room, said=Said(text="Here it is.", upload=upload()))
    other, _account = provider_elsewhere(room.request)
    MessageFactory(room=other)
    who, edition = actor(role), room.request.edition
    may = role in OFFICE | ASKING | OFFERING
    assert (room_of(who, edition, room.pk) == room) == may
    assert list(messages_of(who, room)) == ([message] if may else [])
    assert [one.said for one in rooms_of(who, edition).filter(pk=room.pk)] == ([1] if may else [])
    assert (room_of(who, edition, other.pk) is not None) == (role in OFFICE | ASKING)
    assert not readable(who, StoredFile).filter(pk=message.file.pk).exists()  # only through its message


@pytest.mark.parametrize("role", ["contributor", "team-member", "rapporteur"])
def test_mkt_3_whoever_acts_for_a_government_answers_for_the_request_of_which_they_are_the_owner(
    room, actor, account_of, role
):
    Request.objects.filter(pk=room.request.pk).update(owner=account_of(role).person)
    fresh = Interest.objects.get(pk=room.pk)
    assert answer_interest(actor=actor(role), interest=fresh, accept=True).state == "accepted"
    assert write_message(actor=actor(role), room=fresh, said=HELLO).party == room.request.party
    write_message(actor=actor("provider"), room=fresh, said=HELLO)
    assert mark_read(actor=actor(role), room=fresh) == 1
    with pytest.raises(Denied):
        write_message(actor=actor("delegate"), room=fresh, said=HELLO)  # owns it no longer


def test_mkt_1_a_room_is_found_in_its_own_edition(room, actor):
    assert room_of(actor("provider"), edition_of("exercise-other"), room.pk) is None


@pytest.mark.parametrize(("said", "match"), [
    (Said(), "Write some words"),
    (Said(text=" \n "), "Write some words"),
    (Said(text="x" * 5001), "at most 5000"),
    (Said(phrase="flattery"), "standard phrases listed"),
    (Said(text="nuqneH", language="tlh"), "Unknown language: tlh"),
    (Said(upload=upload("run.exe")), "type are not accepted"),
    (Said(upload=upload("plan.pdf", b"MZ")), "not that of a PDF"),
    (Said(upload=upload("plan.pdf", b"")), "empty"),
])
def test_a_message_that_is_not_accepted_says_why_and_leaves_nothing(room, actor, said, match):
    before = JournalEntry.objects.count()
    with pytest.raises(ValidationError, match=match):
        write_message(actor=actor("provider"), room=room, said=said)
    assert (Message.objects.count(), StoredFile.objects.filter(audience="named").count()) == (0, 0)
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize(("change", "match"), [
    ({"state": "declined", "reason": "No."}, "owner of the request has declined"),
    ({"state": "withdrawn"}, "withdrawn its interest"),
])
def test_a_room_that_is_closed_is_read_and_not_written_in(room, actor, change, match):
    MessageFactory(room=room)
    Interest.objects.filter(pk=room.pk).update(**change)
    with pytest.raises(ValidationError, match=match):
        write_message(actor=actor("focal-point"), room=room, said=HELLO)
    assert messages_of(actor("focal-point"), room).count() == 1


def test_a_room_goes_on_when_the_request_takes_no_more_interest_and_ends_when_it_is_withdrawn(room, actor):
    Request.objects.filter(pk=room.request.pk).update(state="closed")
    assert write_message(actor=actor("provider"), room=room, said=HELLO)
    Request.objects.filter(pk=room.request.pk).update(state="withdrawn")
    with pytest.raises(ValidationError, match="no longer published"):
        write_message(actor=actor("provider"), room=room, said=HELLO)


def test_a_message_is_read_once_by_the_other_side_alone(room, actor):
    message = write_message(actor=actor("provider"), room=room, said=HELLO)
    assert mark_read(actor=actor("observer"), room=room) == 0  # the same side
    assert [one.unread for one in unread_rooms(actor("focal-point"))] == [1]
    assert mark_read(actor=actor("delegate"), room=room) == 1
    message.refresh_from_db()
    assert message.read_at
    assert JournalEntry.objects.latest("sequence").facts == {"provider": "exercise-observatory", "messages": 1}
    before = JournalEntry.objects.count()
    assert mark_read(actor=actor("focal-point"), room=room) == 0
    assert JournalEntry.objects.count() == before
    assert unread_rooms(actor("focal-point")) == []


def test_mkt_1_what_is_unread_is_counted_for_those_it_was_written_to(room, actor):
    MessageFactory.create_batch(2, room=room)
    MessageFactory(room=room, party=room.request.party)
    counts = {role: [one.unread for one in unread_rooms(actor(role))] for role in (*ASKING, *OFFERING, *OFFICE)}
    assert counts == {
        "focal-point": [2], "delegate": [2], "provider": [1], "observer": [1], "chair": [], "task-force": []}
    assert all(unread_rooms(actor(role)) == [] for role in STRANGERS)


def test_who_speaks_for_both_sides_says_for_whom_and_reads_what_others_wrote(room):
    account = account_for(room.request.party, Capacity.DEPUTY)
    MandateFactory(person=account.person, party=room.provider.party, capacity=Capacity.PROVIDER)
    both = actor_for(account)
    assert sides_of(both, room) == [room.request.party, room.provider.party]
    assert write_message(actor=both, room=room, said=HELLO).party == room.request.party
    assert write_message(actor=both, room=room, said=HELLO, party=room.provider.party).party == room.provider.party
    assert mark_read(actor=both, room=room) == 0
    with pytest.raises(Denied):
        write_message(actor=both, room=room, said=HELLO, party=ProviderFactory().party)
    assert sides_of(system("tests"), room) == [room.request.party, room.provider.party]


def test_a_standard_phrase_is_kept_by_its_code_and_read_in_the_own_language(room, actor):
    message = write_message(actor=actor("provider"), room=room, said=Said(phrase="offer-training"))
    assert (message.text, text_of(message.phrase)) == ("", "We can offer training.")
    with translation.override("fr"):
        assert text_of("offer-training")
    assert text_of("no-longer-known") == "no-longer-known"
    longest = Message._meta.get_field("phrase").max_length
    assert len(PHRASES) >= 15
    assert len({one.code for one in PHRASES}) == len(PHRASES)
    assert all(len(one.code) <= longest for one in PHRASES)
    assert {one.code for one in phrases_of(OWNER)} ^ {one.code for one in phrases_of(PROVIDER)}


def test_a_file_is_kept_as_it_was_and_its_name_without_folders(room, actor):
    message = write_message(actor=actor("focal-point"), room=room, said=Said(upload=upload("../../etc/plan.pdf")))
    assert (message.file.name, message.file.size, message.file.audience) == ("plan.pdf", len(PDF), "named")
    with open_file(message.file) as kept:
        assert kept.read() == PDF


def test_more_rooms_and_messages_cost_no_query_more(room, actor, queries):
    who = actor("focal-point")

    def look() -> None:
        for one in [*rooms_of(who, room.request.edition), *unread_rooms(who)]:
            assert str(one.request.title), one.provider.party.code
        for message in messages_of(who, room):
            assert message.party.code

    MessageFactory(room=room)
    before = queries(look)
    for _ in range(4):
        MessageFactory(room=provider_elsewhere(room.request)[0])
        MessageFactory(room=room)
    assert queries(look) == before == 3
