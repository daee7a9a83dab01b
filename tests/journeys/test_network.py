"""The network in the languages of its users: who is missing, the next step, and why a rule is met or not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.places import EDITION

from .conftest import facts_of, unfold


@pytest.mark.parametrize(
    ("language", "state"), [("en", "exercise-kelmania"), ("fr", "exercise-estmark"), ("ar", "exercise-hestria")]
)
def test_con_4_from_the_desk_to_a_state_that_cannot_be_reached_and_its_next_step_logged(
    page_of: Callable[..., Page], axe: Callable[..., None], language: str, state: str
) -> None:
    page = page_of("task-force")
    page.goto(f"/{language}/desk/")
    unfold(page)
    page.locator(f".asked a[href='/{language}/directory/']").click()
    reason = "no-channel" if language == "ar" else "unreliable"
    page.locator("select[name=reason]").select_option(reason)
    page.locator("form.filters", has=page.locator("select[name=reason]")).locator("button").click()
    page.locator(f"td a[href*='/outreach/parties/{state}/']").click()
    page.locator("form[action$='/escalations/'] button").click()
    expect(page.locator(".ladder__step--next")).to_have_count(1)
    page.locator("details", has=page.locator("#means")).locator("summary").click()
    page.locator("#result").select_option("no-answer")
    page.locator("form", has=page.locator("#means")).locator("button").click()
    expect(page.get_by_role("status").locator("p")).to_have_count(1)
    expect(page.locator("#log ~ ol li")).to_have_count(1)
    assert facts_of(page)["lang"] == language
    axe(page)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_rule_shows_its_verdict_with_reasons(new_page: Callable[..., Page], language: str) -> None:
    page = new_page(locale=language)
    page.goto(f"/{language}/{EDITION}/modalities/")
    expect(page.locator("li.entry[id]")).to_have_count(88)
    expect(page.locator("li.entry[id] .verdict strong")).to_have_count(88)
    for code in ("om-13", "om-15", "om-22", "om-45", "pr-10", "pr-20"):
        expect(page.locator(f"#{code} .reasons li").first).to_be_visible()
    page.locator("#om-45 .reasons a").first.click()
    page.wait_for_url(f"**/{language}/bodies/**")
