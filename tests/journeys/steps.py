"""Steps that several journeys take."""

from playwright.sync_api import Page


def choose_theme(page: Page, item: str, reason: str, title: str) -> None:
    """From the results of a survey: chooses an item with its reason, and puts a theme that cites it on the agenda."""
    page.get_by_role("link", name="From results to the agenda: choose themes").click()
    found = page.locator(".to-choose li", has_text=item)
    found.get_by_role("checkbox").check()
    found.locator("summary").first.click()
    found.locator("textarea").first.fill(reason)
    page.get_by_role("button", name="Choose what is ticked").click()
    form = page.locator("form", has=page.locator("input[name=do][value=create]"))
    form.get_by_role("checkbox").check()
    form.get_by_label("Title of the theme").first.fill(title)
    form.get_by_role("button", name="Put it on the agenda").click()
