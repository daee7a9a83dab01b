"""The PDF is tagged, navigable and complete, in every language."""

import io

import pikepdf
import pypdfium2
import pytest

from convoke.core.typesetting import FONTS, coverage

from .conftest import LANGUAGES


@pytest.fixture
def document(rendered):
    return lambda language: pikepdf.open(io.BytesIO(rendered(language, "pdf")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_tagged_pdf_ua_with_title_and_language(document, report, language):
    made = document(language)
    assert made.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in made.Root
    assert str(made.Root.Lang).split("-")[0] == language
    assert made.Root.ViewerPreferences.DisplayDocTitle
    assert str(made.Root.ViewerPreferences.Direction) == ("/R2L" if language == "ar" else "/L2R")
    with made.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == report(language).name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def test_it_has_headings_tables_lists_and_bookmarks(document):
    made = document("en")
    tags = {str(one.S) for one in made.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one}
    assert {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/Caption", "/L", "/TOC", "/Link"} <= tags
    with made.open_outline() as outline:
        chapters = [chapter.title for chapter in outline.root]
        sessions = [session.title for chapter in outline.root for part in chapter.children for session in part.children]
    assert any("The roundtable sessions" in chapter for chapter in chapters)
    assert sum(title.startswith("Session ") for title in sessions) == 12


def test_text_in_another_language_is_tagged_with_it(document):
    made = document("ar")
    languages = {str(one.Lang) for one in made.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
    assert languages == {"ar", "en"}


def test_its_pages_can_be_read(rendered):
    pages = pypdfium2.PdfDocument(rendered("en", "pdf"))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert "Session 1.4" in text
    assert "R1.4-1" in text
    assert "Mauritius" in text
    assert f"Page 2 of {len(pages)}" in text
    assert "Composed on" in pages[0].get_textpage().get_text_range()


def test_a_sign_that_no_font_has_does_not_stop_a_report():
    covered = coverage.of_fonts(FONTS)
    assert coverage.printable("Genève, 日本, القاهرة", covered) == "Genève, \ufffd\ufffd, القاهرة"
    assert ord(coverage.MISSING) in covered
