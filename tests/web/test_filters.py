"""Filters stand in the address; what they do not know narrows to nothing and offers a way out."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client

from convoke.core.actors import ANONYMOUS
from convoke.editions.models import Edition
from convoke.outcomes.models import Action
from convoke.outcomes.queries import matrix

from .places import EDITION

OUTCOMES, PRACTICES, CALENDAR = (f"/en/{EDITION}/{name}/" for name in ("outcomes", "practices", "calendar"))
HOSTILE = [
    "nonsense", "' OR 1=1 --", "<script>alert(1)</script>", "%", "a" * 5000, "../../etc/passwd", "–", "مرحبا",
    "-1", "0x10", "1e9", "[]", "{{ 7*7 }}",
]


def number(page: str) -> int:
    """How many the page says it found."""
    found = re.search(r'<p role="status" class="note">\s*([\d,.\s]+) (?:action|practice)', page)
    assert found, page[:200]
    return int(re.sub(r"\D", "", found[1]))


@pytest.fixture
def read(client: Client, db: None) -> Callable[[str], str]:
    """The text of a page."""

    def build(address: str, **headers: str) -> str:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return build


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("level=national", {"is_national": True}),
        ("term=short", {"term": "short"}),
        ("term=open", {"term": ""}),
        ("group=process", {"group": "process"}),
        ("origin=1.4", {"session__code": "1.4"}),
        ("origin=RT2", {"roundtable__code": "RT2"}),
        ("horizontal=gender", {"horizontal__code": "gender"}),
        ("party=mus", {"commitments__party__code": "mus"}),
        ("taken_on=yes", {"commitments__isnull": False}),
        ("taken_on=no", {"commitments__isnull": True}),
        ("level=global&term=long&group=outcome", {"is_global": True, "term": "long", "group": "outcome"}),
    ],
)
def test_each_filter_narrows_and_stays_chosen(read, demonstration: Edition, words: str, condition) -> None:
    page = read(f"{OUTCOMES}?{words}")
    assert number(page) == Action.objects.filter(edition=demonstration, **condition).distinct().count()
    for part in words.split("&"):
        _name, value = part.split("=")
        assert re.search(rf'<option value="{re.escape(value)}" selected>', page), part
    assert f'href="{OUTCOMES}"' in page
    assert "Show all" in page


@pytest.mark.slow
@pytest.mark.parametrize("name", ["level", "term", "origin", "horizontal", "party", "taken_on", "status"])
@pytest.mark.parametrize("value", HOSTILE)
def test_an_unknown_word_gives_an_empty_list_with_a_way_out(read, name: str, value: str) -> None:
    answer = Client().get(OUTCOMES, {name: value})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "No action fits all of these filters." in page
    assert "Show all" in page
    assert "<script>alert" not in page
    assert ">49<" not in page


@pytest.mark.slow
@pytest.mark.parametrize("name", ["country", "sector", "side", "stage", "session", "instrument"])
@pytest.mark.parametrize("value", HOSTILE)
def test_an_unknown_word_gives_no_practice_and_a_way_out(db: None, name: str, value: str) -> None:
    answer = Client().get(PRACTICES, {name: value})
    assert answer.status_code == 200
    assert "No practice fits all of these filters." in answer.content.decode()
    assert "Show all" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        f"{OUTCOMES}?party=%00", f"{PRACTICES}?sector=a%00b", "/en/parties/?grouping=%00", f"{OUTCOMES}%00/",
        f"/en/{EDITION}/programme/1%00/", f"{OUTCOMES}?page=%00",
    ],
)
def test_what_no_database_takes_is_a_bad_request(db: None, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 400
    assert "The request was not understood" in answer.content.decode()


@pytest.mark.parametrize("value", HOSTILE)
def test_an_unknown_kind_of_event_is_no_error(db: None, value: str) -> None:
    assert Client().get(CALENDAR, {"kind": value}).status_code == 200


@pytest.mark.parametrize("value", [*HOSTILE, "2007-13-01", "2007-02-30", "10 July 2007", "2007", "9999-99-99"])
def test_a_wrong_date_is_named_and_todays_list_shown(db: None, value: str) -> None:
    answer = Client().get("/en/parties/", {"on": value})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "is not a date. Accepted: a date such as 2007-07-09." in page
    assert 'role="alert"' in page
    assert "Belgium" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "1945-10-23"])
def test_dates_at_the_edges_are_dates(read, value: str) -> None:
    assert "is not a date" not in read(f"/en/parties/?on={value}")


@pytest.mark.slow
@pytest.mark.parametrize("value", HOSTILE)
def test_an_unknown_grouping_shows_all(db: None, value: str) -> None:
    answer = Client().get("/en/parties/", {"grouping": value})
    assert answer.status_code == 200
    assert "Belgium" in answer.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("value", [*HOSTILE, "0", "999999", "2.5", ""])
def test_a_wrong_page_number_gives_the_nearest_page(db: None, value: str) -> None:
    for address in (OUTCOMES, PRACTICES, f"/en/{EDITION}/subjects/remittances/"):
        assert Client().get(address, {"page": value}).status_code == 200


def test_pages_keep_the_filters(read) -> None:
    page = read(f"{PRACTICES}?page=2&side=destination")
    for link in re.findall(r'<a href="(\?[^"]*page=\d[^"]*)"', page):
        assert "side=destination" in link


def test_every_item_stands_on_exactly_one_page(read, demonstration: Edition) -> None:
    codes: list[str] = []
    for page in range(1, 10):
        text = read(f"{OUTCOMES}?page={page}")
        results = text.partition('id="results"')[2].partition('id="reports-due"')[0]
        found = re.findall(r'<li class="entry" id="([^"]+)"', results)
        if codes and found[0] in codes:
            break
        codes += found
    own = list(Action.objects.filter(edition=demonstration).order_by("order").values_list("code", flat=True))
    assert codes == own


@pytest.mark.parametrize(("address", "words"), [(OUTCOMES, "level=national"), (PRACTICES, "sector=health")])
def test_a_filter_alone_is_answered_by_the_list_alone(read, address: str, words: str) -> None:
    whole, part = read(f"{address}?{words}"), read(f"{address}?{words}", **{"HX-Request": "true"})
    assert "<html" in whole
    assert "<html" not in part
    assert part.strip().startswith('<div id="results"')
    assert part.strip() in whole


def test_both_answers_are_kept_apart_by_caches(client: Client, db: None) -> None:
    answer = client.get(OUTCOMES, headers={"HX-Request": "true"})
    assert "HX-Request" in answer.get("Vary", "")


def test_the_matrix_as_a_file_says_what_the_picture_says(client: Client, demonstration: Edition) -> None:
    answer = client.get(f"/en/{EDITION}/pictures/matrix.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    numbers = [int(cell) for row in rows for cell in row[1:] if cell.strip().isdigit()]
    wanted = sum(matrix(ANONYMOUS, demonstration).values())
    assert wanted > 0
    assert sum(numbers) % wanted == 0


def test_each_number_of_the_matrix_leads_to_as_many_actions(read) -> None:
    page = read(OUTCOMES)
    cells = re.findall(r'<a class="heat-\d" href="(\?[^"#]+)#results">(\d+)</a>', page)
    assert cells
    for link, shown in cells[:: max(1, len(cells) // 12)]:
        query = link.replace("&amp;", "&")
        assert number(read(f"{OUTCOMES}{query}")) >= int(shown)
        assert number(read(f"{OUTCOMES}{query}&group=outcome")) == int(shown), link


def test_each_country_on_the_map_leads_to_as_many_practices(read) -> None:
    page = read(PRACTICES)
    countries = re.findall(r'<a href="[^"]*\?country=(\w+)#results"[^>]*aria-label="[^"]*?(\d+)"', page)
    assert countries
    for code, shown in countries[:: max(1, len(countries) // 12)]:
        assert number(read(f"{PRACTICES}?country={code}")) >= int(shown)
