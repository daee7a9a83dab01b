"""Files of what a page shows: a drawing as SVG and PNG, rows as CSV and as a workbook.

A drawing in a file carries its own styles with every design token resolved, because
other programs know no custom properties.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from django.http import FileResponse, HttpResponse
from django.template.loader import render_to_string
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from convoke.core.files.operations import open_file
from convoke.core.formats import FORMULA, never_formula
from convoke.core.languages import active_language
from convoke.core.models import StoredFile
from convoke.core.typesetting import FONTS

from ..assets import PARTS
from ..pictures.lettering import is_mirrored
from ..pictures.plate import Picture
from ..pictures.standing_map import StandingMap

FORMATS = ("svg", "png", "csv", "xlsx")
"""What a picture can be taken away as."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST, TITLE = 32_767, 31
"""How many signs a cell and the name of a sheet can have at most."""
SHARPNESS = 144
"""Dots an inch: twice the size of the drawing."""
ACCENT = re.compile(r"#[0-9a-fA-F]{3,8}")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+){([^{}]*)}")
_TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")


def tokens(language: str = "", accent: str = "") -> dict[str, str]:
    """The design tokens as a language has them, each with its value; ``accent`` is that of an edition."""
    given: dict[str, str] = {"--edition-accent": accent} if ACCENT.fullmatch(accent) else {}
    for selector, body in _rules("10-tokens.css"):
        if selector in (":root", f'[lang="{language or active_language()}"]'):
            given.update({name: value.strip() for name, value in _TOKEN.findall(body)})
    return {name: resolved(value, given) for name, value in given.items()}


def resolved(style: str, values: Mapping[str, str]) -> str:
    """A style in which every token stands as its value; one that is not known as its fallback, else as nothing."""
    for _depth in range(8):
        if "var(" not in style:
            break
        style = _VARIABLE.sub(lambda found: values.get(found[1], (found[2] or "").strip()), style)
    return style


def drawing_style(language: str = "", accent: str = "") -> str:
    """What a drawing of a survey needs of the style sheet, as rules of one class without tokens."""
    own = [
        f"{selector}{{{body.strip()}}}" for selector, body in _rules("71-survey-pictures.css")
        if re.fullmatch(r"\.plate__[\w-]+", selector)
    ]
    text = "text{font-family:var(--sans)}\n" + "\n".join(own)
    return resolved(text, tokens(language, accent))


def _rules(part: str) -> list[tuple[str, str]]:
    text = _COMMENT.sub("", (PARTS / part).read_text(encoding="utf-8"))
    return [(selector.strip(), body) for selector, body in _RULE.findall(text)]


def standalone(picture: Picture | StandingMap, *, base: str = "", accent: str = "") -> str:
    """A drawing as a file of its own; ``base`` is where its links lead (``https://…`` without a slash at the end)."""
    context = {"picture": picture, "standalone": True, "style": drawing_style(accent=accent), "base": base}
    return render_to_string(picture.template, context).strip()


def as_file(
    picture: Picture | StandingMap, name: str, format: str, *, base: str = "", accent: str = ""
) -> HttpResponse:
    """A picture (laid out with its title) in one of ``FORMATS``; raises ValueError for another."""
    if format == "csv":
        return as_csv(name, picture.rows())
    if format == "xlsx":
        return as_xlsx(name, {picture.title: picture.rows()})
    if format not in FORMATS:
        raise ValueError(f"not one of {', '.join(FORMATS)}: {format}")
    drawing = standalone(picture, base=base, accent=accent)
    return as_svg(drawing, name) if format == "svg" else as_png(drawing, name)


def stored_file(file: StoredFile, *, in_place: bool = False) -> FileResponse:
    """A file handed in, to take along as what it is; ``in_place``: shown beside a page."""
    answer = FileResponse(
        open_file(file), as_attachment=not in_place, filename=file.name, content_type=file.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def as_csv(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Rows as a CSV file in UTF-8, with the mark by which spreadsheets know it."""
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return _file(f"\ufeff{written.getvalue()}".encode(), "text/csv; charset=utf-8", f"{name}.csv")


def guarded(rows: Iterable[Iterable[object]]) -> list[list[object]]:
    """Rows in which nothing is taken for a formula by a spreadsheet; no value is an empty cell."""
    return [
        [never_formula(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row] for row in rows
    ]


def as_svg(svg: str, name: str) -> HttpResponse:
    """A drawing as a file ``name``.svg."""
    return _file(svg.encode(), "image/svg+xml; charset=utf-8", f"{name}.svg")


def as_png(svg: str, name: str) -> HttpResponse:
    """A drawing that stands alone as a picture ``name``.png, of twice its size."""
    return _file(png(svg), "image/png", f"{name}.png")


def png(svg: str) -> bytes:
    """A drawing that stands alone as a picture; raises ValueError for what is no drawing with a width."""
    import typst  # noqa: PLC0415  (large, and needed for this alone)

    size = re.search(r'<svg[^>]*?\swidth="([\d.]+)"', svg)
    if size is None:
        raise ValueError("a drawing has a width")
    page = (
        "#set page(width: auto, height: auto, margin: 8pt, fill: white)\n"
        f'#image(bytes(sys.inputs.drawing), format: "svg", width: {size[1]}pt)\n'
    )
    made: bytes = typst.compile(
        page.encode(), font_paths=_fonts(), format="png", ppi=float(SHARPNESS), sys_inputs={"drawing": svg}
    )
    return made


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415  (large, and needed for this alone)

    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def as_xlsx(name: str, sheets: Mapping[str, Iterable[Iterable[object]]]) -> HttpResponse:
    """Rows as a workbook ``name``.xlsx: a sheet for each title, its first row the head.

    Numbers and days stay what they are; everything else is text, and no text is ever a formula.
    """
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for title, rows in sheets.items():
        sheet = book.create_sheet(_sheet_title(title, taken))
        sheet.sheet_view.rightToLeft = is_mirrored()
        sheet.freeze_panes = "A2"
        found = [list(row) for row in rows]
        for place in range(max(map(len, found), default=0)):
            longest = max(len(str(row[place])) for row in found if place < len(row))
            sheet.column_dimensions[get_column_letter(place + 1)].width = min(60, max(10, longest + 2))
        for number, row in enumerate(found):
            sheet.append([_cell(sheet, value, is_head=number == 0) for value in row])
    if not sheets:
        book.create_sheet(_sheet_title("", taken))
    content = io.BytesIO()
    book.save(content)
    return _file(content.getvalue(), XLSX, f"{name}.xlsx")


def _cell(sheet: Any, value: object, *, is_head: bool) -> Any:
    if isinstance(value, datetime):
        value = value.isoformat(sep=" ", timespec="seconds")
    if value is None or (isinstance(value, int | float | Decimal | date | time) and not is_head):
        return WriteOnlyCell(sheet, value=value)
    text = ILLEGAL_CHARACTERS_RE.sub(" ", str(value))[:LONGEST]
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # a text that begins with = would else be taken for a formula
    cell.quotePrefix = text.startswith(FORMULA)
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _sheet_title(title: str, taken: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\]|[\x00-\x1f]", " ", str(title)).strip(" '")[:TITLE] or "1"
    number, found = 1, plain
    while found.casefold() in taken:
        number += 1
        ending = f" {number}"
        found = plain[: TITLE - len(ending)] + ending
    taken.add(found.casefold())
    return found


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
