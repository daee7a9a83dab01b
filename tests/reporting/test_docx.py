"""The Word document has real styles, real tables and the direction of its language."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from convoke.reporting.document import Bars, Table

from .conftest import LANGUAGES


@pytest.fixture
def document(rendered):
    return lambda language: docx.Document(io.BytesIO(rendered(language, "docx")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_have_heading_styles(document, report, language):
    styles = [paragraph.style.name for paragraph in document(language).paragraphs]
    assert styles[0] == "Title"
    for level in range(1, 5):
        wanted = sum(section.level == level for section in report(language).walk())
        assert styles.count(f"Heading {level}") == wanted > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_a_table_with_a_repeated_header(document, report, language):
    tables = document(language).tables
    assert len(tables) == sum(isinstance(block, Table | Bars) for block in report(language).blocks())
    assert all(table.style.name == "Table" for table in tables)
    assert all(table._tbl.findall(f".//{qn('w:tblHeader')}") for table in tables)


def test_it_has_a_table_of_contents_and_its_actions(document):
    made = document("en")
    assert "TOC" in "".join(element.text or "" for element in made.element.iter(qn("w:instrText")))
    actions = [paragraph.text for paragraph in made.paragraphs if paragraph.style.name.startswith("Action ")]
    assert any(text.startswith("R1.4-1\N{EM SPACE}") for text in actions)
    assert any("Volunteered to take the lead: European Commission, Mauritius" in text for text in actions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_set_in_the_direction_of_its_language(document, language):
    made = document(language)
    paragraphs = list(made.element.iter(qn("w:p")))
    turned = [one for one in paragraphs if one.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None]
    assert len(turned) == (len(paragraphs) if language == "ar" else 0)
    visual = [table for table in made.tables if table._tbl.tblPr.find(qn("w:bidiVisual")) is not None]
    assert len(visual) == (len(made.tables) if language == "ar" else 0)


def test_it_says_its_language(document):
    assert document("fr").core_properties.language == "fr"
    languages = {run.get(qn("w:val")) for run in document("ar").element.iter(qn("w:lang"))}
    assert "en" in languages
