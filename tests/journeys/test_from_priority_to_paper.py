"""One roundtable, all the way: from a priority of governments to an adopted, timetabled session with a published
paper in two languages, done in the browser by a task force that opens the forum for the first time."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, Forum, facts_of, running
from .steps import choose_theme

EDITION = "/en/manila-2008"
RESULTS = f"{EDITION}/questionnaires/exercise-survey-answered/results/"
THEME, SESSION = "Circulation of skills, both ways (exercise)", "Nurses who come back (exercise)"
PAPER = "What returning nurses bring (exercise)"
ENGLISH, FRENCH = "Nurses who return bring skills back.", "Les infirmières qui reviennent rapportent des compétences."


@pytest.fixture(scope="module")
def forum(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forum]:
    """A forum of its own: its agenda is adopted here, which others rely on not to be."""
    with running(tmp_path_factory.mktemp("own-forum")) as own:
        own.convoke("exercise", "survey", "--states", "30")
        yield own


def test_a_roundtable_goes_from_a_priority_to_a_published_paper(
    forum: Forum, page_of: Callable[..., Page], new_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    office = page_of("task-force", viewport={"width": 1280, "height": 1700})  # the whole grid in sight
    a_priority_becomes_a_theme(office)
    a_theme_becomes_a_session(office)
    the_agenda_is_adopted(office)
    the_session_has_its_place(office)
    a_paper_is_published_in_two_languages(office)
    forum.convoke("search", "nurses", "--as", "public", "--json")  # the index has followed
    everyone_sees_why_it_is_here_and_where_it_led(new_page(), axe)
    it_is_read_in_french_on_a_phone(new_page(viewport=NARROW, java_script_enabled=False))


def a_priority_becomes_a_theme(page: Page) -> None:
    """What governments ranked first is chosen with its reason, and a theme cites it (PRO-5)."""
    page.goto(RESULTS)
    page.get_by_role("link", name="Priorities by several rules").click()
    choose_theme(page, "Circulation of skills", "Among the first by every rule (exercise).", THEME)
    expect(page.get_by_role("main")).to_contain_text(f"Cited by: {THEME}")


def a_theme_becomes_a_session(page: Page) -> None:
    """A roundtable takes the theme up, a session works on it."""
    page.goto(f"{EDITION}/agenda/compose/")
    page.locator("li", has_text=THEME).locator("a[href*='roundtables/new']").click()
    page.locator("#id_title").fill("Skills (exercise)")
    page.locator("form.sheet button[type=submit]").click()
    page.locator("section.sheet", has_text="Skills (exercise)").locator("a[href*='sessions/new']").click()
    page.locator("#id_title").fill(SESSION)
    page.locator("#id_questions").fill("What helps those who return?\nWhat hinders them?")
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator("section.sheet", has_text=SESSION)).to_be_visible()


def the_agenda_is_adopted(page: Page) -> None:
    """The Friends of the Forum meet, and what they adopted is on record."""
    page.goto("/en/bodies/friends-of-the-forum/meetings/new/")
    for label, value in (
        ("Title", "Meeting on the agenda (exercise)"), ("First day", "2008-05-30"), ("Begins at", "10:00"),
        ("Ends at", "12:00"), ("Agenda", "Agenda of the meeting"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Convene and invite").click()
    page.locator("input[name=attendance-attended]").first.check()
    page.get_by_role("button", name="Record who came").click()
    expect(page.locator(".page-head")).to_contain_text("held")
    page.goto(f"{EDITION}/agenda/adopt/")
    page.get_by_label(re.compile("Meeting on the agenda")).check()
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".page-head__meta")).to_contain_text("adopted")


def the_session_has_its_place(page: Page) -> None:
    """It is placed, and the timetable is released to everyone."""
    plan = f"{EDITION}/timetable/plan/"
    page.goto(f"{plan}?day=2008-10-29")
    slot = page.locator("td[data-time='14:00'][data-room='main-room-exercise']")
    page.locator("[data-session='2.1']").drag_to(slot)
    expect(page.locator("#moved")).to_contain_text("14:00 to 15:30: Main room (exercise)")
    expect(page.locator("td[data-time='14:00']")).to_contain_text("2.1")
    expect(page.locator("#moved")).to_contain_text("Nothing clashes here.")
    page.goto(f"{plan}#release")
    page.get_by_role("button", name="Release the timetable").click()
    expect(page.locator(".messages")).to_contain_text("The timetable was released.")


def a_paper_is_published_in_two_languages(page: Page) -> None:
    """It is written in English, translated into French beside it, and published once (LIB-2)."""
    page.goto(f"{EDITION}/documents/new/")
    page.locator("#id_title").fill(PAPER)
    page.locator("select[name=session]").select_option("2.1")
    page.locator("input[name=languages][value=fr]").check()
    page.locator("select[name=audience]").select_option("public")
    page.get_by_role("button", name="Save").click()
    page.locator("textarea[name=text]").last.fill(ENGLISH)
    page.get_by_role("button", name="Add it").last.click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Français")).first.click()
    page.locator("form textarea").first.fill(FRENCH)
    page.get_by_role("button", name="Save the translations").click()
    expect(page.get_by_role("main")).to_contain_text("1 of 1 paragraphs")
    page.goto(re.sub(r"translate/.*", "publish/", page.url))
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("published")


def everyone_sees_why_it_is_here_and_where_it_led(page: Page, axe: Callable[[Page], None]) -> None:
    """The page of the session answers both, its paper and its time stand on it, and it is found."""
    page.goto(f"{EDITION}/programme/2.1/")
    expect(page.locator("#why")).to_contain_text("Circulation of skills")
    expect(page.locator("#why")).to_contain_text(THEME)
    expect(page.locator("#led-to")).to_contain_text(PAPER)

    expect(page.get_by_role("main")).to_contain_text("29 October 2008, 14:00 to 15:30")
    axe(page)
    page.goto(f"{EDITION}/timetable/")
    expect(page.get_by_role("main")).to_contain_text(SESSION)
    page.goto("/en/search/?q=nurses")
    expect(page.get_by_role("main")).to_contain_text(PAPER)


def it_is_read_in_french_on_a_phone(page: Page) -> None:
    """The same paper by its permanent address, in the other language."""
    page.goto(f"{EDITION}/programme/2.1/".replace("/en/", "/fr/"))
    page.locator("#papers a").first.click()
    expect(page.get_by_role("main")).to_contain_text(FRENCH)
    assert facts_of(page)["width"] <= facts_of(page)["room"]
