"""Files as word processors and spreadsheet programs really save them.

``tests/data/handed-in`` holds the forms of ``test_offline`` with every answer filled in, opened and saved by
LibreOffice 7.4, which keeps no tags of content controls and writes some controls several times.
"""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from .test_offline import ANSWERS, document, read_docx, read_xlsx

HANDED_IN = Path(__file__).resolve().parents[2] / "data" / "handed-in"


def saved(name: str) -> bytes:
    return (HANDED_IN / name).read_bytes()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_spreadsheet_that_libreoffice_saved_is_read_as_it_was_filled_in(language: str) -> None:
    assert read_xlsx(saved(f"libreoffice-7.4-{language}.xlsx")).answers == ANSWERS


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_document_that_libreoffice_saved_is_read_as_it_was_filled_in(language: str) -> None:
    content = saved(f"libreoffice-7.4-{language}.docx")
    assert not list(Document(io.BytesIO(content)).element.body.iter(qn("w:tag"))), "it keeps no tags"
    assert read_docx(content).answers == ANSWERS


def test_a_document_without_controls_is_read_by_its_bookmarks() -> None:
    loaded = Document(io.BytesIO(document({**ANSWERS, "several": ["law"]})))
    for control in list(loaded.element.body.iter(qn("w:sdt"))):
        for one in control.find(qn("w:sdtContent")):
            control.addprevious(one)
        control.getparent().remove(control)
    out = io.BytesIO()
    loaded.save(out)
    assert read_docx(out.getvalue()).answers == {**ANSWERS, "several": ["law"]}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_a_document_says_of_itself_stands_at_its_end_for_all_to_see(language: str) -> None:
    last = Document(io.BytesIO(document(language=language))).element.body.findall(qn("w:p"))[-1]
    said = "".join(one.text or "" for one in last.iter(qn("w:t")))
    assert "exercise/survey 1 " in said
    assert not list(last.iter(qn("w:vanish")))
