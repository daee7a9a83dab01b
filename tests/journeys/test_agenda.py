"""The agenda in the browser: what an earlier edition left to be done becomes a theme, a roundtable and a session."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watch

COMPOSE = "/{language}/argentina-2010/agenda/compose/"


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_an_earlier_outcome_becomes_a_session_of_a_later_agenda(
    page_of: Callable[..., Page], new_page: Callable[..., Page], axe: Callable[[Page], None], watch: Watch,
    language: str, script: bool,
) -> None:
    watch.expected = {422}
    compose = COMPOSE.format(language=language)
    office = page_of("task-force", java_script_enabled=script)
    office.goto(f"{compose}take-up/?from=brussels-2007")
    office.locator("input[name=actions]").nth(2 if script else 5).check()
    office.locator("form.stack .sheet button[type=submit]").click()
    expect(office.locator("[role=alert], .field__error").first).to_be_visible()  # a new theme has no title yet
    assert office.locator("input[name=actions]:checked").count() == 1
    office.locator("#id_title").fill(f"Ethical recruitment, a deeper look ({language}, exercise)")
    office.locator("form.stack .sheet button[type=submit]").click()
    office.wait_for_url(f"**{compose}")
    row = office.locator("li", has_text=f"({language}, exercise)")
    row.locator("a[href*='roundtables/new']").click()
    office.locator("#id_title").fill(f"Recruitment ({language}, exercise)")
    office.locator("form.sheet button[type=submit]").click()
    box = office.locator("section.sheet", has_text=f"Recruitment ({language}, exercise)")
    box.locator("a[href*='sessions/new']").click()
    office.locator("#id_title").fill(f"Codes of conduct ({language}, exercise)")
    office.locator("#id_questions").fill("What works?\nWhat does not?")
    office.locator("form.sheet button[type=submit]").click()
    expect(office.locator("section.sheet", has_text=f"Codes of conduct ({language}, exercise)")).to_be_visible()
    if script:
        axe(office)
    page = new_page(java_script_enabled=script)
    page.goto(compose.removesuffix("compose/"))
    expect(page.locator("main")).to_contain_text(f"Codes of conduct ({language}, exercise)")
    theme = page.locator("#themes li", has_text=f"({language}, exercise)")
    theme.locator("ul a").first.click()  # the earlier outcome it takes up
    page.wait_for_url("**/brussels-2007/outcomes/**")
    expect(page.locator("main")).to_contain_text(f"({language}, exercise)")  # and its thread leads on to the theme
