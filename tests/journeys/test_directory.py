"""The directory in the browser: a focal point replaces herself, a letter is followed to the desk, gaps are found."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from .conftest import Watch, unfold

AT_MOST = 60_000
"""Milliseconds within which background work of a small table ends."""
NORVALE = "parties/exercise-norvale/people/"


def code_in(path: Path) -> str:
    """The one-time code on a letter."""
    text = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))[0].get_textpage().get_text_bounded()
    return re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", text)[0]


@pytest.mark.parametrize(("language", "state"), [("en", "dorvania"), ("fr", "istovia"), ("ar", "lorvia")])
def test_a_letter_is_followed_to_the_desk_and_the_focal_point_replaces_herself(
    page_of: Callable[..., Page], new_page: Callable[..., Page], tmp_path: Path, axe: Callable[[Page], None],
    watch: Watch, language: str, state: str,
) -> None:
    watch.expected = {422}
    people, name = f"/{language}/parties/exercise-{state}/people/", f"Lene Vester {state} (exercise)"
    office = page_of("task-force")
    office.goto(people)
    office.locator("a.button[href*='capacity=focal-point']").click()
    office.locator("#id_reference").fill("NV 12/2008 (exercise)")
    office.locator("form.sheet button[type=submit]").click()
    expect(office.locator("[role=alert]")).to_be_visible()  # nobody was named; what was typed is kept
    expect(office.locator("#id_reference")).to_have_value("NV 12/2008 (exercise)")
    axe(office)
    office.locator("#id_name").fill(name)
    office.locator("form.sheet button[type=submit]").click()
    entry = office.locator(".entry", has_text=name)
    expect(entry).to_be_visible()
    axe(office)

    entry.locator("a[href$='/invite/']").click()
    office.locator("#id_means").select_option("letter")
    office.locator("#id_language").select_option("fr" if language == "fr" else "en")  # whose text a machine can read
    office.locator("form.sheet button[type=submit]").click()
    with office.expect_download() as downloading:
        office.locator(".entry", has_text=name).locator("a[href$='.pdf']").click()
    letter = tmp_path / "letter.pdf"
    downloading.value.save_as(letter)

    page = new_page(java_script_enabled=False)
    page.goto(f"/{language}/invitation/")
    page.locator("#id_email").fill(f"lene.{state}@example.org")
    page.locator("#id_code").fill("AAAA-AAAA-AAAA-AAAA")
    page.locator("form.sheet button").click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("#id_email")).to_have_value(f"lene.{state}@example.org")
    page.locator("#id_code").fill(code_in(letter).lower())
    page.locator("form.sheet button").click()
    page.locator("#id_password").fill("four plain words here")
    page.locator("form.sheet button").click()
    page.wait_for_url(f"**/{language}/desk/")
    page.goto(people)
    page.locator("a.button[href*='capacity=deputy']").click()
    page.locator("#id_name").fill("A Deputy (exercise)")
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator(".entry", has_text="A Deputy (exercise)")).to_be_visible()
    page.locator("a.button[href*='capacity=focal-point']").click()
    page.locator("#id_name").fill("A Successor (exercise)")
    page.locator("#id_since").fill("2008-06-02")
    page.locator("form.sheet button[type=submit]").click()
    page.goto(f"{people}?on=2008-06-02")
    expect(page.locator(".entry", has_text="A Successor (exercise)")).to_be_visible()
    expect(page.locator("table", has_text=name)).to_be_visible()


def test_a_focal_point_cannot_reach_the_people_of_another_party(page_of: Callable[..., Page], watch: Watch) -> None:
    watch.expected = {403}
    page = page_of("focal-point")
    page.goto(f"/en/{NORVALE}")
    expect(page.locator("main")).to_contain_text("It can be done by")


def test_the_task_force_finds_who_is_missing_and_the_next_step(page_of: Callable[..., Page]) -> None:
    page = page_of("task-force")
    page.goto("/en/desk/")
    unfold(page)
    page.get_by_role("link", name="See which, and log the next step").click()
    page.get_by_label("Reason").select_option(label="no channel that can be relied on")
    page.locator("form.filters", has=page.get_by_label("Reason")).get_by_role("button").click()
    row = page.get_by_role("row", name=re.compile("Kelmania"))
    expect(row).to_contain_text("Yusuf Almarai (exercise)")
    row.get_by_role("link", name=re.compile("Log the next step")).click()
    expect(page.locator("h1")).to_be_visible()


def test_a_table_is_looked_at_before_it_is_stored(page_of: Callable[..., Page], tmp_path: Path) -> None:
    page = page_of("task-force")
    table = tmp_path / "people.csv"
    table.write_text("name,party,capacity,since\nTabea Muster (exercise),exercise-norvale,deputy,2007-02-30\n")
    page.goto("/en/directory/import/")
    page.get_by_label("Table").set_input_files(table)
    page.get_by_role("button", name="See what it changes").click()
    expect(page.locator("#progress")).to_contain_text("Row 2, column “since”", timeout=AT_MOST)
    table.write_text("name,party,capacity,since\nTabea Muster (exercise),exercise-norvale,deputy,2007-02-28\n")
    page.get_by_role("link", name="Hand in another table").click()
    page.get_by_label("Table").set_input_files(table)
    page.get_by_role("button", name="See what it changes").click()
    expect(page.locator("#progress")).to_contain_text("Tabea Muster", timeout=AT_MOST)
    page.get_by_role("button", name="Store these changes").click()
    expect(page.locator("#progress")).to_contain_text("Everything was stored", timeout=AT_MOST)
    page.goto("/en/directory/people/?q=muster")
    expect(page.get_by_role("row", name=re.compile("Tabea Muster"))).to_contain_text("Deputy focal point")


def test_a_party_is_found_by_a_name_in_another_language_as_of_a_date(page: Page) -> None:
    page.goto("/en/parties/?on=2007-07-09")
    page.get_by_label("Name, code or acronym").fill("elfenbeinkueste")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("Nothing is called")
    page.get_by_label("Name, code or acronym").fill("بلجيكا")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Belgium")).to_be_visible()
    expect(page.get_by_label("As of")).to_have_value("2007-07-09")
