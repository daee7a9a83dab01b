"""One save of a paragraph: what stands, what is kept aside, what is remembered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor

from ..models import DocumentVersion, Paragraph, ParagraphEdit
from ..text.languages import checksum_of

SAME_BREATH = dt.timedelta(minutes=2)
"""Texts that one person typed into a paragraph within this time, each upon the last, are kept as one."""


@dataclass(frozen=True)
class SavedText:
    """What became of a text: what stands now with its revision; ``aside`` says that the text typed is kept
    beside it, ``refused`` why it could not stand at all."""

    text: str
    revision: int
    aside: bool = False
    refused: str = ""


def save(
    actor: Actor, paragraph: Paragraph, language: str, text: str, revision: int | None, made_from: str = ""
) -> SavedText:
    """Saves a text into a paragraph that is locked; the text of another person stands, and this one aside."""
    version, key = paragraph.version, paragraph.key
    now = str(paragraph.texts.get(language, ""))
    saved = int(paragraph.revisions.get(language, 0))
    is_upon_it = revision is None or revision == saved
    if text == now:
        return SavedText(now, saved)
    last = version.edits.filter(key=key, language=language, is_aside=False).first()
    is_mine = last is not None and last.by_id == actor.account_id
    if not is_upon_it and not is_mine:
        if _had(actor, version, key, language, text):
            return SavedText(now, saved)
        keep_aside(actor, version, key, language, text, _("Somebody else had written here meanwhile."))
        return SavedText(now, saved, aside=True)
    put(paragraph, language, text, made_from)
    paragraph.save(update_fields=["texts", "revisions", "made_from"])
    if last is not None and is_mine and is_upon_it and clock.now() - last.at < SAME_BREATH:
        last.text = text
        last.save(update_fields=["text"])
    else:
        remember(actor, version, key, language, text)
    _settle(actor, version, key, language, text)
    return SavedText(text, saved + 1)


def put(paragraph: Paragraph, language: str, text: str, made_from: str = "") -> None:
    """Puts a text in its place, with its revision and, for a translation, what it was made from."""
    paragraph.texts = {**paragraph.texts, language: text}
    paragraph.revisions = {**paragraph.revisions, language: int(paragraph.revisions.get(language, 0)) + 1}
    original = paragraph.version.document.language
    if language != original:
        source = made_from or checksum_of(str(paragraph.texts.get(original, "")))
        paragraph.made_from = {**paragraph.made_from, language: source}


def remember(actor: Actor, version: DocumentVersion, key: str, language: str, text: str, reason: str = "") -> None:
    """Keeps a text that stands, or stood until now."""
    ParagraphEdit.objects.create(
        version=version, key=key, language=language, text=text, at=clock.now(), by_id=actor.account_id,
        reason=reason[:300],
    )


def take_out(actor: Actor, version: DocumentVersion, gone: Sequence[Paragraph]) -> None:
    """Takes paragraphs out of a draft; the texts that stood in them are kept. Two queries, whatever their number."""
    at, reason = clock.now(), _("The paragraph was removed.")
    ParagraphEdit.objects.bulk_create(
        ParagraphEdit(
            version=version, key=one.key, language=language, text=text, at=at, by_id=actor.account_id, reason=reason
        )
        for one in gone for language, text in one.texts.items()
    )
    version.paragraphs.filter(pk__in=[one.pk for one in gone]).delete()


def keep_aside(actor: Actor, version: DocumentVersion, key: str, language: str, text: str, reason: str) -> None:
    """Keeps a text that cannot stand, with the reason; the same text of the same person once."""
    same = version.edits.filter(key=key, language=language, is_aside=True, by=actor.account_id)
    if any(one.text == text for one in same):
        return
    ParagraphEdit.objects.create(
        version=version, key=key, language=language, text=text, at=clock.now(), by_id=actor.account_id,
        is_aside=True, reason=reason[:300],
    )


def _had(actor: Actor, version: DocumentVersion, key: str, language: str, text: str) -> bool:
    """Whether this very text was saved already, and the answer to the page was lost on its way."""
    own = version.edits.filter(key=key, language=language, is_aside=False, by=actor.account_id)
    return any(one.text == text for one in own[:3])


def _settle(actor: Actor, version: DocumentVersion, key: str, language: str, text: str) -> None:
    """A text aside is so no longer once its writer wrote on, having seen both, or anybody took it over."""
    for edit in version.edits.filter(key=key, language=language, is_aside=True):
        if edit.text == text or edit.by_id == actor.account_id:
            edit.is_aside = False
            edit.save(update_fields=["is_aside"])
