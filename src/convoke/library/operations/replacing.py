"""A whole text pasted or imported: paragraphs that are the same or similar keep their keys."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import DocumentVersion, Paragraph
from ..text.markdown import Split, split, with_label
from ..text.markdown import label_of as label
from ..text.matching import match
from ._common import locked_draft, new_key
from ._saving import put, remember, take_out

_REFERENCE = re.compile(r"\[\^([^\]\s^]+)\]")


@dataclass(frozen=True)
class Replaced:
    """How many paragraphs stayed as they were, were changed, added and removed."""

    same: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0


def replace_text(*, actor: Actor, version: DocumentVersion, language: str, markdown: str) -> Replaced:
    """Replaces the whole text of a draft in a language.

    In the language the document is written in, paragraphs that are the same or similar keep their keys and
    translations; others are added and removed, and what was removed is kept among the earlier texts. A
    translation is laid upon the paragraphs of the original in their order, and so must have the same kinds of
    them. Raises Denied, and ValidationError for an empty text, a version that is frozen, an unknown language, or
    a translation that does not fit, with the first place where it does not.
    """
    require(actor, "write", version.document)
    edition = version.document.edition.code
    with operation(actor=actor, verb="replace-text", on=version.document, edition=edition) as recording:
        present = locked_draft(version)
        if language not in dict(settings.CONVOKE_CONTENT_LANGUAGES):
            raise ValidationError(_("The language of this text is not known."))
        given = split(markdown)
        if not given:
            raise ValidationError(_("The text is empty."))
        old = list(present.paragraphs.order_by("order"))
        for one in old:
            one.version = present
        if language == present.document.language:
            done = _original(actor, present, language, old, given)
        else:
            done = _translation(actor, present, language, old, given)
        recording.facts = {
            "version": present.number, "language": language, "changed": done.changed, "added": done.added,
            "removed": done.removed,
        }
    return done


def append_text(*, actor: Actor, version: DocumentVersion, language: str, markdown: str) -> Replaced:
    """Adds a whole text behind the one that stands; a footnote whose label is taken gets a free one.

    Raises Denied, and ValidationError for an empty text, a version that is frozen, or another language than the
    one the document is written in.
    """
    require(actor, "write", version.document)
    edition = version.document.edition.code
    with operation(actor=actor, verb="append-text", on=version.document, edition=edition) as recording:
        present = locked_draft(version)
        if language != present.document.language:
            raise ValidationError(_("Paragraphs are added in the language the document is written in."))
        old, given = list(present.paragraphs.order_by("order")), split(markdown)
        if not given:
            raise ValidationError(_("The text is empty."))
        last = old[-1].order if old else 0
        for order, (kind, level, text) in enumerate(_with_free_labels(old, given), last + 1):
            made = Paragraph.objects.create(
                version=present, key=new_key(), order=order, kind=kind, level=level, texts={language: text},
                revisions={language: 1},
            )
            remember(actor, present, made.key, language, text)
        recording.facts = {"version": present.number, "language": language, "added": len(given)}
    return Replaced(same=len(old), added=len(given))


def _with_free_labels(old: Sequence[Paragraph], given: Sequence[Split]) -> list[Split]:
    """The pieces with labels of footnotes that are not taken yet, and the references to them."""
    taken = {label(str(text)) for one in old if one.kind == Paragraph.Kind.FOOTNOTE for text in one.texts.values()}
    names: dict[str, str] = {}
    for own in [label(text) for kind, _level, text in given if kind == Paragraph.Kind.FOOTNOTE]:
        names[own] = own if own not in taken else next(
            str(number) for number in count(1) if str(number) not in taken | set(names.values())
        )
    return [(kind, level, _REFERENCE.sub(lambda found: f"[^{names.get(found[1], found[1])}]", text))
            for kind, level, text in given]


def _original(
    actor: Actor, version: DocumentVersion, language: str, old: list[Paragraph], given: list[Split]
) -> Replaced:
    matched = match([(one.kind, str(one.texts.get(language, ""))) for one in old], given)
    added, kept, changed = [], [], 0
    for order, (kind, level, text) in enumerate(given, 1):
        place = matched.get(order - 1)
        if place is None:
            one = Paragraph(version=version, key=new_key(), order=order, kind=kind, level=level)
            added.append(one)
        else:
            one = old[place]
            kept.append(one)
            changed += (one.texts.get(language, ""), one.level) != (text, level)
            one.order, one.level = order, level
        if one.texts.get(language, "") != text:
            put(one, language, text)
            remember(actor, version, one.key, language, text)
    gone = [one for place, one in enumerate(old) if place not in set(matched.values())]
    take_out(actor, version, gone)
    Paragraph.objects.bulk_update(kept, ["order", "level", "texts", "revisions", "made_from"])
    Paragraph.objects.bulk_create(added)
    return Replaced(len(kept) - changed, changed, len(added), len(gone))


def _translation(
    actor: Actor, version: DocumentVersion, language: str, old: list[Paragraph], given: list[Split]
) -> Replaced:
    for number, (one, piece) in enumerate(zip(old, given, strict=False), 1):
        if (one.kind, one.level) != piece[:2]:
            raise ValidationError(
                _("The translation does not fit the original: at place %(number)s the original has a %(kind)s. "
                  "Accepted: the same headings, paragraphs, lists and footnotes in the same order."),
                params={"number": number, "kind": one.get_kind_display()},
            )
    if len(old) != len(given):
        raise ValidationError(
            _("The translation has %(given)s parts and the original %(number)s. Accepted: the same headings, "
              "paragraphs, lists and footnotes in the same order."),
            params={"given": len(given), "number": len(old)},
        )
    changed = 0
    original = version.document.language
    for one, (kind, _level, given_text) in zip(old, given, strict=True):
        mark = label(str(one.texts.get(original, ""))) if kind == Paragraph.Kind.FOOTNOTE else ""
        text = with_label(given_text, mark) if mark else given_text
        is_new = one.texts.get(language, "") != text
        changed += is_new
        put(one, language, text)
        if is_new:
            remember(actor, version, one.key, language, text)
    Paragraph.objects.bulk_update(old, ["texts", "revisions", "made_from"])
    return Replaced(len(old) - changed, changed)
