"""Writing a paper: its versions, its paragraphs, its translations (LIB-2).

A save of a draft writes no journal entry (decision 11): each text keeps its own record. What changes the
order of a text, and every change of state, is an entry.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import Document, DocumentVersion, Paragraph
from ..states import VersionState
from ..text.languages import checksum_of
from ..text.markdown import clean, label_of, with_label
from ..text.pieces import DEEPEST
from ._common import locked, locked_document, locked_draft, new_key, why_frozen, words
from ._saving import SavedText, keep_aside, remember, save, take_out

__all__ = [
    "SavedText", "add_paragraph", "begin_version", "change_paragraph", "confirm_translation", "move_paragraph",
    "remove_paragraph", "save_paragraph",
]


def begin_version(
    *, actor: Actor, document: Document, what_changed: Mapping[str, str] | None = None, is_correction: bool = False
) -> DocumentVersion:
    """Begins the next version from the text of the last one, with its keys; ``is_correction`` of one published.

    Raises Denied, and ValidationError while another draft is being written, or for a correction of nothing.
    """
    require(actor, "write", document)
    with operation(actor=actor, verb="begin-version", on=document, edition=document.edition.code) as recording:
        present = locked_document(document)
        before = present.versions.order_by("-number")
        if before.filter(state=VersionState.DRAFT).exists():
            raise ValidationError(_("The next version is being written already. Write on in it, or set it aside."))
        if is_correction and not before.filter(state=VersionState.PUBLISHED).exists():
            raise ValidationError(_("Only a document that was published is corrected."))
        last = before.exclude(state=VersionState.SET_ASIDE).first() or before.first()
        number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
        made = DocumentVersion.objects.create(
            document=present, number=number, begun_at=clock.now(), is_correction=is_correction,
            what_changed=words(what_changed or {}),
        )
        Paragraph.objects.bulk_create(
            Paragraph(
                version=made, key=one.key, order=one.order, kind=one.kind, level=one.level,
                is_numbered=one.is_numbered, texts=one.texts, made_from=one.made_from, revisions=one.revisions,
            )
            for one in (last.paragraphs.all() if last else ())
        )
        recording.facts = {"version": number, "correction": is_correction}
    return made


def save_paragraph(
    *, actor: Actor, version: DocumentVersion, key: str, language: str, text: str, revision: int | None,
    made_from: str = "",
) -> SavedText:
    """Saves what was typed into a paragraph; two people never overwrite each other unawares.

    ``revision`` is the one the page showed. Where another person wrote since, that text stands and this one is
    kept aside. So it is where the paragraph was removed or the version frozen meanwhile: nothing is lost. A
    translation keeps what it was made from: ``made_from`` is the checksum of the original the translator had
    before them; without it, of the original as it is now. Raises Denied, and ValidationError for a language
    that is not known.
    """
    require(actor, "write", version.document)
    _check_language(language)
    text = clean(text).strip()
    with transaction.atomic():
        present = locked(version)
        if present.state != VersionState.DRAFT:
            reason = why_frozen(present)
            standing = present.paragraphs.filter(key=key).first()
            now = str(standing.texts.get(language, "")) if standing else ""
            if text != now:
                keep_aside(actor, present, key[:16], language, text, reason)
            number = int(standing.revisions.get(language, 0)) if standing else 0
            return SavedText(now, number, aside=text != now, refused=reason)
        paragraph = _paragraph(present, key)
        if paragraph is None:
            reason = _("This paragraph was removed meanwhile. Your text is kept aside.")
            keep_aside(actor, present, key[:16], language, text, reason)
            return SavedText("", 0, aside=True, refused=reason)
        if paragraph.kind == Paragraph.Kind.FOOTNOTE and text:
            text = _labelled(paragraph, language, text)
        return save(actor, paragraph, language, text, revision, made_from)


def confirm_translation(*, actor: Actor, version: DocumentVersion, key: str, language: str) -> Paragraph:
    """Says that a translation still fits its original, which was changed.

    Raises Denied, and ValidationError for a version that is frozen, a paragraph that was removed, or one that
    is not translated.
    """
    require(actor, "write", version.document)
    with transaction.atomic():
        present = locked_draft(version)
        paragraph = _existing(present, key)
        if language == present.document.language or not paragraph.texts.get(language):
            raise ValidationError(_("There is no translation of this paragraph that could be confirmed."))
        original = str(paragraph.texts.get(present.document.language, ""))
        paragraph.made_from = {**paragraph.made_from, language: checksum_of(original)}
        paragraph.save(update_fields=["made_from"])
    return paragraph


def add_paragraph(
    *, actor: Actor, version: DocumentVersion, after: str, kind: str, level: int, text: str, language: str
) -> Paragraph:
    """Adds a paragraph behind the one with the key ``after`` (empty: at the beginning).

    Raises Denied, and ValidationError for a version that is frozen, a kind or language that is not known, or a
    paragraph to follow that was removed.
    """
    require(actor, "write", version.document)
    _check_language(language)
    edition = version.document.edition.code
    with operation(actor=actor, verb="add-paragraph", on=version.document, edition=edition) as recording:
        present = locked_draft(version)
        _check_kind(kind, level)
        place = _existing(present, after).order + 1 if after else 1
        present.paragraphs.filter(order__gte=place).update(order=F("order") + 1)
        text = clean(text).strip()
        made = Paragraph(version=present, key=new_key(), order=place, kind=kind, level=_level(kind, level))
        if kind == Paragraph.Kind.FOOTNOTE and text:
            text = _labelled(made, language, text)
        if text:
            made.texts, made.revisions = {language: text}, {language: 1}
            remember(actor, present, made.key, language, text)
        made.save()
        recording.facts = {"version": present.number, "key": made.key, "kind": kind}
    return made


def change_paragraph(
    *, actor: Actor, version: DocumentVersion, key: str, kind: str, level: int, is_numbered: bool
) -> Paragraph:
    """Changes what a paragraph is: its kind, the level of a heading, whether it is numbered.

    Raises Denied, and ValidationError as :func:`add_paragraph` does.
    """
    require(actor, "write", version.document)
    edition = version.document.edition.code
    with operation(actor=actor, verb="change-paragraph", on=version.document, edition=edition) as recording:
        present = locked_draft(version)
        _check_kind(kind, level)
        paragraph = _existing(present, key)
        paragraph.kind, paragraph.level, paragraph.is_numbered = kind, _level(kind, level), is_numbered
        if kind == Paragraph.Kind.FOOTNOTE:
            paragraph.texts = {one: _labelled(paragraph, one, text) for one, text in paragraph.texts.items() if text}
        paragraph.save(update_fields=["kind", "level", "is_numbered", "texts"])
        recording.facts = {"version": present.number, "key": key, "kind": kind}
    return paragraph


def move_paragraph(*, actor: Actor, version: DocumentVersion, key: str, after: str) -> Paragraph:
    """Moves a paragraph behind the one with the key ``after`` (empty: to the beginning); it keeps key and texts.

    Raises Denied, and ValidationError for a version that is frozen or a paragraph that was removed.
    """
    require(actor, "write", version.document)
    edition = version.document.edition.code
    with operation(actor=actor, verb="move-paragraph", on=version.document, edition=edition) as recording:
        present = locked_draft(version)
        moved = _existing(present, key)
        if key == after:
            raise ValidationError(_("A paragraph cannot be moved behind itself."))
        order = [one for one in present.paragraphs.order_by("order") if one.key != key]
        place = next(number for number, one in enumerate(order, 1) if one.key == _existing(present, after).key) if (
            after) else 0
        order.insert(place, moved)
        for number, one in enumerate(order, 1):
            one.order = number
        Paragraph.objects.bulk_update(order, ["order"])
        recording.facts = {"version": present.number, "key": key}
    return moved


def remove_paragraph(*, actor: Actor, version: DocumentVersion, key: str) -> None:
    """Takes a paragraph out of a draft; its texts are kept, and earlier versions have it still.

    Raises Denied, and ValidationError for a version that is frozen or a paragraph that was removed.
    """
    require(actor, "write", version.document)
    edition = version.document.edition.code
    with operation(actor=actor, verb="remove-paragraph", on=version.document, edition=edition) as recording:
        present = locked_draft(version)
        take_out(actor, present, [_existing(present, key)])
        recording.facts = {"version": present.number, "key": key}


def _paragraph(version: DocumentVersion, key: str) -> Paragraph | None:
    found = version.paragraphs.select_for_update(of=("self",)).filter(key=key).first()
    if found is not None:
        found.version = version
    return found


def _existing(version: DocumentVersion, key: str) -> Paragraph:
    found = _paragraph(version, key)
    if found is None:
        raise ValidationError(_("This paragraph was removed meanwhile. Open the text anew."))
    return found


def _check_language(language: str) -> None:
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    if language not in known:
        raise ValidationError(
            _("Unknown language: %(unknown)s. Accepted: %(accepted)s."),
            params={"unknown": language[:20], "accepted": ", ".join(known)},
        )


def _check_kind(kind: str, level: int) -> None:
    if kind not in Paragraph.Kind.values:
        raise ValidationError({"kind": _("Choose one of the kinds listed.")})
    if kind == Paragraph.Kind.HEADING and not 1 <= level <= DEEPEST:
        raise ValidationError({"level": _("The level of a heading is 1 to %(deepest)s.") % {"deepest": DEEPEST}})


def _level(kind: str, level: int) -> int:
    return level if kind == Paragraph.Kind.HEADING else 0


def _labelled(paragraph: Paragraph, language: str, text: str) -> str:
    """A footnote with its label: the one its other languages have, its own, or the next that is free."""
    known = [label_of(said) for one, said in paragraph.texts.items() if one != language]
    label = next((one for one in known if one), "") or label_of(text) or label_of(paragraph.texts.get(language, ""))
    if not label:
        others = paragraph.version.paragraphs.filter(kind=Paragraph.Kind.FOOTNOTE).values_list("texts", flat=True)
        taken = {label_of(said) for texts in others for said in texts.values()}
        label = next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)
    return with_label(text, label)
