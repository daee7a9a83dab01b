"""A poor line: without JavaScript, without a connection, and with few bytes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.places import EDITION, PUBLIC

from .conftest import Watch, sign_in

AT_MOST = 60 * 1024
"""Bytes of the first view of a page, compressed, with everything it loads."""
WEIGHED = ("home", "programme", "session", "outcomes", "outcome", "practices", "calendar", "parties", "report")


def test_filters_and_pages_work_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"/en/{EDITION}/outcomes/")
    first = page.locator("#results .entry .code").all_inner_texts()
    page.locator(".pages a[rel=next]").click()
    page.wait_for_url("**page=2**")
    second = page.locator("#results .entry .code").all_inner_texts()
    assert second
    assert not set(first) & set(second)

    page.get_by_label("Level", exact=True).select_option("national")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**level=national**")
    assert page.locator("#results .entry").count()
    assert page.get_by_label("Level", exact=True).input_value() == "national"
    page.get_by_role("link", name="Show all").click()
    page.wait_for_url(f"**/en/{EDITION}/outcomes/")


def test_signing_in_composing_and_following_the_work_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, "task-force")
    page.goto(f"/en/{EDITION}/report/")
    page.locator("main select[name=language]").select_option("nl")
    page.locator("main select[name=format]").select_option("html")
    page.get_by_role("button", name="Compose").click()
    page.wait_for_url(re.compile(r"/en/jobs/[0-9a-f-]{36}/$"))
    # While the work goes on the page asks for itself anew; once it is over it stands still.
    expect(page.locator("#progress a.button")).to_be_visible(timeout=120_000)
    assert not page.locator("meta[http-equiv=refresh]").count()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    page.goto("/en/desk/")
    assert "/account/login/" in page.url


def test_filters_bring_the_list_without_loading_the_page_anew(page: Page) -> None:
    page.goto(f"/en/{EDITION}/outcomes/")
    page.evaluate("window.stayed = true")
    before = page.locator("#results [role=status]").inner_text()
    page.get_by_label("Level", exact=True).select_option("national")
    page.wait_for_url("**level=national**")
    expect(page.locator("#results [role=status]")).not_to_have_text(before)
    assert page.evaluate("window.stayed") is True
    assert page.locator("#results").count() == 1
    page.go_back()
    expect(page.locator("#results [role=status]")).to_have_text(before)


def test_practices_are_narrowed_by_the_map(page: Page) -> None:
    page.goto(f"/en/{EDITION}/practices/")
    country = page.locator(".world a[aria-label^='Philippines']")
    number = int(country.get_attribute("aria-label").rpartition(" ")[2])
    country.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**country=phl**")
    expect(page.locator("#results .card")).to_have_count(number)


def test_without_a_connection_a_page_says_so(page: Page, watch: Watch) -> None:
    page.goto("/en/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    watch.is_offline = True
    page.context.set_offline(True)
    page.goto("/en/parties/")
    expect(page.locator("h1")).to_have_text("There is no connection at the moment")
    colour = page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)", "the style sheet was not kept"
    page.context.set_offline(False)
    watch.is_offline = False
    page.goto("/en/parties/")
    expect(page.locator("h1")).to_have_text("Participants")


@pytest.mark.parametrize("name", WEIGHED)
def test_first_view_is_light(page: Page, figure: Callable[[str], None], name: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"/en/{PUBLIC[name]}", wait_until="networkidle")
    page.wait_for_timeout(300)
    total = sum(received)
    figure(f"first view of {name:<12} {total / 1024:6.1f} KB in {len(received)} requests (at most 60)")
    assert total <= AT_MOST, f"{name} weighs {total / 1024:.1f} KB"
    assert len(received) >= 2
