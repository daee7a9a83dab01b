"""What is handed in is read, held back or refused."""

import io
import sys
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from convoke.library.files import making, pandoc
from convoke.library.files.importing import markdown_of
from convoke.library.files.reading import read_upload
from convoke.library.files.scanning import EXERCISE, Scan, scan
from convoke.library.states import ReadState
from tests.documents import pdf

SOURCE = "# Purpose\n\nStates meet.[^1]\n\n| a | b |\n|---|---|\n| x | y |\n\n[^1]: See there.\n"
FROM = "--from=commonmark+footnotes+pipe_tables"


def office(format: str, source: str = SOURCE) -> bytes:
    return pandoc.convert(source.encode(), FROM, f"--to={format}")


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("format", ["docx", "odt"])
@pytest.mark.parametrize("words", ["States meet.", "تجتمع الدول."])
def test_an_office_file_is_read(format, words):
    found = read_upload(office(format, f"# A\n\n{words}\n"), f"paper.{format}")
    assert (found.format, found.state) == (format, ReadState.READ)
    assert words in found.text


def test_a_pdf_is_read(paper):
    found = read_upload(making.pdf(paper()), "Paper.PDF")
    assert (found.format, found.state) == ("pdf", ReadState.READ)
    assert "Not yet translated" in found.text


def test_a_pdf_of_pictures_says_that_it_holds_no_text():
    assert read_upload(pdf(), "scan.pdf").state is ReadState.NO_TEXT


def test_a_pdf_with_a_password_is_locked():
    found = read_upload(pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "secret.pdf")
    assert (found.state, found.text) == (ReadState.LOCKED, "")


@pytest.mark.parametrize(("content", "name", "sentence"), [
    (b"", "a.docx", "empty"),
    (b"words", "a.docx", "damaged, or of another type. Accepted: DOCX, ODT"),
    (b"words", "a.pdf", "not that of a PDF"),
    (b"%PDF-1.7 broken", "a.pdf", "damaged"),
    (b"words", "a.docm", "Accepted: docx, odt, pdf"),
    (b"x" * (20 * 1024 * 1024 + 1), "a.pdf", "too large"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.docx", "password"),
])
def test_what_is_not_accepted_is_refused_with_a_sentence(content, name, sentence):
    with pytest.raises(ValidationError, match=sentence):
        read_upload(content, name)


def test_macros_bombs_and_passwords_in_archives_are_refused():
    with pytest.raises(ValidationError, match="macros"):
        read_upload(with_part(office("docx"), "word/vbaProject.bin", b"x"), "a.docx")
    with pytest.raises(ValidationError, match="macros"):
        read_upload(with_part(office("odt"), "Basic/Standard/Module1.xml", b"<a/>"), "a.odt")
    with pytest.raises(ValidationError, match="once unpacked"):
        read_upload(with_part(office("docx"), "word/media/big.bin", b"\x00" * 120_000_000), "a.docx")
    with pytest.raises(ValidationError, match="not that of a DOCX"):
        read_upload(office("odt"), "a.docx")


def test_the_exercise_text_of_scanners_is_held_without_a_scanner(settings):
    settings.CONVOKE_SCANNER = ""
    found = read_upload(pdf() + EXERCISE, "a.pdf")
    assert (found.state, found.text) == (ReadState.HELD, "")


@pytest.mark.parametrize(("code", "state"), [
    ("import sys; sys.exit(0 if sys.stdin.buffer.read() else 3)", Scan.CLEAN),
    ("import sys; sys.exit(1)", Scan.FOUND),
    ("import sys; sys.exit(2)", Scan.UNSURE),
])
def test_a_scanner_says_what_a_file_is(settings, code, state):
    settings.CONVOKE_SCANNER = f"{sys.executable} -c '{code}'"
    assert scan(b"content") is state


def test_a_scanner_is_given_a_path_where_it_wants_one(settings):
    code = "import sys; sys.exit(open(sys.argv[1]).read() == \"bad\")"
    settings.CONVOKE_SCANNER = f"{sys.executable} -c '{code}' {{file}}"
    assert scan(b"bad") is Scan.FOUND
    assert scan(b"good") is Scan.CLEAN


def test_a_scanner_that_is_missing_holds_every_file(settings):
    settings.CONVOKE_SCANNER = "/nowhere/scanner"
    assert read_upload(pdf(), "a.pdf").state is ReadState.HELD


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_an_office_file_is_taken_over_as_markdown(format):
    made = markdown_of(office(format), f"a.{format}")
    assert made.startswith("# Purpose\n")
    assert "States meet.[^1]" in made
    assert "[^1]: See there." in made
    assert "| a" in made
    assert "<" not in made


def test_a_word_document_made_here_comes_back_without_its_numbers(paper):
    made = markdown_of(making.docx(paper()), "a.docx")
    assert "States *meet* in **Bermea**.[^1]" in made
    assert "\nStates" in made
    with pytest.raises(ValidationError, match="Accepted: DOCX, ODT"):
        markdown_of(making.pdf(paper()), "a.pdf")
    with pytest.raises(ValidationError, match="macros"):
        markdown_of(with_part(office("docx"), "word/vbaProject.bin", b"x"), "a.docx")
