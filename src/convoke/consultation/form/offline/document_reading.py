"""Reading a document back from its content controls, as Word and LibreOffice write them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn

from ..safety import check_archive
from .document import MARKS, W14, prompt
from .fields import Entry, Marks
from .reading import Cell, Handed, NotOurs

CONTROLS = 50_000
"""How many content controls a file may have."""
EMPTY_BOXES, MARKED_BOXES = ("☐",), ("☒", "☑", "✓", "✔", "x", "X")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_document(file: IO[bytes]) -> Handed:
    """What stands in a document handed in, control by control, with the marks it carries.

    Raises ValueError, with a sentence, for a file that must not be opened (see :mod:`..safety`), and
    :class:`~.reading.NotOurs` for one that cannot be read or was not downloaded here.
    """
    check_archive(file)
    try:
        body = Document(file).element.body
    except Exception as error:  # a damaged file breaks the reader in many ways; none of them is ours
        raise NotOurs(_("The file is damaged, or it is no DOCX file.")) from error
    controls = [(tag, control) for control in body.iter(qn("w:sdt")) if (tag := _tag(control))]
    if len(controls) > CONTROLS:
        raise ValueError(_("The file has more fields than any form from here. Please hand in the form itself."))
    marks = next((_marks(_text(control)) for tag, control in controls if tag == MARKS), None)
    if marks is None:
        raise NotOurs(_(
            "This file was not downloaded here, or its hidden marks are gone, so that it cannot be told what it "
            "answers. Please download the form anew and copy the answers into it."
        ))
    cells, strays, prompts = [], [], _prompts(marks.language)
    for number, (tag, control) in enumerate(((tag, one) for tag, one in controls if tag != MARKS), 1):
        place, text = _("field %(number)s") % {"number": number}, _text(control).strip()
        if text in prompts:
            cells.append(Cell(place, tag, ""))
        elif control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
            cells.append(Cell(place, tag, ""))
            strays.append(Cell(place, "", text, refused=_(
                "This stands in the field as its prompt, so that the field was read as empty."
            )))
        else:
            cells.append(Cell(place, tag, _raw(control, text)))
    return Handed(marks, tuple(cells), tuple(strays))


def _prompts(language: str) -> frozenset[str]:
    """What stands in empty controls."""
    said = set()
    for one in (language, *dict(settings.LANGUAGES)):
        with override(one):
            said |= {prompt(entry) for entry in Entry}
    return frozenset(said)


def _tag(control: Any) -> str:
    found = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if found is None else str(found.get(qn("w:val")) or "")


def _marks(text: str) -> Marks | None:
    try:
        said = json.loads(text)
        if not isinstance(said, Mapping):
            return None
        return Marks(
            str(said["questionnaire"]), int(said["version"]), str(said["checksum"]), str(said.get("party", "")),
            str(said.get("language", "en")),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _raw(control: Any, text: str) -> str:
    """What was entered in a control: its text, an x for a marked box, a day as the control keeps it."""
    properties = control.find(qn("w:sdtPr"))
    box, day = properties.find(f"{{{W14}}}checkbox"), properties.find(qn("w:date"))
    if box is not None:
        checked = box.find(f"{{{W14}}}checked")
        marked = checked is not None and checked.get(f"{{{W14}}}val") in ("1", "true", "on")
        if text and text not in (*EMPTY_BOXES, *MARKED_BOXES):
            return text
        return "x" if marked or text in MARKED_BOXES else ""
    if day is not None and not _DAY.fullmatch(text):
        full = str(day.get(qn("w:fullDate")) or "")[:10]
        return full if text and _DAY.fullmatch(full) else text
    return text


def _text(control: Any) -> str:
    content = control.find(qn("w:sdtContent"))
    if content is None:
        return ""
    paragraphs = list(content.iter(qn("w:p")))
    if not paragraphs:
        return "".join(_pieces(content))
    return "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)


def _pieces(element: Any) -> Iterator[str]:
    for one in element.iter(qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab")):
        if one.tag == qn("w:t"):
            yield one.text or ""
        else:
            yield "\t" if one.tag == qn("w:tab") else "\n"
