"""Text that people write with Markdown, made into HTML that is safe to show."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = frozenset({
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
})
"""The elements that are kept; everything else is taken out with what is between its marks left as text."""


def to_html(text: str) -> SafeString:
    """HTML of a Markdown text: headings from the second level on, no raw HTML, no scripts, no pictures.

    Links keep to ``http``, ``https``, ``mailto`` and ``tel``; all others lose their address.
    """
    drawn = _MARKDOWN.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        drawn, tags=set(TAGS), attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener nofollow",
    )
    return mark_safe(clean)  # noqa: S308  (nh3 has just made it safe)


def to_text(text: str) -> str:
    """The same text as plain text, for messages: as it was written, without trailing blanks."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
