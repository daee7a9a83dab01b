"""Makes ``reference.docx``, from which every report in Word format takes its styles.

Run it after a change here, and commit the result::

    python -m convoke.reporting.docx.make_reference

It begins with pandoc's own reference document and sets the page, the fonts and the
styles that pandoc and the templates of the report use. The faces are those every office
machine has for both Latin and Arabic script, since a document that is worked on further
has to look the same on machines without the fonts of the project.

Needs python-docx, which is there for development only.
"""

import subprocess
from pathlib import Path
from typing import Any

import pypandoc
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).with_name("reference.docx")
SERIF, SANS = "Times New Roman", "Arial"
ACCENT, QUIET, INK = RGBColor(0x1D, 0x3F, 0x66), RGBColor(0x55, 0x5C, 0x66), RGBColor(0, 0, 0)
LINE = "C3C9D1"
DEPTHS = range(4)
"""How deep actions stand below one another."""


def make(target: Path) -> None:
    """Writes the reference document to ``target``."""
    pandoc = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    target.write_bytes(subprocess.run(pandoc, check=True, capture_output=True).stdout)  # noqa: S603
    document = Document(str(target))
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _font(style, SERIF, colour=INK)
    _page(document)
    _titles(document)
    _headings(document)
    _text(document)
    _actions(document)
    _table(document)
    document.core_properties.title = document.core_properties.author = ""
    document.save(str(target))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin, section.bottom_margin = Cm(2.7), Cm(2.5)
    section.different_first_page_header_footer = True
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        run = footer.add_run(text)
        run.font.name, run.font.size, run.font.color.rgb = SANS, Pt(8), QUIET
        _field(run, field)


def _field(run: Any, name: str) -> None:
    """A field that the word processor fills, such as the number of the page."""
    for kind in ("begin", "instruction", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {name} "
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _titles(document: Any) -> None:
    for name, size, before, after in (("Title", 30, 150, 12), ("Subtitle", 18, 0, 14), ("Author", 12, 0, 6)):
        style = _style(document, name)
        _font(style, SERIF, size=size, bold=name == "Title", colour=ACCENT if name == "Title" else INK)
        _spacing(style, before=before, after=after)
        _unspaced(style)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name in ("Date", "Abstract", "Abstract Title", "TOC Heading"):
        style = _style(document, name)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _font(_style(document, "Date"), SERIF, size=13, bold=False, colour=INK)
    _spacing(_style(document, "Date"), before=0, after=6)
    _font(_style(document, "Abstract Title"), SANS, size=9, bold=True, colour=ACCENT)
    _spacing(_style(document, "Abstract Title"), before=120, after=4)
    _font(_style(document, "Abstract"), SERIF, size=11)
    toc = _style(document, "TOC Heading")
    _font(toc, SERIF, size=17, bold=True, colour=ACCENT)
    toc.paragraph_format.page_break_before = True


def _unspaced(style: Any) -> None:
    """Letters stand as close as they do in text: spacing would tear Arabic words apart."""
    properties = style.element.get_or_add_rPr()
    for tag in ("w:spacing", "w:kern"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)


def _headings(document: Any) -> None:
    shapes = {1: (SERIF, 17, ACCENT, 24, 10), 2: (SERIF, 13.5, INK, 20, 8), 3: (SERIF, 12.5, INK, 16, 6),
              4: (SANS, 9.5, ACCENT, 12, 4)}
    for level, (face, size, colour, before, after) in shapes.items():
        style = _style(document, f"Heading {level}")
        _font(style, face, size=size, bold=True, colour=colour)
        style.font.italic = False
        _spacing(style, before=before, after=after)
        style.paragraph_format.keep_with_next = True
    _style(document, "Heading 1").paragraph_format.page_break_before = True


def _text(document: Any) -> None:
    for name in ("Body Text", "First Paragraph", "Compact"):
        style = _style(document, name)
        _font(style, SERIF, size=10 if name == "Compact" else 11)
        _spacing(style, before=0, after=6 if name != "Compact" else 2)
    caption = _style(document, "Table Caption")
    _font(caption, SANS, size=9)
    caption.font.italic = False
    _spacing(caption, before=12, after=4)
    caption.paragraph_format.keep_with_next = True
    link = document.styles["Hyperlink"]
    link.font.color.rgb, link.font.underline = ACCENT, False


def _actions(document: Any) -> None:
    for depth in DEPTHS:
        for name, size, face in ((f"Action {depth}", 11, SERIF), (f"Action Facts {depth}", 8, SANS)):
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = _style(document, "Body Text")
            _font(style, face, size=size, colour=QUIET if face == SANS else INK)
            facts = face == SANS
            _spacing(style, before=0 if facts else 4, after=6 if facts else 2)
            style.paragraph_format.left_indent = Cm(0.6 * depth)
            style.paragraph_format.keep_with_next = not facts


def _table(document: Any) -> None:
    """Rules above, below and between the rows, none between the columns; a header that stands out."""
    table = document.styles["Table"].element
    properties = _child(table, "w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for edge, size, colour in (("top", 10, str(ACCENT)), ("bottom", 4, LINE), ("insideH", 4, LINE)):
        borders.append(_border(edge, size, colour))
    properties.append(borders)
    for header in [one for one in table.findall(qn("w:tblStylePr")) if one.get(qn("w:type")) == "firstRow"]:
        table.remove(header)
    header = OxmlElement("w:tblStylePr")
    header.set(qn("w:type"), "firstRow")
    run = OxmlElement("w:rPr")
    run.append(OxmlElement("w:b"))
    run.append(OxmlElement("w:bCs"))
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), str(ACCENT))
    run.append(colour)
    row = OxmlElement("w:trPr")
    row.append(OxmlElement("w:tblHeader"))
    cell = OxmlElement("w:tcPr")
    edges = OxmlElement("w:tcBorders")
    edges.append(_border("bottom", 8, str(ACCENT)))
    cell.append(edges)
    for part in (run, row, cell):
        header.append(part)
    table.append(header)


def _border(edge: str, size: int, colour: str) -> Any:
    border = OxmlElement(f"w:{edge}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border


def _child(element: Any, name: str) -> Any:
    found = element.find(qn(name))
    if found is None:
        found = OxmlElement(name)
        element.append(found)
    return found


def _style(document: Any, name: str) -> Any:
    if name not in [style.name for style in document.styles]:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    return document.styles[name]


def _font(style: Any, face: str, *, size: float = 0, bold: bool | None = None, colour: Any = None) -> None:
    """The same face and size for Latin and for complex scripts, such as Arabic."""
    style.font.name = face
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)
    if size:
        style.font.size = Pt(size)
        _child(properties, "w:szCs").set(qn("w:val"), str(int(size * 2)))
    if bold is not None:
        style.font.bold = style.font.cs_bold = bold
    if colour is not None:
        style.font.color.rgb = colour


def _spacing(style: Any, *, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


if __name__ == "__main__":
    make(TARGET)
