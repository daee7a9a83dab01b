"""A newcomer, by keyboard alone: from the home page to what came out, who took it on, what is due, and the report."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.web.places import EDITION, LANGUAGES

from .keyboard import follow, tab_to

REPORTS_WITHIN = 240
"""Seconds after the first start within which the worker has composed all reports."""
STARTS = {"pdf": b"%PDF-", "docx": b"PK"}


def test_finds_what_came_out_of_session_1_4_and_what_is_due_in_manila(page: Page) -> None:
    page.goto("/en/")
    follow(page, text="What was discussed")
    follow(page, text="How can circular migration and sustainable return")
    page.wait_for_url(f"**/en/{EDITION}/programme/1.4/")
    outcomes = page.locator("#actions")
    assert "What came out of it" in outcomes.inner_text()
    assert "hold a workshop on circular migration" in outcomes.inner_text()

    follow(page, text="R1.4-1")
    page.wait_for_url(f"**/en/{EDITION}/outcomes/R1.4-1/")
    taken = page.locator("section", has=page.get_by_role("heading", name="Who took it on"))
    assert "European Commission" in taken.inner_text()
    assert "Mauritius" in taken.inner_text()
    assert "lead" in taken.inner_text()
    due = page.locator("section", has=page.get_by_role("heading", name="What is due"))
    assert "Manila 2008" in due.inner_text()
    assert "not yet reported" in due.inner_text()

    follow(page, text="Manila 2008")
    page.wait_for_url("**/en/manila-2008/")
    expected = page.locator("section", has=page.get_by_role("heading", name="What is due at this edition"))
    assert "R1.4-1" in expected.inner_text()
    assert "workshop on circular migration" in expected.inner_text()


def test_the_same_is_found_through_the_thread(page: Page) -> None:
    page.goto(f"/en/{EDITION}/")
    follow(page, text="Programme")
    follow(page, href="/programme/1.4/")
    tab_to(page, href="#thread")
    page.keyboard.press("Enter")
    follow(page, href=f"/{EDITION}/outcomes/R1.4-1/")
    page.wait_for_url("**/outcomes/R1.4-1/")
    thread = page.locator(".thread-answers").inner_text()
    for stage in ("Survey", "Theme", "Session", "Action", "Taken on by", "Report due", "Next edition"):
        assert stage in thread
    follow(page, href="/en/manila-2008/")
    page.wait_for_url("**/en/manila-2008/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_downloads_the_report(page: Page, tmp_path: Path, language: str, format_: str) -> None:
    page.goto(f"/en/{EDITION}/")
    if language != "en":
        follow(page, href=f"/{language}/{EDITION}/")
        page.wait_for_url(f"**/{language}/{EDITION}/")
    follow(page, href=f"/{language}/{EDITION}/report/")
    page.wait_for_url(f"**/{language}/{EDITION}/report/")
    name = f"outcome-report.{language}.{format_}"
    until = time.monotonic() + REPORTS_WITHIN
    while not page.locator(f"a[href$='{name}']").count():
        assert time.monotonic() < until, f"{name} was not made in time"
        time.sleep(1)
        page.reload()
    with page.expect_download() as downloading:
        tab_to(page, href=name)
        page.keyboard.press("Enter")
    download = downloading.value
    assert download.suggested_filename == f"{EDITION}-{name}"
    download.save_as(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    assert content.startswith(STARTS[format_])
    assert len(content) > 20_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_the_report_as_a_page(page: Page, language: str) -> None:
    page.goto(f"/{language}/{EDITION}/report/")
    name = f"outcome-report.{language}.html"
    page.wait_for_load_state()
    until = time.monotonic() + REPORTS_WITHIN
    while not page.locator(f"a[href$='{name}']").count():
        assert time.monotonic() < until, f"{name} was not made in time"
        time.sleep(1)
        page.reload()
    follow(page, href=name)
    page.wait_for_url(f"**/{name}")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert "R1.4-1" in page.locator("body").inner_text()
