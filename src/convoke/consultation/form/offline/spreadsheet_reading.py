"""Reading a spreadsheet back, whatever was moved, sorted or merged in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from convoke.core.files.safety import check_archive

from .fields import Marks
from .reading import Cell, Handed, NotOurs
from .spreadsheet import ANSWER, CODE, FORMAT, LABEL, LISTS, MARKS, cells_of

CELLS = 200_000
"""How many cells a file may have."""


@dataclass(frozen=True)
class _Columns:
    code: int
    label: int
    answer: int
    row: int


def read_spreadsheet(file: IO[bytes]) -> Handed:
    """What stands in a spreadsheet handed in, cell by cell, with the marks it carries.

    Raises ValueError, with a sentence, for a file that must not be opened (see :mod:`convoke.core.files.safety`), and
    :class:`~.reading.NotOurs` for one that cannot be read or was not downloaded here.
    """
    check_archive(file)
    try:
        book = load_workbook(file)
        file.seek(0)
        shown = load_workbook(file, data_only=True)
    except Exception as error:  # a damaged file breaks openpyxl in many ways; none of them is ours
        raise NotOurs(_("The file is damaged, or it is no XLSX file.")) from error
    marks = _marks(book)
    if sum(len(sheet._cells) for sheet in book.worksheets) > CELLS:
        raise ValueError(_("The file has more cells than any form from here. Please hand in the form itself."))
    cells: list[Cell] = []
    strays: list[Cell] = []
    notes: list[str] = []
    for sheet in book.worksheets:
        if sheet.title in (MARKS, LISTS):
            continue
        columns = _columns(sheet)
        if columns is None:
            if sheet is not book.worksheets[0] and any(cell.value is not None for cell in cells_of(sheet)):
                notes.append(_("The sheet “%(sheet)s” is none of the form, so that it was not read.") % {
                    "sheet": sheet.title
                })
            continue
        for found in _cells(sheet, shown[sheet.title], columns):
            (cells if found.key else strays).append(found)
    return Handed(marks, tuple(cells), tuple(strays), tuple(notes))


def _marks(book: Any) -> Marks:
    said: dict[str, str] = {}
    if MARKS in book.sheetnames:
        for name, value in book[MARKS].iter_rows(max_row=12, max_col=2, values_only=True):
            said[str(name)] = str(value if value is not None else "")
    if said.get("format") != FORMAT or not said.get("version", "").isdecimal():
        raise NotOurs(_(
            "This file was not downloaded here, or its hidden marks are gone, so that it cannot be told what it "
            "answers. Please download the form anew and copy the answers into it."
        ))
    return Marks(
        said["questionnaire"], int(said["version"][:6]), said.get("checksum", ""), said.get("party", ""),
        said.get("language", "en") or "en",
    )


def _columns(sheet: Worksheet) -> _Columns | None:
    """Where codes, words and answers stand: told by a hidden row, wherever it was moved."""
    found: dict[str, Any] = {}
    for cell in cells_of(sheet):
        if cell.value in (CODE, LABEL, ANSWER):
            found.setdefault(str(cell.value), cell)
    if CODE in found and ANSWER in found:
        label = found.get(LABEL) or found[CODE]
        return _Columns(found[CODE].column, label.column, found[ANSWER].column, found[ANSWER].row)
    return None


def _cells(sheet: Worksheet, shown: Worksheet, columns: _Columns) -> Iterator[Cell]:
    merged = {
        (row, column): span for span in sheet.merged_cells.ranges
        for row in range(span.min_row, min(span.max_row, span.min_row + 2_000) + 1)
        for column in (columns.code, columns.answer) if span.min_col <= column <= span.max_col
    }
    rows = sorted({cell.row for cell in cells_of(sheet) if cell.column in (columns.code, columns.answer)})
    for row in rows:
        cell = sheet.cell(row, columns.answer)
        key = str(sheet.cell(row, columns.code).value or "").strip()
        if row == columns.row or key == CODE:
            continue
        place = _("%(sheet)s, %(cell)s") % {"sheet": sheet.title, "cell": cell.coordinate}
        label = sheet.cell(row, columns.label).value
        words = str(label).removesuffix(" *") if label is not None else ""
        span = merged.get((row, columns.answer))
        if not key:
            if cell.protection.locked is False and cell.value is not None:
                yield Cell(place, "", _shown(cell, shown), words)
            continue
        if span is not None:
            yield from _merged(sheet, shown, cell, span, key, place, words)
        elif cell.data_type == "f":
            yield Cell(place, key, _shown(cell, shown) or _formula(cell), words, _(
                "%(place)s: a formula stands here. Accepted: values; please write its result instead."
            ) % {"place": place})
        elif cell.data_type == "e":
            yield Cell(place, key, str(cell.value), words, _("%(place)s: the spreadsheet shows an error here.") % {
                "place": place
            })
        else:
            yield Cell(place, key, cell.value, words)


def _merged(
    sheet: Worksheet, shown: Worksheet, cell: Any, span: Any, key: str, place: str, words: str
) -> Iterator[Cell]:
    """Of merged cells only the first holds anything: what stands there is shown, and taken for none of them."""
    first = sheet.cell(span.min_row, span.min_col)
    said = _("%(place)s: cells were merged here (%(span)s), so that it cannot be told what answers which question.") % {
        "place": place, "span": str(span),
    }
    if isinstance(cell, MergedCell):
        yield Cell(place, key, first.value if span.min_col != cell.column else None, words, said)
    else:
        yield Cell(place, key, _shown(cell, shown), words, said)


def _shown(cell: Any, shown: Worksheet) -> Any:
    return shown.cell(cell.row, cell.column).value if cell.data_type == "f" else cell.value


def _formula(cell: Any) -> str:
    return str(getattr(cell.value, "text", None) or cell.value)
