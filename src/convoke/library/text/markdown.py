"""Markdown of a paper: taken apart into pieces, put together again, and made into HTML that is safe to show."""

import re
from collections.abc import Iterable, Mapping
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .pieces import DEEPEST, FOOTNOTE, HEADING, LIST, QUOTE, TABLE, TEXT

Split = tuple[str, int, str]
"""The kind of a piece, its level (of a heading, 1 to 4; else 0) and its Markdown."""

# without references: a piece stands alone, so that what it names must stand in it
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["reference", "image"])
_KINDS = {
    "bullet_list_open": LIST, "ordered_list_open": LIST, "blockquote_open": QUOTE, "table_open": TABLE,
}
_LABEL = re.compile(r"^ {0,3}\[\^([^\]\s^]+)\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\]\s^]+)\]")
_CLOSING_MARKS = re.compile(r"(^|[ \t])(#+)$")
_TAG = re.compile(r"(<[^>]*>)")
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_TAGS = frozenset({
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})
_ATTRIBUTES = {"a": {"href", "class"}, "ol": {"start"}}


def split(markdown: str) -> list[Split]:
    """The pieces of a text: headings, paragraphs, lists, quotations, tables and footnotes (``[^1]: …``).

    A heading comes without its marks; what is neither of these (code, a rule) counts as a paragraph. What is
    said is kept; blank lines and ways of writing the same are not.
    """
    source = clean(markdown)
    lines = source.split("\n")
    found: list[Split] = []
    tokens = _PARSER.parse(source)
    for number, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        found += _pieces(token, tokens[number + 1] if number + 1 < len(tokens) else token, lines)
    return [piece for piece in found if piece[2].strip()]


def _pieces(token: Token, following: Token, lines: list[str]) -> Iterable[Split]:
    start, end = token.map or (0, 0)
    written = "\n".join(lines[start:end]).rstrip()
    if token.type == "heading_open":
        said = " ".join(line.strip() for line in following.content.split("\n"))
        yield HEADING, min(int(token.tag[1]), DEEPEST), _CLOSING_MARKS.sub(r"\1\\\2", said.strip())
    elif token.type == "paragraph_open":
        yield from _paragraph(written)
    elif token.type in ("fence", "code_block"):
        mark = _fence_for(token.content)
        yield TEXT, 0, f"{mark}{token.info.strip() if token.type == 'fence' else ''}\n{_ended(token.content)}{mark}"
    elif token.type == "hr":
        yield TEXT, 0, "---"
    else:
        yield _KINDS.get(token.type, TEXT), 0, written.strip("\n")


def _paragraph(written: str) -> Iterable[Split]:
    """A paragraph, and the footnotes that were written into its lines."""
    kind, gathered = TEXT, list[str]()
    for line in written.split("\n"):
        if _LABEL.match(line):
            if gathered:
                yield kind, 0, "\n".join(gathered).strip(" \t\n")
            kind, gathered = FOOTNOTE, []
        gathered.append(line)
    yield kind, 0, "\n".join(gathered).strip(" \t\n")


def _fence_for(content: str) -> str:
    longest = max((len(run) for run in re.findall(r"~+", content)), default=0)
    return "~" * max(3, longest + 1)


def _ended(content: str) -> str:
    return content if not content or content.endswith("\n") else f"{content}\n"


def join(pieces: Iterable[Split]) -> str:
    """One Markdown text of pieces; :func:`split` gives the same pieces again."""
    return "\n\n".join(as_markdown(kind, level, text) for kind, level, text in pieces)


def as_markdown(kind: str, level: int, text: str) -> str:
    """A piece as it stands in a whole text: a heading with its marks."""
    if kind != HEADING:
        return text
    said = _CLOSING_MARKS.sub(r"\1\\\2", " ".join(text.split("\n")))
    return f"{'#' * min(max(level, 1), DEEPEST)} {said}"


def clean(markdown: str) -> str:
    """A text as it can be stored: with plain line ends, without characters that no database or file takes."""
    return _UNSTORABLE.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))


def label_of(markdown: str) -> str:
    """The label of a footnote, ``1`` of ``[^1]: …``; empty for a text that has none."""
    found = _LABEL.match(markdown)
    return found.group(1) if found else ""


def with_label(markdown: str, label: str) -> str:
    """A footnote with this label, whatever label it had."""
    return f"[^{label}]: {without_label(markdown)}".rstrip()


def without_label(markdown: str) -> str:
    """The words of a footnote."""
    return _LABEL.sub("", markdown, count=1)


def to_html(markdown: str, footnotes: Mapping[str, str] | None = None) -> SafeString:
    """HTML of a piece that is no heading: safe, without pictures and raw HTML.

    Links keep to ``http``, ``https``, ``mailto`` and addresses within this site. ``footnotes`` are the numbers
    of the footnotes by label (``numbering.footnote_marks``): a reference becomes a link to ``#note-<number>``.
    The label of a footnote is left out.
    """
    return _safe(_PARSER.render(without_label(clean(markdown))), footnotes or {})


def inline_html(markdown: str, footnotes: Mapping[str, str] | None = None) -> SafeString:
    """HTML of a heading or of a footnote's words, without the element around: for use within one."""
    return _safe(_PARSER.renderInline(without_label(clean(markdown)).replace("\n", " ")), footnotes or {})


def plain(markdown: str) -> str:
    """The words of a piece without marks: for search, for comparing lengths and for titles."""
    text = nh3.clean(_PARSER.render(without_label(clean(markdown))), tags=set())
    return " ".join(_unescaped(text).split())


def _unescaped(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _safe(drawn: str, footnotes: Mapping[str, str]) -> SafeString:
    def marked(found: re.Match[str]) -> str:
        number = footnotes.get(found.group(1))
        return f'<sup><a href="#note-{escape(number)}">{escape(number)}</a></sup>' if number else found.group(0)

    # not within a tag: an address may hold what looks like a reference
    parts = [part if part.startswith("<") else _REFERENCE.sub(marked, part) for part in _TAG.split(drawn)]
    clean_html = nh3.clean(
        "".join(parts),
        tags=set(_TAGS), attributes={key: set(names) for key, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"}, link_rel="noopener nofollow",
    )
    return mark_safe(clean_html)  # noqa: S308  (nh3 has just made it safe)
