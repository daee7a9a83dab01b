"""In a demonstration every message lands in the outbox, each once."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.core.mail.message import BadHeaderError

from convoke.core.actors import ANONYMOUS
from convoke.core.policy import readable
from convoke.outreach.models import OutboxMessage


def message(**headers) -> EmailMultiAlternatives:
    made = EmailMultiAlternatives("Subject", "Text", "forum@forum.example", ["a@b.example"], headers=headers)
    made.attach_alternative("<p>Text</p>", "text/html")
    made.attach("note.txt", "abc", "text/plain")
    return made


def test_a_message_is_kept_with_its_text_its_html_and_what_is_attached(post):
    assert message().send() == 1
    (kept,) = post.box()
    assert (kept.subject, kept.text, kept.html) == ("Subject", "Text", "<p>Text</p>")
    assert kept.recipients == ["a@b.example"]
    assert kept.attachments == [{"name": "note.txt", "type": "text/plain", "size": 3}]


def test_the_same_message_id_is_kept_once_and_counts_as_taken(post):
    for _time in range(2):
        assert message(**{"Message-ID": "<1@x>"}).send() == 1
    assert len(post.box()) == 1
    assert get_connection().has_taken(["<1@x>", "<2@x>"]) == {"<1@x>"}


def test_messages_without_an_id_are_all_kept(post):
    for _time in range(2):
        send_mail("Subject", "Text", None, ["a@b.example"])
    assert len(post.box()) == 2


def test_a_header_with_a_line_break_is_refused(post):
    with pytest.raises(BadHeaderError):
        send_mail("Subject\nBcc: x@y.example", "Text", None, ["a@b.example"])
    assert not post.box()


def test_lib_1_the_outbox_is_read_in_a_demonstration_only(post, settings):
    message().send()
    assert readable(ANONYMOUS, OutboxMessage).count() == 1
    settings.CONVOKE_DEMONSTRATION = False
    assert not readable(ANONYMOUS, OutboxMessage).exists()
