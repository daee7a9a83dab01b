"""The numbers of paragraphs, headings and footnotes: worked out from their order, stored nowhere."""

from collections.abc import Iterable
from itertools import count

from .markdown import label_of
from .pieces import DEEPEST, FOOTNOTE, HEADING, TEXT, Piece

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)


def numbers(pieces: Iterable[Piece]) -> dict[str, str]:
    """The number of each piece that has one, by its key.

    Numbered paragraphs run 1, 2, 3 … through the whole document. Headings are numbered by level (I, II;
    A, B; 1, 2; a, b), each level anew below the one above. Footnotes are numbered in their order. A piece
    that is not to be numbered has none; a footnote always has.
    """
    found: dict[str, str] = {}
    paragraphs, footnotes = count(1), count(1)
    headings = [0] * DEEPEST
    for piece in pieces:
        if piece.kind == FOOTNOTE:
            found[piece.key] = str(next(footnotes))
        elif not piece.is_numbered:
            continue
        elif piece.kind == TEXT:
            found[piece.key] = str(next(paragraphs))
        elif piece.kind == HEADING:
            level = min(max(piece.level, 1), DEEPEST)
            headings[level - 1] += 1
            headings[level:] = [0] * (DEEPEST - level)
            found[piece.key] = _heading(level, headings[level - 1])
    return found


def footnote_marks(pieces: Iterable[Piece]) -> dict[str, str]:
    """The number of each footnote by the label its references use; what ``to_html`` takes."""
    notes = [piece for piece in pieces if piece.kind == FOOTNOTE]
    marks: dict[str, str] = {}
    for number, piece in enumerate(notes, 1):
        for text in piece.texts.values():
            label = label_of(text)
            if label:
                marks.setdefault(label, str(number))
    return marks


def _heading(level: int, number: int) -> str:
    return (roman, _upper, str, _lower)[level - 1](number)


def roman(number: int) -> str:
    """A number from 1 on in Roman numerals."""
    said = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        said += letters * times
    return said


def _upper(number: int) -> str:
    """A, B … Z, AA, AB …"""
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def _lower(number: int) -> str:
    return _upper(number).lower()
