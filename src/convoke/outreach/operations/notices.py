"""Drafting, sending and cancelling notices."""

import re
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.languages import Translated
from convoke.core.policy import require
from convoke.core.work.operations import request_job
from convoke.core.work.registry import Progress, Silent
from convoke.editions.models import Edition

from .. import recipients
from ..models import Delivery, Notice
from ..recipients import Languages, Selection
from ..states import NOTICE, DeliveryState, NoticeState

PACE = (1, 600)
"""Messages a minute: at least and at most."""
AT_ONCE = 500
"""How many deliveries are written by one statement."""
JOB = "send-notice"


def draft(
    *, actor: Actor, subject: dict[str, str], body: dict[str, str], selection: dict[str, Any] | None = None,
    link: str = "", about: str = "", per_minute: int = 120, edition: Edition | None = None, code: str = "",
) -> Notice:
    """Drafts a notice: texts by language, whom it is for, where it leads, how many messages a minute.

    Raises ValidationError, by field, for a text without its subject, a language that there
    is not, an address outside this forum or a pace out of range; Denied for others than the office.
    """
    require(actor, "draft", Notice)
    with operation(actor=actor, verb="draft-notice", edition=edition.code if edition else "") as recording:
        notice = Notice(
            code=code or _free_code(subject), edition=edition, drafted_by_id=actor.account_id, drafted_at=clock.now()
        )
        _fill(notice, subject, body, selection, link, about, per_minute)
        notice.save(force_insert=True)
        recording.on = notice
    return notice


def change(
    *, actor: Actor, notice: Notice, subject: dict[str, str], body: dict[str, str],
    selection: dict[str, Any] | None = None, link: str = "", about: str = "", per_minute: int = 120,
) -> Notice:
    """Changes a draft; raises ValidationError for a notice that was sent, and as :func:`draft` does."""
    require(actor, "draft", notice)
    with operation(actor=actor, verb="change-notice", on=notice):
        present = _locked(notice)
        if present.state != NoticeState.DRAFT:
            raise ValidationError(
                _("This notice has been handed over for sending and can no longer be changed. Draft a new one."),
                code="sent",
            )
        _fill(present, subject, body, selection, link, about, per_minute)
        present.save()
    return present


def send(*, actor: Actor, notice: Notice) -> Notice:
    """Queues a draft for sending and answers at once; recipients are prepared and messages sent in the background.

    Raises ValidationError where nobody is chosen, no language is whole, or it was queued before.
    """
    require(actor, "send", notice)
    with operation(
        actor=actor, verb="send-notice", on=notice, edition=notice.edition.code if notice.edition else ""
    ) as recording:
        present = _locked(notice)
        _step(present, NoticeState.QUEUED)
        chosen = Selection.read(present.selection)
        if not Languages(present).whole:
            raise ValidationError(_("Write subject and text in at least one language."))
        if not recipients.chosen_mandates(actor, chosen, clock.today()).exists():
            raise ValidationError(_("The selection reaches nobody: no mandate in force today fits it. Widen it."))
        present.queued_at = clock.now()
        present.save(update_fields=["state", "queued_at"])
        recording.facts = {"selection": chosen.stored()}
        request_job(actor=actor, kind=JOB, notice=present.code)
    return present


def cancel(*, actor: Actor, notice: Notice) -> int:
    """Cancels a draft, or what of a notice has not left yet; gives how many messages stay behind."""
    require(actor, "cancel", notice)
    with operation(actor=actor, verb="cancel-notice", on=notice) as recording:
        present = _locked(notice)
        _step(present, NoticeState.CANCELLED)
        kept = Delivery.objects.filter(notice=present, state=DeliveryState.QUEUED).update(
            state=DeliveryState.CANCELLED
        )
        present.over_at = clock.now()
        present.save(update_fields=["state", "over_at"])
        recording.facts = {"not_sent": kept}
    return kept


def prepare(*, actor: Actor, notice: Notice, progress: Progress | None = None) -> int:
    """Writes down who gets a queued notice, once and for all; gives how many are newly written.

    A second call, after a worker was killed, finds all there or none: it is one transaction.
    """
    require(actor, "send", notice)
    progress = progress or Silent()
    if notice.deliveries.exists():
        return 0
    progress.start(2, _("Choosing the recipients"))
    found = recipients.recipients(actor, Selection.read(notice.selection), Languages(notice), clock.today())
    progress.advance(_("Writing them down"))
    with operation(actor=actor, verb="prepare-notice", on=notice) as recording:
        present = _locked(notice)
        if present.state != NoticeState.QUEUED or present.deliveries.exists():
            found = []
        Delivery.objects.bulk_create([_delivery(present, one) for one in found], batch_size=AT_ONCE)
        languages: dict[str, int] = {}
        for one in found:
            languages[one.language] = languages.get(one.language, 0) + 1
        recording.facts = {
            "recipients": len(found), "without_channel": sum(one.channel is None for one in found),
            "languages": languages,
        }
    progress.advance(_("Done"))
    return len(found)


def _delivery(notice: Notice, one: recipients.Recipient) -> Delivery:
    return Delivery(
        notice=notice, mandate=one.mandate, person_id=one.mandate.person_id, party_id=one.mandate.party_id,
        channel=one.channel, address=one.channel.address if one.channel else "", language=one.language,
        state=DeliveryState.QUEUED if one.channel else DeliveryState.UNREACHABLE, token=secrets.token_urlsafe(32),
    )


def _locked(notice: Notice) -> Notice:
    return Notice.objects.select_for_update().get(pk=notice.pk)


def _step(notice: Notice, to: NoticeState) -> None:
    if to not in NOTICE[NoticeState(notice.state)]:
        raise ValidationError(
            _("The notice is %(state)s; that can no longer be done.") % {"state": notice.get_state_display()}
        )
    notice.state = to


def _fill(
    notice: Notice, subject: dict[str, str], body: dict[str, str], selection: dict[str, Any] | None,
    link: str, about: str, per_minute: int,
) -> None:
    notice.subject, notice.body = Translated(_written(subject)), Translated(_written(body))
    notice.link, notice.about = _own_page(link), about.strip()[:120]
    notice.selection = Selection.read(selection or {}).stored()
    notice.per_minute = per_minute
    faults = _faults(notice)
    if faults:
        raise ValidationError(faults)


def _written(texts: dict[str, str]) -> dict[str, str]:
    return {language: words.strip() for language, words in texts.items() if words and words.strip()}


def _faults(notice: Notice) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    unknown = sorted({*notice.subject, *notice.body} - set(known))
    if unknown:
        faults["subject"] = [
            _("Unknown language: %(unknown)s. Accepted: %(accepted)s.")
            % {"unknown": ", ".join(unknown), "accepted": ", ".join(known)}
        ]
        return faults
    for language in known:
        if language in notice.subject and language not in notice.body:
            faults[f"body_{language}"] = [
                _("There is a subject in this language but no text. Write it, or clear both.")
            ]
        if language in notice.body and language not in notice.subject:
            faults[f"subject_{language}"] = [
                _("There is a text in this language but no subject. Write it, or clear both.")
            ]
        if "\n" in notice.subject.get(language, "") or len(notice.subject.get(language, "")) > 200:
            faults[f"subject_{language}"] = [_("A subject is one line of at most 200 characters.")]
    if not notice.subject and not faults:
        faults["subject_en"] = [_("Write subject and text in at least one language.")]
    low, high = PACE
    if not low <= notice.per_minute <= high:
        faults["per_minute"] = [
            _("Accepted: %(low)s to %(high)s messages a minute.") % {"low": low, "high": high}
        ]
    return faults


def _own_page(link: str) -> str:
    """An address of this forum without its language; raises ValidationError for any other."""
    link = link.strip()
    if not link:
        return ""
    if not re.fullmatch(r"/(?![/\\])[^\s\\\x00]*", link) or len(link) > 300:
        raise ValidationError({"link": [
            _("Accepted: the address of a page of this forum from its first slash on, such as /brussels-2007/.")
        ]})
    first, _sep, rest = link[1:].partition("/")
    return f"/{rest}" if first in dict(settings.LANGUAGES) else link


def _free_code(subject: dict[str, str]) -> str:
    words = subject.get("en") or next(iter(subject.values()), "")
    stem = f"{clock.today():%Y-%m-%d}-{slugify(words)[:50].strip('-') or 'notice'}"
    taken = set(Notice.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, 9999))) if code not in taken)
