"""The other side is told by e-mail that something was written: once, in its language, without the words (MKT-1)."""

import datetime as dt

import pytest
from django.core import mail

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.core.work import periodic
from convoke.directory.models import Capacity, Channel
from convoke.marketplace.models import Interest, Message
from convoke.marketplace.operations.rooms import Said, mark_read, write_message
from convoke.marketplace.operations.telling import tell
from convoke.outreach.models import OutboxMessage
from tests.factories import AccountFactory, ChannelFactory, InterestFactory, MandateFactory, MessageFactory
from tests.outreach.mail_server import mail_server

from .talks import edition_of, request_of, room_in

WORKER = system("tests")
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def room(demonstration, settings) -> Interest:
    """A room whose people of the exercise have accounts and no channels."""
    settings.CONVOKE_ADDRESS = "https://forum.example"
    settings.DEFAULT_FROM_EMAIL = "forum@forum.example"
    return room_in(request_of(edition_of("exercise-market")))


def helper(room: Interest, language: str = "", capacity: str = Capacity.PROVIDER) -> Channel:
    """Somebody more who acts for the provider, and the channel by which to be reached."""
    mandate = MandateFactory(party=room.provider.party, capacity=capacity, person__language=language)
    return ChannelFactory(person=mandate.person)


def said(room: Interest, actor, role: str, text: str = "Most secret.") -> Message:
    return write_message(actor=actor(role), room=room, said=Said(text=text))


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_mkt_1_those_who_act_for_the_other_side_are_told_and_nobody_else(room, actor):
    channel = helper(room)
    helper(room, capacity=Capacity.CONTRIBUTOR)
    message = said(room, actor, "focal-point")
    assert tell(actor=WORKER) == 3
    assert recipients() == sorted([channel.address, "observer@example.org", "provider@example.org"])
    message.refresh_from_db()
    assert message.told_at
    assert JournalEntry.objects.latest("sequence").facts == {"messages": 1, "people": 3}
    mail.outbox.clear()
    said(room, actor, "provider")
    assert tell(actor=WORKER) == 2
    assert recipients() == ["delegate@example.org", "focal-point@example.org"]  # the owner is the delegate


def test_each_message_is_told_once_and_what_was_read_at_once_not_at_all(room, actor):
    said(room, actor, "provider")
    assert tell(actor=WORKER) == 2
    before = JournalEntry.objects.count()
    assert tell(actor=WORKER) == 0
    said(room, actor, "provider")
    mark_read(actor=actor("focal-point"), room=room)
    assert tell(actor=WORKER) == 0
    assert len(mail.outbox) == 2
    assert JournalEntry.objects.count() == before + 2  # written and read


def test_several_messages_in_several_rooms_make_one_mail_without_their_words(room, actor):
    other = InterestFactory(request=room.request)
    for text in ("Most secret.", "Even more so."):
        said(room, actor, "provider", text)
    MessageFactory(room=other, at=clock.now(), text="Hush.")
    assert tell(actor=WORKER) == 2
    message = next(one for one in mail.outbox if one.to == ["focal-point@example.org"])
    whole = f"{message.subject} {message.body} {message.alternatives[0][0]}"
    assert message.subject == "3 messages in the marketplace"
    assert f"request {room.request.code}: 2 messages" in message.body
    for one in (room, other):
        assert f"https://forum.example/en/exercise-market/marketplace/rooms/{one.pk}/" in whole
    for hidden in ("secret", "more so", "Hush", "Observatory"):
        assert hidden not in whole
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_everybody_is_told_in_their_own_language(room, actor):
    channel = helper(room, language="ar")
    said(room, actor, "focal-point")
    tell(actor=WORKER)
    message = next(one for one in mail.outbox if one.to == [channel.address])
    assert message.extra_headers["Content-Language"] == "ar"
    assert "https://forum.example/ar/exercise-market/marketplace/rooms/" in message.body
    assert '<html lang="ar" dir="rtl">' in message.alternatives[0][0]


def test_dir_2_who_no_longer_acts_for_a_side_is_not_told(room, actor, account_of):
    account_of("delegate").person.mandates.update(until=clock.today())
    said(room, actor, "provider")
    tell(actor=WORKER)
    assert recipients() == ["focal-point@example.org"]


def test_a_channel_in_use_that_can_be_relied_on_goes_before_the_account(room, actor):
    person = AccountFactory().person
    MandateFactory(person=person, party=room.provider.party, capacity=Capacity.PROVIDER)
    ChannelFactory(person=person, address="old@example.net", until=clock.today())
    ChannelFactory(person=person, address="lost@example.net", unreliable_since=clock.today(), unreliable_reason="-")
    ChannelFactory(person=person, address="good@example.net", order=1)
    said(room, actor, "focal-point")
    tell(actor=WORKER)
    assert "good@example.net" in recipients()
    assert not {"old@example.net", "lost@example.net", person.account.email} & set(recipients())


def test_who_wrote_a_message_is_not_told_of_it_even_when_acting_for_both_sides(room, actor, account_of):
    MandateFactory(person=account_of("provider").person, party=room.request.party, capacity=Capacity.DEPUTY)
    write_message(actor=actor("provider"), room=room, said=Said(text="x"), party=room.provider.party)
    tell(actor=WORKER)
    assert recipients() == ["delegate@example.org", "focal-point@example.org"]


def test_an_address_that_is_refused_is_not_used_again_and_the_rest_is_told(room, actor, settings):
    channel = helper(room)
    said(room, actor, "focal-point")
    with mail_server() as server:
        settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = SMTP, 10
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        server.unknown = {channel.address}
        assert tell(actor=WORKER) == 2
        assert len(server.taken) == 2
    channel.refresh_from_db()
    assert not channel.is_reliable


def test_a_mail_server_that_is_not_there_is_asked_again_the_next_time(room, actor, settings):
    message, backend = said(room, actor, "provider"), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 1
    assert tell(actor=WORKER) == 0
    message.refresh_from_db()
    assert message.told_at is None
    settings.EMAIL_BACKEND = backend
    assert tell(actor=WORKER) == 2


def test_a_worker_killed_before_it_could_say_so_tells_nobody_twice_in_the_outbox(room, actor, settings):
    settings.EMAIL_BACKEND = "convoke.outreach.outbox.OutboxBackend"
    message = said(room, actor, "provider")
    tell(actor=WORKER)
    Message.objects.filter(pk=message.pk).update(told_at=None)
    tell(actor=WORKER)
    assert OutboxMessage.objects.filter(subject="1 message in the marketplace").count() == 2  # one a person


def test_what_could_not_be_told_for_days_waits_on_the_desk(room):
    MessageFactory(room=room, at=clock.now() - dt.timedelta(days=3))
    assert tell(actor=WORKER) == 0


@pytest.mark.parametrize("role", ["task-force", "focal-point", "provider"])
def test_only_a_worker_tells(room, actor, role):
    with pytest.raises(Denied):
        tell(actor=actor(role))


def test_the_round_that_tells_is_run_by_workers():
    assert "marketplace-tell" in {one.name for one in periodic.rounds()}


def test_more_messages_and_readers_cost_no_query_more(room, queries):
    MessageFactory(room=room, at=clock.now())
    before = queries(lambda: tell(actor=WORKER))
    for _ in range(4):
        helper(room)
        MessageFactory(room=room, at=clock.now(), party=room.request.party)
        MessageFactory(room=InterestFactory(request=room.request), at=clock.now())
    assert queries(lambda: tell(actor=WORKER)) <= before
