"""Reaching people: a call is logged in two presses, a notice is drafted and read, the newsletter is asked for."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watch, facts_of

AT_MOST = 60_000
"""Milliseconds within which background work hands a first message over."""


def test_con_4_a_call_is_logged_in_two_presses_from_the_desk(page_of: Callable[..., Page]) -> None:
    page = page_of("task-force")
    page.goto("/en/desk/")
    page.locator(".asked li", has_text="Cordia (exercise)").get_by_role("link").first.click()
    page.wait_for_url("**/outreach/parties/exercise-cordia/")
    number = page.locator(".channel-row", has_text="+999 555 0190")
    number.get_by_role("button", name="no answer").click()
    expect(page.get_by_role("status")).to_contain_text("Logged: Telephone, no answer.")
    expect(page.locator(".ladder__step--next")).to_contain_text("Permanent mission or embassy")
    expect(page.locator("#log ~ ol li").first).to_contain_text("no answer")


def test_a_notice_is_drafted_looked_at_sent_and_read(
    page_of: Callable[..., Page], watch: Watch, axe: Callable[[Page], None]
) -> None:
    watch.expected = {400}
    page = page_of("task-force")
    page.goto("/en/outreach/")
    page.get_by_role("link", name="New notice").click()
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing you typed is lost")
    axe(page)
    page.locator("#id_subject_en").fill("A journey of a message")
    page.locator("#id_body_en").fill("Dear **colleague**")
    page.locator("#id_parties").fill("exercise-bermea")
    page.locator("#id_link").fill("/parties/")
    page.get_by_role("button", name="Save and look at it").click()
    page.wait_for_url("**/preview/")
    expect(page.locator("main")).to_contain_text("focal-point@example.org")
    axe(page)
    page.get_by_role("button", name=re.compile("Send 1 message")).click()
    page.wait_for_url(re.compile(r"/outreach/notices/[\w-]+/$"))
    notice = page.url
    expect(page.locator("#counts .bars")).to_contain_text("sent", timeout=AT_MOST)  # brings itself up to date
    axe(page)

    reader = page_of("focal-point")
    reader.goto("/en/outbox/")
    with reader.expect_navigation():
        reader.get_by_role("link", name="A journey of a message").first.click()
    axe(reader)
    reader.locator(".outbox-links a").first.click()
    reader.wait_for_url("**/en/parties/")
    page.goto(notice)
    expect(page.locator("#counts")).to_contain_text("link opened")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_newsletter_is_asked_for_and_confirmed(
    page: Page, watch: Watch, axe: Callable[[Page], None], language: str
) -> None:
    watch.expected = {400}
    address = f"reader-{language}@example.net"
    page.goto(f"/{language}/newsletter/")
    page.locator("#email").fill("nobody")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("#email").input_value() == "nobody"
    page.locator("#email").fill(address)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".message--success")).to_be_visible()
    page.goto(f"/{language}/outbox/?to={address}")
    page.locator(".entry__title a").first.click()
    page.locator(".outbox-links a").first.click()
    page.wait_for_url(f"**/{language}/newsletter/confirm/**")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".message--success")).to_be_visible()
    axe(page)
    assert facts_of(page)["dir"] == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "path",
    ["outreach/", "outreach/parties/exercise-cordia/", "outreach/notices/exercise-welcome/", "outreach/notices/new/"],
)
def test_pages_of_outreach(
    page_of: Callable[..., Page], axe: Callable[[Page], None], path: str, width: int, language: str
) -> None:
    page = page_of("task-force", viewport={"width": width, "height": 900})
    page.goto(f"/{language}/{path}")
    facts = facts_of(page)
    assert facts["h1"] == 1
    assert facts["width"] <= facts["room"], facts["wide"]
    assert not facts["ids"]
    axe(page)
