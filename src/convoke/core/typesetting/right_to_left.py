"""Turns a Word document right to left.

pandoc can do so, but it loses paragraph styles on the way and leaves tables as they
are; so the finished document is turned instead: paragraphs, tables, sections, and those
runs of text that are written from right to left.
"""

import io
import re
import zipfile
from xml.etree import ElementTree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PART = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ANY_LETTER = re.compile(r"[^\W\d_]")
_AFTER = {
    "pPr": (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId",
        "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"),
    "tblPr": (
        "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders",
        "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
    ),
    "sectPr": ("rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
}
"""What must come after the new element, in the order the schema of the format prescribes."""


def turned(document: bytes) -> bytes:
    """The same document, right to left."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            target.writestr(item, _turned_part(data) if _PART.fullmatch(item.filename) else data)
    return result.getvalue()


def _turned_part(xml: bytes) -> bytes:
    for _event, (prefix, address) in ElementTree.iterparse(io.BytesIO(xml), events=["start-ns"]):  # noqa: S314
        ElementTree.register_namespace(prefix, address)
    root = ElementTree.fromstring(xml)  # noqa: S314  (pandoc's own)
    for paragraph in list(root.iter(_name("p"))):
        _set(_properties(paragraph, "pPr"), "bidi")
        for run in paragraph.iter(_name("r")):
            text = "".join(run.itertext())
            # A run without letters, such as a number, goes with the paragraph.
            if _RIGHT_TO_LEFT.search(text) or not _ANY_LETTER.search(text):
                _set(_properties(run, "rPr"), "rtl")
    for table in root.iter(_name("tbl")):
        _set(_properties(table, "tblPr"), "bidiVisual")
    for section in root.iter(_name("sectPr")):
        _set(section, "bidi")
    turned_part: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return turned_part


def _name(tag: str) -> str:
    return f"{{{_W}}}{tag}"


def _properties(element: ElementTree.Element, tag: str) -> ElementTree.Element:
    found = element.find(_name(tag))
    if found is None:
        found = ElementTree.Element(_name(tag))
        element.insert(0, found)
    return found


def _set(properties: ElementTree.Element, tag: str) -> None:
    """Adds an element without content, once, at the place the format wants it."""
    if properties.find(_name(tag)) is not None:
        return
    after = {_name(later) for later in _AFTER[properties.tag.rpartition("}")[2]]}
    position = next((place for place, child in enumerate(properties) if child.tag in after), len(properties))
    properties.insert(position, ElementTree.Element(_name(tag)))
