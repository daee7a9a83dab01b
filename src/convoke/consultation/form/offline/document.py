"""The form as a document: every answer in a content control, whose tag is the code of its cell.

Not every word processor keeps tags (LibreOffice before 7.5 does not), so that a bookmark stands around each
control as well.
"""

import io
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from convoke.core.languages import direction

from ..model import Answers, Form, Kind, Question, Section
from ..words import words
from .fields import Entry, Field, Marks, Parties, accepted, bookmark_of, condition, fields_of, tag_of

MARKS, NOBODY = "convoke:marks", "-"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_DEEP, _SOFT = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x5B, 0x66, 0x72)
_NOT_XML = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF))


def write_document(
    form: Form, title: str, party_name: str, answers: Answers, language: str, marks: Marks,
    parties: Parties | None = None,
) -> bytes:
    """The form with what was answered so far, as a DOCX file in a language.

    ``party_name`` is empty for a blank form. ``parties`` are those that can be named in an answer.
    """
    with override(language):
        return _Writer(form, title, party_name, answers, language, marks, parties or {}).write()


class _Writer:
    """One file being written."""

    def __init__(
        self, form: Form, title: str, party_name: str, answers: Answers, language: str, marks: Marks, parties: Parties
    ) -> None:
        self.form, self.title, self.party, self.answers = form, title, party_name, answers
        self.language, self.marks, self.parties = language, marks, parties
        self.mirrored = direction(language) == "rtl"
        self.document = Document()
        self.number = self.bookmarks = 0

    def write(self) -> bytes:
        self._styles()
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = self.title[:200], "Convoke", self.language
        properties.comments = ""
        self._paragraph(self.title, "Title")
        self._paragraph(_("Answer of: %(party)s") % {"party": self.party or _("(blank form)")}, bold=True)
        self._paragraph(
            pgettext("version of a questionnaire", "Version %(number)s, checksum %(checksum)s") % {
                "number": self.marks.version, "checksum": self.marks.short,
            }, color=_SOFT,
        )
        self._paragraph(_(
            "Please write into the fields and choose from the lists; what is left empty answers nothing, and takes "
            "nothing away that was answered already. Save the file as DOCX and hand it in on the page of the "
            "questionnaire, or send it to the task force. What was read is shown to a person before it becomes an "
            "answer."
        ), color=_SOFT)
        if self.form.intro:
            self._paragraph(words(self.form.intro, self.language))
        for section in self.form.sections:
            self._section(section)
        self._reference()
        self._footer()
        self._mirror()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _styles(self) -> None:
        styles = self.document.styles
        for name, face, size in (("Normal", "Calibri", 11), ("Title", "Georgia", 22), ("Heading 1", "Georgia", 16),
                                 ("Heading 2", "Calibri", 12)):
            font = styles[name].font
            font.name, font.size = face, Pt(size)
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for old in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{old}"), None)
            fonts.set(qn("w:hAnsi"), face)
            fonts.set(qn("w:cs"), "Arial")
            if name != "Normal":
                font.color.rgb = _DEEP
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.2)

    def _section(self, section: Section) -> None:
        self._paragraph(words(section.title, self.language), "Heading 1")
        for text in (words(section.intro, self.language), condition(self.form, section, self.language)):
            if text:
                self._paragraph(text, color=_SOFT)
        for question in section.questions:
            self._question(question)

    def _question(self, question: Question) -> None:
        label = words(question.label, self.language)
        if not question.is_answered:
            if label and question.kind == Kind.NOTE:
                self._paragraph(label, italic=True)
            return
        self._paragraph(f"{label} *" if question.required else label, "Heading 2")
        hints = [
            words(question.hint, self.language), *accepted(question, self.language),
            _("Please answer this question (*).") if question.required else "",
            condition(self.form, question, self.language),
        ]
        said = " ".join(hint for hint in hints if hint)
        if said:
            self._paragraph(said, color=_SOFT, size=9.5)
        value = self.answers.get(question.code)
        fields = fields_of(question, value, self.language, self.parties)
        if not fields:
            if isinstance(value, Mapping) and value.get("name"):
                self._paragraph(str(value["name"]))
        elif len(fields) == 1 and not fields[0].part:
            self._single(fields[0])
        else:
            self._table(fields)

    def _table(self, fields: list[Field]) -> None:
        table = self.document.add_table(rows=0, cols=2)
        table.autofit = False
        table._tbl.tblPr.insert_element_before(_edges(), "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
        narrow = fields[0].entry in (Entry.MARK, Entry.PLACE)
        widths = (Cm(13.6), Cm(3)) if narrow else (Cm(6.6), Cm(10))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for field in fields:
            row = table.add_row()
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            self._write(row.cells[0].paragraphs[0], field.label)
            if field.entry == Entry.TEXT:
                paragraph = row.cells[1].paragraphs[0]._p
                paragraph.addprevious(self._block(field))
            else:
                self._inline(row.cells[1].paragraphs[0], field.key, self._held(field))
        self._paragraph("", size=4)

    def _single(self, field: Field) -> None:
        """The field of a question that has one."""
        if field.entry != Entry.TEXT:
            self._inline(self._paragraph(""), field.key, self._held(field))
            return
        body = self.document.element.body
        last = body.find(qn("w:sectPr"))
        body.insert(len(body) if last is None else body.index(last), self._block(field))

    def _inline(self, paragraph: Any, key: str, control: Any) -> None:
        """Puts a control into a paragraph, within its bookmark."""
        start, end = self._bookmark(key)
        for one in (start, control, end):
            paragraph._p.append(one)

    def _held(self, field: Field) -> Any:
        """A content control with what was answered, within a paragraph."""
        control, content = self._control(field)
        content.append(self._run(str(self._shown(field)), field))
        return control

    def _block(self, field: Field) -> Any:
        """A content control of paragraphs, with its bookmark around what they say."""
        control, content = self._control(field)
        for line in str(self._shown(field)).split("\n"):
            paragraph = _made("w:p")
            paragraph.append(self._run(line, field))
            content.append(paragraph)
        start, end = self._bookmark(field.key)
        content[0].insert(0, start)
        content[-1].append(end)
        return control

    def _bookmark(self, key: str) -> tuple[Any, Any]:
        self.bookmarks += 1
        number = str(self.bookmarks)
        return _made("w:bookmarkStart", id=number, name=bookmark_of(key)), _made("w:bookmarkEnd", id=number)

    def _control(self, field: Field) -> tuple[Any, Any]:
        self.number += 1
        control, content = _made("w:sdt"), _made("w:sdtContent")
        properties = _made("w:sdtPr")
        properties.append(_made("w:alias", val=field.label[:60]))
        properties.append(_made("w:tag", val=tag_of(field.key)))
        properties.append(_made("w:id", val=str(self.number)))
        properties.append(_made("w:lock", val="sdtLocked"))
        if not self._filled(field):
            properties.append(_made("w:showingPlcHdr"))
        kind = self._kind(field)
        if kind is not None:
            properties.append(kind)
        control.append(properties)
        control.append(content)
        return control, content

    def _kind(self, field: Field) -> Any:
        """What kind of control it is; None for a text."""
        if field.entry in (Entry.LIST, Entry.PLACE):
            kind = _made("w:dropDownList")
            kind.append(_made("w:listItem", displayText=prompt(field.entry), value=""))
            for option in dict.fromkeys(field.options):
                kind.append(_made("w:listItem", displayText=option, value=option))
            return kind
        if field.entry == Entry.MARK:
            return parse_xml(
                f'<w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="{"1" if field.filled else "0"}"/>'
                '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
                '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
            )
        if field.entry == Entry.DATE:
            kind = _made("w:date")
            if field.filled:
                kind.set(qn("w:fullDate"), f"{field.filled}T00:00:00Z")
            for name, value in (("w:dateFormat", "yyyy-MM-dd"), ("w:storeMappedDataAs", "date"),
                                ("w:calendar", "gregorian")):
                kind.append(_made(name, val=value))
            return kind
        return None

    def _filled(self, field: Field) -> bool:
        return field.entry == Entry.MARK or field.filled not in ("", None)

    def _shown(self, field: Field) -> Any:
        if field.entry == Entry.MARK:
            return "☒" if field.filled else "☐"
        return field.filled if self._filled(field) else prompt(field.entry)

    def _run(self, text: str, field: Field | None = None) -> Any:
        run, properties, said = _made("w:r"), _made("w:rPr"), _made("w:t")
        if field is not None and not self._filled(field):
            properties.append(_made("w:color", val="808080"))
        if self.mirrored:
            properties.append(_made("w:rtl"))
        said.text = text.translate(_NOT_XML)
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(properties)
        run.append(said)
        return run

    def _reference(self) -> None:
        """What the file says of itself, as a line in a locked control at its end."""
        paragraph = self._paragraph(_("Reference, please leave as it is:") + " ", color=_SOFT, size=7)
        control, content, properties = _made("w:sdt"), _made("w:sdtContent"), _made("w:sdtPr")
        for name, value in (("w:tag", MARKS), ("w:id", "999999"), ("w:lock", "sdtContentLocked")):
            properties.append(_made(name, val=value))
        run, looks, said = _made("w:r"), _made("w:rPr"), _made("w:t")
        for name, value in (("w:color", "5B6672"), ("w:sz", "14")):
            looks.append(_made(name, val=value))
        said.text = reference_of(self.marks)
        for part in (looks, said):
            run.append(part)
        content.append(run)
        control.append(properties)
        control.append(content)
        self._inline(paragraph, MARKS, control)

    def _paragraph(
        self, text: str, style: str = "Normal", *, bold: bool = False, italic: bool = False, color: Any = None,
        size: float = 0,
    ) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        run = self._write(paragraph, text)
        run.bold, run.italic = bold or None, italic or None
        if color is not None:
            run.font.color.rgb = color
        if size:
            run.font.size = Pt(size)
        if style == "Heading 2":
            paragraph.paragraph_format.space_before = Pt(14)
        return paragraph

    def _write(self, paragraph: Any, text: str) -> Any:
        run = paragraph.add_run(text.translate(_NOT_XML))
        if self.mirrored:
            run._r.get_or_add_rPr().append(_made("w:rtl"))
        return run

    def _footer(self) -> None:
        said = f"{self.marks.questionnaire} · {self.marks.version} · {self.marks.short}"
        run = self._write(self.document.sections[0].footer.paragraphs[0], said)
        run.font.size, run.font.color.rgb = Pt(8), _SOFT

    def _mirror(self) -> None:
        if not self.mirrored:
            return
        body = self.document.element.body
        for paragraph in body.iter(qn("w:p")):
            properties = paragraph.get_or_add_pPr()
            properties.insert_element_before(
                _made("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
                "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:rPr", "w:sectPr", "w:pPrChange",
            )
        for table in body.iter(qn("w:tbl")):
            table.tblPr.insert_element_before(
                _made("w:bidiVisual"), "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
                "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
            )
        self.document.sections[0]._sectPr.append(_made("w:bidi"))


def prompt(entry: Entry) -> str:
    """What stands in an empty control, in the active language."""
    if entry in (Entry.LIST, Entry.PLACE):
        return _("Choose")
    return _("Choose or write a day") if entry == Entry.DATE else _("Write here")


def reference_of(marks: Marks) -> str:
    """The marks of a file in one line, without a blank within any of them."""
    return " ".join((marks.questionnaire, str(marks.version), marks.checksum, marks.party or NOBODY, marks.language))


def _edges() -> Any:
    """Light lines around and between the rows of a table."""
    edges = _made("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edges.append(_made(f"w:{side}", val="single", sz="4", space="0", color="9FB0C3"))
    return edges


def _made(name: str, /, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value.translate(_NOT_XML))
    return element
