"""What comes back marks the channel and proposes the next step; a passing fault does not."""

import json
import mailbox
from email import message_from_string

import pytest

from convoke.core import clock
from convoke.core.actors import ANONYMOUS
from convoke.core.policy import Denied
from convoke.outreach import queries as outreach
from convoke.outreach.bounces import Report, UnreadablePayload, is_signed, reports_in, reports_of, unread
from convoke.outreach.models import ContactLogEntry
from convoke.outreach.operations import bounces, rounds
from convoke.outreach.operations.escalations import open_escalation, send_step

DSN = """\
From: MAILER-DAEMON@mail.example
To: forum@forum.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 No such user here

--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: An invitation

Dear all
--b--
"""


def dsn(address: str, message_id: str = "", action: str = "failed", status: str = "5.1.1") -> str:
    return DSN.format(address=address, message_id=message_id or "<none@x>", action=action, status=status)


@pytest.fixture
def delivery(post):
    """A message that left."""
    return post.sent(post.party()).deliveries.get()


def test_a_report_of_a_mail_server_is_read(post):
    (report,) = reports_in(message_from_string(dsn("a@b.example", "<delivery-1.x@y>")))
    assert report == Report("<delivery-1.x@y>", "a@b.example", "5.1.1", "550 No such user here")


@pytest.mark.parametrize(
    "text", ["", "Subject: hello\n\nOut of office", dsn("a@b.example").replace("multipart/report", "multipart/mixed"),
             dsn("a@b.example", action="delivered")],
)
def test_other_messages_report_nothing(text):
    assert reports_in(message_from_string(text)) == []


def test_a_bounce_is_found_by_its_message_id_and_marks_everything(post, delivery):
    (sent,) = post.box()
    assert bounces.take_message(actor=post.actor, message=message_from_string(dsn("other@b.example", sent.message_id)))
    delivery.refresh_from_db()
    assert delivery.state == "bounced"
    assert delivery.bounce_reason == "5.1.1 550 No such user here"
    assert delivery.channel.unreliable_since == clock.today()
    entry = ContactLogEntry.objects.get(party=delivery.party)
    assert (entry.result, entry.channel, entry.by) == ("bounced", delivery.channel, None)
    assert list(outreach.came_back_without_step(post.actor)) == [delivery]


def test_a_bounce_without_our_message_id_is_found_by_its_address(post, delivery):
    assert bounces.take_message(actor=post.actor, message=message_from_string(dsn(delivery.address.upper())))


def test_a_forged_message_id_marks_nothing(post, delivery):
    report = Report(message_id=f"<delivery-{delivery.pk}.{'0' * 24}@forum.example>", status="5.1.1")
    assert not bounces.take_report(actor=post.actor, report=report)


def test_a_passing_fault_marks_nothing(post, delivery):
    soft = message_from_string(dsn(delivery.address, action="delayed", status="4.2.2"))
    assert bounces.take_message(actor=post.actor, message=soft) == 0
    delivery.channel.refresh_from_db()
    assert delivery.channel.is_reliable


def test_a_second_report_changes_nothing(post, delivery):
    report = Report(recipient=delivery.address, status="5.1.1")
    assert [bounces.take_report(actor=post.actor, report=report) for _time in range(2)] == [True, False]
    assert ContactLogEntry.objects.filter(party=delivery.party).count() == 1


def test_con_4_a_bounce_proposes_the_next_step_for_today(post):
    party = post.party()
    going = open_escalation(actor=post.actor, party=party, about="focal-point")
    notice = send_step(actor=post.actor, escalation=going)
    assert going.next_on > clock.today()
    type(notice.deliveries.get()).objects.filter(notice=notice).update(state="sent")
    assert bounces.bounced(actor=post.actor, delivery=notice.deliveries.get(), reason="5.1.1 no such user")
    going.refresh_from_db()
    assert going.next_on == clock.today()
    assert not outreach.came_back_without_step(post.actor).exists()


def test_the_public_reports_no_bounces(delivery):
    with pytest.raises(Denied):
        bounces.take_report(actor=ANONYMOUS, report=Report(recipient=delivery.address, status="5.1.1"))


# ------------------------------------------------------------------ the mailbox


@pytest.mark.parametrize("kind", ["maildir", "mbox"])
def test_a_mailbox_is_read_once(post, delivery, settings, tmp_path, kind):
    settings.CONVOKE_HOME = tmp_path
    folder = tmp_path / "bounces"
    if kind == "maildir":
        box = mailbox.Maildir(folder)
    else:
        folder.mkdir()
        box = mailbox.mbox(folder / "reports.mbox")
    box.add(message_from_string("Subject: hello\n\nOut of office"))
    box.add(message_from_string(dsn(delivery.address)))
    box.close()
    assert rounds.read_bounces(actor=post.actor) == 1
    assert list(unread(folder)) == []
    assert rounds.read_bounces(actor=post.actor) == 0


def test_without_a_mailbox_nothing_is_read(post, settings, tmp_path):
    settings.CONVOKE_HOME = tmp_path
    assert rounds.read_bounces(actor=post.actor) == 0


# ------------------------------------------------------------------ payloads


def test_a_signature_is_the_hmac_of_the_body():
    import hashlib
    import hmac

    signature = hmac.new(b"secret", b"body", hashlib.sha256).hexdigest()
    assert is_signed(b"body", f"sha256={signature}", "secret")
    assert not is_signed(b"other", f"sha256={signature}", "secret")
    assert not is_signed(b"body", "", "secret")
    assert not is_signed(b"body", "sha256=é", "secret")


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"not json", b"[]", b"{}", b'{"events": []}', b'{"events": [1]}', b'{"events": [{}]}', b"\xff\xfe",
        b'{"events": [{"recipient": "a@b.example"}]}', b'{"events": [{"status": "5.1.1"}]}',
        b'{"events": [{"recipient": ["a"], "status": "5.1.1"}]}',
        json.dumps({"events": [{"recipient": "a@b.example", "status": "5.1.1"}] * 501}).encode(),
    ],
)
def test_a_payload_that_says_nothing_is_refused_with_what_is_accepted(payload):
    with pytest.raises(UnreadablePayload, match="Accepted"):
        reports_of(payload)
