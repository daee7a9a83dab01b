"""Reading a table handed in: CSV in UTF-8 or the first sheet of an XLSX file; every fault with row and column."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .columns import COLUMNS, LARGEST, NEEDED

UNPACKED = 300 * 1024 * 1024
"""The most an XLSX file may hold once unpacked, in bytes."""
SHOWN = 200
"""How many faults are listed one by one."""


class Unreadable(Exception):
    """A file that is no table of the directory; says why and what is accepted."""


@dataclass
class Faults:
    """What is wrong, by row and column; the first :data:`SHOWN` are kept as sentences."""

    said: list[str] = field(default_factory=list)
    number: int = 0

    def add(self, row: int, column: str, what: str) -> None:
        """Notes a fault."""
        self.number += 1
        if self.number <= SHOWN:
            self.said.append(
                _("Row %(row)s, column “%(column)s”: %(what)s") % {"row": row, "column": column, "what": what}
            )

    def sentences(self) -> list[str]:
        """The faults, and how many more there are."""
        more = self.number - len(self.said)
        return [*self.said, *([_("And %(number)s more.") % {"number": more}] if more else [])]


@dataclass(frozen=True)
class Line:
    """A row of the table by its number in the file, and its values by column."""

    row: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


def read(name: str, content: bytes, faults: Faults) -> list[Line]:
    """The rows of a file, empty ones left out; formulas are faults.

    Raises :class:`Unreadable` for another kind of file, another encoding than UTF-8, unknown or
    missing columns, or more than :data:`~.columns.LARGEST` rows.
    """
    rows = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(name, content)
    head = next(rows, (0, [], []))[1]
    columns = [word.strip().lower() for word in head]
    while columns and not columns[-1]:
        columns.pop()
    _check_head(columns)
    lines = []
    for number, row, formulas in rows:
        values = {column: value for column, value in zip(columns, row, strict=False) if value}
        for place in formulas:
            column = columns[place] if place < len(columns) else str(place + 1)
            faults.add(number, column, _("Formulas are not accepted; please paste the values."))
        if values and not formulas:
            lines.append(Line(number, values))
        if len(lines) > LARGEST:
            raise Unreadable(_("The table has more than %(number)s rows. Please hand it in in parts.")
                             % {"number": LARGEST})
    if not lines and not faults.number:
        raise Unreadable(_("The table has no rows below its head."))
    return lines


def _check_head(columns: list[str]) -> None:
    unknown = [column or "-" for column in columns if column not in COLUMNS]
    missing = [column for column in NEEDED if column not in columns]
    twice = [column for column in COLUMNS if columns.count(column) > 1]
    if unknown or missing or twice:
        raise Unreadable(
            _("Row 1 does not name the columns as expected (%(wrong)s). Accepted: %(accepted)s; needed: %(needed)s.")
            % {"wrong": ", ".join([*unknown, *missing, *twice]), "accepted": ", ".join(COLUMNS),
               "needed": ", ".join(NEEDED)}
        )


Rows = Iterator[tuple[int, list[str], list[int]]]
"""The number of a row, its values, and the places of formulas among them."""


def _csv(name: str, content: bytes) -> Rows:
    if not name.lower().endswith(".csv"):
        raise Unreadable(_("Accepted: a CSV file in UTF-8 or an XLSX file."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(_("The file is not in UTF-8 (row %(row)s). Please save it as “CSV UTF-8”.")
                         % {"row": line}) from error
    if "\0" in text:
        raise Unreadable(_("The file is not a text file. Accepted: a CSV file in UTF-8 or an XLSX file."))
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    return _plain(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _plain(rows: Iterable[list[str]]) -> Rows:
    try:
        for number, row in enumerate(rows, start=1):
            formulas = [place for place, value in enumerate(row) if value.startswith("=")]
            yield number, [value.strip().removeprefix("'") for value in row], formulas
    except csv.Error as error:
        raise Unreadable(_("The file is not a CSV file: %(error)s.") % {"error": error}) from error


def _xlsx(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise Unreadable(_("The file is too large once unpacked. Please hand it in in parts."))
        book = load_workbook(io.BytesIO(content), read_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable(_("The file is not an XLSX file.")) from error
    sheet = book.worksheets[0] if book.worksheets else None
    if sheet is None:
        raise Unreadable(_("The file has no sheet."))
    return _cells(sheet)


def _cells(sheet: Any) -> Rows:
    empty = 0
    for number, row in enumerate(sheet.iter_rows(max_col=len(COLUMNS) + 20), start=1):
        values = [_text(cell.value) for cell in row]
        empty = 0 if any(values) else empty + 1
        if empty > LARGEST:
            return
        yield number, values, [place for place, cell in enumerate(row) if cell.data_type == "f"]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().removeprefix("'")

