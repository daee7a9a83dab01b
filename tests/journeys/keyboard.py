"""Going through pages by keyboard alone."""

from playwright.sync_api import Page

FOCUSED = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const box = at.getBoundingClientRect(), style = getComputedStyle(at);
    const drawn = at.querySelector("rect");
    const isOutlined = style.outlineStyle !== "none" || style.boxShadow !== "none"
        || (at instanceof SVGElement && drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 2);
    return {
        text: (at.textContent || "").trim().replace(/\\s+/g, " "), href: at.getAttribute("href") || "",
        tag: at.tagName.toLowerCase(),
        isSeen: box.width > 0 && box.height > 0 && isOutlined,
    };
}"""


def tab_to(page: Page, *, text: str = "", href: str = "", within: int = 600) -> None:
    """Presses Tab until a link or button with this text or address has the focus, which must be visible."""
    passed = []
    for _press in range(within):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:
            continue
        passed.append(at["text"][:40])
        if (text and text in at["text"]) or (href and at["href"].endswith(href)):
            assert at["isSeen"], f"the focus on {at['text'] or at['href']} cannot be seen"
            return
    raise AssertionError(f"Tab never reached {text or href} on {page.url}; it passed {passed[-20:]}")


def follow(page: Page, *, text: str = "", href: str = "") -> None:
    """Tabs to a link and opens it by Enter."""
    tab_to(page, text=text, href=href)
    with page.expect_navigation():
        page.keyboard.press("Enter")
