"""The agenda in the browser: from earlier outcomes and suggestions to what is circulated, commented and revised."""

import datetime as dt
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


def test_a_suggestion_becomes_an_agenda_that_is_commented_revised_and_compared(
    page_of: Callable[..., Page], new_page: Callable[..., Page], axe: Callable[[Page], None], watch: Watch,
) -> None:
    watch.expected = {422}
    agenda = "/en/manila-2008/agenda/"
    party, office = page_of("focal-point"), page_of("task-force")
    # a party suggests; what is wrong comes back with what was typed
    party.goto(agenda)
    party.locator("a[href$='suggestions/new/']").click()
    party.locator("#id_title").fill("Portable pensions (exercise)")
    party.locator("form.sheet button[type=submit]").click()
    expect(party.locator("[role=alert]")).to_contain_text("PRO-5")
    expect(party.locator("#id_title")).to_have_value("Portable pensions (exercise)")
    party.locator("#id_reasons").fill("Those who return lose what they paid in.")
    party.locator("#id_may_be_named").check()
    axe(party)
    party.locator("form.sheet button[type=submit]").click()
    expect(party.locator("h1")).to_contain_text("Portable pensions (exercise)")
    # the office takes it up, and composes a roundtable and a session
    _whole_desk(office)
    office.locator("a[href$='manila-2008/agenda/suggestions/']").first.click()
    with office.expect_navigation():
        office.locator("h2 a", has_text="Portable pensions (exercise)").click()
    axe(office)
    office.locator("input[name=way][value='taken-up']").check()
    office.locator("#id_answer").fill("Several governments named it.")
    office.locator("button[name=do][value=answer]").click()
    expect(office.locator("main")).to_contain_text("Several governments named it.")
    office.goto(f"{agenda}compose/")
    row = office.locator("li", has_text="Portable pensions (exercise)")
    row.locator("a[href*='roundtables/new']").click()
    office.locator("#id_title").fill("Social protection (exercise)")
    office.locator("form.sheet button[type=submit]").click()
    box = office.locator("section.sheet", has_text="Social protection (exercise)")
    box.locator("a[href*='sessions/new']").click()
    office.locator("#id_title").fill("Pensions (exercise)")
    office.locator("#id_questions").fill("What can be carried along?")
    office.locator("form.sheet button[type=submit]").click()
    expect(office.locator("section.sheet", has_text="Pensions (exercise)")).to_contain_text("No concept note yet.")
    # it is circulated, a party comments on a paragraph, and the office answers it in part with a reason
    with office.expect_navigation():
        office.locator("main a[href$='agenda/circulate/']").click()
    axe(office)
    office.locator("#id_day").fill((dt.date.today() + dt.timedelta(days=30)).isoformat())
    office.locator("form.sheet button[type=submit]").click()
    expect(office.locator("#comments")).to_contain_text("Version 1")
    _whole_desk(party)
    party.locator("li", has_text="Comment on the draft agenda").locator("a").first.click()
    paragraph = party.locator(".paper__line", has_text="Pensions (exercise)").last
    paragraph.locator("a[href^='?on=']").click()
    party.locator("#id_text").fill("Say that rights are carried along.")
    party.locator("form.sheet button[type=submit]").click()
    expect(party.locator(".comment", has_text="Say that rights are carried along.")).to_be_visible()
    office.goto(agenda)
    office.locator("#comments li", has_text="Say that rights are carried along.").locator("a").click()
    office.locator("input[name=state][value=partly]").check()
    office.locator("#id_answer").fill("In the title; the questions stay open.")
    office.locator("button[value^='answer']").click()
    party.reload()
    answered = party.locator(".comment", has_text="Say that rights")
    expect(answered).to_contain_text("In the title; the questions stay open.")
    # the revision says what changed; any two versions are compared
    office.goto(f"{agenda}compose/")
    office.locator("section.sheet a", has_text="Pensions (exercise)").click()
    office.locator("#id_title").fill("Pensions carried along (exercise)")
    office.locator("form.sheet button[type=submit]").click()
    office.goto(f"{agenda}circulate/")
    office.locator("#id_what_changed").fill("The title of the last session, as a participant proposed.")
    office.locator("#id_day").fill((dt.date.today() + dt.timedelta(days=40)).isoformat())
    office.locator("form.sheet button[type=submit]").click()
    expect(office.locator("#comments")).to_contain_text("Version 2")
    party.goto(f"{agenda}compare/?old=v1&new=v2")
    expect(party.locator("main")).to_contain_text("Pensions carried along (exercise)")
    axe(party)
    # everyone reads it with its ground; the draft and its comments stay with the Friends of the Forum
    public = new_page()
    public.goto(agenda)
    expect(public.locator("main")).to_contain_text("Pensions carried along (exercise)")
    expect(public.locator("#themes")).to_contain_text("Suggested by")
    expect(public.locator("#comments")).to_have_count(0)
    axe(public)


def _whole_desk(page: Page) -> None:
    """The desk with everything on it, also what is folded away."""
    page.goto("/en/desk/")
    page.locator("details.further").evaluate_all("all => all.forEach(one => { one.open = true })")
