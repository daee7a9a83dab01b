"""What every picture of a survey keeps, whatever it shows and in whichever language."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from convoke.web.assets import PARTS
from convoke.web.pages import files
from convoke.web.pictures import bars, bump, diverging, dots, rates
from convoke.web.pictures.lettering import BOLD, SIZES
from convoke.web.pictures.plate import NARROW, WIDE, both

from .conftest import SVG, collisions, grid, orders, outside, question, ranking, rate, tree

EMPTY = {
    "bars": lambda **how: bars.draw(question(counts={}, answered=0), **how),
    "dots": lambda **how: dots.draw(ranking(answered=0), **how),
    "diverging": lambda **how: diverging.draw(grid(items=(diverging.Item("i", "Papers", {}),)), **how),
    "bump": lambda **how: bump.draw(orders(orders=(bump.Order("first", "First mentions", {}),)), **how),
    "rates": lambda **how: rates.draw(rate(everyone=rates.Series("all", "All", 20, ()), parts=()), **how),
}


def test_nothing_lies_outside_the_sheet(draw, language, width):
    assert outside(draw(key="p", width=width)) == []
    assert outside(draw(key="p", width=width, titled=True)) == []


def test_no_text_is_written_over_another(draw, language, width):
    assert collisions(draw(key="p", width=width)) == []


def test_answers_nobody_expects_are_drawn_as_well(extreme, language, width):
    picture = extreme(key="p", width=width, titled=True)
    assert outside(picture) == []
    assert collisions(picture) == []
    assert tree(picture) is not None
    assert len({len(row) for row in picture.rows()}) == 1


def test_where_reading_begins_at_the_right_the_drawing_is_turned_round(draw, width):
    with translation.override("en"):
        english = draw(key="p", width=width)
    with translation.override("ar"):
        arabic = draw(key="p", width=width)
    turned = {"start": "end", "end": "start", "middle": "middle"}
    for one, other in zip(english.boxes, arabic.boxes, strict=False):
        if one.width == other.width:  # figures may be written wider or narrower
            assert other.x + other.width == pytest.approx(arabic.width - one.x, abs=width / 4)
    first, second = english.texts[0], arabic.texts[0]
    assert second.anchor == turned[first.anchor]
    assert second.x == pytest.approx(width - first.x, abs=width / 4)
    left = sum(text.x < width / 2 for text in english.texts if text.kind in ("label", "strong"))
    right = sum(text.x > width / 2 for text in arabic.texts if text.kind in ("label", "strong"))
    assert left == right


def test_each_line_of_text_keeps_its_own_direction(language):
    words = {text.words.strip("\u2066\u2067\u2069"): text.words for text in bars.draw(question(), key="p").texts}
    arabic = [shown for text, shown in words.items() if text.startswith("تدريب")]
    assert arabic
    assert all(shown.startswith("\u2067") and shown.endswith("\u2069") for shown in arabic)
    assert words["Strategies"].strip("\u2066\u2069") == "Strategies"
    assert "\u2067" not in words["Strategies"]


def test_a_file_is_well_formed_and_carries_its_styles_without_tokens(draw, language):
    text = files.standalone(draw(key="p", titled=True))
    assert "var(" not in text
    assert "@" not in text
    root = tree(draw(key="p", titled=True))
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    style = root.find(f"{SVG}style").text
    used = {name for element in root.iter() for name in element.get("class", "").split()} - {"plate"}
    assert [name for name in sorted(used) if f".{name}{{" not in style] == []


def test_every_texture_used_is_defined_under_the_key_of_its_picture(draw):
    text = files.standalone(draw(key="one"))
    assert set(re.findall(r"url\(#([\w-]+)\)", text)) <= set(re.findall(r'<pattern id="([\w-]+)"', text))
    assert all(name.startswith("one-") for name in re.findall(r'\bid="([\w-]+)"', text))


def test_a_drawing_has_a_title_and_a_description_in_words(draw, language):
    root = tree(draw(key="p"))
    names = {element.get("id"): element.text for element in root}
    assert names[root.get("aria-labelledby")] == draw(key="p").title
    assert len(names[root.get("aria-describedby")]) > 20


def test_a_title_stands_in_files_alone(draw):
    assert "title" in {text.kind for text in draw(key="p", titled=True).texts}
    assert "title" not in {text.kind for text in draw(key="p").texts}


def test_every_row_of_the_table_has_a_cell_for_each_heading(draw, language):
    head, *body = draw(key="p").rows()
    assert body
    assert {len(row) for row in body} == {len(head)}


@pytest.mark.parametrize("name", EMPTY)
def test_before_the_first_answer_the_picture_says_so_in_a_sentence(name, width):
    picture = EMPTY[name](key="p", width=width)
    assert picture.is_empty
    assert "submitted yet" in " ".join(text.words for text in picture.texts)
    assert not picture.boxes
    assert not picture.paths
    assert len(picture.rows()) == 1
    assert "submitted yet" in files.standalone(picture)


@pytest.mark.parametrize(("draw_one", "of"), [(bars.draw, question), (dots.draw, ranking), (diverging.draw, grid)])
def test_con_2_figures_that_may_not_be_shown_give_way_to_the_reason(draw_one, of):
    picture = draw_one(of(withheld="Fewer than five have answered."), key="p")
    assert picture.is_empty
    assert [text.words for text in picture.texts] == ["Fewer than five have answered."]
    assert picture.table.body == ()


def test_the_style_sheet_writes_texts_in_the_sizes_they_are_measured_in():
    sheet = (PARTS / "71-survey-pictures.css").read_text(encoding="utf-8")
    for kind, size in SIZES.items():
        rule = re.search(rf"\.plate__{kind} {{([^}}]*)}}", sheet)[1]
        assert float(re.search(r"font-size: ([\d.]+)px", rule)[1]) == size
        assert ("font-weight: 600" in rule) == (kind in BOLD)


def test_a_page_shows_the_drawing_for_its_width_with_notes_files_and_table(draw, language):
    drawings = both(lambda _what, **how: draw(**how), None, key="p")
    picture, narrow = drawings["picture"], drawings["narrow"]
    assert (picture.width, narrow.width) == (WIDE, NARROW)
    addresses = [("CSV", "/results.csv"), ("PNG", "/results.png")]
    html = render_to_string("pictures/figure.html", {**drawings, "files": addresses})
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert '<a href="/results.csv">CSV</a>' in html
    assert html.count("<tr>") == len(picture.rows())
    assert "<style" not in html
    assert " style=" not in html


def test_what_somebody_wrote_cannot_become_markup():
    picture = bars.draw(question(title="<b>&", options=(bars.Option("o0", '"><script>\x00\u202e</script>'),)), key="p")
    root = tree(picture)
    assert not list(root.iter(f"{SVG}script"))
    assert any("<script>" in (element.text or "") for element in root.iter(f"{SVG}text"))
