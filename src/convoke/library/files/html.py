"""A paper as a fragment of a page."""

import re
from collections.abc import Callable

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from convoke.core.languages import direction

from ..text.markdown import inline_html, to_html
from ..text.numbering import footnote_marks
from ..text.pieces import FOOTNOTE, HEADING, TEXT
from .outline import Line, above, lines
from .paper import Paper

_REFERENCE = re.compile(r'<sup><a href="#note-(\d+)"')
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:()'’“”‘–—%/?،؛؟-]|\[\^[\w-]+\])*")
"""A line without any marks but references: what nearly all paragraphs are."""
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
            '<section class="paper__notes"><h2>{}</h2><ol>{}</ol></section>', above(paper)["notes"],
            format_html_join("", "{}", ((note,) for note in notes)),
        ))
    return format_html(
        '<div class="paper" lang="{}" dir="{}">{}</div>', paper.language, paper.direction,
        format_html_join("\n", "{}", ((one,) for one in body)),
    )


def _piece(line: Line, make: Callable[[str], SafeString], marks: dict[str, str]) -> SafeString:
    number = format_html('<span class="paper__number">{}.</span> ', line.number) if line.number else ""
    if line.piece.kind == HEADING:
        return format_html(
            '<h{level} id="p-{key}"{language}>{number}{said}</h{level}>{word}', level=line.level + 1,
            key=line.piece.key, language=_language(line), number=number,
            said=make(_said(line.text, marks) or inline_html(line.text, marks)),
            word=_word(line),
        )
    plain = _said(line.text, marks)
    said = make(f"<p>{plain}</p>\n" if plain else to_html(line.text, marks))
    kind = "numbered" if line.number and line.piece.kind == TEXT else line.piece.kind
    return format_html(
        '<div class="paper__{kind}" id="p-{key}"{language}>{word}{number}{said}</div>', kind=kind, key=line.piece.key,
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
        _word(line), line.piece.key, said, back,
    )


def _language(line: Line) -> SafeString | str:
    return format_html(' lang="{}" dir="{}"', line.language, line.direction) if line.is_fallback else ""


def _word(line: Line) -> SafeString | str:
    if not line.is_fallback:
        return ""
    return format_html(
        '<span class="paper__fallback" lang="{0}" dir="{1}">{2}</span> ', line.reader, direction(line.reader), line.word
    )
