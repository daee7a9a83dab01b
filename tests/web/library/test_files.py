"""Files of papers handed in, and documents taken over into the editor: bad ones get a clear answer, nothing is lost."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from convoke.core.actors import system
from convoke.core.files import uploads
from convoke.core.models import Job
from convoke.core.work.operations import run_job
from convoke.core.work.states import JobState
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.library.files import pandoc
from convoke.library.files.scanning import EXERCISE
from convoke.library.models import Document, Paragraph, Rendition
from convoke.library.operations.documents import create_document
from convoke.library.operations.replacing import replace_text
from convoke.library.operations.writing import remove_paragraph, save_paragraph
from tests.documents import pdf

PAGE = "/en/manila-2008/documents/"
OUTSIDERS = ("public", "press", "delegate", "observer")
SOURCE = "# Purpose\n\nStates meet.[^1]\n\n[^1]: See there.\n"


@pytest.fixture
def paper(db: None, settings, tmp_path) -> Document:
    """A paper by Bermea with an empty draft."""
    settings.MEDIA_ROOT, settings.CONVOKE_SCANNER = tmp_path, ""
    return create_document(
        actor=system("tests"), edition=Edition.objects.get(code="manila-2008"), kind="background-paper",
        title={"en": "On exercise remittances"}, language="en", languages=["fr"], audience="public",
        authors=[Party.objects.get(code="exercise-bermea")],
    )


def address(paper: Document, below: str) -> str:
    return f"{PAGE}{paper.code}/v1/{below}/"


def text(answer) -> str:
    return answer.content.decode()


def office(format: str = "docx", source: str = SOURCE) -> bytes:
    return pandoc.convert(source.encode(), "--from=commonmark+footnotes", f"--to={format}")


def with_part(content: bytes, name: str) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, b"x")
    return made.getvalue()


def work() -> None:
    """What the background does next."""
    for job in Job.objects.filter(state=JobState.QUEUED, kind__in=("paper-read", "paper-import")):
        run_job.call(str(job.pk))


def hand_in(client: Client, paper: Document, name: str, content: bytes) -> str:
    """Hands a file in, has it read and gives what its page says then."""
    upload = SimpleUploadedFile(name, content)
    said = text(client.post(address(paper, "hand-in"), {"language": "en", "file": upload}, follow=True))
    if "this takes a moment" not in said:
        return said
    assert "it is being read" in said
    work()
    return text(client.get(address(paper, "hand-in")))


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.docx", office(), "its text can be searched"),
    ("a.odt", office("odt"), "its text can be searched"),
    ("a.pdf", pdf(), "it holds no text, only pictures of pages"),
    ("a.pdf", pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "it is protected by a password"),
    ("a.pdf", pdf() + EXERCISE, "held back until it has been checked"),
    ("a.docx", b"no archive", "not that of a DOCX file"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "protected by a password, or in the format of before"),
    ("a.docx", with_part(office(), "word/vbaProject.bin"), "The file holds macros, so that it is not opened. Accepted"),
    ("a.odt", with_part(office("odt"), "Basic/Standard/Module1.xml"), "The file holds macros"),
    ("a.pdf", b"%PDF-1.7 broken", "The file is damaged, so that it cannot be read."),
    ("a.docm", b"words", "Accepted: docx, odt, pdf"),
    ("a.docx", b"", "empty"),
    ("a.pdf", b"%PDF-" + b"x" * (20 * 1024 * 1024 + 1), "Accepted: up to 20 MB"),
])
def test_every_file_gets_a_clear_answer(client_of, paper, name, content, said):
    assert said in hand_in(client_of("focal-point"), paper, name, content)


def test_a_file_is_kept_shown_to_its_writers_alone_and_taken_back(client_of, paper):
    client = client_of("focal-point")
    hand_in(client, paper, "a.pdf", pdf() + EXERCISE)
    made = Rendition.objects.get(version__document=paper)
    file = f"{PAGE}{paper.code}/v1/files/{made.file_id}/"
    assert client.get(file)["X-Content-Type-Options"] == "nosniff"
    assert EXERCISE in b"".join(client.get(file).streaming_content), "held back from others, not lost"
    for role in OUTSIDERS:
        assert client_of(role).get(file).status_code == 404
        assert client_of(role).post(address(paper, "hand-in"), {"do": "take-back", "file": made.pk}).status_code != 200
    assert Rendition.objects.filter(pk=made.pk).exists()
    back = client.post(address(paper, "hand-in"), {"do": "take-back", "file": made.pk}, follow=True)
    assert "The file was taken back." in text(back)
    again = client.post(address(paper, "hand-in"), {"do": "take-back", "file": made.pk}, follow=True)
    assert "no longer there" in text(again)


def test_two_gigabytes_are_refused_before_they_are_kept(client_of, paper, monkeypatch):
    class Endless(io.RawIOBase):
        """As many bytes as are asked for."""

        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"x" * size

    monkeypatch.setattr(uploads, "PATIENCE", 0.2)
    body = Endless()
    answer = client_of("focal-point").generic(
        "POST", address(paper, "hand-in"), b"", **{
            "CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": str(2 * 1024**3), "wsgi.input": body,
        },
    )
    assert answer.status_code == 413
    assert "files of up to 20 MB" in text(answer)
    assert body.given > uploads.MOST // 100, "what was sent is let pass, so that a browser shows the answer"
    assert not Rendition.objects.filter(version__document=paper).exists()


# ------------------------------------------------------------------ a document taken over


def bring(client: Client, paper: Document, name: str, content: bytes) -> str:
    """Brings a document, has it read and gives what its page says then."""
    answer = client.post(address(paper, "take-over"), {"file": SimpleUploadedFile(name, content)}, follow=True)
    if not answer.redirect_chain:
        return text(answer)
    assert "being read" in text(answer)
    work()
    return text(client.get(answer.redirect_chain[-1][0]))


def words(paper: Document) -> list[tuple[str, str]]:
    found = Paragraph.objects.filter(version__document=paper).order_by("order")
    return [(one.kind, one.texts["en"]) for one in found]


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_a_document_is_looked_at_and_then_taken_into_an_empty_draft(client_of, paper, format):
    client = client_of("focal-point")
    said = bring(client, paper, f"a.{format}", office(format))
    assert "States meet.[^1]" in said
    assert 'name="how"' not in said
    assert words(paper) == [], "nothing is changed before it was looked at"
    client.post(address(paper, "write"), {"do": "replace", "markdown": SOURCE})
    assert words(paper) == [("heading", "Purpose"), ("text", "States meet.[^1]"), ("footnote", "[^1]: See there.")]


def test_a_document_never_overwrites_a_text_unasked(client_of, paper):
    client = client_of("focal-point")
    replace_text(actor=system("tests"), version=paper.versions.get(), language="en",
                 markdown="States meet.[^1]\n\nThey talk.\n\n[^1]: Earlier.")
    before = words(paper)
    said = bring(client, paper, "a.docx", office())
    assert "the text that stands: 1 the same, 0 changed, 2 added, 2 taken out" in said
    assert "This field is required" in text(client.post(address(paper, "write"), {
        "do": "replace", "markdown": SOURCE,
    })), "what becomes of the text that stands is asked"
    assert words(paper) == before
    client.post(address(paper, "write"), {"do": "replace", "how": "append", "markdown": SOURCE})
    assert words(paper) == [
        *before, ("heading", "Purpose"), ("text", "States meet.[^2]"), ("footnote", "[^2]: See there."),
    ]


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.pdf", pdf(), "Accepted: docx, odt"),
    ("a.docx", b"no archive", "not that of a DOCX file"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "protected by a password"),
    ("a.docx", with_part(office(), "word/vbaProject.bin"), "The file holds macros"),
    ("a.docx", office(source=""), "The file holds no text"),
])
def test_a_document_that_cannot_be_taken_over_says_why(client_of, paper, name, content, said):
    assert said in bring(client_of("focal-point"), paper, name, content)


def test_what_was_found_in_a_document_is_seen_by_who_brought_it_and_who_writes(client_of, paper):
    bring(client_of("focal-point"), paper, "a.docx", office())
    job = Job.objects.get(kind="paper-import")
    found = f"{address(paper, 'take-over')}?job={job.pk}"
    assert "States meet" not in text(client_of("contributor").get(found, follow=True))
    for role in OUTSIDERS:
        assert client_of(role).get(found).status_code in (302, 403, 404)
    assert "no longer at hand" in text(client_of("focal-point").get(f"{address(paper, 'take-over')}?job=nonsense"))


# ------------------------------------------------------------------ what was typed before


def test_a_paragraph_becomes_something_else_and_keeps_its_text(client_of, paper):
    client, version = client_of("focal-point"), paper.versions.get()
    replace_text(actor=system("tests"), version=version, language="en", markdown="Purpose\n\nStates meet.")
    key = version.paragraphs.get(order=1).key
    write = address(paper, "write")
    assert "Change what it is" in text(client.get(f"{write}?edit={key}"))
    wrong = client.post(write, {"do": f"change {key}", "is-kind": "song"})
    assert "Nothing was saved yet" in text(wrong)
    client.post(write, {"do": f"change {key}", "is-kind": "heading", "is-level": "2", "is-is_numbered": "on"})
    one = version.paragraphs.get(key=key)
    assert (one.kind, one.level, one.is_numbered, one.texts["en"]) == ("heading", 2, True, "Purpose")
    client.post(write, {"do": f"change {key}", "is-kind": "text", "is-level": "2"})
    one = version.paragraphs.get(key=key)
    assert (one.kind, one.level, one.is_numbered) == ("text", 0, False)


def test_texts_aside_and_paragraphs_taken_out_have_their_page(client_of, paper, actor, queries):
    version, office_ = paper.versions.get(), system("tests")
    replace_text(actor=office_, version=version, language="en", markdown="States meet.\n\nThey talk of costs.")
    stays, goes = version.paragraphs.order_by("order")
    client, page = client_of("focal-point"), address(paper, "aside")
    assert "Nothing is kept aside" in text(client.get(page))
    remove_paragraph(actor=office_, version=version, key=goes.key)
    save_paragraph(actor=actor("team-member"), version=version, key=stays.key, language="en", text="Typed late.",
                   revision=0)
    save_paragraph(actor=actor("focal-point"), version=version, key=goes.key, language="en", text="Typed too late.",
                   revision=1)
    said = text(client.get(page))
    for one in ("Typed late.", "Typed too late.", "They talk of costs.", "Somebody else had written here meanwhile."):
        assert one in said
    assert "States meet." not in said
    assert f"{page}" in text(client.get(address(paper, "write")))
    gone = text(client.get(f"{address(paper, 'write')}{goes.key}/"))
    assert "was taken out of this version" in gone
    assert "They talk of costs." in gone
    few = queries(lambda: client.get(page))
    for number in range(3):
        save_paragraph(actor=actor("team-member"), version=version, key=goes.key, language="en",
                       text=f"Again {number}.", revision=1)
    assert queries(lambda: client.get(page)) == few
    for role in OUTSIDERS:
        assert client_of(role).get(page).status_code in (302, 403, 404)
