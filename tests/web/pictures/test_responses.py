"""Responses over time and on the map."""

import datetime as dt
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from convoke.web.pages import files
from convoke.web.pictures import rates, standing_map
from convoke.web.pictures.world import geometry

from .conftest import OPENED, SVG, days, plain, rate


def test_a_stair_rises_on_the_day_a_response_comes_in(width):
    picture = rates.draw(rate(), key="p", width=width)
    stair = next(path for path in picture.paths if path.kind == "all" and len(path.points) > 2)
    heights = sorted({y for _x, y in stair.points}, reverse=True)
    assert len(heights) == 9  # nine responses, two of them on one day, and none at first
    base, first, second = heights[:3]
    assert first - second == pytest.approx(2 * (base - first), abs=0.4)
    across = [x for x, _y in stair.points]
    assert across == sorted(across)
    whole = across[-1] - across[0]
    assert across[1] - across[0] == pytest.approx(whole * 3 / 74, abs=0.2)


def test_the_deadline_and_the_day_as_of_which_it_is_told_are_marked(width):
    picture = rates.draw(rate(), key="p", width=width)
    where = {path.kind: path.points[0][0] for path in picture.paths if path.kind in ("now", "deadline")}
    assert where["deadline"] < where["now"]
    words = [plain(text.words) for text in picture.texts]
    assert "as of" in words
    assert "deadline" in words
    assert "15 Mar" in words


def test_responses_after_the_day_asked_for_are_left_out():
    early = rate(as_of=OPENED + dt.timedelta(days=10))
    picture = rates.draw(early, key="p")
    assert picture.rows()[-1][0] == early.as_of
    assert picture.rows()[-1][1] == 3
    assert "3 of 20" in picture.description


def test_the_table_has_a_row_for_each_day_on_which_something_came_in():
    head, *body = rates.draw(rate(), key="p").rows()
    assert head == ("Day", "All", "All (%)", "Northlands", "Northlands (%)", "Southern Coast", "Southern Coast (%)")
    assert [row[0] for row in body] == [*days(3, 9, 20, 21, 30, 58, 61, 70), rate().as_of]
    assert body[1] == (days(9)[0], 3, 15.0, 3, 37.5, 0, 0.0)


def test_what_came_after_the_deadline_is_counted_without_reproach():
    assert "After the deadline: 2." in rates.draw(rate(), key="p").notes
    assert not any("After" in note for note in rates.draw(rate(deadline=None), key="p").notes)


def test_a_long_name_is_cut_before_its_share():
    named = rates.Series("n", "Northlands and all the islands that lie to the north of them", 8, days(3, 9))
    words = [plain(text.words) for text in rates.draw(rate(parts=(named,)), key="p").texts]
    assert any(text.startswith("Northlands") and text.endswith("… 25%") for text in words)


def test_days_of_several_years_are_told_with_the_year():
    long = rate(as_of=OPENED + dt.timedelta(days=900))
    assert "Jan 2030" in [plain(text.words) for text in rates.draw(long, key="p").texts]


def test_lines_that_end_together_have_names_apart():
    same = tuple(rates.Series(f"r{n}", f"Region {n}", 9, days(3, 9)) for n in range(6))
    picture = rates.draw(rate(parts=same), key="p")
    heights = sorted(text.y for text in picture.texts if text.words.startswith("Region"))
    assert len(heights) == 6
    assert all(later - earlier >= 15 for earlier, later in pairwise(heights))


# ------------------------------------------------------------------ the map

SHAPES = sorted(set(geometry()["paths"]) - {"SPHERE", "GRATICULE"} - set(geometry()["tiny"]))
TINY = sorted(set(geometry()["tiny"]) & set(geometry()["centres"]))


def states():
    """States that do not exist, in the places of shapes of the map: one of each standing, and a small one."""
    named = [
        standing_map.State(iso3, f"Exercise {standing}", standing, f"/en/x/{iso3}/")
        for iso3, (standing, _label) in zip(SHAPES, standing_map.STANDINGS, strict=False)
    ]
    return [*named, standing_map.State(TINY[0], "Exercise isle", "submitted", f"/en/x/{TINY[0]}/", "12 June 2030")]


def drawn(**changes):
    return standing_map.draw(changes.pop("of", states()), key="m", title="Who has answered", **changes)


def test_every_standing_has_a_look_of_its_own(language):
    paints = [shape.paint for shape in drawn().shapes]
    assert len(set(paints)) == len(standing_map.STANDINGS)
    assert len({one.paint for one in drawn().legend}) == len(standing_map.STANDINGS)
    assert sum("url(#m-" in paint for paint in set(paints)) == 3


def test_the_legend_counts_states_and_the_table_names_them():
    picture = drawn()
    assert picture.legend[0].label == "submitted: 2"
    assert picture.rows()[0] == ("State", "Standing", "Note")
    assert len(picture.rows()) == len(states()) + 1
    assert picture.rows()[-1] == ("Exercise isle", "submitted", "12 June 2030")
    assert picture.description == "2 of 6 states have submitted."


def test_small_states_are_dots():
    assert [shape.state.name for shape in drawn().shapes if shape.dot] == ["Exercise isle"]


def test_a_standing_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="overjoyed"):
        drawn(of=[standing_map.State(SHAPES[0], "Exercise", "overjoyed")])


def test_the_note_on_boundaries_stands_on_the_page_and_in_the_file(language):
    picture = drawn(notes=["As of 12 June 2030."])
    html = render_to_string("pictures/standing_figure.html", {"picture": picture, "files": []})
    words = [plain(text.words) for text in picture.texts]
    assert picture.notes == ("As of 12 June 2030.", picture.notes[-1])
    assert all(note in html for note in picture.notes)
    assert " ".join(picture.notes) in " ".join(words)


def test_the_file_of_the_map_is_well_formed_with_links_that_lead_back():
    text = files.standalone(drawn(), base="https://forum.example")
    root = ET.fromstring(text)
    assert "var(" not in text
    assert "<use" not in text
    addresses = {link.get("href") for link in root.iter(f"{SVG}a")}
    assert addresses == {f"https://forum.example{state.address}" for state in states()}
    assert root.get("role") == "group"


def test_a_map_of_nobody_says_so():
    picture = drawn(of=[])
    assert picture.is_empty
    assert "No state has been invited yet." in render_to_string("pictures/standing_figure.html", {"picture": picture})
def test_a_state_without_a_place_on_the_map_is_shown_beside_it():
    states = [
        standing_map.State("FRA", "France", "not-asked"),
        standing_map.State("", "Aldoria (exercise)", "submitted", address="/en/parties/exercise-aldoria/"),
    ]
    picture = standing_map.draw(states, key="k", title="Standing")
    assert [shape.state.name for shape in picture.elsewhere] == ["Aldoria (exercise)"]
    assert [shape.state.name for shape in picture.shapes] == ["France"]
    html = render_to_string("pictures/standing_figure.html", {"picture": picture, "files": []})
    assert "Aldoria (exercise): submitted" in html
