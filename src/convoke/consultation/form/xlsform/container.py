"""The file that holds an XLSForm: opened only when it is a plain XLSX of a bearable size; its cells as text."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from convoke.core.files.safety import check_archive

ROWS, COLUMNS, CELL = 5_000, 300, 32_767
"""At most: rows and columns of a sheet, characters of a cell (as in Excel)."""
WIDEST = 1_000
"""How many columns are looked at, even when nothing stands in them."""
SHOWN = 200
"""How many faults are kept; more help nobody."""
SHEETS = ("survey", "choices", "settings")
REFUSED_SHEETS = ("external_choices", "osm", "entities")
_MERGED = re.compile(rb"<mergeCell\s[^>]*?ref=[\"']([A-Z]+)(\d+)[:\"']")


class SheetFault(NamedTuple):
    """Something that is not accepted: on which sheet and row (empty and 0: the whole file), in a sentence."""

    sheet: str
    row: int
    sentence: str


class Unreadable(Exception):
    """A file that is not opened at all; says why and what is accepted."""


@dataclass
class Sheet:
    """A sheet: its columns as they are headed, and its rows that hold something, as text by column."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


@dataclass
class Book:
    """The sheets of a file that are read, by their names in small letters."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    faults: list[SheetFault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet:
        """A sheet; an empty one when the file has none of that name."""
        return self.sheets.get(name) or Sheet(name)

    def fault(self, sheet: str, row: int, sentence: str) -> None:
        """Notes a fault, up to :data:`SHOWN`."""
        if len(self.faults) < SHOWN:
            self.faults.append(SheetFault(sheet, row, sentence))


def open_book(content: bytes, name: str) -> Book:
    """The sheets of a file. Raises :class:`Unreadable` for what is no XLSX, has macros, or is too large unpacked."""
    if not name.lower().endswith(".xlsx"):
        raise Unreadable(_("Accepted: an XLSForm saved as an XLSX file (.xlsx), without macros."))
    try:
        check_archive(io.BytesIO(content))
    except ValueError as error:
        raise Unreadable(str(error)) from error
    book = Book()
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for sheet in workbook.worksheets:
                _read_sheet(book, sheet, len(workbook.worksheets) == 1)
            for title, row in _merged(content, workbook):
                book.fault(title, row, _("Merged cells are not accepted: please give each row its own value."))
        finally:
            workbook.close()
    except Exception as error:  # a damaged file breaks openpyxl in many ways; none of them is ours
        raise Unreadable(
            _("The file is not an XLSX file, or it is damaged. Accepted: an XLSForm saved as XLSX.")
        ) from error
    _check_sheets(book)
    return book


def _merged(content: bytes, workbook: Any) -> Iterator[tuple[str, int]]:
    """Where cells are merged: read from the parts, since the reader that spares memory does not tell."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in workbook.worksheets:
            if sheet.title.lower() in SHEETS:
                for found in _MERGED.finditer(archive.read(sheet._worksheet_path)):
                    yield sheet.title.lower(), int(found[2])


def _read_sheet(book: Book, source: Any, is_only: bool) -> None:
    title = source.title.lower().strip()
    beginning = source.iter_rows(max_row=100, max_col=50) if title in REFUSED_SHEETS else ()
    if any(cell.value for row in beginning for cell in row):
        book.fault(title, 1, _("The sheet “%(sheet)s” cannot be represented here. Accepted: survey, choices, "
                               "settings.") % {"sheet": source.title})
    if title not in SHEETS and not is_only:
        if title not in REFUSED_SHEETS:
            book.warnings.append(_("The sheet “%(sheet)s” was not read.") % {"sheet": source.title})
        return
    sheet = Sheet(title if title in SHEETS else "survey")
    if sheet.name in book.sheets:
        book.fault(sheet.name, 1, _("There are two sheets of this name. Accepted: one."))
        return
    book.sheets[sheet.name] = sheet
    source.reset_dimensions()
    for number, row in enumerate(source.iter_rows(), start=1):
        if number > ROWS:
            book.fault(sheet.name, number, _("The sheet has more than %(number)s rows.") % {"number": ROWS})
            break
        if len(row) > WIDEST or any(cell.value is not None for cell in row[COLUMNS:]):
            book.fault(sheet.name, number, _("The sheet has more than %(number)s columns.") % {"number": COLUMNS})
            break
        values = [_text(book, sheet.name, number, cell) for cell in row[:COLUMNS]]
        if number == 1:
            _read_head(book, sheet, values)
        elif any(values):
            sheet.rows.append((number, _by_column(book, sheet, number, values)))


def _read_head(book: Book, sheet: Sheet, values: list[str]) -> None:
    sheet.columns = [" ".join(value.split()) for value in values]
    for column in sorted({column for column in sheet.columns if column and sheet.columns.count(column) > 1}):
        book.fault(sheet.name, 1, _("The column “%(column)s” stands there twice.") % {"column": column})


def _by_column(book: Book, sheet: Sheet, number: int, values: list[str]) -> dict[str, str]:
    found = {}
    for place, value in enumerate(values):
        if not value:
            continue
        column = sheet.columns[place] if place < len(sheet.columns) else ""
        if column:
            found[column] = value
        else:
            book.fault(sheet.name, number, _("Column %(column)s has no heading, so that its value means nothing.") % {
                "column": get_column_letter(place + 1)
            })
    return found


def _text(book: Book, sheet: str, number: int, cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    column = cell.column_letter
    if cell.data_type == "f":
        book.fault(sheet, number, _("Column %(column)s holds a formula. Accepted: values only.") % {"column": column})
        return ""
    if cell.data_type == "e":
        book.fault(sheet, number, _("Column %(column)s holds an error (%(value)s).") % {
            "column": column, "value": value,
        })
        return ""
    text = _plain(value)
    if len(text) > CELL:
        book.fault(sheet, number, _("Column %(column)s holds %(length)s characters. Accepted: up to %(most)s.") % {
            "column": column, "length": len(text), "most": CELL,
        })
        return ""
    return text


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def _check_sheets(book: Book) -> None:
    if "survey" not in book.sheets:
        raise Unreadable(_("The file has no sheet named “survey”, so that it is no XLSForm."))
    if not book.faults and not book.sheets["survey"].rows:
        raise Unreadable(_("The sheet “survey” has no rows below its heading."))
