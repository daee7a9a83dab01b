"""Reading what mail servers report of messages that did not arrive (RFC 3464), from messages and from webhooks."""

import hmac
import json
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr
from hashlib import sha256
from pathlib import Path
from typing import Any

STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
AT_MOST = 500
"""Events one call of the webhook may carry."""


@dataclass(frozen=True)
class Report:
    """What is reported of one recipient: which message, which address, with what status and words."""

    message_id: str = ""
    recipient: str = ""
    status: str = ""
    reason: str = ""

    @property
    def is_permanent(self) -> bool:
        """Whether the address cannot be reached for good (5.x.x); a passing fault is tried again by the server."""
        return self.status.startswith("5")

    @property
    def sentence(self) -> str:
        """Status and words in one line."""
        return " ".join(f"{self.status} {self.reason}".split())[:300]


class UnreadablePayload(ValueError):
    """A webhook's payload that says nothing; the message says what is accepted."""


def reports_in(message: Message) -> list[Report]:
    """The recipients that a delivery status notification reports as not reached; empty for other messages."""
    if message.get_content_type() != "multipart/report":
        return []
    original, found = "", []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            payload = part.get_payload()
            found += [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            original = original or _message_id(part)
    return [_of_recipient(fields, original) for fields in found if fields.get("Final-Recipient")
            and str(fields.get("Action", "")).strip().casefold() in ("failed", "delayed")]


def _of_recipient(fields: Message, original: str) -> Report:
    address = str(fields.get("Original-Recipient") or fields["Final-Recipient"]).rpartition(";")[2].strip()
    status = STATUS.search(str(fields.get("Status", "")))
    reason = str(fields.get("Diagnostic-Code", "")).rpartition(";")[2].strip()
    return Report(original, address, status.group(0) if status else "", reason)


def _message_id(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return str(payload[0].get("Message-ID", "")).strip()
    match = re.search(r"^Message-ID:\s*(\S+)", str(payload), flags=re.IGNORECASE | re.MULTILINE)
    return match.group(1) if match else ""


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether ``sha256=…`` is the HMAC of the body under the secret; compared in constant time."""
    wanted = hmac.new(secret.encode(), body, sha256).hexdigest()
    return hmac.compare_digest(signature.removeprefix("sha256=").strip().encode(), wanted.encode())


ACCEPTED = (
    'Accepted: {"events": [{"message_id": "<…>", "recipient": "name@example.org", "status": "5.1.1", '
    '"reason": "…"}]} with at least one of message_id and recipient, and a status.'
)


def reports_of(body: bytes) -> list[Report]:
    """The reports of a webhook's payload; raises :class:`UnreadablePayload`, with what is accepted, for any other."""
    try:
        data = json.loads(body)
    except ValueError as error:
        raise UnreadablePayload(f"This is not JSON. {ACCEPTED}") from error
    events = data.get("events") if isinstance(data, dict) else None
    if not isinstance(events, list) or not 0 < len(events) <= AT_MOST:
        raise UnreadablePayload(f"There must be 1 to {AT_MOST} events. {ACCEPTED}")
    return [_of_event(event, number) for number, event in enumerate(events, 1)]


def _of_event(event: Any, number: int) -> Report:
    fields = {name: event.get(name, "") for name in ("message_id", "recipient", "status", "reason")} if isinstance(
        event, dict
    ) else {}
    if not fields or not all(isinstance(value, str) and "\x00" not in value for value in fields.values()):
        raise UnreadablePayload(f"Event {number} is not an object of texts. {ACCEPTED}")
    if not STATUS.fullmatch(fields["status"]) or not (fields["message_id"] or fields["recipient"]):
        raise UnreadablePayload(f"Event {number} says too little. {ACCEPTED}")
    return Report(fields["message_id"], parseaddr(fields["recipient"])[1], fields["status"], fields["reason"][:300])


def unread(folder: Path) -> Iterator[Message]:
    """The messages in a folder not read before: a Maildir, or a folder of ``*.mbox`` files.

    A message counts as read once the next one is asked for; one whose reader was killed comes again.
    """
    if (folder / "new").is_dir() and (folder / "cur").is_dir():
        box = mailbox.Maildir(folder, create=False)
        for key in sorted(box.keys()):
            message = box[key]
            if message.get_subdir() != "new":
                continue
            yield message
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
    for path in sorted(folder.glob("*.mbox")) if folder.is_dir() else ():
        yield from mailbox.mbox(path, create=False)
        path.rename(path.with_name(f"{path.name}.read"))
