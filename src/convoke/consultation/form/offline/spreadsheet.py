"""The form as a spreadsheet: a sheet for each section, only the cells for answers open, lists where one chooses.

What makes it ours stands in hidden places: a code beside each cell (so that lines may be sorted and words
changed), the marks of the file in a sheet of their own. Both are read whatever is moved.
"""

import datetime as dt
import io
import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from convoke.core.formats import FORMULA
from convoke.core.languages import direction

from ..model import Answers, Form, Kind, Question, Section
from ..values import LONGEST
from ..words import words
from .fields import LONGEST_CELL, Entry, Field, Marks, Parties, accepted, condition, fields_of

CODE, LABEL, ANSWER = "convoke:code", "convoke:label", "convoke:answer"
"""What stands above the three columns that are read back, in a hidden row."""
MARKS, LISTS = "_convoke", "_lists"
FORMAT = "convoke-answer-form 1"
LONGEST_LIST = 10_000
LINE = 16.0
"""The least height of a row, in points."""

_INK, _DEEP, _SOFT, _PAPER, _LINE = "1F2933", "1F3A5F", "5B6672", "F3F6FA", "9FB0C3"
_SERIF, _SANS = "Georgia", "Calibri"
_EDGE = Side(style="thin", color=_LINE)
_OPEN = {"fill": PatternFill("solid", fgColor="FFFBEA"), "border": Border(_EDGE, _EDGE, _EDGE, _EDGE)}


def write_spreadsheet(
    form: Form, title: str, party_name: str, answers: Answers, language: str, marks: Marks,
    parties: Parties | None = None,
) -> bytes:
    """The form with what was answered so far, as an XLSX file in a language.

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
        self.book = Workbook()
        self.mirrored = direction(language) == "rtl"
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self) -> bytes:
        cover = self.book.worksheets[0]
        cover.title = _sheet_name(_("Questionnaire"), {MARKS, LISTS})
        self.lists_sheet = self.book.create_sheet(LISTS)
        taken = {cover.title.casefold(), MARKS, LISTS}
        sheets = []
        for number, section in enumerate(self.form.sections, 1):
            name = _sheet_name(f"{number}. {words(section.title, self.language)}", taken)
            taken.add(name.casefold())
            sheet = self.book.create_sheet(name)
            self._section(sheet, section)
            sheets.append((section, sheet))
        self._cover(cover, sheets)
        self._marks()
        self.book.move_sheet(LISTS, len(self.book.sheetnames))
        for shown in (cover, *(sheet for _section, sheet in sheets)):
            _fit_rows(shown)
        for hidden in (self.lists_sheet, self.book[MARKS]):
            hidden.sheet_state = "veryHidden"
            hidden.protection.enable()
        self.book.properties.title, self.book.properties.creator = self.title[:200], "Convoke"
        self.book.properties.language = self.language
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _cover(self, sheet: Worksheet, sheets: list[tuple[Section, Worksheet]]) -> None:
        self._page(sheet)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 96
        self._say(sheet["B2"], self.title, Font(_SERIF, 20, bold=True, color=_DEEP))
        row = 4
        facts = [
            (_("Answer of"), self.party or _("(blank form)")),
            (_("Version"), pgettext("version of a questionnaire", "%(number)s, checksum %(checksum)s") % {
                "number": self.marks.version, "checksum": self.marks.short,
            }),
        ]
        for name, said in facts:
            self._say(sheet.cell(row, 1), name, Font(_SANS, 11, color=_SOFT))
            self._say(sheet.cell(row, 2), said, Font(_SANS, 11, bold=True, color=_INK))
            row += 1
        row += 1
        self._say(sheet.cell(row, 1), _("How to fill it in"), Font(_SANS, 11, color=_SOFT))
        for line in (
            _("There is a sheet for each section. Please write into the light cells; all others are locked."),
            _("What is left empty answers nothing, and takes nothing away that was answered already."),
            _("Please write values, no formulas, and save the file as XLSX. Lines may be sorted."),
            _("Hand the file in on the page of the questionnaire, or send it to the task force. What was read is shown "
              "to a person, line by line, before it becomes an answer."),
        ):
            self._say(sheet.cell(row, 2), line, Font(_SANS, 11, color=_INK))
            row += 1
        if self.form.intro:
            row += 1
            self._say(
                sheet.cell(row, 2), words(self.form.intro, self.language), Font(_SANS, 11, italic=True, color=_INK)
            )
            row += 1
        row += 1
        self._say(sheet.cell(row, 1), _("Sections"), Font(_SANS, 11, color=_SOFT))
        for section, target in sheets:
            cell = sheet.cell(row, 2)
            self._say(cell, words(section.title, self.language) or target.title,
                      Font(_SANS, 11, underline="single", color=_DEEP))
            cell.hyperlink = f"#{quote_sheetname(target.title)}!B2"
            row += 1
        sheet.protection.enable()

    def _section(self, sheet: Worksheet, section: Section) -> None:
        self._page(sheet)
        for column, width in (("A", 4), ("B", 58), ("C", 46), ("D", 46)):
            sheet.column_dimensions[column].width = width
        sheet.column_dimensions["A"].hidden = True
        for place, said in enumerate((CODE, LABEL, ANSWER), 1):
            sheet.cell(1, place, said)
        sheet.row_dimensions[1].hidden = True
        self._say(sheet["B2"], words(section.title, self.language), Font(_SERIF, 16, bold=True, color=_DEEP))
        self._say(sheet["C2"], self.party, Font(_SANS, 10, color=_SOFT))
        self._say(sheet["D2"], _("Version %(number)s · %(checksum)s") % {
            "number": self.marks.version, "checksum": self.marks.short,
        }, Font(_SANS, 10, color=_SOFT))
        row = 3
        for text in (words(section.intro, self.language), condition(self.form, section, self.language)):
            if text:
                self._say(sheet.cell(row, 2), text, Font(_SANS, 11, italic=True, color=_INK))
                row += 1
        head = (_("Question"), _("Answer"), _("What is accepted"))
        for place, said in enumerate(head, 2):
            cell = sheet.cell(row, place)
            self._say(cell, said, Font(_SANS, 11, bold=True, color="FFFFFF"))
            cell.fill = PatternFill("solid", fgColor=_DEEP)
        sheet.freeze_panes = sheet.cell(row + 1, 1)
        sheet.print_title_rows = f"{row}:{row}"
        row += 1
        for question in section.questions:
            row = self._question(sheet, row, question)
        sheet.protection.enable()
        sheet.protection.formatColumns = sheet.protection.formatRows = False

    def _question(self, sheet: Worksheet, row: int, question: Question) -> int:
        label = words(question.label, self.language)
        if not question.is_answered:
            if label and question.kind == Kind.NOTE:
                self._say(sheet.cell(row, 2), label, Font(_SANS, 11, italic=True, color=_INK))
                return row + 1
            return row
        value = self.answers.get(question.code)
        fields = fields_of(question, value, self.language, self.parties)
        single = len(fields) == 1 and not fields[0].part
        shown = f"{label} *" if question.required else label
        self._say(sheet.cell(row, 2), shown, Font(_SANS, 11, bold=True, color=_INK))
        hints = [
            words(question.hint, self.language), *accepted(question, self.language),
            _("Please answer this question (*).") if question.required else "",
            condition(self.form, question, self.language),
        ]
        self._say(sheet.cell(row, 4), "\n".join(hint for hint in hints if hint), Font(_SANS, 10, color=_SOFT))
        for cell in sheet[row]:
            cell.border = Border(top=_EDGE)
        if not fields:
            if isinstance(value, Mapping) and value.get("name"):
                self._say(sheet.cell(row, 3), value["name"], Font(_SANS, 11, color=_SOFT))
            return row + 1
        if single:
            self._field(sheet, row, question, fields[0])
            return row + 1
        for number, field in enumerate(fields, row + 1):
            self._say(sheet.cell(number, 2), field.label, Font(_SANS, 11, color=_INK), indent=2)
            self._field(sheet, number, question, field)
        if fields[0].entry == Entry.PLACE:
            area = f"C{row + 1}:C{row + len(fields)}"
            absolute = f"$C${row + 1}:$C${row + len(fields)}"
            twice = FormulaRule(
                [f'AND($C{row + 1}<>"",COUNTIF({absolute},$C{row + 1})>1)'], fill=PatternFill("solid", bgColor="F6D5D0")
            )
            sheet.conditional_formatting.add(area, twice)
        return row + len(fields) + 1

    def _field(self, sheet: Worksheet, row: int, question: Question, field: Field) -> None:
        cell = sheet.cell(row, 3)
        filled = field.filled
        if isinstance(filled, str) and len(filled) > LONGEST_CELL:
            said = _("This answer is longer than a cell of a spreadsheet holds. It stays as it is on the page.")
            self._say(cell, said, Font(_SANS, 11, italic=True, color=_SOFT))
            return
        sheet.cell(row, 1, field.key)
        cell.protection = Protection(locked=False)
        cell.fill, cell.border, cell.font = _OPEN["fill"], _OPEN["border"], Font(_SANS, 11, color=_INK)
        middle = field.entry in (Entry.MARK, Entry.PLACE)
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="center" if middle else None,
            readingOrder=2 if self.mirrored and field.entry in (Entry.TEXT, Entry.LINE) else 0,
        )
        formats = {Entry.NUMBER: "General", Entry.DATE: "yyyy-mm-dd", Entry.PLACE: "0"}
        if field.entry == Entry.TEXT:
            sheet.row_dimensions[row].height = 90
        if field.entry == Entry.NUMBER and filled:
            cell.value = Decimal(filled) if len(filled) <= 15 else filled
        elif field.entry == Entry.MARK:
            cell.value = "x" if filled else None
        elif field.entry == Entry.DATE and filled:
            cell.value = dt.date.fromisoformat(filled)
        elif filled not in ("", None):
            _text(cell, filled)
        cell.number_format = formats.get(field.entry, "@")
        check = self._check(question, field)
        if check is not None:
            check.add(cell.coordinate)
            sheet.add_data_validation(check)

    def _check(self, question: Question, field: Field) -> DataValidation | None:
        """What the spreadsheet itself checks of a cell, and the words it says."""
        entry, check = field.entry, None
        if entry == Entry.LIST and field.options:
            check = DataValidation(type="list", formula1=self._list(field.options), allow_blank=True)
            check.error = _("Please choose from the list.")
        elif entry == Entry.MARK:
            check = DataValidation(type="list", formula1='"x"', allow_blank=True)
            check.error = _("Please write an x, or leave the cell empty.")
        elif entry == Entry.PLACE:
            check = DataValidation(type="whole", operator="between", formula1="1", formula2=str(len(field.options)))
            check.error = _("Please write a place: 1 for the first, 2 for the second, and so on.")
        elif entry == Entry.NUMBER:
            low, high = question.lowest or "-1E+17", question.highest or "1E+17"
            kind = "whole" if question.whole else "decimal"
            check = DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)
            check.error = " ".join(accepted(question, self.language))[:255]
        elif entry == Entry.DATE:
            low = _day_formula(question.lowest or "1900-01-01")
            high = _day_formula(question.highest or "9999-12-31")
            check = DataValidation(type="date", operator="between", formula1=low, formula2=high, allow_blank=True)
            check.error = " ".join(accepted(question, self.language))[:255]
        elif question.kind in LONGEST and entry in (Entry.LINE, Entry.TEXT):
            most = min(LONGEST[question.kind], LONGEST_CELL)
            check = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most), allow_blank=True)
            check.error = _("This text is longer than accepted here.")
        if check is not None:
            check.showErrorMessage, check.errorTitle = True, _("Please look again")[:32]
        return check

    def _list(self, options: tuple[str, ...]) -> str:
        """Where the labels of a list stand; equal lists stand once."""
        if options not in self.lists:
            column = len(self.lists) + 1
            for row, label in enumerate(options[:LONGEST_LIST], 1):
                _text(self.lists_sheet.cell(row, column), label)
            letter = self.lists_sheet.cell(1, column).column_letter
            self.lists[options] = f"{LISTS}!${letter}$1:${letter}${min(len(options), LONGEST_LIST)}"
        return self.lists[options]

    def _marks(self) -> None:
        sheet = self.book.create_sheet(MARKS)
        for row, (name, said) in enumerate((
            ("format", FORMAT), ("questionnaire", self.marks.questionnaire), ("version", str(self.marks.version)),
            ("checksum", self.marks.checksum), ("party", self.marks.party), ("language", self.marks.language),
        ), 1):
            _text(sheet.cell(row, 1), name)
            _text(sheet.cell(row, 2), said)

    def _page(self, sheet: Worksheet) -> None:
        sheet.sheet_view.rightToLeft = self.mirrored
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = f"{self.marks.questionnaire} · {self.marks.version} · &P/&N"

    def _say(self, cell: Any, text: str, font: Font, indent: int = 0) -> None:
        _text(cell, text)
        cell.font = font
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", indent=indent, readingOrder=2 if self.mirrored else 1,
            horizontal="right" if self.mirrored else "left",
        )


def _text(cell: Any, said: Any) -> None:
    """Writes text that is never taken for a formula; days as days, places as numbers."""
    if isinstance(said, int):
        cell.value = said
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", str(said))[:32_767]
    cell.data_type = "s"
    cell.quotePrefix = str(said).startswith(FORMULA)


def _fit_rows(sheet: Worksheet) -> None:
    """Makes rows as high as their texts need: not every program does so by itself when it opens a file."""
    for row in sheet.iter_rows(min_row=2):
        if sheet.row_dimensions[row[0].row].height is None:
            needed = max(_points(cell, sheet.column_dimensions[cell.column_letter].width) for cell in row[1:])
            sheet.row_dimensions[row[0].row].height = max(needed, LINE)


def _points(cell: Any, width: float) -> float:
    """How high a text stands in a column: a column's width is counted in digits of 11 points."""
    size = cell.font.size or 11
    across = max(1.0, width * 11 / size * (0.86 if cell.font.bold else 0.95))
    lines = sum(max(1, math.ceil(len(line) / across)) for line in str(cell.value or "").split("\n"))
    return float(lines * size * 1.36)


def _day_formula(day: str) -> str:
    year, month, date = day.split("-")
    return f"DATE({int(year)},{int(month)},{int(date)})"


def _sheet_name(wanted: str, taken: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\]|[\x00-\x1f]", " ", wanted).strip(" '")[:31].strip() or "1"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: 30 - len(str(number))]} {number}"
    return name


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """The cells of a sheet that were written, without walking over what is empty."""
    yield from sheet._cells.values()
