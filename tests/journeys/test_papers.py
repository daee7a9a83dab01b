"""A paper in the browser: written, translated, commented on, answered, revised, compared, published, taken along."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import facts_of

DOCUMENTS = "/{language}/manila-2008/documents/"
TEXT = "# Purpose\n\nTransfers are private.\n\nThey are large."
FRENCH = ("Objet", "Les transferts sont privés.", "Ils sont importants.")
SECONDS = 120
"""How long the files of a published paper may take to appear."""


def write_paper(office: Page, title: str, path: Path) -> str:
    """Begins a paper by Bermea in English, to be translated into French, and takes its text from a file."""
    office.goto(f"{DOCUMENTS.format(language='en')}new/")
    office.locator("#id_title").fill(title)
    office.locator("input[name=languages][value=fr]").check()
    office.locator("[name=authors][value=exercise-bermea]").check()
    office.locator("form.sheet button[type=submit]").click()
    office.wait_for_url("**/v1/write/")
    path.write_text(TEXT, encoding="utf-8")
    office.locator("#whole").click()
    office.locator("input[type=file]").set_input_files(path)
    office.locator("button[value=replace]").click()
    expect(office.locator("main")).to_contain_text("They are large.")
    return office.url.partition("v1/write/")[0]


@pytest.mark.parametrize("script", [True, False])
def test_a_paper_goes_from_the_first_word_to_a_published_pdf(
    page_of: Callable[..., Page], new_page: Callable[..., Page], axe: Callable[[Page], None], tmp_path: Path,
    script: bool,
) -> None:
    office = page_of("task-force", java_script_enabled=script)
    paper = write_paper(office, f"On transfers ({'scripts' if script else 'no scripts'}, exercise)", tmp_path / "a.md")
    if script:
        axe(office)

    translator = page_of("contributor", java_script_enabled=script)
    translator.goto(f"{paper}v1/translate/fr/")
    for number, words in enumerate(FRENCH):
        translator.locator(".translate textarea").nth(number).fill(words)
    translator.locator(".translate button[type=submit]").click()
    expect(translator.locator(".translate__line--open")).to_have_count(0)

    office.goto(f"{paper}v1/publish/")
    office.locator("#id_day").fill("2008-07-01")
    office.locator("button[value=circulate]").click()
    office.wait_for_url(paper)

    party = page_of("focal-point", java_script_enabled=script)
    party.goto(f"{paper}v1/comments/")
    party.locator("a[href^='?on=']").nth(3).click()
    party.locator("#id_text").fill("By which measure?")
    party.locator("#id_proposal").fill("They are large, and growing.")
    party.locator("button[value^='comment ']").click()
    expect(party.locator("li.comment ins").first).to_contain_text("and growing")

    office.goto(f"{paper}v1/comments/")
    office.locator("a[href^='?answer=']").first.click()
    office.locator("input[name=state][value=taken]").check()
    office.locator("#id_answer").fill("The figures of last year bear it out.")
    office.locator("button[value^='answer ']").click()
    expect(office.locator("li.comment").first).to_contain_text("The figures of last year bear it out.")

    office.goto(paper)
    office.locator("#begin").click()
    office.locator("form[action$='/begin/'] button[type=submit]").click()
    office.wait_for_url("**/v2/write/")
    office.locator("section.paper__line").nth(2).locator("a[href*='edit=']").click()
    office.locator("#id_text").fill("They are large, and growing.")
    office.locator("button[value^='save ']").click()
    expect(office.locator("section.paper__line").nth(2)).to_contain_text("and growing")
    office.goto(f"{paper}compare/?then=1&now=2&in=en")
    expect(office.locator("ins").first).to_contain_text("and growing")
    if script:
        axe(office)
    translator.goto(f"{paper}v2/translate/fr/?show=open")
    expect(translator.locator(".translate textarea")).to_have_count(1)
    translator.locator(".translate textarea").fill("Ils sont importants et augmentent.")
    translator.locator(".translate button[type=submit]").click()

    office.goto(f"{paper}v2/publish/")
    office.locator("#id_what_changed").fill("A comment was taken.")
    office.locator("button[value=publish]").click()
    office.wait_for_url(paper)

    reader = new_page(java_script_enabled=script)
    reader.goto(paper)
    expect(reader.locator("article")).to_contain_text("They are large, and growing.")
    reader.goto(f"{paper}v1/")
    expect(reader.locator("main")).to_contain_text("superseded")
    reader.goto(paper.replace("/en/", "/fr/"))
    expect(reader.locator("article")).to_contain_text("Ils sont importants et augmentent.")
    for _second in range(SECONDS):
        if reader.locator("#files").count() and reader.locator("ul a[hreflang=fr]", has_text="PDF").count():
            break
        reader.wait_for_timeout(1000)
        reader.reload()
    with reader.expect_download() as taken:
        reader.locator("ul a[hreflang=fr]", has_text="PDF").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    assert re.search(r"-v2-fr\.pdf$", taken.value.suggested_filename)
    if script:
        axe(reader)
        reader.set_viewport_size({"width": 360, "height": 740})
        facts = facts_of(reader)
        assert facts["width"] <= facts["room"], facts["wide"]
