"""A whole text pasted or imported: paragraphs that are the same or similar keep their keys."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import DocumentVersion, Paragraph
from ..text.markdown import Split, split, with_label
from ..text.markdown import label_of as label
from ._common import locked_draft, new_key
from ._saving import put, remember

SIMILAR = 0.5
"""From which share of words in common on two texts are taken for the same paragraph, rewritten."""


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


def _original(
    actor: Actor, version: DocumentVersion, language: str, old: list[Paragraph], given: list[Split]
) -> Replaced:
    matched = _match([(one.kind, str(one.texts.get(language, ""))) for one in old], given)
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
    for one in gone:
        for said, text in one.texts.items():
            remember(actor, version, one.key, said, text, _("The paragraph was removed."))
    version.paragraphs.filter(pk__in=[one.pk for one in gone]).delete()
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


def _match(old: Sequence[tuple[str, str]], given: Sequence[Split]) -> dict[int, int]:
    """Which of the new pieces is which of the old: the same in order, then the same elsewhere, then similar ones."""
    new = [(kind, text) for kind, _level, text in given]
    found: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        found.update((b + step, a + step) for step in range(size))
    free = [place for place in range(len(old)) if place not in set(found.values())]
    for place in [one for one in range(len(new)) if one not in found]:
        same = next((one for one in free if old[one] == new[place]), None)
        if same is not None:
            found[place] = same
            free.remove(same)
    bags = {place: Counter(old[place][1].lower().split()) for place in free}
    for place in [one for one in range(len(new)) if one not in found]:
        words = Counter(new[place][1].lower().split())
        likeness = [(_alike(bags[one], words), -one) for one in free if old[one][0] == new[place][0]]
        best, one = max(likeness, default=(0.0, 0))
        if best >= SIMILAR:
            found[place] = -one
            free.remove(-one)
    return found


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words two texts have in common, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * sum(min(number, other[word]) for word, number in one.items() if word in other) / total if total else 0.0
