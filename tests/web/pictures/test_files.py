"""Drawings and rows as files that other programs read."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook
from PIL import Image

from convoke.web.pages import files
from convoke.web.pictures import bars, standing_map
from tests.timing import quickest

from .conftest import parts, question


def test_a_png_is_twice_the_size_of_its_drawing_and_not_blank(draw, language):
    picture = draw(key="p", titled=True)
    response = files.as_png(files.standalone(picture), "results")
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'attachment; filename="results.png"'
    image = Image.open(io.BytesIO(response.content)).convert("RGB")
    assert image.format is None or image.format == "PNG"
    assert image.width == pytest.approx(2 * (picture.width + 16), abs=2)
    assert image.height == pytest.approx(2 * (picture.height + 16), abs=2)
    colours = {colour for _count, colour in image.getcolors(maxcolors=1 << 24)}
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert len(colours) > 20


def test_a_png_has_the_colours_of_the_style_sheet():
    image = Image.open(io.BytesIO(files.png(files.standalone(bars.draw(question(), key="p"))))).convert("RGB")
    found = {colour: count for count, colour in image.getcolors(maxcolors=1 << 24)}
    assert found.get((0x14, 0x30, 0x4F), 0) > 5000  # the bars, in the deep colour


def test_a_png_takes_less_than_a_second():
    svg = files.standalone(bars.draw(question(parts=parts()), key="p", titled=True))
    assert quickest(lambda: files.png(svg), times=3) < 1


def test_what_is_no_drawing_makes_no_png():
    with pytest.raises(ValueError, match="width"):
        files.png("<svg></svg>")


@pytest.mark.parametrize(("format", "begins"), [
    ("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", "\ufeffAnswer,Number,Share (%)\r\n".encode()), ("xlsx", b"PK"),
])
def test_a_picture_can_be_taken_away_in_each_format(format, begins):
    response = files.as_file(bars.draw(question(), key="p", titled=True), "results", format)
    assert response.content.startswith(begins)
    assert response["Content-Disposition"] == f'attachment; filename="results.{format}"'


def test_another_format_is_refused_by_name():
    with pytest.raises(ValueError, match="svg, png, csv, xlsx: gif"):
        files.as_file(bars.draw(question(), key="p"), "results", "gif")


def test_the_map_can_be_taken_away_as_a_png():
    shown = standing_map.draw([], key="m", title="Who has answered", notes=["As of 12 June 2030."])
    image = Image.open(io.BytesIO(files.as_file(shown, "map", "png").content))
    assert image.height == pytest.approx(2 * (shown.full_height + 16), abs=2)


def test_an_svg_is_named_and_typed():
    response = files.as_svg(files.standalone(bars.draw(question(), key="p")), "results")
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="results.svg"'
    assert response.content.startswith(b"<svg")


def test_tokens_are_resolved_through_each_other_with_their_fallbacks():
    assert files.resolved("a{fill:var(--a)}", {"--a": "var(--b, #fff)", "--b": "#123456"}) == "a{fill:#123456}"
    assert files.resolved("a{fill:var(--none, #fff)}", {}) == "a{fill:#fff}"
    assert files.resolved("a{fill:var(--a)}", {"--a": "var(--a)"}).count("var(") == 1  # a circle ends


def test_the_faces_of_a_file_are_those_of_its_language():
    assert "Noto Naskh Arabic" in files.drawing_style("ar")
    assert "Source Sans 3" in files.drawing_style("en")


def test_the_accent_of_an_edition_is_used_if_it_is_a_colour():
    assert files.tokens(accent="#336699")["--accent"] == "#336699"
    assert files.tokens(accent="red;}x{")["--accent"] == "#a8481f"


def sheets_of(response):
    return load_workbook(io.BytesIO(response.content))


def test_a_workbook_has_a_sheet_for_each_title_and_keeps_numbers_and_days():
    day = dt.date(2030, 6, 12)
    book = sheets_of(files.as_xlsx("results", {
        "Answers": [("Answer", "Number"), ("Yes", 71), ("No", Decimal("0.5")), (day, None)], "Notes": [("Note",)],
    }))
    assert book.sheetnames == ["Answers", "Notes"]
    assert [[cell.value for cell in row] for row in book["Answers"]["A2:B3"]] == [["Yes", 71], ["No", 0.5]]
    assert book["Answers"]["A4"].value.date() == day
    assert book["Answers"]["A1"].font.bold
    assert book["Answers"].freeze_panes == "A2"


FORMULAS = ["=1+1", "+32 2", "-5 °C", "@home", '=HYPERLINK("https://example.org")', "\tx", "=cmd|'/c'!A1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text(text):
    cell = sheets_of(files.as_xlsx("results", {"A": [("Head",), (text,)]}))["A"]["A2"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_what_no_workbook_may_hold_does_not_break_it():
    moment = dt.datetime(2030, 6, 12, 9, 30, tzinfo=dt.UTC)
    book = sheets_of(files.as_xlsx("results", {
        "a/b:[c]*?" + "x" * 40: [("Head",), ("bell\x07",), ("y" * 40_000,), (moment,), (["list"],)],
        "A B  C " + "x" * 40: [], "": [],
    }))
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len(set(map(str.casefold, book.sheetnames))) == 3
    values = [row[0].value for row in book[book.sheetnames[0]].iter_rows()]
    assert values[1:3] == ["bell ", "y" * 32_767]
    assert values[3].startswith("2030-06-12 09:30")


def test_a_workbook_in_arabic_begins_at_the_right():
    with translation.override("ar"):
        assert sheets_of(files.as_xlsx("results", {"A": [("Head",)]}))["A"].sheet_view.rightToLeft


def test_a_workbook_of_nothing_opens():
    assert sheets_of(files.as_xlsx("results", {})).sheetnames == ["1"]


def test_the_rows_of_a_picture_are_those_of_its_workbook():
    picture = bars.draw(question(parts=parts()), key="p")
    sheet = sheets_of(files.as_xlsx("results", {"A": picture.rows()}))["A"]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [tuple(row) for row in picture.rows()]
