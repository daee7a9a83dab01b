"""CON-3, in a browser: whatever is cut while somebody types, nothing typed is lost."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, ROOT, Forum, environment, sign_in

BASE = "/en/brussels-2007/questionnaires/{code}/answer/exercise-bermea/"
OPEN = """
import json, sys, django
django.setup()
from tests.web.consultation.answering_forms import EVERY_KIND, FORM, asked, opened
asked(opened(EVERY_KIND if "file" in sys.argv[1] else FORM, code=sys.argv[1]))
"""
TOLD = """
import json, sys, django
django.setup()
from convoke.consultation.models import Answer, AnswerEdit
found = Answer.objects.filter(response__questionnaire__code=sys.argv[1])
aside = AnswerEdit.objects.filter(response__questionnaire__code=sys.argv[1], is_aside=True)
print(json.dumps({"answers": dict(found.values_list("question", "value")),
                  "aside": list(aside.values_list("value", flat=True))}))
"""


def run(forum: Forum, script: str, code: str) -> str:
    """Runs a script beside the server, on its database."""
    done = subprocess.run(
        [sys.executable, "-c", script, code], env=environment(forum.home), cwd=ROOT, capture_output=True, text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def answering(forum: Forum, request: pytest.FixtureRequest) -> tuple[str, Callable[[], dict[str, Any]]]:
    """An open questionnaire of the test's own: where Bermea answers it, and what the server holds of it."""
    code = request.node.name.replace("_", "-")[:60].strip("-")
    run(forum, OPEN, code)
    return BASE.format(code=code), lambda: json.loads(run(forum, TOLD, code))


def why(page: Page) -> Any:
    return page.locator('textarea[name="a:why"]')


def members(page: Page) -> Any:
    return page.locator('[name="a:members"]')


def status(page: Page) -> Any:
    return page.locator("[data-overall]")


def test_a_lost_connection(answering, page_of, watch):
    where, held = answering
    page = page_of("focal-point")
    page.goto(f"{where}section/priorities/")
    why(page).type("Before the line broke. ")
    expect(status(page)).to_contain_text("Saved")
    watch.is_offline = True
    page.context.set_offline(True)
    why(page).type("While it was broken. ")
    expect(status(page)).to_contain_text("No connection")
    page.context.set_offline(False)
    why(page).type("And after.")
    expect(status(page)).to_contain_text("Saved", timeout=40_000)
    assert held()["answers"]["why"] == "Before the line broke. While it was broken. And after."


def test_a_page_closed_without_a_connection(answering, page_of, watch):
    where, held = answering
    page = page_of("focal-point")
    page.goto(f"{where}section/priorities/")
    watch.is_offline = True
    page.context.set_offline(True)
    why(page).type("Typed on the train.")
    expect(status(page)).to_contain_text("No connection")
    page.close()
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(f"{where}section/priorities/")
    expect(why(again)).to_have_value("Typed on the train.")
    expect(status(again)).to_contain_text("Saved")
    assert held()["answers"]["why"] == "Typed on the train."


def test_an_ended_session(answering, new_page, watch):
    where, held = answering
    page = new_page()
    sign_in(page, "focal-point")
    page.goto(f"{where}section/priorities/")
    watch.expected |= {401, 403}
    page.context.clear_cookies(name="sessionid")
    why(page).type("Typed after the session had ended.")
    expect(status(page)).to_contain_text("Your session ended".replace("ended", "has ended"))
    other = page.context.new_page()
    sign_in(other, "focal-point")
    other.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(status(page)).to_contain_text("Saved", timeout=40_000)
    assert held()["answers"]["why"] == "Typed after the session had ended."


def test_a_file_chosen_when_the_session_had_ended(answering, new_page, watch, tmp_path, axe):
    where, held = answering
    page, note = new_page(), tmp_path / "note.pdf"
    note.write_bytes(b"%PDF-1.7 exercise")
    sign_in(page, "focal-point")
    page.goto(f"{where}section/all/")
    watch.expected |= {401, 403}
    page.context.clear_cookies(name="sessionid")
    page.locator('[name="a:scan"]').set_input_files(note)
    expect(status(page)).to_contain_text("Your session has ended")
    page.locator("form.answer button[type=submit]").first.click()  # signing in here would lose the file
    expect(page).to_have_url(re.compile(r"/section/all/$"))
    other = page.context.new_page()
    sign_in(other, "focal-point")
    other.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".question__file")).to_contain_text("note.pdf", timeout=40_000)
    axe(page)
    assert held()["answers"]["scan"]["name"] == "note.pdf"
    (tmp_path / "run.exe").write_bytes(b"MZ")
    page.locator('[name="a:scan"]').set_input_files(tmp_path / "run.exe")
    expect(page.locator("#q-scan [data-error], [data-question=scan] [data-error]")).to_contain_text("not accepted")
    expect(page.locator(".question__file")).to_contain_text("note.pdf")


def test_two_tabs(answering, page_of, watch):
    where, held = answering
    first = page_of("focal-point")
    first.goto(f"{where}section/priorities/")
    second = first.context.new_page()
    second.goto(f"{where}section/priorities/")
    why(first).type("From the first tab.")
    expect(status(first)).to_contain_text("Saved")
    why(second).type("From the second tab.")
    beside = second.locator("[data-beside]")
    expect(beside).to_contain_text("From the first tab.")
    assert held() == {"answers": {"why": "From the first tab."}, "aside": ["From the second tab."]}
    beside.get_by_role("button", name="Use my text").click()
    expect(status(second)).to_contain_text("Saved")
    assert held() == {"answers": {"why": "From the second tab."}, "aside": []}


def test_a_section_with_a_ministry_and_two_people_in_one_question(answering, page_of, watch, axe):
    where, held = answering
    focal, ministry = page_of("focal-point"), page_of("contributor")
    focal.goto(where)
    focal.locator("li").filter(has=focal.get_by_role("heading", name="Policy")).get_by_role(
        "link", name="Hand this section to a ministry"
    ).click()
    chosen = focal.get_by_label("To whom")
    chosen.select_option(chosen.locator("option", has_text="Contributor (exercise)").get_attribute("value"))
    focal.get_by_label("Ministry or office").fill("Ministry of Labour")
    focal.get_by_label("Note to them").fill("Please ask the council.")
    focal.get_by_role("button", name="Hand the section on").click()
    expect(focal.get_by_text("The section was handed to Contributor (exercise).")).to_be_visible()

    ministry.goto(where)
    expect(ministry.get_by_text("Please ask the council.")).to_be_visible()
    expect(ministry.get_by_role("heading", name="Priorities")).to_have_count(0)
    ministry.get_by_role("link", name="Policy").click()
    ministry.get_by_label("Yes").check()
    expect(status(ministry)).to_contain_text("Saved")
    expect(members(ministry)).to_be_visible()

    focal.goto(f"{where}section/policy/")
    expect(focal.get_by_text("nobody is overwritten")).to_be_visible()
    members(ministry).fill("12")
    expect(status(ministry)).to_contain_text("Saved")
    members(focal).fill("14")
    expect(focal.locator("[data-beside]")).to_contain_text("12")
    assert held() == {"answers": {"council": {"answer": "yes"}, "members": "12"}, "aside": ["14"]}

    ministry.goto(where)
    both = ministry.get_by_role("region", name="Texts kept aside")
    expect(both.locator("blockquote")).to_have_text(["14", "12"])
    axe(ministry)
    both.get_by_role("button", name="Use this one").click()
    expect(both).to_have_count(0)
    assert held() == {"answers": {"council": {"answer": "yes"}, "members": "14"}, "aside": []}

    ministry.get_by_label("Remark, as you like").fill("The number is of this year.")
    ministry.get_by_role("button", name="Hand the section back").click()
    ministry.wait_for_load_state()
    watch.expected.add(404)
    assert ministry.goto(where).status == 404
    focal.goto(where)
    expect(focal.get_by_text("handed back")).to_be_visible()
    expect(focal.get_by_text("The number is of this year.")).to_be_visible()


def test_ranking_by_the_keyboard(answering, page_of, axe):
    where, held = answering
    page = page_of("focal-point", viewport=NARROW)
    page.goto(f"{where}section/priorities/")
    for item in ("Skills", "Rights"):
        page.get_by_role("button", name=f"Move up: {item}").focus()
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Move up: Rights").focus()
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("Saved")
    axe(page)
    assert held()["answers"]["order"] == ["rights", "skills"]


def test_without_javascript(answering, page_of, axe):
    where, _held = answering
    page = page_of("focal-point", java_script_enabled=False)
    page.goto(f"{where}section/priorities/")
    page.locator('[name="a:order:rights"]').fill("1")
    page.locator('[name="a:order:skills"]').fill("2")
    why(page).fill("Because they matter. لأنها مهمة")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save and stay").click()
    page.get_by_label("How many members?").fill("12")
    page.get_by_role("button", name="Save and finish").click()
    page.get_by_role("button", name="Submit for our government").click()
    expect(page.get_by_text("Your answer was submitted")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("link", name="Receipt (PDF)").click()
    assert given.value.suggested_filename.endswith("receipt-1.pdf")
