"""Ranked dots, diverging bars and the order between rules."""

import pytest

from convoke.web.pictures import bump, diverging, dots
from convoke.web.pictures.plate import WIDE

from .conftest import LONG, REGIONS, STEPS, grid, orders, plain, ranking


def test_items_stand_from_the_highest_score_with_shared_places():
    assert [place for place, _item in dots.placed(ranking().items)] == ["1", "2=", "2=", "4", "5"]
    labels = [text.words for text in dots.draw(ranking(), key="p").texts if text.kind == "label"]
    assert labels[0] == "Remittances"
    assert labels[-1] == "Gender"


def test_a_dot_stands_where_its_score_is_on_the_axis(width):
    picture = dots.draw(ranking(parts=()), key="p", width=width)
    x = [path.points[0][0] for path in picture.paths if path.kind == "disc"]
    assert (x[1] - x[4]) / (x[0] - x[4]) == pytest.approx(60 / 71.5, abs=0.01)
    assert x[1] == x[2]


def test_the_parts_are_told_apart_by_shape():
    picture = dots.draw(ranking(), key="p")
    shapes = {region: {path.kind for path in picture.paths if path.title.startswith(region)} for region in REGIONS}
    assert list(shapes.values()) == [{"ring"}, {"triangle"}, {"square"}, {"diamond"}, {"cross"}]


def test_the_table_of_a_ranking_has_place_score_and_the_scores_of_parts():
    head, *body = dots.draw(ranking(), key="p").rows()
    assert head[:3] == ("Item", "Place", "Points (Borda)")
    assert body[1][:3] == ("Diasporas", "2=", 60)
    assert body[0][3] == pytest.approx(71.5 * 0.8, abs=0.05)


def test_the_axis_ends_at_a_round_number_not_far_above_the_highest_score():
    for highest in (0.3, 1, 7, 99, 100, 101, 4321):
        step, top = dots.scale(highest)
        assert highest <= top <= highest * 2.01
        assert 1 <= round(top / step) <= 5


def test_bars_of_a_grid_are_set_against_one_middle_that_splits_the_neutral_step(language, width):
    picture = diverging.draw(grid(), key="p", width=width)
    middles = {path.points[0][0] for path in picture.paths if path.kind == "middle"}
    assert len(middles) == 1
    middle = middles.pop()
    for box in (box for box in picture.boxes if box.kind == "neutral" and box.title):
        assert box.x + box.width / 2 == pytest.approx(middle, abs=1.1)


def test_the_steps_of_a_bar_are_as_long_as_their_shares(width):
    boxes = [box for box in diverging.draw(grid(), key="p", width=width).boxes if box.title.startswith("Papers")]
    drawn = [box.width + 1 for box in boxes]  # each leaves a gap of one after it
    assert drawn == pytest.approx([max(drawn) * count / 8 for count in (1, 2, 4, 8, 5)], abs=0.3)


def test_an_even_scale_has_no_neutral_step():
    even = grid(steps=STEPS[:2] + STEPS[3:])
    assert even.neutral is None
    assert "neutral" not in {box.kind for box in diverging.draw(even, key="p").boxes}


@pytest.mark.parametrize("number", range(1, 12))
def test_a_scale_of_any_length_goes_from_dark_to_pale_to_dark(number):
    kinds = diverging.kinds_of(number)
    assert len(kinds) == number
    assert [kind.replace("low", "high") for kind in kinds] == [kind.replace("low", "high") for kind in reversed(kinds)]


def test_the_shares_at_both_ends_leave_the_neutral_step_out():
    assert diverging.Grid.sides(grid(), grid().items[0]) == pytest.approx((3 / 20, 13 / 20))
    values = [plain(text.words) for text in diverging.draw(grid(), key="p").texts if text.kind == "value"]
    assert values[:2] == ["15%", "65%"]


def test_the_table_of_a_grid_counts_each_step_and_those_without_an_opinion():
    head, *body = diverging.draw(grid(), key="p").rows()
    assert body[0] == ("Papers", 1, 5.0, 2, 10.0, 4, 20.0, 8, 40.0, 5, 25.0, 20, 0)
    assert head[-2:] == ("Rated by", "No opinion")


def test_a_line_goes_through_the_places_of_its_item_in_each_order():
    picture = bump.draw(orders(), key="p")
    line = next(path for path in picture.paths if path.title.startswith("Diasporas") and len(path.points) == 3)
    rows = [y for _x, y in line.points]
    assert rows[0] > rows[1] == rows[2]
    assert [x for x, _y in line.points] == sorted(x for x, _y in line.points)


def test_every_mark_carries_the_number_of_its_item_in_the_first_order(width):
    picture = bump.draw(orders(), key="p", width=width)
    numbers = [text.words for text in picture.texts if text.kind in ("knot", "chosen")]
    assert len(numbers) == 7 + 7 + 4
    assert numbers.count("1") == 3
    assert numbers.count("3") == 2


def test_chosen_items_have_heavy_lines_and_filled_marks():
    def drawn_as(kind):
        return {path.title.split(" · ")[0] for path in paths if path.kind == kind}

    paths = bump.draw(orders(), key="p").paths
    assert drawn_as("line-chosen") == drawn_as("knot-chosen") == {"Remittances", "Root causes"}
    assert drawn_as("line-faint") == {"Coherence"}


def test_two_items_with_the_same_place_stand_in_rows_of_their_own():
    slots = orders().slots(orders().orders[1])
    assert sorted(slots.values()) == list(range(7))
    assert (slots["i0"], slots["i2"]) == (1, 2)


def test_the_table_of_orders_leaves_empty_what_has_no_place():
    head, *body = bump.draw(orders(), key="p").rows()
    assert head == ("Item", "First mentions", "Borda", "Equal shares", "Chosen")
    assert body[0] == ("Remittances", 1, 2, 3, "yes")
    assert body[2] == (LONG, 3, 2, None, "")


def test_names_of_many_orders_are_explained_under_letters_where_they_do_not_fit():
    many = tuple(bump.Order(f"o{n}", f"Proportional approval without region {n}", {"i0": 1, "i1": 2}) for n in range(9))
    heads = [text.words for text in bump.draw(orders(orders=many), key="p", width=WIDE).texts if text.kind == "head"]
    assert heads.count("A") == 2
    assert heads.count("I") == 2
