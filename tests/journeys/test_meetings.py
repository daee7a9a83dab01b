"""A meeting in the browser: proposed and agreed in the room, times told, placed, read, called off; with axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import BUILD, NARROW, WIDE, Forum, facts_of

SET_UP = """
import datetime as dt
from convoke.editions.models import Edition
from convoke.marketplace.models import Interest, Resource, Slot, Table
edition = Edition.objects.get(code="manila-2008")
begins = dt.datetime.combine(edition.starts_on, dt.time(1), dt.UTC)
for hour in (0, 1, 5, 6, 24, 25):
    at = begins + dt.timedelta(hours=hour)
    Slot.objects.get_or_create(edition=edition, starts_at=at, defaults=dict(
        ends_at=at + dt.timedelta(hours=1), half="afternoon" if hour in (5, 6) else "morning"))
Table.objects.get_or_create(edition=edition, number=1)
for kind, language in (("screen", ""), ("interpreter", "ar")):
    Resource.objects.get_or_create(edition=edition, kind=kind, language=language, defaults=dict(number=2))
room = Interest.objects.get(
    request__edition=edition, request__party__code="exercise-bermea", provider__party__code="exercise-observatory")
room.meetings.filter(state__in=["proposed", "agreed"]).update(state="cancelled", reason="-")
print("room:" + str(room.pk))
"""
PLACE = """
from django.utils import timezone
from convoke.marketplace.models import Meeting, Placement, Schedule, Slot, Table
meeting = Meeting.objects.filter(edition__code="manila-2008", state="agreed").last()
last = Schedule.objects.filter(edition=meeting.edition).count()
schedule = Schedule.objects.create(
    edition=meeting.edition, number=last + 1, status="optimal", agreed=1, held=1, held_bound=1, breaks=0, seconds=0.1,
    made_at=timezone.now(), released_at=timezone.now())
Placement.objects.create(
    schedule=schedule, meeting=meeting, slot=Slot.objects.filter(edition=meeting.edition).first(),
    table=Table.objects.get(edition=meeting.edition, number=1))
print("meeting:" + str(meeting.number))
"""
SIZES = {"en": WIDE, "ar": NARROW}


def looked_at(page: Page, axe: Callable[[Page], None], name: str, language: str) -> None:
    """What holds for every page there is."""
    folder = BUILD / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    page.screenshot(path=folder / f"{name}-{language}.png", full_page=True)
    facts = facts_of(page)
    assert (facts["lang"], facts["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert (facts["h1"], facts["mains"], facts["ids"]) == (1, 1, [])
    assert facts["width"] <= facts["room"], facts["wide"]
    axe(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_two_sides_agree_to_meet_say_when_they_cannot_and_call_it_off(
    forum: Forum, page_of: Callable[..., Page], axe: Callable[[Page], None], language: str
) -> None:
    room = forum.convoke("shell", "-c", SET_UP).rpartition("room:")[2].strip()
    home, size = f"/{language}/manila-2008/marketplace", {"viewport": SIZES[language]}
    owner, provider = (page_of(role, **size) for role in ("focal-point", "provider"))

    owner.goto(f"{home}/rooms/{room}/")
    form = owner.locator("form", has=owner.locator("[name='meeting-about']"))
    looked_at(owner, axe, "meeting-propose", language)
    form.locator("[name='meeting-about']").fill("Two courses for border officers (exercise).")
    form.locator("[name='meeting-length']").select_option("2")
    form.locator("[name='meeting-half']").select_option("morning")
    form.locator("[name='meeting-needs']").first.check()
    form.locator("button[type=submit]").click()
    expect(owner.locator(".message--success")).to_be_visible()

    provider.goto(f"/{language}/desk/")
    waiting = provider.locator("a[href*='/marketplace/meetings/']").first
    expect(waiting).to_be_attached()
    provider.goto(f"{home}/rooms/{room}/")
    looked_at(provider, axe, "meeting-waits", language)
    provider.locator("button[value=agree]").click()
    expect(provider.locator(".message--success")).to_be_visible()

    number = forum.convoke("shell", "-c", PLACE).rpartition("meeting:")[2].strip()
    provider.goto(f"{home}/meetings/availability/exercise-observatory/")
    provider.locator("input[name=slots]").first.check()
    provider.locator("main button[type=submit]").click()
    expect(provider.locator(".message--success")).to_be_visible()
    expect(provider.locator(f".message--error a[href$='/meetings/{number}/']")).to_be_visible()
    looked_at(provider, axe, "meeting-availability", language)

    office = page_of("task-force", **size)
    office.goto(f"{home}/meetings/?place=away")
    expect(office.locator(f"a[href$='/meetings/{number}/']")).to_be_visible()
    looked_at(office, axe, "meetings", language)

    owner.goto(f"{home}/meetings/{number}/")
    looked_at(owner, axe, "meeting", language)
    owner.locator("[name='off-reason']").fill("Our delegation leaves early (exercise).")
    owner.locator("button[value=off]").click()
    expect(owner.locator(".message--success")).to_be_visible()
    provider.goto(f"{home}/meetings/{number}/")
    expect(provider.get_by_text("Our delegation leaves early (exercise).")).to_be_visible()
    looked_at(provider, axe, "meeting-off", language)
