"""Messages leave over SMTP: what a mail server takes, refuses, or never answers."""

from email import message_from_bytes, policy

import pytest

from convoke.outreach.operations import sending

from .mail_server import mail_server


@pytest.fixture
def server(post, settings):
    """A mail server the settings lead to."""
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.server_address
        settings.EMAIL_TIMEOUT = 10
        yield running


def states(notice) -> list[str]:
    return list(notice.deliveries.order_by("pk").values_list("state", flat=True))


def test_a_message_arrives_plain_and_in_html_with_its_headers(post, server, settings):
    settings.CONVOKE_REPLY_TO = "office@forum.example"
    notice = post.sent(post.party(language="fr"))
    assert states(notice) == ["sent"]
    message = message_from_bytes(server.taken[0], policy=policy.default)
    assert message["From"].addresses[0].addr_spec == "forum@forum.example"
    assert message["From"].addresses[0].display_name
    assert message["Reply-To"] == "office@forum.example"
    assert message["Message-ID"].startswith("<delivery-")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert "Cher*es* tous" in message.get_body(("plain",)).get_content()
    assert '<html lang="fr" dir="ltr">' in message.get_body(("html",)).get_content()


def test_an_address_the_server_does_not_know_comes_back_at_once_and_the_rest_arrives(post, server):
    party = post.party(3)
    unknown = party.mandates.order_by("pk").first().person.channels.get()
    server.unknown = {unknown.address}
    notice = post.sent(party)
    assert sorted(states(notice)) == ["bounced", "sent", "sent"]
    unknown.refresh_from_db()
    assert not unknown.is_reliable


def test_a_server_that_hangs_up_leaves_one_message_uncertain_and_the_rest_in_the_queue(post, server):
    notice = post.queued(post.party(3))
    server.breaks = 1
    assert sending.hand_over(actor=post.actor, notice=notice) == 0
    assert sorted(states(notice)) == ["queued", "queued", "uncertain"]
    assert sending.hand_over(actor=post.actor, notice=notice) == 2
    assert sorted(states(notice)) == ["sent", "sent", "uncertain"]
    sending.resend(actor=post.actor, delivery=notice.deliveries.get(state="uncertain"))
    assert sending.send_due(actor=post.actor) == 1
    ids = [message_from_bytes(taken)["Message-ID"] for taken in server.taken]
    assert len(ids) == len(set(ids)) == 3


def test_a_server_that_is_not_there_leaves_everything_in_the_queue(post, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    notice = post.queued(post.party(2))
    assert sending.hand_over(actor=post.actor, notice=notice) == 0
    assert states(notice) == ["queued", "queued"]
