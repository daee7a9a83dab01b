"""Subscribing to the newsletter, composing an issue, and sending it: to each subscriber once."""

import datetime as dt
import secrets
import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.locks import Busy, exclusive
from convoke.core.policy import require
from convoke.core.versioned import version

from ..mail import Sender, address_of, digest, letter, sender, taken
from ..models import NewsletterIssue, Subscription
from ..newsletter import Line, lines
from ..states import NoticeState

WEEK = dt.timedelta(days=7)
QUIET = dt.timedelta(minutes=10)
"""An address gets no second message on its subscription for so long, whoever asks."""
AT_ONCE = 100
"""Messages one round hands over."""
LETTER = ("outreach/newsletter.txt", "outreach/newsletter.html")
CONFIRM = ("outreach/subscription.txt", "outreach/subscription.html")


def subscribe(*, actor: Actor, email: str, language: str, site: str = "") -> Subscription:
    """Asks for the newsletter: a message with a link goes to the address, and only the link confirms.

    Asking again for an open subscription sends the link again, at most every ten minutes, and tells
    nobody whether there was one. Raises ValidationError, by field, for an address or a language that is none.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError(
            {"email": [_("This is not an e-mail address. Accepted: one such as name@example.org.")]}
        ) from error
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": [_("Choose one of the languages listed.")]})
    found = Subscription.objects.filter(email__iexact=email, ended_at=None).first()
    if found and found.asked_at > timezone.now() - QUIET:
        return found
    with operation(actor=actor, verb="ask-newsletter", audience=Audience.TASK_FORCE) as recording:
        recording.facts = {"language": language}
        found = Subscription.objects.select_for_update().filter(email__iexact=email, ended_at=None).first()
        if found is None:
            found = Subscription.objects.create(
                email=email, language=language, token=secrets.token_urlsafe(32), account_id=actor.account_id
            )
        elif found.confirmed_at is None:
            found.language = language
        found.asked_at = timezone.now()
        found.save(update_fields=["language", "asked_at"])
        made = found
        recording.after_commit(lambda: _send_link(made, site))
    return made


def confirm(*, actor: Actor, token: str) -> Subscription | None:
    """Confirms a subscription by its link; None for a token that is none or ended. Twice is once."""
    found = Subscription.objects.filter(token=token, ended_at=None).first()
    if found is None or found.confirmed_at:
        return found
    with operation(actor=actor, verb="confirm-newsletter") as recording:
        found.confirmed_at = clock.now()
        latest = NewsletterIssue.objects.order_by("-number").first()
        found.had = found.trying = latest.number if latest else 0  # issues from the next one on
        found.save(update_fields=["confirmed_at", "had", "trying"])
        recording.facts = {"language": found.language}
    return found


def unsubscribe(*, actor: Actor, token: str) -> Subscription | None:
    """Ends a subscription by its link; None for a token that is none. A second time changes nothing."""
    found = Subscription.objects.filter(token=token).first()
    if found is None or found.ended_at:
        return found
    with operation(actor=actor, verb="end-newsletter"):
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
    return found


def compose_issue(*, actor: Actor) -> NewsletterIssue:
    """Composes the next issue of what was published since the last, and queues it for all subscribers.

    Raises ValidationError where nothing was published since, Denied for others than the office.
    """
    require(actor, "compose", NewsletterIssue)
    with exclusive("newsletter-compose", wait=10), operation(actor=actor, verb="compose-newsletter") as recording:
        before = NewsletterIssue.objects.order_by("-number").first()
        first, last = (before.last_entry if before else 0) + 1, version()
        if last < first or not lines(first, last, settings.LANGUAGE_CODE):
            raise ValidationError(_("Nothing has been published since the last issue."), code="nothing")
        issue = NewsletterIssue.objects.create(
            number=(before.number if before else 0) + 1, first_entry=first, last_entry=last,
            composed_at=clock.now(), state=NoticeState.QUEUED,
        )
        recording.on, recording.facts = issue, {"number": issue.number}
    return issue


def compose_due(*, actor: Actor) -> bool:
    """Composes the issue of the week when a week has passed since the last and there are subscribers."""
    require(actor, "compose", NewsletterIssue)
    before = NewsletterIssue.objects.order_by("-number").first()
    if before and clock.now() - before.composed_at < WEEK:
        return False
    if not _subscribers().exists():
        return False
    try:
        compose_issue(actor=actor)
    except ValidationError:
        return False
    return True


def send_due(*, actor: Actor) -> int:
    """Hands issues in the queue over to subscribers who have not had them; gives how many messages left."""
    require(actor, "compose", NewsletterIssue)
    return sum(
        send_issue(actor=actor, issue=issue)
        for issue in NewsletterIssue.objects.filter(state=NoticeState.QUEUED).order_by("number")
    )


def send_issue(*, actor: Actor, issue: NewsletterIssue) -> int:
    """Hands one issue over, a portion at a time, to each subscriber once; ends it when all have had it."""
    require(actor, "compose", issue)
    try:
        with exclusive(f"newsletter-{issue.pk}", wait=0):
            connection, by = get_connection(), sender()
            _settle(issue, connection, by)
            sent = _portion(issue, connection, by)
            NewsletterIssue.objects.filter(pk=issue.pk).update(sent_to=F("sent_to") + sent)
            if not _without(issue).exists():
                _finish(actor, issue)
            return sent
    except Busy:
        return 0


def _subscribers() -> QuerySet[Subscription]:
    return Subscription.objects.filter(confirmed_at__isnull=False, ended_at=None)


def _without(issue: NewsletterIssue) -> QuerySet[Subscription]:
    return _subscribers().filter(had__lt=issue.number)


def _finish(actor: Actor, issue: NewsletterIssue) -> None:
    with operation(actor=actor, verb="send-newsletter", on=issue) as recording:
        issue.refresh_from_db()
        issue.state, issue.over_at = NoticeState.SENT, clock.now()
        issue.save(update_fields=["state", "over_at"])
        recording.facts = {"number": issue.number, "sent_to": issue.sent_to}


def _settle(issue: NewsletterIssue, connection: BaseEmailBackend, by: Sender) -> None:
    """What a dead worker was handing over: sent where the outbox proves it or nobody can be asked, else again."""
    left = list(_without(issue).filter(trying=issue.number))
    if not left:
        return
    has = taken(connection, [_message_id(issue, one, by) for one in left])
    for one in left:
        gone = has is None or _message_id(issue, one, by) in has
        Subscription.objects.filter(pk=one.pk).update(
            **({"had": issue.number} if gone else {"trying": issue.number - 1})
        )
        if gone:
            NewsletterIssue.objects.filter(pk=issue.pk).update(sent_to=F("sent_to") + 1)


def _portion(issue: NewsletterIssue, connection: BaseEmailBackend, by: Sender) -> int:
    portion = list(_without(issue).filter(trying__lt=issue.number).order_by("pk")[:AT_ONCE])
    said: dict[str, list[Line]] = {}
    sent = 0
    try:
        connection.open()
        for one in portion:
            if one.language not in said:
                said[one.language] = lines(issue.first_entry, issue.last_entry, one.language)
            claimed = Subscription.objects.filter(pk=one.pk, trying__lt=issue.number, ended_at=None)
            if not claimed.update(trying=issue.number):
                continue
            try:
                connection.send_messages([_letter(issue, one, by, said[one.language])])
            except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError):
                Subscription.objects.filter(pk=one.pk).update(had=issue.number)  # refused: the next issue is tried
            else:
                Subscription.objects.filter(pk=one.pk).update(had=issue.number)
                sent += 1
    except OSError:
        return sent  # the mail server does not answer; the round comes again
    finally:
        connection.close()
    return sent


def _message_id(issue: NewsletterIssue, subscription: Subscription, by: Sender) -> str:
    return f"<newsletter-{issue.number}.{digest(subscription.token)}@{by.domain}>"


def _letter(issue: NewsletterIssue, one: Subscription, by: Sender, said: list[Line]) -> EmailMessage:
    leave = address_of("newsletter-end", one.token, language=one.language)
    with translation.override(one.language):
        subject = _("%(forum)s: newsletter no. %(number)s") % {"forum": by.name, "number": issue.number}
    return letter(
        by=by, to=one.email, subject=subject, body="", language=one.language,
        message_id=_message_id(issue, one, by), templates=LETTER,
        headers={"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        issue=issue, lines=said, leave=leave, site=settings.CONVOKE_ADDRESS.rstrip("/"),
        page=address_of("newsletter-issue", str(issue.number), language=one.language),
    )


def _send_link(subscription: Subscription, site: str) -> None:
    language, by = subscription.language, sender()
    name = "newsletter-end" if subscription.confirmed_at else "newsletter-confirm"
    with translation.override(language):
        subject = _("%(forum)s: your subscription of the newsletter") % {"forum": by.name}
    message = letter(
        by=by, to=subscription.email, subject=subject, body="", language=language, templates=CONFIRM,
        message_id=f"<subscription-{secrets.token_hex(12)}@{by.domain}>",
        is_confirmed=subscription.confirmed_at is not None,
        link=address_of(name, subscription.token, language=language, site=site),
    )
    get_connection().send_messages([message])
