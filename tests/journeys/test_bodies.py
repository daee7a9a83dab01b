"""Bodies, meetings and silence procedures, as the task force, the Chair and a focal point use them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from .conftest import NARROW, Watch

GROUP = "bodies/exercise-working-group/"


def test_a_meeting_is_planned_convened_and_replied_to(page_of: Callable[..., Page], axe: Callable[..., None]) -> None:
    office = page_of("task-force")
    office.goto(f"/en/{GROUP}")
    office.get_by_role("link", name="Plan a meeting").click()
    office.get_by_label("Title").fill("Journey meeting")
    office.get_by_label("First day").fill("2008-07-03")
    office.get_by_label("Begins at").fill("10:00")
    office.get_by_label("Agenda").fill("Opening\nClosing")
    office.get_by_role("button", name="Save").click()
    alert = office.get_by_role("alert")
    expect(alert).to_contain_text("Give both the time it begins and the time it ends")
    expect(office.get_by_label("Title")).to_have_value("Journey meeting")
    office.get_by_label("Ends at").fill("12:00")
    office.get_by_role("button", name="Save").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Journey meeting")
    office.get_by_role("button", name="Convene and invite").click()
    expect(office.locator("main table")).to_contain_text("Bermea (exercise)")
    axe(office)

    point = page_of("focal-point", viewport=NARROW)
    point.goto("/en/desk/")
    point.locator("li").filter(has_text="Journey meeting").get_by_role("link", name="Reply").click()
    point.get_by_label("will attend", exact=True).check()
    point.get_by_label("Number of delegates").fill("2")
    point.get_by_role("button", name="Reply").click()
    expect(point.locator("main")).to_contain_text("Your reply was recorded")
    axe(point)
    office.reload()
    expect(office.locator("main tr").filter(has_text="Bermea (exercise)")).to_contain_text("will attend")


def test_a_proposal_is_drafted_circulated_and_stopped_by_an_objection(
    page_of: Callable[..., Page], axe: Callable[..., None], tmp_path: Path
) -> None:
    office = page_of("task-force")
    office.goto("/en/silence/new/")
    office.get_by_label("Addressed to the members of").select_option("exercise-working-group")
    office.get_by_label("Time zone of the Chair").fill("Asia/Manila")
    office.get_by_label("Title (English)").fill("Journey proposal")
    office.get_by_label("Text (English)").fill("We propose a journey.")
    office.get_by_role("button", name="Save the draft").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Journey proposal")
    address = office.url

    chair = page_of("chair")
    chair.goto(address)
    chair.get_by_label("Deadline").fill("2008-06-20")
    chair.get_by_role("button", name="Circulate to the members of the body").click()
    expect(chair.locator(".deadline")).to_contain_text("18:00 (Asia/Manila)")
    axe(chair)

    point = page_of("focal-point")
    point.goto(address)
    point.get_by_label("objection", exact=True).check()
    point.get_by_role("button", name="Send the reply").click()
    expect(point.get_by_role("alert")).to_contain_text("BOD-4: an objection gives its reasons.")
    point.get_by_label("Reasons or comment").fill("The journey is long.")
    point.get_by_role("button", name="Send the reply").click()
    expect(point.locator(".page-head")).to_contain_text("stopped by an objection")
    axe(point)
    with point.expect_download() as downloading:
        point.get_by_role("link", name="Download the record (PDF)").click()
    downloading.value.save_as(tmp_path / "record.pdf")
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")

    chair.goto(address)
    chair.get_by_role("button", name="Show").click()
    expect(chair.locator("main")).to_contain_text("This is what an addressee sees")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_bodies_are_read_in_french_and_arabic(
    page_of: Callable[..., Page], axe: Callable[..., None], language: str
) -> None:
    for viewport in (NARROW, {"width": 1280, "height": 900}):
        page = page_of("focal-point", viewport=viewport)
        for path in ("bodies/", GROUP, "bodies/friends-of-the-forum/", "silence/exercise-delegation/", "calendars/"):
            page.goto(f"/{language}/{path}")
            expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
            axe(page)


def test_members_of_another_day_are_shown_without_a_script(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/en/bodies/steering-group/")
    page.get_by_label("As of").fill("2007-07-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("2 participants on 1 July 2007")
    expect(page.locator("main")).not_to_contain_text("Greece")


def test_a_calendar_is_subscribed_to_and_revoked(page_of: Callable[..., Page], watch: Watch) -> None:
    page = page_of("observer")
    page.goto("/en/calendars/")
    page.get_by_role("button", name="Make an address").click()
    address = page.locator("code.secret").inner_text()
    assert re.search(r"/calendar/[\w-]{43}\.ics$", address)
    answer = page.request.get(address)
    assert Calendar.from_ical(answer.body()).walk("VEVENT")
    page.get_by_role("button", name="Revoke the address").click()
    expect(page.locator("main")).to_contain_text("You have no calendar address")
    watch.expected.add(404)
    assert page.request.get(address).status == 404
