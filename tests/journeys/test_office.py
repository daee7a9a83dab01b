"""The Chair and the task force at work: reports, loading, decisions; and everyone else, who may not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.places import EDITION, ROLES

from .conftest import Forum, Watch

AT_MOST = 120_000
"""Milliseconds within which background work of the demonstration ends."""


def test_task_force_composes_a_report_leaves_comes_back_and_downloads(
    page_of: Callable[..., Page], tmp_path: Path
) -> None:
    page = page_of("task-force")
    page.goto(f"/en/{EDITION}/report/")
    page.get_by_label("Language").last.select_option("fr")
    page.get_by_label("Format").select_option("docx")
    page.get_by_role("button", name="Compose").click()
    page.wait_for_url(re.compile(r"/en/jobs/[0-9a-f-]{36}/$"))
    job = page.url
    expect(page.locator("#progress[role=status]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("You may leave this page and come back")

    page.get_by_role("link", name="My desk").first.click()
    page.wait_for_url("**/en/desk/")
    page.get_by_role("link", name="All background work").click()
    page.locator(f"tbody a[href='{job.partition('/en/')[1]}{job.partition('/en/')[2]}']").click()
    page.wait_for_url(job)
    button = page.locator("#progress a.button")
    expect(button).to_be_visible(timeout=AT_MOST)  # the page brings itself up to date
    with page.expect_download() as downloading:
        button.click()
    assert downloading.value.suggested_filename == f"{EDITION}-outcome-report.fr.docx"
    downloading.value.save_as(tmp_path / "report.docx")
    assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")


def test_task_force_loads_the_data_folder_and_sees_how_far_it_is(page_of: Callable[..., Page]) -> None:
    page = page_of("task-force")
    page.goto("/en/jobs/")
    page.get_by_role("button", name="Load the data folder").click()
    page.wait_for_url(re.compile(r"/en/jobs/[0-9a-f-]{36}/$"))
    expect(page.locator("#progress")).to_contain_text("done", timeout=AT_MOST)
    table = page.get_by_role("table", name="What was loaded")
    expect(table).to_be_visible()
    numbers = [int(cell) for cell in table.locator("td:nth-child(2), td:nth-child(3)").all_inner_texts()]
    assert sum(numbers) == 0, "loading the same folder again changed something"


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("chair", "task-force")])
def test_others_are_offered_neither(page_of: Callable[..., Page], role: str) -> None:
    page = page_of(role)
    page.goto(f"/en/{EDITION}/report/")
    assert not page.get_by_role("button", name="Compose").count()
    page.goto("/en/jobs/")
    assert not page.get_by_role("button", name="Load the data folder").count()
    page.goto("/en/greece-2009/")
    assert not page.get_by_role("heading", name="Decisions of the Chair").count()


def test_task_force_may_not_advance_an_edition_and_is_told_that_the_chair_may(
    page_of: Callable[..., Page], watch: Watch
) -> None:
    watch.expected = {403}
    page = page_of("task-force")
    page.goto("/en/greece-2009/")
    assert not page.get_by_role("heading", name="Decisions of the Chair").count()
    page.goto("/en/settings/")
    page.evaluate(
        """() => {
            const form = document.querySelector("main form[method=post]").cloneNode(true);
            form.action = "/en/greece-2009/advance/"; document.body.append(form); form.submit();
        }"""
    )
    page.wait_for_url("**/advance/")
    expect(page.locator("h1")).to_have_text("This is the right of others")
    expect(page.locator("main")).to_contain_text("It can be done by: Chair")


def test_chair_takes_an_edition_on_and_it_is_in_the_journal(page_of: Callable[..., Page], forum: Forum) -> None:
    page = page_of("chair")
    page.goto("/en/greece-2009/")
    expect(page.locator(".edition-bar")).to_contain_text("announced")
    page.get_by_role("button", name="Begin the preparation").click()
    page.wait_for_url("**/en/greece-2009/")
    expect(page.get_by_role("status")).to_contain_text("The edition is now: in preparation.")
    expect(page.locator(".edition-bar")).to_contain_text("in preparation")
    page.goto("/en/desk/")
    journal = page.get_by_role("table", name="Latest entries of the journal")
    expect(journal).to_contain_text("took the edition “greece-2009” on to: in preparation")
    assert "holds" in forum.convoke("journal", "verify")


def test_everyone_is_sent_to_sign_in_and_back(page: Page) -> None:
    page.goto("/en/jobs/")
    assert "/account/login/" in page.url
    form = page.locator("form").filter(has=page.locator("input[type=password]"))
    form.locator("input[type=email]").fill("task-force@example.org")
    form.locator("input[type=password]").fill("task-force-on-exercise")
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/en/jobs/")


def test_a_long_list_of_choices_is_narrowed_by_what_is_typed_and_what_is_ticked_stays(
    page_of: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = page_of("task-force")
    page.goto("/fr/manila-2008/marketplace/providers/")
    choices = page.locator(".choices .choice")
    whole = choices.count()
    find = page.get_by_role("searchbox", name="Rechercher dans cette liste")
    find.fill("exercise-nobody")
    expect(choices.filter(visible=True)).to_have_count(0)
    find.fill("reunion")  # neither accents nor capitals matter
    find.fill("UNION EURO")
    page.get_by_role("checkbox", name=re.compile("européenne")).check()
    find.press("Enter")  # looks, and sends nothing
    find.fill("bermea")
    expect(choices.filter(visible=True)).to_have_text([re.compile("Bermea"), re.compile("européenne")])
    axe(page)
    find.fill("")
    expect(choices.filter(visible=True)).to_have_count(whole)

    page.goto("/en/bodies/new/")
    lists = page.locator(".choices[data-find]").count()
    assert lists > 1
    expect(page.get_by_role("searchbox", name="Find in this list")).to_have_count(lists)


def test_a_long_list_of_choices_is_whole_without_a_script_with_what_was_chosen_first(
    page_of: Callable[..., Page]
) -> None:
    page = page_of("task-force", java_script_enabled=False)
    page.goto("/en/manila-2008/documents/new/")
    page.locator("#id_title").fill(" ")  # which is no title
    page.get_by_role("checkbox", name="Zambia").check()
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator("#id_title_error")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Zambia")).to_be_checked()
    expect(page.locator(".choices .choice").filter(has=page.locator("[name=authors]")).first).to_have_text("Zambia")
