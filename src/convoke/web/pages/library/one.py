"""The page of a document, its permanent address; each of its versions, and the files to take along."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse

from convoke.core.models import Job
from convoke.core.policy import allows, readable
from convoke.core.work.states import JobState
from convoke.editions.models import Edition
from convoke.library.files.jobs import KIND, without_files
from convoke.library.models import Comment, Document, DocumentVersion, Rendition
from convoke.library.states import UNREAD, VersionState
from convoke.library.text.symbols import with_revision
from convoke.programme.models import Session

from ..files import stored_file
from ..frame import actor_of, show
from .forms import BeginForm, NarrowForm
from .shared import (
    SECTION,
    asked_language,
    document_or_missing,
    drawn,
    how_far,
    paragraphs_of,
    superseded,
    under_way,
    version_in,
    versions_of,
)

PENDING = (JobState.QUEUED, JobState.RUNNING)


def document(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The last published version; of a record what its sources know; to who may write, the draft as well."""
    actor = actor_of(request)
    found, one = document_or_missing(request, edition, code)
    versions = versions_of(actor, one)
    current = next((each for each in versions if each.state == VersionState.PUBLISHED), None)
    return _page(request, found, one, versions, current or under_way(versions))


def version(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """One version, for good."""
    found, one = document_or_missing(request, edition, code)
    versions = versions_of(actor_of(request), one)
    return _page(request, found, one, versions, version_in(versions, number, one))


def _page(
    request: HttpRequest, edition: Edition, one: Document, versions: list[DocumentVersion],
    shown: DocumentVersion | None,
) -> HttpResponse:
    actor, language = actor_of(request), asked_language(request)
    current = next((each for each in versions if each.state == VersionState.PUBLISHED), None)
    past = superseded(versions)
    paragraphs = paragraphs_of(actor, shown) if shown else []
    if shown:
        shown.document = one
    text = drawn(one, shown, paragraphs, language) if shown else None
    files = _files(request, shown) if shown else []
    publishes = allows(actor, "publish", one)
    is_unmade = publishes and shown is not None and without_files().filter(pk=shown.pk).exists()
    writes, drafted = allows(actor, "write", one), any(each.state == VersionState.DRAFT for each in versions)
    return show(
        request, "web/library/document.html", edition=edition, section=SECTION, document=one, version=shown,
        versions=[(each, with_revision(one.symbol, each.number), each.number in past) for each in versions],
        current=current, under_way=under_way(versions), text_=text, read_in=language,
        symbol=with_revision(one.symbol, shown.number) if shown else one.symbol,
        is_superseded=shown is not None and shown.number in past,
        languages_=how_far(one, paragraphs) if paragraphs else [],
        files=files, making=_making(request, shown) if shown and is_unmade else None, is_unmade=is_unmade,
        sessions=list(readable(actor, Session).filter(edition=edition, papers=one).order_by("order")),
        comments=readable(actor, Comment).filter(version=shown).count() if shown and shown.circulated_at else 0,
        is_public=shown is not None and shown.state == VersionState.PUBLISHED,
        may_write=writes, may_publish=publishes, may_change=allows(actor, "change", one),
        may_comment=shown is not None and shown.state == VersionState.CIRCULATED and shown.number not in past
        and allows(actor, "comment", one),
        begin_form=BeginForm() if writes and not drafted and not one.is_record else None,
        narrow_form=NarrowForm(initial={"audience": one.audience}) if allows(actor, "narrow", one) else None,
        permanent=request.build_absolute_uri(reverse("document", args=[edition.code, one.code])),
    )


def _files(request: HttpRequest, version: DocumentVersion) -> list[Rendition]:
    found = readable(actor_of(request), Rendition).filter(version=version).exclude(state__in=UNREAD)
    return list(found.select_related("file").defer("text").order_by("language", "format"))


def _making(request: HttpRequest, version: DocumentVersion) -> Job | None:
    """The work that makes the files of a version, where it waits or runs."""
    found = readable(actor_of(request), Job).filter(kind=KIND, params__version=version.pk)
    return found.filter(state__in=PENDING).order_by("-pk").first()


def rendition(request: HttpRequest, edition: str, code: str, number: int, pk: UUID) -> FileResponse:
    """A version as a file, to take along; never shown in place (LIB-1)."""
    _found, one = document_or_missing(request, edition, code)
    files = readable(actor_of(request), Rendition).filter(version__document=one, version__number=number, file=pk)
    found = files.select_related("file").first()
    if found is None:
        raise Http404
    return stored_file(found.file)
