"""The other side is told by e-mail of what became of a meeting: once, without with whom and about what (MKT-5)."""

import datetime as dt

import pytest
from django.core import mail

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.core.work import periodic
from convoke.marketplace.models import Interest, Meeting
from convoke.marketplace.operations.meetings import (
    Plan,
    agree_meeting,
    cancel_meeting,
    change_proposal,
    propose_meeting,
)
from convoke.marketplace.operations.telling_meetings import tell_of_meetings
from tests.factories import ChannelFactory, MandateFactory, MeetingFactory

from .meets import fair_of, meeting_in, talk_in
from .talks import provider_elsewhere

WORKER = system("tests")
OWNERS = ["delegate@example.org", "focal-point@example.org"]
PROVIDERS = ["observer@example.org", "provider@example.org"]
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def room(demonstration, settings) -> Interest:
    settings.CONVOKE_ADDRESS = "https://forum.example"
    settings.DEFAULT_FROM_EMAIL = "forum@forum.example"
    return talk_in(fair_of())


def told() -> list[str]:
    """Who is told now."""
    mail.outbox.clear()
    number = tell_of_meetings(actor=WORKER)
    assert number == len(mail.outbox)
    return sorted(address for message in mail.outbox for address in message.to)


def proposed(room: Interest, actor, role: str = "focal-point") -> Meeting:
    return propose_meeting(actor=actor(role), room=room, plan=Plan(about="Most secret."))


def test_mkt_5_proposal_agreement_and_cancellation_are_told_to_the_other_side_once(room, actor):
    meeting = proposed(room, actor)
    assert told() == PROVIDERS
    assert told() == []
    change_proposal(actor=actor("provider"), meeting=meeting, plan=Plan())
    assert told() == OWNERS
    agree_meeting(actor=actor("delegate"), meeting=meeting)
    assert told() == PROVIDERS
    cancel_meeting(actor=actor("provider"), meeting=meeting, reason="No time.")
    assert told() == OWNERS
    assert told() == []
    assert JournalEntry.objects.filter(verb="tell-of-meetings").count() == 4
    assert JournalEntry.objects.latest("sequence").facts == {"meetings": 1, "people": 2}


def test_what_the_office_calls_off_is_told_to_both_sides(room, actor):
    cancel_meeting(actor=actor("task-force"), meeting=meeting_in(room), reason="The hall is closed.")
    assert told() == sorted([*OWNERS, *PROVIDERS])


def test_what_was_agreed_at_once_is_told_as_agreed_alone(room, actor):
    agree_meeting(actor=actor("provider"), meeting=proposed(room, actor))
    assert told() == OWNERS
    assert "a meeting was agreed" in mail.outbox[0].body


def test_several_meetings_make_one_mail_without_their_content(room, actor):
    proposed(room, actor)
    second = MeetingFactory(
        interest=provider_elsewhere(room.request, state="accepted")[0], number=2, state="proposed",
        proposed_at=clock.now(), provider_agreed_at=clock.now(), owner_agreed_at=None, about="Hush.")
    Meeting.objects.filter(pk=second.pk).update(proposed_by=second.interest.provider.party)
    cancel_meeting(actor=actor("provider"), meeting=Meeting.objects.get(number=1), reason="Never.")
    assert told() == OWNERS
    message = mail.outbox[0]
    whole = f"{message.subject} {message.body} {message.alternatives[0][0]}"
    assert message.subject == "2 meetings of the marketplace"
    assert "request M-1: a meeting was called off" in message.body
    assert "a meeting was proposed and waits for your word" in message.body
    for number in (1, 2):
        assert f"https://forum.example/en/exercise-market/marketplace/meetings/{number}/" in whole
    for hidden in ("secret", "Hush", "Never", "Observatory", "Bermea"):
        assert hidden not in whole
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_everybody_is_told_in_their_own_language(room, actor):
    mandate = MandateFactory(party=room.provider.party, capacity="provider", person__language="ar")
    channel = ChannelFactory(person=mandate.person)
    proposed(room, actor)
    assert channel.address in told()
    message = next(one for one in mail.outbox if one.to == [channel.address])
    assert message.extra_headers["Content-Language"] == "ar"
    assert "https://forum.example/ar/exercise-market/marketplace/meetings/1/" in message.body


def test_news_of_days_ago_waits_on_the_desk(room, actor):
    meeting = proposed(room, actor)
    Meeting.objects.filter(pk=meeting.pk).update(proposed_at=clock.now() - dt.timedelta(days=3))
    assert told() == []


def test_a_mail_server_that_is_not_there_is_asked_again_the_next_time(room, actor, settings):
    proposed(room, actor)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 1
    assert tell_of_meetings(actor=WORKER) == 0
    assert Meeting.objects.get().told_at is None
    settings.EMAIL_BACKEND = backend
    assert told() == PROVIDERS


@pytest.mark.parametrize("role", ["task-force", "focal-point", "provider"])
def test_only_a_worker_tells(room, actor, role):
    with pytest.raises(Denied):
        tell_of_meetings(actor=actor(role))


def test_the_round_that_tells_is_run_by_workers():
    assert "marketplace-tell-meetings" in {one.name for one in periodic.rounds()}


def test_more_meetings_and_readers_cost_no_query_more(room, actor, queries):
    proposed(room, actor)
    before = queries(lambda: tell_of_meetings(actor=WORKER))
    for number in range(2, 6):
        MandateFactory(party=room.provider.party, capacity="provider")
        MeetingFactory(
            interest=provider_elsewhere(room.request, state="accepted")[0], number=number, state="proposed",
            proposed_at=clock.now())
    assert queries(lambda: tell_of_meetings(actor=WORKER)) <= before
