"""A team in the browser: governments offer, one is invited, balance changes, a duty is delivered, a call is planned."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Forum, Watch, sign_in

SET_UP = """
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from convoke.core.actors import system
from convoke.directory.models import Account, Party, Person
from convoke.editions.models import Edition
from convoke.library.operations.documents import create_document
from convoke.programme.models import Roundtable
from convoke.programme.operations.agenda import add_session

office, key = system("journey"), "{key}"
for name, number in (("cardenia", 1), ("galmora", 2)):
    if not Account.objects.filter(email=name + "@example.org").exists():
        person = Person.objects.get(code=f"exercise-{name}-{number}")
        made = Account.objects.create(
            email=name + "@example.org", password=make_password(name + "-on-exercise"), person=person)
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
edition = Edition.objects.get(code="manila-2008")
session = add_session(
    actor=office, edition=edition, roundtable=Roundtable.objects.filter(edition=edition).first(),
    title=dict(en="A session of the journey " + key), aim=dict(), questions=[])
create_document(
    actor=office, edition=edition, kind="concept-note", title=dict(en="Concept note of the journey " + key),
    language="en", audience="team", authors=[Party.objects.get(code="exercise-bermea")], session=session.code)
print("code:" + session.code)
"""


def prepared(forum: Forum, key: str) -> str:
    """A session without a team, two governments of either group who can sign in, a paper; gives the session's code."""
    return forum.convoke("shell", "-c", SET_UP.replace("{key}", key)).rpartition("code:")[2].strip()


def send(page: Page, do: str, **typed: str) -> None:
    """Fills in the form of a team's page that asks for something, and sends it."""
    form = page.locator("form.form", has=page.locator(f"input[name=do][value='{do}']")).last
    if form.locator("xpath=ancestor::details[not(@open)]").count():
        form.locator("xpath=ancestor::details/summary").click()
    for name, value in typed.items():
        field = form.locator(f"[name='{do}-{name}']")
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            form.locator(f"[name='{do}-{name}'][value='{value}']").check()
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button[type=submit]").last.click()
    expect(page.locator(".message").first).to_be_visible()


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_a_team_is_formed_balanced_and_at_work(
    page_of: Callable[..., Page], new_page: Callable[..., Page], axe: Callable[[Page], None], forum: Forum,
    watch: Watch, language: str, script: bool,
) -> None:
    team = f"/{language}/manila-2008/sessions/{prepared(forum, language)}/team/"

    def of(name: str) -> Page:
        """A focal point of the journey's own, on the team's page."""
        page = new_page(java_script_enabled=script)
        sign_in(page, name)
        page.goto(team)
        return page

    bermea, cardenia = page_of("focal-point", java_script_enabled=script), of("cardenia")
    bermea.goto(team)
    send(bermea, "offer", note="We know ports (exercise).")
    send(cardenia, "offer", note="We know schools (exercise).")
    office = page_of("task-force", java_script_enabled=script)
    office.goto(team)
    for _one in range(2):
        office.locator("button[name=do][value=accept]").first.click()
    expect(office.locator("#members ~ ul li, section[aria-labelledby=members] li")).to_have_count(2)
    verdict = office.locator("section[aria-labelledby=balance] .verdict-mark")
    expect(verdict).to_have_text("–")  # PRO-1 is not met: both are developing

    chair = page_of("chair", java_script_enabled=script)
    chair.goto(team)
    send(chair, "exception", reason="Nobody else was free yet (exercise).")
    expect(chair.locator("section[aria-labelledby=balance]")).to_contain_text("Nobody else was free yet (exercise).")
    expect(chair.locator("section[aria-labelledby=balance] .verdict-mark")).to_have_text("i")

    send(office, "invite", parties="exercise-galmora", note="Please join (exercise).")
    galmora = of("galmora")
    expect(galmora.locator("section[aria-labelledby=reply]")).to_contain_text("Please join (exercise).")
    send(galmora, "reply", join="yes", note="Gladly (exercise).")
    expect(galmora.locator("section[aria-labelledby=balance] .verdict-mark")).to_have_text("✓")
    chair.goto(team)
    chair.locator("button[value=no-exception]").click()
    expect(chair.locator("button[value=no-exception]")).to_have_count(0)

    send(office, "duty", kind="concept-note", due_on="2008-06-20")
    bermea.goto(team)
    carry = bermea.locator("section[aria-labelledby=duties] form").first
    do = carry.locator("input[name=do]").get_attribute("value") or ""
    paper = carry.locator("select option").nth(1).get_attribute("value") or ""
    send(bermea, do, state="delivered", document=paper)
    expect(bermea.locator("section[aria-labelledby=duties] a[href*='/documents/']")).to_contain_text("journey")

    send(bermea, "call", topic="First draft (exercise)", day="2008-06-12",
         time="15:00", time_zone="Europe/Brussels", minutes="45")
    address = galmora.goto(team) and galmora.locator("a[href$='calls.ics']").get_attribute("href")
    calendar = galmora.request.get(address or "").text()
    assert "SUMMARY:First draft (exercise)" in calendar
    assert new_page().request.get(f"{forum.url}{address}").text().count("VEVENT") == 0  # nobody else takes it along
    for width in (1280, 360):
        bermea.set_viewport_size({"width": width, "height": 800})
        if script:
            axe(bermea)
        assert bermea.evaluate("document.documentElement.scrollWidth") <= width
