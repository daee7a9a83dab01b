"""Reading a document back from its content controls, as Word writes them.

Where their tags are gone (LibreOffice before 7.5 drops them), the bookmarks around them say what is what.
"""

import re
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn

from convoke.core.files.safety import check_archive

from .document import MARKS, NOBODY, W14, prompt
from .fields import BOOKMARK, Entry, Marks, bookmark_of
from .reading import Cell, Handed, NotOurs

CONTROLS = 50_000
"""How many content controls a file may have."""
EMPTY_BOXES, MARKED_BOXES = ("☐",), ("☒", "☑", "✓", "✔", "x", "X")
_SDT = qn("w:sdt")
_SIGNS = (qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_document(file: IO[bytes]) -> Handed:
    """What stands in a document handed in, control by control, with the marks it carries.

    Raises ValueError, with a sentence, for a file that must not be opened (see :mod:`convoke.core.files.safety`), and
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
    marked = {} if marks else _bookmarked(body)
    if marked:
        marks = _marks(marked.pop(bookmark_of(MARKS), ""))
    if marks is None:
        raise NotOurs(_(
            "This file was not downloaded here, or its hidden marks are gone, so that it cannot be told what it "
            "answers. Please download the form anew and copy the answers into it."
        ))
    prompts = _prompts(marks.language)
    if marked:
        return Handed(marks, tuple(
            Cell(_("field %(number)s") % {"number": number}, name, _entered(text.strip(), prompts))
            for number, (name, text) in enumerate(marked.items(), 1)
        ), ())
    cells, strays = [], []
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


def _bookmarked(body: Any) -> dict[str, str]:
    """What stands within each of our bookmarks, by its name, in the order of the document.

    A bookmark that encloses nothing any more stands for the control it is in. A control right after another
    one says the same again: LibreOffice 7.4 writes a control once for each script and direction in it.
    """
    repeated = {one for after in body.iterfind(f".//{_SDT}") if _follows(after) for one in after.iter()}
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    around: dict[str, Any] = {}
    for one in body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:p"), *_SIGNS):
        number = str(one.get(qn("w:id")) or "")
        if one.tag == qn("w:bookmarkStart"):
            name = str(one.get(qn("w:name")) or "")
            if name.startswith(BOOKMARK) and len(found) < CONTROLS:
                names[number], found[name] = name, []
                around[name] = next(one.iterancestors(_SDT), None)
        elif one.tag == qn("w:bookmarkEnd"):
            names.pop(number, None)
        elif one not in repeated:
            for name in names.values():
                found[name].append(_sign(one))
    said = {name: "".join(signs) for name, signs in found.items()}
    return {
        name: text if text.strip() or around[name] is None else _text(around[name]) for name, text in said.items()
    }


def _follows(control: Any) -> bool:
    before = control.getprevious()
    return before is not None and before.tag == _SDT and control.getparent().tag == qn("w:p")


def _entered(text: str, prompts: frozenset[str]) -> str:
    """What was entered where nothing tells the kind of the field: its text, an x for a marked box."""
    if text in prompts or text in EMPTY_BOXES:
        return ""
    return "x" if text in MARKED_BOXES else text


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
    parts = text.split()
    if len(parts) != 5 or not (parts[1].isascii() and parts[1].isdecimal()):
        return None
    questionnaire, version, checksum, party, language = parts
    return Marks(questionnaire, int(version), checksum, "" if party == NOBODY else party, language)


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
    return (_sign(one) for one in element.iter(*_SIGNS))


def _sign(element: Any) -> str:
    """What an element of a text stands for: its words, a tab, or the end of a line."""
    if element.tag == qn("w:t"):
        return str(element.text or "")
    return "\t" if element.tag == qn("w:tab") else "\n"
