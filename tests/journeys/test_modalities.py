"""Rules with their verdicts, an expression of interest before the Troika, and a new edition from the last."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.places import EDITION, OF_ROLES

from .conftest import Watch, facts_of, unfold


def test_a_reader_asks_which_rules_are_not_met_and_why(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(f"/en/{EDITION}/")
    page.get_by_role("link", name="Modalities").click()
    page.get_by_role("link", name="not met", exact=True).click()
    page.wait_for_url("**verdict=fail**")
    rule = page.locator("#pr-10")
    expect(rule).to_contain_text("not met")
    expect(page.locator("#om-15")).to_have_count(0)
    rule.get_by_role("link", name=re.compile("Session 3.3")).click()
    page.wait_for_url(f"**/en/{EDITION}/programme/3.3/")


def test_the_troika_before_and_after_the_first_meeting(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(f"/en/{EDITION}/modalities/")
    expect(page.locator("#om-13")).to_contain_text("met")
    page.get_by_label("As of").fill("2007-07-11")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**on=2007-07-11**")
    expect(page.locator("#om-13")).to_contain_text("no outgoing chair yet")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_focal_point_tells_the_troika_the_chair_reads_it_and_it_is_withdrawn(
    page_of: Callable[..., Page], watch: Watch, language: str
) -> None:
    watch.expected = {400}
    year, text = ("2021", "Nous offrons des salles.") if language == "fr" else ("2022", "نعرض قاعات.")
    page = page_of("focal-point")
    page.goto(f"/{language}/hosting/")
    page.locator("#id_year").fill("1999")
    page.locator("#id_text").fill(text)
    page.locator("main form.sheet button[type=submit]").click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(text)
    page.locator("#id_year").fill(year)
    page.locator("main form.sheet button[type=submit]").click()
    expect(page.locator("main [role=status]")).to_be_visible()

    chair = page_of("chair")
    chair.goto("/en/desk/")
    unfold(chair)
    chair.get_by_role("link", name="Read it").click()
    expect(chair.locator("main")).to_contain_text(text)

    page.goto(f"/{language}/hosting/")
    entry = page.locator("li.entry").filter(has_text=text)
    entry.locator("form[action$='/withdraw/'] button").click()
    expect(page.locator("main [role=status]")).to_be_visible()
    expect(page.locator("li.entry").filter(has_text=text).locator("form")).to_have_count(0)


def test_the_task_force_begins_the_next_edition_from_the_last_once(page_of: Callable[..., Page]) -> None:
    page = page_of("task-force")
    page.goto("/en/manila-2008/")
    page.get_by_role("link", name="Begin from the last edition").click()
    page.locator("#step-actions").uncheck()
    page.get_by_role("button", name="Carry on what is chosen").click()
    expect(page.locator("main [role=status]")).to_contain_text("Carried on")
    expect(page.locator("#step-calendar")).to_have_count(0)
    page.goto("/en/manila-2008/calendar/")
    expect(page.locator("main")).to_contain_text("proposed")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", [*OF_ROLES, "desk", "modalities"])
def test_pages_are_for_everyone(
    page_of: Callable[..., Page], axe: Callable[[Page], None], name: str, width: int, language: str
) -> None:
    page = page_of("chair", viewport={"width": width, "height": 900})
    path = {**OF_ROLES, "desk": "desk/", "modalities": f"{EDITION}/modalities/"}[name]
    page.goto(f"/{language}/{path}")
    facts = facts_of(page)
    assert facts["h1"] == 1
    assert facts["width"] <= facts["room"], facts["wide"]
    assert not facts["ids"]
    axe(page)
