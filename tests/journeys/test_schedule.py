"""Meetings scheduled in the browser: slots and tables set, a schedule worked out, released, repaired."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import WIDE, Forum, Watch, facts_of

EDITION = "argentina-2010"
BASE = f"/en/{EDITION}/marketplace/schedule/"
SIZES = [(WIDE, "en"), ({"width": 360, "height": 740}, "ar")]
MADE = f"""
import datetime as dt
from convoke.core import clock
from convoke.core.actors import system
from convoke.directory.models import Party, Person
from convoke.editions.models import Edition
from convoke.marketplace.models import Interest, Marketplace, Meeting, Provider, Request
edition = Edition.objects.get(code="{EDITION}")
begins = clock.today() + dt.timedelta(days=40)
edition.starts_on, edition.ends_on = begins, begins + dt.timedelta(days=1)
edition.save()
Marketplace.objects.get_or_create(edition=edition, defaults={{"purpose": {{"en": "Exercise"}}, "minutes": 60}})
now, states = clock.now(), list(Party.objects.filter(kind="state").order_by("code")[:9])
owners = list(Person.objects.order_by("pk")[:9])
providers = [Provider.objects.create(edition=edition, party=one, state="registered") for one in states[:4]]
for number, party in enumerate(states[4:], 1):
    request = Request.objects.create(
        edition=edition, code=f"J-{{number}}", party=party, owner=owners[number],
        title={{"en": f"Exercise request {{number}}"}}, state="published", begun_at=now, published_at=now)
    for other in providers[:2]:
        room = Interest.objects.create(request=request, provider=other, state="accepted", shown_at=now)
        Meeting.objects.create(
            edition=edition, interest=room, number=Meeting.objects.filter(edition=edition).count() + 1, state="agreed",
            proposed_by=party, proposed_at=now, owner_agreed_at=now, provider_agreed_at=now)
print(begins.isoformat())
"""
AWAY = f"""
from convoke.marketplace.models import Absence, Placement
place = Placement.objects.filter(schedule__edition__code="{EDITION}").order_by("slot__starts_at").first()
Absence.objects.create(slot=place.slot, party=place.meeting.interest.request.party)
print(place.meeting.number)
"""


@pytest.fixture(scope="module")
def day(forum: Forum) -> str:
    """The first day of an edition with ten meetings that are agreed."""
    return forum.convoke("shell", "-v0", "-c", MADE).strip()


def look(page: Page, axe: Callable[[Page], None], address: str) -> None:
    """The page wide and narrow, from left to right and from right to left."""
    for size, language in SIZES:
        page.set_viewport_size(size)
        page.goto(address.replace("/en/", f"/{language}/", 1))
        facts = facts_of(page)
        assert facts["width"] <= facts["room"], f"{page.url} is wider than the screen: {facts['wide']}"
        assert not facts["ids"]
        axe(page)
    page.set_viewport_size(WIDE)


def worked_out(page: Page, number: int) -> None:
    """Waits until the run is over and its schedule is linked."""
    expect(page.get_by_role("link", name=f"See schedule {number}")).to_be_visible(timeout=120_000)


def test_meetings_are_scheduled_released_and_repaired_when_somebody_leaves(
    forum: Forum, day: str, page_of: Callable[..., Page], watch: Watch, axe: Callable[[Page], None]
) -> None:
    page = page_of("task-force", viewport=WIDE)
    page.goto(f"{BASE}setting/")
    page.locator("#id_day-day").fill(day)
    for name, hour in (("begins", "09:00"), ("pause_from", "12:00"), ("pause_to", "14:00"), ("ends", "17:00")):
        page.locator(f"#id_day-{name}").fill(hour)
    page.get_by_role("button", name="Add the slots").click()
    expect(page.get_by_text("6 slots were added.")).to_be_visible()
    page.locator("#id_tables-number").fill("3")
    page.get_by_role("button", name="Record the number").click()
    expect(page.locator("table").nth(1).get_by_role("rowheader")).to_have_count(3)
    look(page, axe, f"{BASE}setting/")

    page.goto(f"{BASE}meetings/")
    page.locator("a[href$='/meetings/1/arrange/']").click()
    page.get_by_label("Priority").select_option("1")
    page.get_by_label("Fixed at", exact=True).select_option(index=2)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("The next schedule keeps to it.")).to_be_visible()
    look(page, axe, f"{BASE}meetings/")
    look(page, axe, f"/en/{EDITION}/marketplace/meetings/1/arrange/")

    page.goto(BASE)
    page.get_by_label("Seconds at most").fill("20")
    page.get_by_role("button", name="Work out a new schedule").click()
    worked_out(page, 1)
    page.get_by_role("link", name="See schedule 1").click()
    expect(page.get_by_text("This is the best possible.")).to_be_visible()
    expect(page.locator(".fair-grid td a, .fair-grid td bdi").first).to_be_visible()
    look(page, axe, f"{BASE}1/")
    look(page, axe, f"{BASE}1/participants/")
    page.goto(f"{BASE}1/")
    page.get_by_role("button", name="Release it").click()
    expect(page.get_by_text("The schedule is in force.")).to_be_visible()

    number = forum.convoke("shell", "-v0", "-c", AWAY).strip()
    page.goto(BASE)
    expect(page.get_by_text("1 meeting no longer holds:")).to_be_visible()
    page.get_by_role("button", name="Repair the one in force").click()
    worked_out(page, 2)
    page.get_by_role("link", name="See schedule 2").click()
    moved = page.locator("section", has=page.get_by_role("heading", name="What changed"))
    expect(moved.get_by_text(f"Meeting {number}:")).to_be_visible()
    page.get_by_role("button", name="Release it").click()
    look(page, axe, BASE)
    look(page, axe, f"{BASE}2/")
