"""A text that is composed elsewhere, such as an agenda from its entries: its paragraphs come with their own keys."""

from collections.abc import Sequence

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import DocumentVersion, Paragraph
from ..text.languages import checksum_of
from ..text.pieces import Piece
from ._common import locked_draft
from ._saving import take_out


def compose_text(*, actor: Actor, version: DocumentVersion, pieces: Sequence[Piece]) -> DocumentVersion:
    """Has a draft consist of these pieces, in this order; a paragraph with the same key is the same paragraph.

    Translations made here of what the pieces say in the original alone stay with their paragraphs; one whose
    original was changed says so (LIB-3). Any other paragraph is removed, and kept among the earlier texts.
    Raises Denied, and ValidationError for a version that is frozen (LIB-2).
    """
    require(actor, "write", version.document)
    edition = version.document.edition.code
    with operation(actor=actor, verb="compose-text", on=version.document, edition=edition) as recording:
        present = locked_draft(version)
        before = {one.key: one for one in present.paragraphs.all()}
        kept: list[Paragraph] = []
        added: list[Paragraph] = []
        for order, piece in enumerate(pieces, 1):
            one = before.pop(piece.key, None)
            (added if one is None else kept).append(_laid(one or Paragraph(version=present, key=piece.key), piece,
                                                          order, present.document.language))
        take_out(actor, present, list(before.values()))
        Paragraph.objects.bulk_update(
            kept, ["order", "kind", "level", "is_numbered", "texts", "made_from", "revisions"]
        )
        Paragraph.objects.bulk_create(added)
        recording.facts = {"version": present.number, "paragraphs": len(pieces)}
    return present


def _laid(paragraph: Paragraph, piece: Piece, order: int, original: str) -> Paragraph:
    """A paragraph with what a piece says now; a translation that stays although its original went on is stale."""
    texts = {**paragraph.texts, **piece.texts}
    earlier, now = (checksum_of(str(one.get(original, ""))) for one in (paragraph.texts, texts))
    made_from, revisions = dict(paragraph.made_from), dict(paragraph.revisions)
    for language, text in texts.items():
        stays = text == paragraph.texts.get(language)
        if not stays:
            revisions[language] = int(revisions.get(language, 0)) + 1
        if language != original:
            made_from[language] = made_from.get(language, earlier) if stays else now
    paragraph.order, paragraph.kind, paragraph.level = order, piece.kind, piece.level
    paragraph.is_numbered = piece.is_numbered
    paragraph.texts, paragraph.made_from, paragraph.revisions = texts, made_from, revisions
    return paragraph
