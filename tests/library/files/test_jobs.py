"""The files of a published version are made in the background, in all its languages."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS, system
from convoke.core.audiences import Audience
from convoke.core.clock import now
from convoke.core.files.operations import open_file
from convoke.core.models import JournalEntry, StoredFile
from convoke.core.policy import Denied, readable
from convoke.core.work.operations import run_job
from convoke.core.work.registry import JobFailed, Silent
from convoke.core.work.states import JobState
from convoke.library.files.jobs import make_renditions, request_missing_renditions, request_renditions, without_files
from convoke.library.models import DocumentVersion, Paragraph, Rendition
from convoke.library.states import VersionState
from tests.factories import DocumentFactory

from .conftest import PIECES


@pytest.fixture
def version(db):
    """A version with a text in English and, in part, in Arabic; to be published by the test."""
    document = DocumentFactory(is_record=False, languages=["ar", "fr"], audience=Audience.PUBLIC, symbol="EX/2030/BP.1")
    made = DocumentVersion.objects.create(document=document, number=1, begun_at=now())
    for order, piece in enumerate(PIECES):
        Paragraph.objects.create(version=made, key=piece.key, order=order, kind=piece.kind, level=piece.level,
                                 is_numbered=piece.is_numbered, texts=dict(piece.texts))
    return made


def publish(version: DocumentVersion) -> DocumentVersion:
    version.state, version.published_at, version.checksum = VersionState.PUBLISHED, now(), "0" * 64
    version.save()
    return version


def test_files_are_made_in_every_language_there_is_and_stored(version):
    job = request_renditions(actor=system("tests"), version=publish(version))
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message
    found = {(one.language, one.format): one for one in readable(ANONYMOUS, Rendition).filter(version=version)}
    assert set(found) == {(language, kind) for language in ("en", "ar") for kind in ("html", "pdf", "docx", "akn")}
    pdf = found["en", "pdf"]
    assert pdf.is_made
    assert "States meet in Bermea" in pdf.text
    assert pdf.file.name == "ex-2030-bp-1-v1-en.pdf"
    with open_file(pdf.file) as content:
        assert hashlib.sha256(content.read()).hexdigest() == pdf.file.checksum
    assert JournalEntry.objects.order_by("-pk")[0].verb == "make-files"


def test_making_them_again_replaces_them_and_keeps_what_was_handed_in(version):
    handed_in = StoredFile.objects.create(name="own.pdf", content_type="application/pdf", size=1, checksum="1" * 64)
    Rendition.objects.create(version=version, language="en", format="pdf", file=handed_in)
    publish(version)
    for _time in range(2):
        make_renditions(actor=system("tests"), progress=Silent(), version=version.pk)
    assert version.renditions.count() == 8
    assert version.renditions.get(language="en", format="pdf").file == handed_in


def test_lib_2_files_are_made_of_what_is_published_by_those_who_publish(version):
    with pytest.raises(ValidationError, match="published"):
        request_renditions(actor=system("tests"), version=version)
    with pytest.raises(JobFailed, match="published"):
        make_renditions(actor=system("tests"), progress=Silent(), version=version.pk)
    with pytest.raises(Denied):
        request_renditions(actor=ANONYMOUS, version=publish(version))


def test_a_version_of_files_alone_has_no_text_to_make_files_of(version):
    version.paragraphs.all().delete()
    with pytest.raises(ValidationError, match="no text"):
        request_renditions(actor=system("tests"), version=publish(version))


def test_files_are_asked_for_where_a_published_version_has_none(version):
    actor = system("tests")
    made = publish(version)
    assert list(without_files().filter(pk=made.pk)) == [made]
    jobs = request_missing_renditions(actor=actor)
    assert made.pk in {job.params["version"] for job in jobs}
    for job in jobs:
        run_job.call(str(job.pk))
    assert not without_files().exists()
    assert not request_missing_renditions(actor=actor)
