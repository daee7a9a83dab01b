"""Reading papers: lists, one document with its versions, its text, its comments, what was typed before."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition

from .models import Comment, Document, DocumentVersion, Paragraph, ParagraphEdit, Rendition
from .states import VersionState
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


def document(actor: Actor, edition: Edition, code: str) -> Document | None:
    """LIB-1: one document with what :func:`documents` gives; None where there is none that the actor may read."""
    return with_versions(actor, readable(actor, Document).filter(edition=edition, code__iexact=code)).first()


def versions(actor: Actor, document: Document) -> QuerySet[DocumentVersion]:
    """The versions of a document the actor may read, latest first, with their files as ``read_files``."""
    files = readable(actor, Rendition).select_related("file")
    found = readable(actor, DocumentVersion).filter(document=document).select_related("document__edition__forum")
    return found.prefetch_related(Prefetch("renditions", files, to_attr="read_files")).order_by("-number")


def current(actor: Actor, document: Document) -> DocumentVersion | None:
    """The version that counts: the last one published, if the actor may read it."""
    return versions(actor, document).filter(state=VersionState.PUBLISHED).first()


def draft(actor: Actor, document: Document) -> DocumentVersion | None:
    """The version being written, for those who write it."""
    return versions(actor, document).filter(state=VersionState.DRAFT).first()


def pieces_of(version: DocumentVersion) -> tuple[Piece, ...]:
    """The text of a version that the caller may read, in its order; one query."""
    return tuple(piece_of(one) for one in version.paragraphs.order_by("order"))


def piece_of(paragraph: Paragraph) -> Piece:
    """A paragraph as a plain value."""
    return Piece(
        paragraph.key, paragraph.kind, paragraph.level, paragraph.is_numbered, paragraph.texts, paragraph.made_from
    )


def revisions_of(version: DocumentVersion, language: str) -> dict[str, int]:
    """How often each paragraph was saved in a language: what a page gives back when it saves; one query."""
    rows = version.paragraphs.values_list("key", "revisions")
    return {key: int(revisions.get(language, 0)) for key, revisions in rows}


def comments_of(actor: Actor, version: DocumentVersion) -> QuerySet[Comment]:
    """The comments on a version the actor may read, in the order they came; one query."""
    found = readable(actor, Comment).filter(version=version)
    return found.select_related("party", "by", "answered_by", "version__document").order_by("at", "pk")


def comment(actor: Actor, version: DocumentVersion, number: int) -> Comment | None:
    """One comment on a version by its number."""
    return comments_of(actor, version).filter(pk=number).first()


def history(actor: Actor, version: DocumentVersion, key: str, language: str) -> QuerySet[ParagraphEdit]:
    """What was typed into a paragraph up to this version, latest first, for those who write it; one query."""
    found = readable(actor, ParagraphEdit).filter(
        version__document=version.document_id, version__number__lte=version.number, key=key, language=language
    )
    return found.select_related("by", "version")


def asides(actor: Actor, version: DocumentVersion, language: str = "") -> QuerySet[ParagraphEdit]:
    """The texts of a version that are kept aside because another stands, or the paragraph is gone; one query."""
    found = readable(actor, ParagraphEdit).filter(version=version, is_aside=True).select_related("by")
    return found.filter(language=language) if language else found


def papers_of_session(actor: Actor, edition: Edition, session: str) -> QuerySet[Document]:
    """The papers of a session by its code, in their order; three queries."""
    return documents(actor, edition, session=session)
