"""A published version never changes, by operation and by the database; comments before, files beside (LIB-2)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from convoke.core import clock
from convoke.core.models import Job
from convoke.core.policy import Denied, readable
from convoke.core.work.operations import run_job
from convoke.core.work.states import JobState
from convoke.directory.models import Party
from convoke.library.models import Comment, DocumentVersion, Rendition
from convoke.library.operations.commenting import answer_comment, circulate, comment, withdraw_comment
from convoke.library.operations.files import READING, hand_in, take_back
from convoke.library.operations.publishing import checksum_of_version, publish, set_aside
from convoke.library.operations.replacing import replace_text
from convoke.library.operations.writing import add_paragraph, begin_version, remove_paragraph
from convoke.library.queries import comments_of, pieces_of
from convoke.library.states import VERSION, CommentState, VersionState
from tests.factories import DocumentVersionFactory, RenditionFactory, StoredFileFactory


def soon() -> dt.datetime:
    return clock.now() + dt.timedelta(days=7)


@pytest.fixture
def published(draft, office) -> DocumentVersion:
    """The paper, published."""
    return publish(actor=office, version=draft)


@pytest.fixture
def circulated(draft, office) -> DocumentVersion:
    """The paper, circulated for a week."""
    return circulate(actor=office, version=draft, until=soon())


# ------------------------------------------------------------------ publishing


def test_lib_2_a_published_version_has_the_checksum_of_its_text(published, actor, office):
    assert published.state == VersionState.PUBLISHED
    assert published.checksum == checksum_of_version(actor=office, version=published)
    assert readable(actor("observer"), DocumentVersion).get(document=published.document) == published


def test_lib_2_no_operation_changes_a_published_version(published, office):
    key = pieces_of(published)[0].key
    for attempt in (
        lambda: remove_paragraph(actor=office, version=published, key=key),
        lambda: add_paragraph(
            actor=office, version=published, after="", kind="text", level=0, text="More.", language="en"),
        lambda: replace_text(actor=office, version=published, language="en", markdown="Other."),
        lambda: take_back(actor=office, version=published, rendition=RenditionFactory.build(version=published)),
    ):
        with pytest.raises(ValidationError, match="LIB-2"):
            attempt()
    for attempt in (publish, set_aside):
        with pytest.raises(ValidationError):
            attempt(actor=office, version=published)


@pytest.mark.parametrize("statement", [
    "UPDATE library_documentversion SET state = 'draft' WHERE id = {version}",
    "UPDATE library_documentversion SET checksum = 'x' WHERE id = {version}",
    "DELETE FROM library_documentversion WHERE id = {version}",
    "UPDATE library_paragraph SET texts = '{{}}' WHERE version_id = {version}",
    "UPDATE library_paragraph SET version_id = {other} WHERE version_id = {version}",
    "UPDATE library_paragraph SET version_id = {version} WHERE version_id = {other}",
    "DELETE FROM library_paragraph WHERE version_id = {version}",
    "UPDATE library_rendition SET text = 'x' WHERE version_id = {version}",
    "DELETE FROM library_rendition WHERE version_id = {version}",
])
def test_lib_2_the_database_itself_refuses_to_change_a_published_version(draft, paper, office, statement):
    RenditionFactory(version=draft)
    other = paper().versions.get()
    publish(actor=office, version=draft)
    with pytest.raises(IntegrityError, match="LIB-2"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(version=draft.pk, other=other.pk))


def test_lib_2_a_file_made_here_may_be_made_anew_and_one_handed_in_may_not_be_added(published):
    made = RenditionFactory(version=published, is_made=True)
    made.file = StoredFileFactory()
    made.save()
    made.delete()
    with pytest.raises(IntegrityError, match="LIB-2"), transaction.atomic():
        RenditionFactory(version=published, is_made=False)


def test_lib_2_a_correction_is_the_next_version_and_says_what_changed(published, office):
    following = begin_version(actor=office, document=published.document, is_correction=True)
    with pytest.raises(ValidationError, match="what changed"):
        publish(actor=office, version=following)
    done = publish(actor=office, version=following, what_changed={"en": "A figure."})
    assert (done.is_correction, done.what_changed) == (True, {"en": "A figure."})
    assert published.document.versions.filter(state=VersionState.PUBLISHED).latest("number") == done


def test_nothing_is_published_without_a_text_or_a_file_nor_by_others(paper, office, actor):
    empty = paper(text="").versions.get()
    with pytest.raises(ValidationError, match="nothing to read"):
        publish(actor=office, version=empty)
    with pytest.raises(Denied):
        publish(actor=actor("focal-point"), version=empty)


@pytest.mark.parametrize(("state", "allowed"), VERSION.items())
def test_a_version_goes_only_the_ways_of_the_table(paper, office, state, allowed):
    document = paper(text="")
    document.versions.all().delete()
    version = DocumentVersionFactory(
        document=document, state=state, checksum="x", published_at=clock.now(), circulated_at=clock.now(),
        comments_until=soon(),
    )
    if VersionState.SET_ASIDE in allowed:
        assert set_aside(actor=office, version=version).state == VersionState.SET_ASIDE
    else:
        with pytest.raises(ValidationError, match="no longer"):
            set_aside(actor=office, version=version)


# ------------------------------------------------------------------ commenting


def test_a_party_comments_and_is_answered_with_a_reason(circulated, actor, bermea):
    me = actor("focal-point")
    made = comment(
        actor=me, version=circulated, key=pieces_of(circulated)[1].key, text="Too short.", proposal="Longer.",
        party=bermea,
    )
    assert list(comments_of(me, circulated)) == [made]
    assert not comments_of(actor("observer"), circulated).exists()
    with pytest.raises(ValidationError, match="reason"):
        answer_comment(actor=actor("task-force"), comment=made, state="taken", answer=" ")
    done = answer_comment(actor=actor("task-force"), comment=made, state="partly", answer="In the next draft.")
    assert done.state == CommentState.PARTLY
    assert list(comments_of(actor("observer"), circulated)) == [made]
    with pytest.raises(ValidationError, match="no longer"):
        withdraw_comment(actor=me, comment=done)


def test_a_comment_is_withdrawn_by_its_party_alone(circulated, actor, bermea):
    made = comment(actor=actor("focal-point"), version=circulated, key="", text="On the whole.", party=bermea)
    with pytest.raises(Denied):
        withdraw_comment(actor=actor("observer"), comment=made)
    assert withdraw_comment(actor=actor("team-member"), comment=made).state == CommentState.WITHDRAWN
    with pytest.raises(ValidationError):
        answer_comment(actor=actor("chair"), comment=made, state="taken", answer="Late.")


def test_nobody_comments_for_another_party_or_on_what_is_not_circulated(circulated, actor, bermea, paper, office):
    aldoria = Party.objects.get(code="exercise-aldoria")
    me = actor("focal-point")
    given = {"version": circulated, "key": "", "text": "Words."}
    for party in (aldoria, None):
        with pytest.raises(Denied):
            comment(actor=me, party=party, **given)
    with pytest.raises(ValidationError, match="no such paragraph"):
        comment(actor=me, party=bermea, **{**given, "key": "unknown"})
    with pytest.raises(ValidationError, match="what you have to say"):
        comment(actor=me, party=bermea, **{**given, "text": " "})
    with pytest.raises(ValidationError, match="circulated"):
        comment(actor=me, party=bermea, version=paper().versions.get(), key="", text="Words.")
    hidden = circulate(actor=office, version=paper(audience="task-force").versions.get(), until=soon())
    with pytest.raises(Denied):
        comment(actor=actor("observer"), party=Party.objects.get(code="exercise-observatory"), version=hidden,
                key="", text="Words.")


def test_a_circulated_text_is_frozen_and_the_next_draft_begun_from_it(circulated, office):
    with pytest.raises(ValidationError, match="circulated"):
        replace_text(actor=office, version=circulated, language="en", markdown="Other.")
    following = begin_version(actor=office, document=circulated.document)
    assert [one.key for one in pieces_of(following)] == [one.key for one in pieces_of(circulated)]
    assert publish(actor=office, version=circulated).state == VersionState.PUBLISHED


def test_a_draft_is_circulated_until_a_moment_ahead(draft, office):
    with pytest.raises(ValidationError, match="ahead"):
        circulate(actor=office, version=draft, until=clock.now())
    assert Comment.objects.filter(version=draft).count() == 0


# ------------------------------------------------------------------ files


def test_lib_2_a_file_is_handed_in_replaced_and_taken_back_while_it_is_a_draft(draft, actor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    me = actor("focal-point")
    made = read(hand_in(actor=me, version=draft, language="en", upload=upload("a.docx")))
    again = hand_in(actor=me, version=draft, language="en", upload=upload("b.docx"))
    assert (again.pk, again.file.name, again.coming.name) == (made.pk, "a.docx", "b.docx"), "the first stands meanwhile"
    again = read(again)
    assert (again.file.name, again.coming, again.format, again.state) == ("b.docx", None, "docx", "read")
    assert "Remittances" in again.text
    assert readable(me, Rendition).filter(pk=made.pk).exists()
    assert not readable(actor("observer"), Rendition).filter(pk=made.pk).exists()
    take_back(actor=me, version=draft, rendition=made)
    assert not draft.renditions.exists()
    with pytest.raises(ValidationError):
        hand_in(actor=me, version=draft, language="xx", upload=upload("a.docx"))
    with pytest.raises(Denied):
        hand_in(actor=actor("delegate"), version=draft, language="en", upload=upload("a.docx"))


@pytest.mark.parametrize("go_on", [
    lambda version, office: publish(actor=office, version=version),
    lambda version, office: circulate(actor=office, version=version, until=soon()),
])
def test_nothing_is_given_out_with_a_file_that_is_not_read_or_cannot_be_taken(draft, office, go_on):
    made = hand_in(actor=office, version=draft, language="en", upload=SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken"))
    with pytest.raises(ValidationError, match="still being read"):
        go_on(draft, office)
    made = read(made)
    assert (made.state, made.coming) == ("refused", None)
    assert made.fault == "a.pdf: The file is damaged, so that it cannot be read."
    with pytest.raises(ValidationError, match="Take it back"):
        go_on(draft, office)
    take_back(actor=office, version=draft, rendition=made)
    go_on(draft, office)


def test_a_faulty_file_leaves_the_one_before_it_in_its_place(draft, office):
    made = read(hand_in(actor=office, version=draft, language="en", upload=upload("a.docx")))
    damaged = SimpleUploadedFile("b.docx", with_macros(upload("b.docx").read()))
    with pytest.raises(ValidationError, match="not that of a DOCX"):
        hand_in(actor=office, version=draft, language="en", upload=SimpleUploadedFile("c.docx", b"no archive"))
    hand_in(actor=office, version=draft, language="en", upload=damaged)
    made = read(made)
    assert (made.file.name, made.state) == ("a.docx", "read")
    assert made.fault.startswith("b.docx: ")
    assert "Remittances" in made.text


def test_a_file_taken_back_while_it_is_read_stays_taken_back(draft, office):
    made = hand_in(actor=office, version=draft, language="en", upload=upload("a.docx"))
    take_back(actor=office, version=draft, rendition=made)
    (job,) = jobs_for(made)
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert (job.state, draft.renditions.count()) == (JobState.DONE, 0)


def jobs_for(rendition: Rendition) -> list[Job]:
    """The work asked for to read a file."""
    return list(Job.objects.filter(kind=READING, params__rendition=rendition.pk, state=JobState.QUEUED))


def read(rendition: Rendition) -> Rendition:
    """The file once the background has read it."""
    for job in jobs_for(rendition):
        run_job.call(str(job.pk))
    return Rendition.objects.select_related("file", "coming").get(pk=rendition.pk)


def with_macros(content: bytes) -> bytes:
    """The file with a part that holds macros."""
    from io import BytesIO
    from zipfile import ZipFile

    made = BytesIO(content)
    with ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return made.getvalue()


def upload(name: str) -> SimpleUploadedFile:
    """A Word file of one paragraph."""
    from io import BytesIO

    from docx import Document as Word

    made, content = Word(), BytesIO()
    made.add_paragraph("Remittances are private.")
    made.save(content)
    return SimpleUploadedFile(name, content.getvalue())
