"""A paper as HTML: its text within a page, and as a page of its own."""

import re
from collections.abc import Callable

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from convoke.core.languages import direction

from ..text.markdown import inline_html, to_html
from ..text.numbering import footnote_marks
from ..text.pieces import FOOTNOTE, HEADING
from .outline import Line, above, lines
from .paper import Paper

_REFERENCE = re.compile(r'<sup><a href="#note-(\d+)"')
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:()'’“”‘–—%/?،؛؟-]|\[\^[\w-]+\])*")
"""A line without any marks but references: what nearly all paragraphs are."""
_STYLE = (
    "body{margin:2rem auto;padding-inline:1.25rem;max-inline-size:44rem;font:1.0625rem/1.55 Georgia,'Times New Roman',"
    "'Noto Naskh Arabic',serif;color:#1b2430}h1,h2,h3,h4,h5{line-height:1.25}header{border-block-end:2px solid #1b3a5c;"
    "margin-block-end:2rem}header p{color:#4a5563}.paper__number{float:inline-start;margin-inline-end:.6rem}"
    ":is(h2,h3,h4,h5)>.paper__number{float:none}.paper__fallback{font-size:.85rem;color:#4a5563}"
    "table{border-collapse:collapse}td,th{border:1px solid #9aa5b1;padding:.3rem .6rem;text-align:start}"
    "blockquote{margin-inline:1.5rem;font-style:italic}"
)
_NOTE = re.compile(r"\[\^([\w-]+)\]")


def fragment(paper: Paper) -> SafeString:
    """The text as HTML: ``p-<key>`` names each piece, ``note-<n>`` a footnote and ``ref-<n>`` its first reference.

    LIB-3: a piece that is not translated carries its language, its direction and a word on it.
    """
    found, marks = lines(paper), footnote_marks(paper.pieces)
    referred: set[str] = set()

    def linked(html: str) -> SafeString:
        def named(match: re.Match[str]) -> str:
            if match[1] in referred:
                return match[0]
            referred.add(match[1])
            return f'<sup id="ref-{match[1]}"><a href="#note-{match[1]}"'

        return mark_safe(_REFERENCE.sub(named, html))  # noqa: S308  (what to_html made, and a number)

    with translation.override(paper.language):
        body = [_piece(line, linked, marks) for line in found if line.piece.kind != FOOTNOTE]
        notes = [_note(line, inline_html(line.text), referred) for line in found if line.piece.kind == FOOTNOTE]
    if notes:
        body.append(format_html(
            '<section class="paper__notes"><h2 id="notes">{}</h2><ol>{}</ol></section>', above(paper)["notes"],
            format_html_join("", "{}", ((note,) for note in notes)),
        ))
    return format_html(
        '<div class="paper prose" lang="{}" dir="{}">{}</div>', paper.language, paper.direction,
        format_html_join("\n", "{}", ((one,) for one in body)),
    )


def document(paper: Paper) -> bytes:
    """A page of its own to be kept and read anywhere: title, symbol, authors and text; it asks for nothing else."""
    words = above(paper)
    facts = " · ".join(fact for fact in (paper.symbol, words["version"], words["authors"], words["date"]) if fact)
    made = format_html(
        '<!doctype html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        "<style>{style}</style></head>\n<body><main><header><p>{forum}</p><h1>{title}</h1><p>{facts}</p></header>\n"
        "{text}</main></body></html>\n",
        language=paper.language, direction=paper.direction, title=words["title"], forum=words["forum"], facts=facts,
        style=mark_safe(_STYLE), text=fragment(paper),  # noqa: S308  (it stands above)
    )
    return made.encode()


def _piece(line: Line, make: Callable[[str], SafeString], marks: dict[str, str]) -> SafeString:
    number = format_html('<span class="paper__number">{}.</span> ', line.number) if line.number else ""
    if line.piece.kind == HEADING:
        return format_html(
            '<div class="paper__line" id="p-{key}">{word}<h{level}{language}>{number}{said}</h{level}></div>',
            level=line.level + 1, key=line.piece.key, language=_language(line), number=number,
            said=make(_said(line.text, marks) or inline_html(line.text, marks)), word=_word(line),
        )
    plain = _said(line.text, marks)
    said = make(f"<p>{plain}</p>\n" if plain else to_html(line.text, marks))
    return format_html(
        '<div class="paper__line" id="p-{key}">{word}<div{language}>{number}{said}</div></div>', key=line.piece.key,
        language=_language(line), word=_word(line), number=number, said=said,
    )


def _said(text: str, marks: dict[str, str]) -> str:
    """The HTML of a line without marks, and empty for any other: a long paper is drawn in a third of the time."""
    if not _PLAIN.fullmatch(text) or text.endswith(" "):
        return ""

    def referred(found: re.Match[str]) -> str:
        number = marks.get(found[1])
        return f'<sup><a href="#note-{number}" rel="noopener nofollow">{number}</a></sup>' if number else found[0]

    return _NOTE.sub(referred, text)


def _note(line: Line, said: str, referred: set[str]) -> SafeString:
    back = format_html(' <a href="#ref-{0}" aria-label="{1}">↩</a>', line.number,
                       _("Back to the text")) if line.number in referred else ""
    return format_html(
        '<li id="note-{}" value="{}"{}>{}<span id="p-{}">{}</span>{}</li>', line.number, line.number, _language(line),
        _word(line, "span"), line.piece.key, said, back,
    )


def _language(line: Line) -> SafeString | str:
    return format_html(' lang="{}" dir="{}"', line.language, line.direction) if line.is_fallback else ""


def _word(line: Line, tag: str = "p") -> SafeString | str:
    """LIB-3: the word on a piece that is not translated; a ``span`` within a line."""
    if not line.is_fallback:
        return ""
    return format_html(
        '<{0} class="paper__fallback" lang="{1}" dir="{2}">{3}</{0}> ', tag, line.reader, direction(line.reader),
        line.word,
    )
