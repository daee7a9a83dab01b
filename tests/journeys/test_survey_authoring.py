"""A newcomer of the task force writes ten questions in two languages, tries them and opens the survey."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

LINES = """# Priorities | Priorités
Rank the themes [ranking] * | Classez les thèmes
- Remittances | Transferts de fonds
- Rights of migrants | Droits des migrants
- Skills | Compétences
Why? | Pourquoi ?
Which theme is new? [short] | Quel thème est nouveau ?
# Policy | Politique
Is there a council? [yes-no] * | Existe-t-il un conseil ?
How many members? [number] | Combien de membres ?
By what means? [several] | Par quels moyens ?
- Law | Loi
- Plan | Plan
Since when? [date] | Depuis quand ?
With whom? [party] | Avec qui ?
Whom may we ask? [contact] | À qui pouvons-nous nous adresser ?"""


def test_ten_questions_in_two_languages_from_nothing_to_open(
    page_of: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = page_of("task-force")
    page.goto("/en/brussels-2007/questionnaires/new/")
    page.get_by_label("Name (English)", exact=True).fill("Journey survey")
    page.get_by_label("Last day for answers").fill("2008-09-30")
    page.locator("input[name=languages][value=fr]").check()
    page.get_by_label("This is an exercise").check()
    axe(page)
    page.get_by_role("button", name="Draft it and go on to the questions").click()

    page.get_by_label("Questions, one a line").fill(LINES)
    page.get_by_role("button", name="Add these questions").press("Enter")
    expect(page.get_by_text("9 questions were added.")).to_be_visible()

    page.get_by_role("button", name=re.compile("^Add .*policy$")).press("Enter")
    page.get_by_label("Question (English)").fill("Anything else?")
    page.get_by_label("Question (Français)").fill("Autre chose ?")
    axe(page)
    page.get_by_role("button", name="Save", exact=True).press("Enter")

    page.get_by_role("link", name="How many members?").click()
    page.get_by_label("Asked only if").select_option(label="Is there a council?")
    page.get_by_label("Which answer").fill("Yes")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("only if “Is there a council?” is “Yes”")).to_be_visible()
    expect(page.get_by_text("10 questions", exact=True)).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Preview", exact=True).click()
    page.locator(".preview__places").get_by_role("button", name="Policy").click()
    expect(page.get_by_text("How many members?")).to_be_hidden()
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_text("Combien de membres ?")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Back to writing").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Go on to opening").click()
    axe(page)
    page.get_by_role("button", name=re.compile("^Open it and invite")).press("Enter")
    expect(page.get_by_text("is frozen since")).to_be_visible()
