"""The whole survey in one go: written, sent, answered by three governments in three ways, read, and on the agenda."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from .steps import choose_theme

EDITION, CODE = "manila-2008", "whole-journey"
SURVEY = f"/en/{EDITION}/questionnaires/{CODE}"
LINES = """# Priorities | Priorités
Rank the themes [ranking] * | Classez les thèmes
- Remittances | Transferts de fonds
- Rights of migrants | Droits des migrants
- Skills | Compétences
Why this order? | Pourquoi cet ordre ?
Which theme is new? [short] | Quel thème est nouveau ?
# Policy | Politique
Is there a council? [yes-no] | Existe-t-il un conseil ?
How many members? [number] | Combien de membres ?
By what means? [several] | Par quels moyens ?
- Law | Loi
- Plan | Plan
Since when? [date] | Depuis quand ?
With whom? [party] | Avec qui ?
Whom may we ask? [contact] | À qui pouvons-nous nous adresser ?
Anything else? | Autre chose ?"""
BERMEA, CARDENIA, DORVANIA = "exercise-bermea", "exercise-cardenia", "exercise-dorvania"


def test_from_ten_questions_to_a_theme_that_cites_what_three_governments_wanted(
    page_of: Callable[..., Page], tmp_path: Path
) -> None:
    office = page_of("task-force")
    written(office)
    sent(office)
    on_paper(office, page_of("chair"))
    by_spreadsheet(office, tmp_path)
    with_two_ministries(page_of("focal-point"), page_of("contributor"))
    read(office)
    on_the_agenda(office)


def written(page: Page) -> None:
    """Ten questions in two languages, to three states that do not exist."""
    page.goto(f"/en/{EDITION}/questionnaires/new/")
    page.get_by_label("Name (English)", exact=True).fill("The whole journey")
    page.locator("input[name=addressed_to][value=parties]").check()
    page.get_by_text("Choose parties one by one").click()
    for party in (BERMEA, CARDENIA, DORVANIA):
        page.locator(f"input[name=invited][value={party}]").check()
    page.get_by_label("Last day for answers").fill("2008-09-30")
    page.locator("input[name=languages][value=fr]").check()
    page.get_by_label("This is an exercise").check()
    page.get_by_text("Address of the page").click()
    page.get_by_label("Short name in addresses").fill(CODE)
    page.get_by_role("button", name="Draft it and go on to the questions").click()
    page.get_by_label("Questions, one a line").fill(LINES)
    page.get_by_role("button", name="Add these questions").click()
    expect(page.get_by_text("10 questions were added.")).to_be_visible()
    page.get_by_role("link", name="Go on to opening").click()
    page.get_by_role("button", name=re.compile("^Open it and invite")).click()
    expect(page.get_by_text("is frozen since")).to_be_visible()


def sent(page: Page) -> None:
    """To the focal points of all who are asked; looked at before it goes."""
    page.goto(f"{SURVEY}/standing/")
    page.get_by_role("button", name=re.compile("^Draft the invitation")).click()
    page.get_by_role("button", name=re.compile(r"^Send \d+ message")).click()
    expect(page.get_by_role("status").first).to_be_visible()


def on_paper(office: Page, chair: Page) -> None:
    """Dorvania answers on paper: one enters it, another checks it."""
    handed_in(office, DORVANIA, "on paper", None)
    for place, label in enumerate(("Remittances", "Skills", "Rights of migrants"), 1):
        office.locator(".ranking__item", has_text=label).locator("input").fill(str(place))
    office.get_by_role("button", name="Entered; have it checked").click()
    chair.goto(office.url)
    expect(chair.locator(".ranking__item", has_text="Remittances").locator("input")).to_have_value("1")
    chair.get_by_role("button", name="Take in as checked").click()
    expect(chair.get_by_text("Taken in as answer no. 1")).to_be_visible()


def by_spreadsheet(office: Page, folder: Path) -> None:
    """Cardenia fills in the spreadsheet and mails it to the task force."""
    path = folder / "cardenia.xlsx"
    path.write_bytes(office.request.get(f"{SURVEY}/answer/{CARDENIA}/form.xlsx").body())
    book = openpyxl.load_workbook(path)
    places = {"Skills": 1, "Remittances": 2, "Rights of migrants": 3}
    filled = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            labels = [cell.value for cell in row if cell.value in places]
            free = [cell for cell in row if not cell.protection.locked]
            if labels and free:
                free[0].value = places[labels[0]]
                filled += 1
    assert filled == 3
    book.save(path)
    handed_in(office, CARDENIA, "by e-mail", path)
    expect(office.get_by_role("heading", name="What was read, line by line")).to_be_visible()
    office.get_by_role("button", name="Submit them for the party").click()
    expect(office.get_by_text("Taken in as answer no. 1")).to_be_visible()


def handed_in(office: Page, party: str, channel: str, path: Path | None) -> None:
    """Puts what reached the task force on record."""
    office.goto(f"{SURVEY}/received/")
    form = office.locator("form[enctype]")
    form.locator("select[name=party]").select_option(party)
    form.get_by_label(channel, exact=True).check()
    if path:
        form.locator("input[type=file]").set_input_files(path)
    else:
        scan = {"name": "scan.png", "mimeType": "image/png", "buffer": PIXEL}
        form.locator("input[type=file]").set_input_files(scan)  # type: ignore[arg-type]
    form.get_by_role("button", name="Hand in").click()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fe"
    "a7359b210000000049454e44ae426082"
)
"""A scan of one point."""


def with_two_ministries(focal: Page, ministry: Page) -> None:
    """Bermea: the focal point ranks, a ministry answers on policy in a browser of its own; then it is submitted."""
    answer = f"{SURVEY}/answer/{BERMEA}/"
    focal.goto(answer)
    focal.get_by_role("link", name=re.compile("Hand this section to a ministry")).nth(1).click()
    to_whom = focal.locator("select[name=mandate]")
    to_whom.select_option(label=to_whom.locator("option", has_text="Contributor").first.inner_text())
    focal.get_by_role("button", name="Hand the section on").click()
    expect(focal.get_by_text("The section was handed to")).to_be_visible()

    ministry.goto(answer)
    ministry.get_by_role("link", name="Policy", exact=True).click()
    ministry.get_by_role("radio", name="Yes", exact=True).check()
    ministry.get_by_label("Law", exact=True).check()
    ministry.get_by_role("button", name="Save and stay").click()
    expect(ministry.get_by_label("Law", exact=True)).to_be_checked()

    focal.get_by_role("link", name="Priorities", exact=True).click()
    for place, label in enumerate(("Rights of migrants", "Skills", "Remittances"), 1):
        focal.locator(".ranking__item", has_text=label).locator("input").fill(str(place))
    focal.get_by_role("button", name="Save and stay").click()
    focal.goto(answer)
    focal.get_by_role("button", name=re.compile("^Submit")).click()
    expect(focal.get_by_role("link", name=re.compile("Receipt")).first).to_be_visible()


def read(page: Page) -> None:
    """The task force sees that all have answered, and by which rule what comes first."""
    page.goto(f"{SURVEY}/standing/")
    expect(page.get_by_text("Bermea (exercise): submitted")).to_be_visible()
    expect(page.locator(".facts", has_text="have answered")).to_contain_text("3")
    page.goto(f"{SURVEY}/results/")
    page.get_by_role("link", name="Priorities by several rules").click()
    side_by_side = page.get_by_role("group", name="The rules side by side")
    expect(side_by_side.locator("tbody th")).to_have_text(["Skills", "Remittances", "Rights of migrants"])


def on_the_agenda(page: Page) -> None:
    """The theme that was wanted most is chosen with its reason, and the programme cites it (PRO-5)."""
    choose_theme(page, "Skills", "Ranked first or second by all three who answered.", "Skills that circulate")
    page.get_by_role("link", name="Skills that circulate").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skills that circulate")
    expect(page.get_by_text("A priority named by governments")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Skills", exact=True).first).to_be_visible()
