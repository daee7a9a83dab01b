"""In a demonstration no message leaves: each is kept, to be read on a page."""

from collections.abc import Iterable, Sequence
from email.utils import make_msgid
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from convoke.core import clock

from .models import OutboxMessage


class OutboxBackend(BaseEmailBackend):
    """Stores every message as :class:`~convoke.outreach.models.OutboxMessage`; the same message id only once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keeps the messages; gives how many were taken, those already there counted as well."""
        for message in email_messages:
            self._keep(message)
        return len(email_messages)

    def has_taken(self, message_ids: Iterable[str]) -> set[str]:
        """Those of the message ids that are in the outbox: proof that they left."""
        known = OutboxMessage.objects.filter(message_id__in=list(message_ids))
        return set(known.values_list("message_id", flat=True))

    def _keep(self, message: EmailMessage) -> None:
        message.message()  # raises for a header with a line break, as a mail server's library does
        html = [content for content, kind in getattr(message, "alternatives", ()) if kind == "text/html"]
        OutboxMessage.objects.get_or_create(
            message_id=str(message.extra_headers.get("Message-ID") or make_msgid(domain="outbox.invalid"))[:200],
            defaults={
                "at": clock.now(),
                "sender": str(message.from_email)[:300],
                "recipients": message.recipients(),
                "subject": str(message.subject)[:300],
                "text": str(message.body),
                "html": str(html[0]) if html else "",
                "attachments": [_described(one) for one in message.attachments],
            },
        )


def _described(attachment: Any) -> dict[str, Any]:
    if isinstance(attachment, tuple):
        name, content, kind = (*attachment, "", "")[:3]
        return {"name": name or "", "type": kind or "", "size": len(content or b"")}
    return {"name": attachment.get_filename() or "", "type": attachment.get_content_type(), "size": 0}
