"""The timetable in the browser: placing by drag and by keyboard, clashes, the release, and a panellist from the
letter to the withdrawal the day before."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Forum, Watch, facts_of, unfold
from .keyboard import tab_to

EDITION = "argentina-2010"
PLAN = f"/{{language}}/{EDITION}/timetable/plan/"
DAY = "2010-11-09"
MADE = f"""
import datetime as dt
from convoke.core.actors import system
from convoke.directory.models import Mandate, Party
from convoke.editions.models import Edition
from convoke.programme.models import Session
from convoke.programme.operations import panels
edition, actor = Edition.objects.get(code="{EDITION}"), system("journey")
edition.starts_on, edition.ends_on, edition.languages = dt.date(2010, 11, 8), dt.date(2010, 11, 10), []
edition.save()
point = Mandate.objects.filter(person__account__email="focal-point@example.org", party__isnull=False).first()
for number in (1, 2):
    session = Session.objects.create(
        edition=edition, code=f"J.{{number}}", kind="plenary", order=90 + number,
        title={{"en": f"Exercise session {{number}}", "ar": f"جلسة تمرين {{number}}"}})
    role = panels.propose_role(
        actor=actor, session=session, person=point.person, party=point.party, role="speaker")
    role = panels.invite_panellist(actor=actor, role=role)
    panels.reply_for_panellist(actor=actor, role=role, reply="confirmed")
print(point.person.name)
"""


@pytest.fixture(scope="module")
def speaker(forum: Forum) -> str:
    """Two sessions of a far edition, with the same speaker in both; gives the speaker's name."""
    return forum.convoke("shell", "-v0", "-c", MADE).strip().splitlines()[-1]


def cell(page: Page, time: str, room: str) -> str:
    """The selector of a place in the grid."""
    return f"td[data-time='{time}'][data-room='{room}']"


def test_a_timetable_is_made_released_and_taken_along(
    speaker: str, page_of: Callable[..., Page], new_page: Callable[..., Page], axe: Callable[[Page], None],
) -> None:
    office = page_of("task-force", viewport={"width": 1280, "height": 2400})  # nothing to scroll while dragging
    plan = PLAN.format(language="en")
    office.goto(plan)
    for number, name in enumerate(("Journey hall", "Journey room")):
        form = office.locator("form", has=office.locator("input[name=do][value=room]"))
        if not form.is_visible():
            office.locator("summary", has_text="Add a room").click()
        form.locator("input[name=room-name]").fill(name)
        form.locator("input[name=room-seats]").fill(str(100 + number))
        form.locator("button").click()
        expect(office.locator(".messages")).to_contain_text("The room was added.")

    office.goto(f"{plan}?day={DAY}")
    office.locator("[data-session='J.1']").drag_to(office.locator(cell(office, "09:00", "journey-hall")))
    expect(office.locator("#moved")).to_contain_text("9 November 2010, 09:00 to 10:30: Journey hall")
    expect(office.locator("#moved")).to_contain_text("Nothing clashes here.")
    axe(office)

    tab_to(office, text="Place J.2")  # by keyboard: taken up in the first cell of the day, led to 09:30 and a room on
    office.keyboard.press("Enter")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown"):
        office.keyboard.press(key)
    expect(office.locator("#moving")).to_contain_text("09:30 Journey room")
    office.keyboard.press("Enter")
    expect(office.locator("#moved")).to_contain_text("09:30 to 11:00: Journey room")
    expect(office.locator("#moved")).to_contain_text(f"PRO-2: {speaker} has a role in J.1 and in J.2, which overlap.")
    office.locator("#moved button").click()  # undone
    expect(office.locator(".messages")).to_contain_text("The move was undone.")
    expect(office.locator("[data-session='J.2'] .slot__move")).to_have_text("Place J.2")

    bare = page_of("task-force", java_script_enabled=False)  # and without a script, from the same page
    bare.goto(f"{plan}?day={DAY}&session=J.2")
    bare.locator(f"button[name=to][value='{DAY}T09:30/journey-room']").click()
    expect(bare.locator("#moved")).to_contain_text("PRO-2")
    bare.goto(f"{plan}?day={DAY}&session=J.2")
    bare.locator(f"button[name=to][value='{DAY}T11:00/journey-room']").click()  # the clash is solved
    expect(bare.locator("#moved")).to_contain_text("Nothing clashes here.")

    _released(office, plan)
    office.goto(f"{plan}?day={DAY}")
    office.locator("[data-session='J.1']").drag_to(office.locator(cell(office, "14:00", "journey-hall")))
    expect(office.locator("#moved")).to_contain_text("14:00 to 15:30")
    _released(office, plan)
    public = new_page()
    public.goto(f"/en/{EDITION}/timetable/")
    expect(public.locator("main")).to_contain_text("J.1 Exercise session 1 has another time: 9 November 2010, 14:00")
    axe(public)

    office.locator("button", has_text="Draft the notice").click()
    expect(office.locator("main")).to_contain_text("J.1 Exercise session 1 has another time")
    expect(office.locator("main")).to_contain_text(speaker)

    calendar = public.request.get(f"/en/{EDITION}/timetable/timetable.ics")
    assert "SUMMARY:J.1 Exercise session 1" in calendar.text()
    assert re.search(r"SEQUENCE:\d+", calendar.text())
    assert public.request.get(f"/ar/{EDITION}/timetable/timetable.pdf").body().startswith(b"%PDF")
    public.goto(f"/ar/{EDITION}/timetable/hall/?screen=1")
    expect(public.locator(".hall__room").first).to_contain_text("Journey hall")
    expect(public.locator(".masthead")).to_be_hidden()
    assert facts_of(public)["width"] <= facts_of(public)["room"]


def _released(office: Page, plan: str) -> None:
    office.goto(f"{plan}#release")
    office.locator("#id_release-accepted").fill("Exercise.")
    office.locator("button", has_text="Release the timetable").click()
    expect(office.locator(".messages")).to_contain_text("The timetable was released.")


def test_a_panellist_is_invited_answers_and_withdraws_the_day_before(
    speaker: str, forum: Forum, page_of: Callable[..., Page], new_page: Callable[..., Page],
    axe: Callable[[Page], None], watch: Watch,
) -> None:
    watch.expected = {422}
    office, panel = page_of("task-force"), f"/en/{EDITION}/sessions/J.1/panel/"
    office.goto(panel)
    office.locator("#id_propose-q").press_sequentially(speaker[:5])
    expect(office.locator("#people")).to_contain_text("has a role in this session")  # found while it is typed
    office.locator("#person-new").check()
    office.locator("summary", has_text="not in the directory yet").click()
    office.locator("#id_propose-name").fill("Zita Journey (exercise)")
    office.locator("#id_propose-language").select_option("ar")
    office.locator("#id_propose-email").fill("zita@example.org")
    office.locator("#id_propose-role").select_option("discussant")
    axe(office)
    office.locator("button", has_text="Propose").click()
    expect(office.locator(".messages")).to_contain_text("The proposal was recorded.")
    office.locator("a", has_text="Invite Zita Journey").click()
    expect(office.locator("#id_email")).to_have_value("zita@example.org")
    expect(office.locator("#id_language")).to_have_value("ar")
    expect(office.locator("#id_text")).to_have_value(re.compile("جلسة تمرين 1"))
    axe(office)
    office.locator("button[value=send]").click()
    expect(office.locator(".messages")).to_contain_text("zita@example.org")

    panellist = new_page()
    panellist.goto(_link(forum))
    assert facts_of(panellist)["dir"] == "rtl"
    axe(panellist)
    panellist.locator("input[name=answer-reply][value=confirmed]").check()
    panellist.locator("#answer ~ form button, section:has(#answer) form button").first.click()
    expect(panellist.locator(".tag--state").last).to_be_visible()
    panellist.locator("[name=describe-biography_ar]").fill("تعمل في مجال التحويلات.")
    panellist.locator("input[name=describe-languages][value=ar]").check()
    panellist.locator("section:has(#describe) form button").click()
    expect(panellist.locator("[name=describe-biography_ar]")).to_have_value("تعمل في مجال التحويلات.")
    public = new_page()
    public.goto(f"/en/{EDITION}/programme/J.1/")
    expect(public.locator("#panel + *, section#panel").first).to_contain_text("Zita Journey (exercise)")
    _released(office, PLAN.format(language="en"))

    panellist.locator("[name=withdraw-reason]").fill("Illness (exercise).")
    panellist.locator("section:has(#withdraw) form button").click()
    expect(panellist.locator("section:has(#withdraw)")).to_have_count(0)
    ics = panellist.locator("a[href$='session.ics']").get_attribute("href")
    assert "STATUS:CANCELLED" in panellist.request.get(str(ics)).text()
    office.goto("/en/desk/")
    unfold(office)
    expect(office.locator("main")).to_contain_text("Session J.1 lost Zita Journey (exercise)")
    office.goto(panel)
    expect(office.locator("main")).to_contain_text("Nobody has taken these places yet")
    public.goto(f"/en/{EDITION}/timetable/")
    expect(public.locator("main")).to_contain_text("Since this version was released a panellist has withdrawn")
    for secret in ("zita@example.org", "Illness"):
        assert secret not in public.content()


def _link(forum: Forum) -> str:
    """The address in the letter, as it was sent."""
    said = forum.convoke("shell", "-v0", "-c", (
        "from convoke.programme.models import PanelInvitation; from convoke.programme.timetable import letters; "
        "print(letters.link_of(PanelInvitation.objects.latest('pk')))"
    )).strip().splitlines()[-1]
    return said[said.index("/ar/"):]
