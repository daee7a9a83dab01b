"""Messages as they leave: whose they are, how they are known again, plain and in a quiet HTML."""

import hashlib
import re
from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from convoke.core.languages import direction
from convoke.core.markup import to_html, to_text
from convoke.editions.queries import forum

from .models import Delivery

MESSAGE_ID = re.compile(r"<?delivery-(\d+)\.([0-9a-f]{24})@")


MESSAGE = ("outreach/message.txt", "outreach/message.html")
"""How a message is set, plain and in HTML."""


@dataclass(frozen=True)
class Sender:
    """Whose messages they are: the forum's name and address; worked out once for many messages."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the @ of message ids."""
        return self.address.rpartition("@")[2].rstrip(">") or "localhost"

    @property
    def line(self) -> str:
        """The sender as it stands in a message."""
        return formataddr((self.name, self.address))


def sender() -> Sender:
    """The forum as a sender; one query."""
    found = forum()
    address = str(settings.DEFAULT_FROM_EMAIL)
    bare = re.search(r"<([^>]+)>", address)
    return Sender(str(found.name) if found else "Convoke", bare.group(1) if bare else address)


def digest(token: str) -> str:
    """What a message id may show of a token that must stay secret."""
    return hashlib.sha256(token.encode()).hexdigest()[:24]


def message_id(delivery: Delivery, domain: str) -> str:
    """The one id of a delivery's message, the same however often it is tried."""
    return f"<delivery-{delivery.pk}.{digest(delivery.token)}@{domain}>"


def delivery_of(found: str) -> Delivery | None:
    """The delivery a message id belongs to; None for an id that is none of ours."""
    match = MESSAGE_ID.search(found)
    delivery = Delivery.objects.filter(pk=int(match.group(1))).first() if match and len(match.group(1)) < 19 else None
    return delivery if delivery and match and digest(delivery.token) == match.group(2) else None


def interface_language(language: str) -> str:
    """A language pages exist in: the one asked for, or English."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def address_of(name: str, *args: str, language: str, site: str = "") -> str:
    """The whole address of a page in a language, for use in a message."""
    with translation.override(interface_language(language)):
        return f"{(site or settings.CONVOKE_ADDRESS).rstrip('/')}{reverse(name, args=args)}"


def letter(
    *, by: Sender, to: str, subject: str, body: str, language: str, message_id: str,
    templates: tuple[str, str] = MESSAGE, headers: dict[str, str] | None = None, **context: object,
) -> EmailMultiAlternatives:
    """A message with a plain and an HTML form of the same Markdown text, in one language."""
    with translation.override(interface_language(language)):
        shown = {
            "forum_name": by.name, "subject": subject, "text": to_text(body), "html": to_html(body),
            "language": language, "direction": direction(language), **context,
        }
        made = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string(templates[0], shown),
            from_email=by.line,
            to=[to],
            reply_to=[settings.CONVOKE_REPLY_TO or by.address],
            headers={
                "Message-ID": message_id, "Auto-Submitted": "auto-generated", "Content-Language": language,
                **(headers or {}),
            },
        )
        made.attach_alternative(render_to_string(templates[1], shown), "text/html")
    return made


def notice_letter(delivery: Delivery, by: Sender) -> EmailMultiAlternatives:
    """The message of a notice for one recipient; its link tells that it was opened."""
    notice, language = delivery.notice, delivery.language
    return letter(
        by=by, to=delivery.address, subject=notice.subject.text(language), body=notice.body.text(language),
        language=language, message_id=message_id(delivery, by.domain),
        link=address_of("notice-link", delivery.token, language=language) if notice.link else "",
        person=str(delivery.person),
    )


def taken(connection: BaseEmailBackend, ids: list[str]) -> set[str] | None:
    """Which of the ids the mail server has surely taken; None where it cannot be asked."""
    ask = getattr(connection, "has_taken", None)
    return None if ask is None else set(ask(ids))
