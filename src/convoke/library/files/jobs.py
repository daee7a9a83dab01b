"""The files of a published version, made in the background in every language and format."""

import hashlib
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.languages import Translated
from convoke.core.models import Job, StoredFile
from convoke.core.policy import require
from convoke.core.work.operations import request_job
from convoke.core.work.registry import JobFailed, Outcome, Progress
from convoke.directory.queries import names

from ..models import DocumentVersion, Paragraph, Rendition
from ..queries import pieces_of
from ..states import ReadState, VersionState
from ..text.markdown import plain
from .making import MAKERS, TYPES
from .paper import Paper

KIND = "paper-files"


def request_renditions(*, actor: Actor, version: DocumentVersion) -> Job:
    """Asks for the files of a published version in all its languages; gives the job.

    Raises Denied, and ValidationError for a version that is not published or has no text written here.
    """
    require(actor, "publish", version.document)
    if version.state != VersionState.PUBLISHED:
        raise ValidationError(_("Files are made of a version that is published."))
    if not version.paragraphs.exists():
        raise ValidationError(_("This version has no text written here, of which files could be made."))
    return request_job(actor=actor, kind=KIND, version=version.pk)


def without_files() -> QuerySet[DocumentVersion]:
    """Published versions with a text written here of which no file was made yet."""
    made = Rendition.objects.filter(version=OuterRef("pk"), is_made=True)
    written = Paragraph.objects.filter(version=OuterRef("pk"))
    return DocumentVersion.objects.filter(~Exists(made), Exists(written), state=VersionState.PUBLISHED).order_by("pk")


def request_missing_renditions(*, actor: Actor) -> list[Job]:
    """Asks for the files of every published version that has none; gives the jobs. Raises Denied."""
    found = without_files().select_related("document")
    return [request_renditions(actor=actor, version=version) for version in found]


def make_renditions(*, actor: Actor, progress: Progress, version: int) -> Outcome:
    """Makes the files and puts each in the place of the one made before; what was handed in stays (LIB-2).

    Safe to run again: a file that is the same lies there once. Raises Denied, and JobFailed for a version that
    is gone or no longer published.
    """
    found = DocumentVersion.objects.select_related("document__edition__forum").filter(pk=version).first()
    if found is None or found.state != VersionState.PUBLISHED:
        raise JobFailed(_("Files are made of a version that is published."))
    require(actor, "publish", found.document)
    papers = papers_of(found)
    progress.start(len(papers) * len(MAKERS))
    made: list[tuple[str, str, bytes, str]] = []
    for language, paper in papers.items():
        text = "\n".join(plain(piece.texts.get(language, "")) for piece in paper.pieces).strip()
        for kind, make in MAKERS.items():
            progress.advance(f"{language} {kind}", steps=0)
            made.append((language, kind, make(paper), text))
            progress.advance()
    with operation(
        actor=actor, verb="make-files", on=found.document, edition=found.document.edition.code
    ) as recording:
        present = DocumentVersion.objects.select_for_update(of=("self",)).get(pk=found.pk)
        handed_in = set(present.renditions.filter(is_made=False).values_list("language", "format"))
        kept = [one for one in made if one[:2] not in handed_in]
        for language, kind, content, text in kept:
            Rendition.objects.update_or_create(
                version=present, language=language, format=kind,
                defaults={"file": _stored(actor, papers[language], kind, content), "is_made": True,
                          "state": ReadState.READ, "text": text},
            )
        recording.facts = {"version": present.number, "languages": list(papers), "files": len(kept)}
    return Outcome(summary={"version": found.number, "languages": list(papers), "files": len(kept)})


def papers_of(version: DocumentVersion) -> Mapping[str, Paper]:
    """The version as a paper, by each language it is written in or was to be translated into and is, in part."""
    document = version.document
    pieces = pieces_of(version)
    written = {language for piece in pieces for language, text in piece.texts.items() if text}
    wanted = [document.language, *(code for code in document.languages if code != document.language)]
    parties = list(document.authors.all())
    day = (version.published_at or version.begun_at).date()
    papers = {}
    for language in wanted:
        if language not in written:
            continue
        known = names(language, day)
        authors = [known.name(party) for party in parties] or [one for one in (document.author,) if one]
        papers[language] = Paper(
            title=Translated(document.title).text(language), symbol=document.symbol, number=version.number,
            language=language, original=document.language, authors=authors, date=day, pieces=pieces,
            forum=Translated(document.edition.forum.name).text(language),
        )
    return papers


def _stored(actor: Actor, paper: Paper, format: str, content: bytes) -> StoredFile:
    """The content as a stored file; others are given it by way of its version, so its own audience is narrow."""
    checksum = hashlib.sha256(content).hexdigest()
    name = slugify(paper.symbol.replace("/", "-").replace(".", "-") or paper.title)[:100] or "paper"
    ending = "xml" if format == "akn" else format
    stored = StoredFile(
        name=f"{name}-v{paper.number}-{paper.language}.{ending}", content_type=TYPES[format], size=len(content),
        checksum=checksum, audience=Audience.TASK_FORCE, handed_in_by_id=actor.account_id,
    )
    if not default_storage.exists(stored.place):
        default_storage.save(stored.place, ContentFile(content))
    stored.save(force_insert=True)
    return stored
