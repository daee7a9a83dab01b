"""Spreadsheets for tests, as people write them."""

import io
import zipfile

from openpyxl import Workbook

from convoke.consultation.form.xlsform import read_xlsform


def book(*, change=None, **sheets):
    """An XLSX file of sheets given as rows; ``change`` may alter the workbook before it is saved."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change:
        change(made)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def table(*rows, **more):
    """Rows of a sheet from mappings: the heading is whatever they use."""
    columns = list(dict.fromkeys([column for row in rows for column in row] + list(more)))
    return [columns, *([row.get(column) for column in columns] for row in rows)]


def reading(content, name="form.xlsx"):
    return read_xlsform(io.BytesIO(content), name)


def read(*survey, choices=(), settings=(), **more):
    """The reading of a form whose rows are given as mappings."""
    sheets = {"survey": table(*survey)}
    if choices:
        sheets["choices"] = table(*choices)
    if settings:
        sheets["settings"] = table(*settings)
    return reading(book(**sheets, **more))


def with_part(content, name, part):
    """A file with a part added."""
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return changed.getvalue()
