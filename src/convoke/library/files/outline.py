"""A paper laid out for a format: every piece with its number, its real language and its parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.languages import direction

from ..text.languages import shown
from ..text.markdown import label_of
from ..text.numbering import numbers
from ..text.pieces import FOOTNOTE, HEADING, Piece
from . import tree
from .paper import Paper


@dataclass(frozen=True)
class Line:
    """A piece as a reader of the paper's language is shown it."""

    piece: Piece
    number: str
    text: str
    language: str
    is_fallback: bool
    level: int
    reader: str
    """The language the paper is made for."""
    word: str
    """LIB-3: that it is not translated, in the words of the paper's language; else empty."""

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)

    @property
    def parts(self) -> list[tree.Node]:
        """What a heading consists of."""
        return tree.inlines(self.text)

    @property
    def blocks(self) -> list[tree.Node]:
        """What any other piece consists of."""
        return tree.blocks(self.text)


def lines(paper: Paper) -> list[Line]:
    """Everything the paper says, footnotes among it; no heading stands more than one level below the one before."""
    given = numbers(paper.pieces)
    with translation.override(paper.language):
        return list(_lines(paper, given))


def _lines(paper: Paper, given: dict[str, str]) -> Iterator[Line]:
    above = 0
    for piece in paper.pieces:
        text, language = shown(piece, paper.language, paper.original)
        if not text:
            continue
        level = 0
        if piece.kind == HEADING:
            level = above = min(max(piece.level, 1), above + 1)
        is_fallback = language != paper.language
        word = _("Not translated: %(language)s") % {"language": language_name(language)} if is_fallback else ""
        yield Line(piece, given.get(piece.key, ""), text, language, is_fallback, level, paper.language, word)


def notes(found: list[Line]) -> dict[str, Line]:
    """The footnotes by the label their references use."""
    return {label_of(line.text): line for line in found if line.piece.kind == FOOTNOTE and label_of(line.text)}


def body(found: list[Line]) -> list[Line]:
    """What stands in the text itself: all but the footnotes, and at the end those that nothing refers to."""
    said = [line for line in found if line.piece.kind != FOOTNOTE]
    referred = {label for line in said for label in tree.REFERENCE.findall(line.text)}
    return said + [
        line for line in found if line.piece.kind == FOOTNOTE and label_of(line.text) not in referred
    ]


def above(paper: Paper) -> dict[str, str]:
    """What stands above and around the text, in the words of the paper's language."""
    with translation.override(paper.language):
        return {
            "title": paper.title or paper.symbol or _("Paper"),
            "symbol": paper.symbol,
            "authors": "; ".join(paper.authors),
            "date": formats.date(paper.date),
            "version": _("Version %(number)s") % {"number": paper.number},
            "notes": _("Notes"),
            "forum": paper.forum,
            "language_name": language_name(paper.language),
        }


def language_name(language: str) -> str:
    """The name of a language in itself."""
    return dict(settings.CONVOKE_CONTENT_LANGUAGES).get(language, language)
