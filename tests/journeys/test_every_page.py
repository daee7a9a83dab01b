"""Every page, wide and narrow, in English and Arabic: usable by everyone, right way round, in one column."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.places import (
    EDITION,
    FILTERED,
    MISSING,
    OF_A_PARTY,
    OF_AN_ANSWER,
    OF_RESULTS,
    OF_THE_DIRECTORY,
    OF_THE_SURVEY,
    PUBLIC,
    ROLES,
    SIGNED_IN,
)
from tests.web.places import OFFICE as OF_THE_OFFICE

from .conftest import AXE, BUILD, NARROW, WIDE, Forum, Watch, facts_of, fresh_context

SCREENSHOTS = BUILD / "screenshots"
PICTURED = os.environ.get("CONVOKE_TEST_SCREENSHOTS", "") != "no"
"""Pictures are for people to look at; where nobody will, as in CI, none are taken."""
SIZES = {1280: WIDE, 360: NARROW}
OFFICE = {**SIGNED_IN, **OF_A_PARTY, **{name: path for name, path in OF_THE_DIRECTORY.items() if "reach" not in name}}
SURVEY = {
    name: path for name, path in OF_THE_SURVEY.items()
    if not name.endswith(("file", "export")) and not name.startswith("results")  # with answers: OF_RESULTS
}
PROGRAMME = {name: path for name, path in OF_THE_OFFICE.items() if name.startswith(("agenda", "marketplace"))}
FAR_APART = [(1280, "en"), (360, "ar")]
"""The two ends: wide from left to right, narrow from right to left. There axe looks at every page."""
PAGES = {
    **PUBLIC, **FILTERED, **{f"missing-{kind}": path for kind, path in MISSING.items()},
    "missing-address": "no/such/address/", "offline": "/offline/",
}


@pytest.fixture(scope="module")
def open_pages() -> Iterator[dict[tuple[str, str], Page]]:
    """The page of each reader, open over all tests: with a new one for each, a third of the time goes into opening."""
    pages: dict[tuple[str, str], Page] = {}
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.fixture
def page_for(
    open_pages: dict[tuple[str, str], Page], browser: Browser, forum: Forum, watch: Watch,
    state_of: Callable[[str], Any],
) -> Iterator[Callable[..., Page]]:
    """The page of a role, or of nobody (""), whose browser speaks a language; minded while the test runs."""
    used = []

    def build(role: str, width: int = 1280, language: str = "en") -> Page:
        if (role, language) not in open_pages:
            context = fresh_context(
                browser, forum, locale=language, storage_state=state_of(role) if role else None)
            context.add_init_script(path=AXE)
            open_pages[role, language] = context.new_page()
        page = open_pages[role, language]
        page.set_viewport_size(SIZES[width])
        watch.on(page.context)
        used.append(page)
        return page

    yield build
    for page in used:
        watch.off(page.context)


def judge(page: Page, axe: Callable[[Page], None], language: str, width: int, name: str) -> None:
    """What holds for every page there is."""
    if PICTURED:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}-{language}-{width}.png", full_page=True)
    facts = facts_of(page)
    assert facts["lang"] == language
    assert facts["dir"] == ("rtl" if language == "ar" else "ltr")
    assert facts["h1"] == 1
    assert facts["mains"] == 1
    assert len(facts["title"].split(" · ")) >= 2, facts["title"]
    assert all(part.strip() for part in facts["title"].split(" · ")), facts["title"]
    assert facts["width"] <= facts["room"], f"{page.url} is wider than the screen: {facts['wide']}"
    assert not facts["ids"], f"the same id twice: {facts['ids'][:5]}"
    if (width, language) in FAR_APART:
        axe(page)


def judge_both(page: Page, axe: Callable[[Page], None], language: str, name: str) -> None:
    """The same, wide and then narrow."""
    for width, size in SIZES.items():
        page.set_viewport_size(size)
        judge(page, axe, language, width, name)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_public_page(
    page_for: Callable[..., Page], watch: Watch, axe: Callable[[Page], None], name: str, language: str
) -> None:
    page = page_for("", language=language)
    watch.expected = {404} if name.startswith("missing-") else set()
    page.goto(PAGES[name] if PAGES[name].startswith("/") else f"/{language}/{PAGES[name]}")
    judge_both(page, axe, language, name)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", OFFICE)
def test_page_of_the_desk(
    page_for: Callable[..., Page], axe: Callable[[Page], None], name: str, language: str
) -> None:
    page = page_for("task-force")
    page.goto(f"/{language}/{OFFICE[name]}")
    judge_both(page, axe, language, name)


@pytest.fixture(scope="module")
def answered(forum: Forum) -> None:
    """A survey with answers of states that do not exist."""
    forum.convoke("exercise", "survey")


@pytest.mark.parametrize(("width", "language"), FAR_APART)
@pytest.mark.parametrize("name", SURVEY)
def test_page_of_a_questionnaire(
    page_for: Callable[..., Page], axe: Callable[[Page], None], name: str, width: int, language: str
) -> None:
    page = page_for("task-force", width)
    page.goto(f"/{language}/{SURVEY[name]}")
    judge(page, axe, language, width, name)


@pytest.mark.parametrize(("width", "language"), FAR_APART)
@pytest.mark.parametrize("name", PROGRAMME)
def test_page_of_composing_a_programme(
    page_for: Callable[..., Page], axe: Callable[[Page], None], name: str, width: int, language: str
) -> None:
    page = page_for("task-force", width)
    page.goto(f"/{language}/{PROGRAMME[name]}")
    judge(page, axe, language, width, name)


@pytest.mark.parametrize(("width", "language"), FAR_APART)
@pytest.mark.parametrize("name", OF_RESULTS)
def test_page_of_results(
    answered: None, page_for: Callable[..., Page], axe: Callable[[Page], None], name: str, width: int, language: str
) -> None:
    page = page_for("task-force", width)
    page.goto(f"/{language}/{OF_RESULTS[name]}")
    judge(page, axe, language, width, name)


@pytest.mark.parametrize(("width", "language"), FAR_APART)
@pytest.mark.parametrize("name", OF_AN_ANSWER)
def test_page_of_an_answer(
    page_for: Callable[..., Page], axe: Callable[[Page], None], name: str, width: int, language: str
) -> None:
    page = page_for("focal-point", width)
    page.goto(f"/{language}/{OF_AN_ANSWER[name]}")
    judge(page, axe, language, width, name)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
def test_page_of_a_job_that_is_over(
    page_for: Callable[..., Page], axe: Callable[[Page], None], width: int, language: str
) -> None:
    page = page_for("task-force", width)
    page.goto(f"/{language}/jobs/")
    work = [link.get_attribute("href") or "" for link in page.locator("tbody th a").all()]
    report = page.locator(f"#progress .button[href*='/{EDITION}/report/']")
    for address in reversed(work):  # the reports are asked for first, when the demonstration is prepared
        page.goto(address)
        if report.count():
            break
    report.wait_for(timeout=90_000)
    judge(page, axe, language, width, "job")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
def test_page_of_a_refusal(
    page_for: Callable[..., Page], watch: Watch, axe: Callable[[Page], None], width: int, language: str
) -> None:
    watch.expected = {403}
    page = page_for("press", width)
    page.goto(f"/{language}/settings/")
    page.evaluate(
        """address => {
            const form = document.querySelector("form[method=post]").cloneNode(true);
            form.action = address; document.body.append(form); form.submit();
        }""",
        f"/{language}/{EDITION}/advance/",
    )
    page.wait_for_url("**/advance/")
    judge(page, axe, language, width, "refused")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reaches_its_desk(page_for: Callable[..., Page], axe: Callable[[Page], None], role: str) -> None:
    page = page_for(role)
    page.goto("/en/desk/")
    assert page.locator("h1").inner_text() == "My desk"
    judge(page, axe, "en", 1280, f"desk-of-{role}")
    page.goto("/en/settings/")
    axe(page)


@pytest.mark.parametrize("name", ["programme", "outcomes"])
def test_printed_page(page: Page, name: str) -> None:
    page.goto(f"/en/{PUBLIC[name]}")
    page.emulate_media(media="print")
    assert not page.locator(".masthead nav, .filters").filter(visible=True).count()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    printed = page.pdf(path=SCREENSHOTS / f"{name}-en-printed.pdf", format="A4")
    assert printed.startswith(b"%PDF")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
