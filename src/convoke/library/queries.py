"""Reading papers: lists, one document with its versions, its text, its comments, what was typed before."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition

from .models import Comment, Document, DocumentVersion, Paragraph, ParagraphEdit, Rendition
from .text.markdown import split
from .text.matching import match
from .text.pieces import Piece


def documents(
    actor: Actor, edition: Edition, *, kind: str = "", session: str = "", language: str = "", party: str = ""
) -> QuerySet[Document]:
    """LIB-1: the documents of an edition the actor may read; three queries, whatever their number.

    ``session`` and ``party`` are codes; ``language`` keeps those of which a text or a file in it may be read.
    Each has ``read_versions``: the versions the actor may read, latest first.
    """
    found = with_versions(actor, readable(actor, Document).filter(edition=edition))
    if kind:
        found = found.filter(kind=kind)
    if session:  # the code of a session stands once in an edition, so that no document comes twice
        found = found.filter(sessions__code=session)
    if party:
        found = found.filter(authors__code=party)
    if language:
        found = found.filter(_in_language(actor, language))
    return found.order_by("order", "code")


def _in_language(actor: Actor, language: str) -> Q:
    of_document = {"version__document": OuterRef("pk")}
    texts = readable(actor, Paragraph).filter(**of_document, texts__has_key=language)
    files = readable(actor, Rendition).filter(**of_document, language=language)
    of_record = Q(is_record=True, language=language)
    return Q(Exists(texts)) | Q(Exists(files)) | of_record


def with_versions(actor: Actor, documents: QuerySet[Document]) -> QuerySet[Document]:
    """The same with edition, authors and, as ``read_versions``, the versions the actor may read; two queries more."""
    versions = readable(actor, DocumentVersion).order_by("-number")
    return documents.select_related("edition__forum").prefetch_related(
        Prefetch("authors", Party.objects.order_by("code")), Prefetch("versions", versions, to_attr="read_versions")
    )


def pieces_of(version: DocumentVersion) -> tuple[Piece, ...]:
    """The text of a version that the caller may read, in its order; one query."""
    return tuple(piece_of(one) for one in version.paragraphs.order_by("order"))


def piece_of(paragraph: Paragraph) -> Piece:
    """A paragraph as a plain value."""
    return Piece(
        paragraph.key, paragraph.kind, paragraph.level, paragraph.is_numbered, paragraph.texts, paragraph.made_from
    )


def comments_of(actor: Actor, version: DocumentVersion) -> QuerySet[Comment]:
    """The comments on a version the actor may read, in the order they came; one query."""
    found = readable(actor, Comment).filter(version=version)
    return found.select_related("party", "by", "answered_by", "version__document").order_by("at", "pk")


def history(actor: Actor, version: DocumentVersion, key: str, language: str) -> QuerySet[ParagraphEdit]:
    """What was typed into a paragraph up to this version, latest first, for those who write it; one query."""
    found = readable(actor, ParagraphEdit).filter(
        version__document=version.document_id, version__number__lte=version.number, key=key, language=language
    )
    return found.select_related("by__person", "version")


def asides(actor: Actor, version: DocumentVersion, language: str = "") -> QuerySet[ParagraphEdit]:
    """The texts of a version that are kept aside because another stands, or the paragraph is gone; one query."""
    found = readable(actor, ParagraphEdit).filter(version=version, is_aside=True).select_related("by__person")
    return found.filter(language=language) if language else found


def taken_out(actor: Actor, version: DocumentVersion) -> QuerySet[ParagraphEdit]:
    """What stood last in paragraphs that were taken out of a version, by paragraph and language; one query."""
    edits = readable(actor, ParagraphEdit).filter(version=version, is_aside=False)
    later = edits.filter(key=OuterRef("key"), language=OuterRef("language"), pk__gt=OuterRef("pk"))
    gone = edits.exclude(key__in=version.paragraphs.values("key")).exclude(text="")
    return gone.filter(~Exists(later)).select_related("by__person").order_by("-at", "-pk")


def papers_of_session(actor: Actor, edition: Edition, session: str) -> QuerySet[Document]:
    """LIB-1: the papers of a session by its code that the actor may read, by kind; three queries."""
    return documents(actor, edition, session=session).order_by("kind", "order", "code")


def languages_in_files(actor: Actor, versions: Iterable[DocumentVersion]) -> dict[int, list[str]]:
    """The languages in which each version is there as a file the actor may read, by its number in the database."""
    files = readable(actor, Rendition).filter(version__in=[one.pk for one in versions])
    found: dict[int, list[str]] = {}
    for version, language in files.order_by("language").values_list("version", "language").distinct():
        found.setdefault(version, []).append(language)
    return found


def weighed(version: DocumentVersion, language: str, markdown: str) -> tuple[int, int, int, int]:
    """What taking a whole text in would do, in the original language: how many paragraphs of the version, which
    the caller may read, stay the same, are changed, added and taken out; one query."""
    given = split(markdown)
    rows = version.paragraphs.order_by("order").values_list("kind", "texts")
    old = [(kind, str(texts.get(language, ""))) for kind, texts in rows]
    matched = match(old, given)
    same = sum(old[place] == (given[new][0], given[new][2]) for new, place in matched.items())
    return same, len(matched) - same, len(given) - len(matched), len(old) - len(matched)
