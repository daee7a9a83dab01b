"""Five languages: switching keeps where one is, and every page is in the language it says."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.places import EDITION, LANGUAGES

NAMES = {"en": "English", "fr": "Français", "es": "Español", "nl": "Nederlands", "ar": "العربية"}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_switching_keeps_the_page_and_its_filters(page: Page, language: str) -> None:
    page.goto(f"/en/{EDITION}/outcomes/?level=national&term=short")
    number = page.locator("#results .entry").count()
    page.get_by_role("link", name=NAMES[language], exact=True).click()
    page.wait_for_url(f"**/{language}/{EDITION}/outcomes/?level=national&term=short")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("select[name=level]").input_value() == "national"
    assert page.locator("select[name=term]").input_value() == "short"
    assert page.locator("#results .entry").count() == number
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(f"**/en/{EDITION}/outcomes/?level=national&term=short")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_root_leads_to_the_readers_language(new_page, language: str) -> None:
    page = new_page(locale=language)
    page.goto("/")
    assert page.url.endswith(f"/{language}/")


def test_states_stand_in_the_order_of_the_language(page: Page) -> None:
    orders = {}
    for language in ("en", "fr"):
        page.goto(f"/{language}/parties/?on=2007-07-09")
        orders[language] = page.locator("#states ~ * a, .party-columns").first.locator("xpath=..").inner_text()
    assert orders["en"] != orders["fr"]
    page.goto("/fr/parties/?on=2007-07-09")
    names = page.locator(".party-columns").first.locator("a").all_inner_texts()
    assert names.index("Égypte") < names.index("France"), "É is sorted as E"


def test_a_language_the_forum_does_not_speak(page: Page, watch) -> None:
    watch.expected = {404}
    page.goto("/de/")
    expect(page.locator("h1")).to_have_text("There is no such page")
    expect(page.locator("main")).to_contain_text("The forum does not speak “de”")
    page.get_by_role("link", name="Brussels 2007").click()
    page.wait_for_url(f"**/en/{EDITION}/")


@pytest.mark.parametrize(
    ("address", "said", "offered"),
    [
        ("atlantis-1999/", "No edition is called “atlantis-1999”", "brussels-2007"),
        (f"{EDITION}/outcomes/R1.4-99/", "No action is called “R1.4-99”", "R1.4-1"),
        (f"{EDITION}/programme/1.9/", "No session is called “1.9”", "1.4"),
        ("parties/belgum/", "No participant is called “belgum”", "bel"),
    ],
)
def test_a_wrong_address_says_what_there_is(page: Page, watch, address: str, said: str, offered: str) -> None:
    watch.expected = {404}
    page.goto(f"/en/{address}")
    expect(page.locator("main")).to_contain_text(said)
    page.get_by_role("link", name=offered, exact=True).click()
    page.wait_for_load_state()
    assert page.locator(".page-head__kicker").first.inner_text() != "404"
