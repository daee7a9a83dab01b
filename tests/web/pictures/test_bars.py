"""Bars: as long as the counts, with their shares, for all and for parts."""

import pytest

from convoke.web.pictures import bars
from convoke.web.pictures.plate import NARROW, WIDE

from .conftest import COUNTS, OPTIONS, REGIONS, parts, plain, question


def lengths(picture, kind="bar"):
    return [box.width for box in picture.boxes if box.kind == kind]


def test_bars_are_as_long_as_their_counts(language, width):
    drawn = lengths(bars.draw(question(), key="p", width=width))
    longest = drawn[0]
    assert drawn == pytest.approx([longest * COUNTS[option.key] / 40 for option in OPTIONS], abs=0.11)


def test_each_bar_is_followed_by_its_count_and_share():
    shown = [plain(text.words) for text in bars.draw(question(), key="p").texts if text.kind == "value"]
    assert shown == ["40 (50%)", "20 (25%)", "10 (12%)", "1 (1%)", "0 (0%)", "5 (6%)"]


def test_small_shares_are_not_rounded_to_none():
    picture = bars.draw(question(counts={"o0": 1}, answered=250), key="p")
    assert "1 (0.4%)" in [plain(text.words) for text in picture.texts]


def test_parts_beside_each_other_are_drawn_by_their_shares_on_one_scale(width):
    picture = bars.draw(question(parts=parts()), key="p", width=width)
    whole, own = lengths(picture), lengths(picture, "bar-part")
    assert len(whole) == len(OPTIONS)
    assert len(own) == len(OPTIONS) * len(REGIONS)
    assert whole[0] / (40 / 80) == pytest.approx(own[0] / (8 / 16), rel=0.02)


def test_parts_stacked_make_up_the_count_of_each_answer(width):
    picture = bars.draw(question(parts=parts()), key="p", width=width, arrange="stacked")
    row = [box for box in picture.boxes if box.title.endswith("8 of 16 (50%)")]
    assert len(row) == len(REGIONS)
    assert len({round(box.width) for box in row}) == 1
    assert len({box.kind for box in row}) == len(REGIONS)


def test_stacked_parts_differ_by_texture_as_well():
    boxes = bars.draw(question(parts=parts()), key="p", arrange="stacked").boxes
    assert {box.texture for box in boxes} == {"", "lines", "dots"}


def test_con_2_a_part_with_few_answers_is_named_but_has_no_figure(width):
    for arrange in ("beside", "stacked"):
        picture = bars.draw(question(parts=parts()), key="p", width=width, arrange=arrange)
        assert "Not shown, because few have answered: Lakes." in picture.notes
        assert not any("Lakes" in box.title for box in picture.boxes)
        assert not any("Lakes" in text.words for text in picture.texts)
        place = picture.table.head.index("Lakes")
        assert {row[place] for row in picture.table.body} == {"not shown"}


def test_the_table_has_the_figures_that_are_drawn():
    picture = bars.draw(question(), key="p")
    head, *body = picture.rows()
    assert head == ("Answer", "Number", "Share (%)")
    assert [(row[0], row[1]) for row in body[:-1]] == [(option.label, COUNTS[option.key]) for option in OPTIONS]
    assert body[0][2] == 50.0
    assert body[-1] == ("Answered", 80, None)


def test_labels_stand_beside_the_bars_on_a_page_and_above_them_on_a_telephone():
    wide, narrow = (bars.draw(question(), key="p", width=width) for width in (WIDE, NARROW))
    label, bar = next(text for text in wide.texts if text.kind == "label"), wide.boxes[0]
    assert bar.y < label.y < bar.y + bar.height + 4
    label, bar = next(text for text in narrow.texts if text.kind == "label"), narrow.boxes[0]
    assert label.y < bar.y
    assert bar.x <= label.x + 1


def test_that_several_answers_could_be_given_is_said():
    assert bars.draw(question(is_several=True), key="p").notes
    assert not bars.draw(question(), key="p").notes
