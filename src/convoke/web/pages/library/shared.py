"""What the pages of papers share: the document and the version asked for, its text as a reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.languages import active_language, direction
from convoke.core.policy import readable, require
from convoke.editions.models import Edition
from convoke.library.files.html import fragment
from convoke.library.files.paper import Paper
from convoke.library.models import Document, DocumentVersion, Paragraph
from convoke.library.queries import piece_of
from convoke.library.states import VersionState
from convoke.library.text.languages import TranslationState, progress, shown, state_of
from convoke.library.text.markdown import inline_html, to_html
from convoke.library.text.numbering import footnote_marks, numbers
from convoke.library.text.pieces import FOOTNOTE, HEADING, Piece

from ...errors import Missing
from ..frame import actor_of, edition_or_missing, near

SECTION = "documents"
UNDER_WAY = (VersionState.DRAFT.value, VersionState.CIRCULATED.value)
"""The states of a version that is neither published nor set aside."""


@dataclass(frozen=True)
class Line:
    """One paragraph as a reader of a language sees it; LIB-3: it says which language it is really in."""

    piece: Piece
    number: str
    html: SafeString
    text: str
    language: str
    is_fallback: bool
    state: TranslationState
    revision: int

    @property
    def direction(self) -> str:
        """Which way its text runs."""
        return direction(self.language) if self.language else "auto"

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.piece.kind == HEADING

    @property
    def is_footnote(self) -> bool:
        """Whether it is a footnote."""
        return self.piece.kind == FOOTNOTE

    @property
    def rank(self) -> int:
        """The rank of a heading on the page, below the title."""
        return min(max(self.piece.level, 1), 4) + 1


@dataclass(frozen=True)
class Drawn:
    """A whole text as HTML, and how many of its paragraphs are shown in another language."""

    html: SafeString
    fallbacks: int


@dataclass(frozen=True)
class Far:
    """How far a text is in one language."""

    code: str
    name: str
    done: int
    stale: int
    missing: int
    is_original: bool

    @property
    def total(self) -> int:
        """How many paragraphs there are to translate."""
        return self.done + self.stale + self.missing

    @property
    def percent(self) -> int:
        """How many of a hundred paragraphs are done."""
        return 100 * self.done // self.total if self.total else 0


def document_or_missing(request: HttpRequest, edition: str, code: str) -> tuple[Edition, Document]:
    """The edition and the document asked for; raises :class:`Missing` with those one may read (LIB-1)."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    documents = readable(actor, Document).filter(edition=found)
    one = documents.filter(code__iexact=code).select_related("edition__forum").prefetch_related("authors").first()
    if one is None:
        raise Missing(_("document"), code, near(code, list(documents.values_list("code", flat=True)), "document",
                                                found.code))
    return found, one


def versions_of(actor: Actor, document: Document) -> list[DocumentVersion]:
    """The versions of a document one may read, the latest first."""
    return list(readable(actor, DocumentVersion).filter(document=document).order_by("-number"))


def version_in(versions: Sequence[DocumentVersion], number: int, document: Document) -> DocumentVersion:
    """The version with a number among those one may read; raises :class:`Missing`."""
    for version in versions:
        if version.number == number:
            version.document = document
            return version
    raise Missing(_("version"), str(number), near(document.code, [document.code], "document", document.edition.code))


def paragraphs_of(actor: Actor, version: DocumentVersion) -> list[Paragraph]:
    """The paragraphs of a version in their order; one query."""
    return list(readable(actor, Paragraph).filter(version=version).order_by("order"))


def lines_of(paragraphs: Sequence[Paragraph], language: str, original: str) -> list[Line]:
    """The text as a reader of a language sees it; a paragraph without any text is left out."""
    pieces = [piece_of(one) for one in paragraphs]
    numbered, marks = numbers(pieces), footnote_marks(pieces)
    lines = []
    for paragraph, piece in zip(paragraphs, pieces, strict=True):
        text, really = shown(piece, language, original)
        draw = inline_html if piece.kind in (HEADING, FOOTNOTE) else to_html
        lines.append(Line(
            piece, numbered.get(piece.key, ""), draw(text, marks), text, really, bool(really) and really != language,
            state_of(piece, language, original), int(paragraph.revisions.get(language, 0)),
        ))
    return lines


def languages_of(document: Document) -> list[str]:
    """The language a document is written in, then those it is to be translated into."""
    return [document.language, *(one for one in document.languages if one != document.language)]


def written(
    request: HttpRequest, edition: str, code: str, number: int
) -> tuple[Document, DocumentVersion, list[Paragraph]]:
    """The version asked for with its paragraphs, for who may write it; raises Denied and Missing."""
    _found, one = document_or_missing(request, edition, code)
    actor = actor_of(request)
    version = version_in(versions_of(actor, one), number, one)
    require(actor, "write", one)
    return one, version, paragraphs_of(actor, version)


def drawn(one: Document, version: DocumentVersion, paragraphs: Sequence[Paragraph], language: str) -> Drawn:
    """The whole text as a reader of a language sees it; LIB-3: what is not translated says so."""
    pieces = [piece_of(each) for each in paragraphs]
    really = [shown(piece, language, one.language)[1] for piece in pieces]
    paper = Paper(
        title="", symbol=one.symbol, number=version.number, language=language, original=one.language, authors=(),
        date=(version.published_at or version.begun_at).date(), pieces=pieces,
    )
    has_text = any(really)
    fallbacks = sum(bool(each) and each != language for each in really)
    return Drawn(fragment(paper) if has_text else SafeString(""), fallbacks)


def superseded(versions: Sequence[DocumentVersion]) -> set[int]:
    """The numbers of versions, once given to others, behind which a later one is published."""
    last = max((one.number for one in versions if one.state == VersionState.PUBLISHED), default=0)
    given = (VersionState.CIRCULATED, VersionState.PUBLISHED)
    return {one.number for one in versions if one.number < last and one.state in given}


def under_way(versions: Sequence[DocumentVersion]) -> DocumentVersion | None:
    """The latest version that may still be published, among those given with the latest first."""
    past = superseded(versions)
    return next((one for one in versions if one.state in UNDER_WAY and one.number not in past), None)


def how_far(document: Document, paragraphs: Sequence[Paragraph]) -> list[Far]:
    """How far the text is in each language of the document."""
    pieces, names = [piece_of(one) for one in paragraphs], dict(settings.CONVOKE_CONTENT_LANGUAGES)
    return [
        Far(one, str(names.get(one, one)), *progress(pieces, one, document.language), one == document.language)
        for one in languages_of(document)
    ]


def asked_language(request: HttpRequest) -> str:
    """The language to read in: that of the page, or another content language by ``?in=``."""
    asked = request.GET.get("in", "")
    return asked if asked in dict(settings.CONVOKE_CONTENT_LANGUAGES) else active_language()


def language_choices() -> list[tuple[str, str]]:
    """The languages content can be in, each by its own name."""
    return [(code, str(name)) for code, name in settings.CONVOKE_CONTENT_LANGUAGES]
