"""How wide words are, where they break, and which way they run: what a picture needs to know of its texts.

No browser is asked: the width of each letter is estimated from the widest of the usual
sans-serif faces, so that what is laid out here fits wherever it is drawn.
"""

import re
import unicodedata
from functools import cache, lru_cache

from babel.numbers import format_decimal, format_percent

from convoke.core.formats import locale_for
from convoke.core.languages import active_language, direction, direction_of

SIZES = {
    "title": 18.0, "label": 13.5, "strong": 13.5, "value": 13.0, "head": 12.5, "soft": 12.0, "tick": 11.5,
    "inside": 11.5, "over": 11.5, "bright": 11.5, "knot": 11.0, "chosen": 11.0,
}
"""The size of each kind of text in the units of a drawing; the style sheet says the same."""
BOLD = frozenset({"title", "strong", "head", "chosen"})
LEADING = 1.28
"""From one line to the next, in sizes."""
_FACE = 1.08
_WIDTHS = {
    0.24: "'", 0.27: " ijl!,.:;J`|", 0.31: "()-[]·", 0.35: "Ift/\\{}", 0.41: '"r', 0.46: "?_z", 0.49: "cs*",
    0.54: "vyFLkx$+0123456789<=>^~aeSETYZ–", 0.61: "PVobdgpqXKRhnuC", 0.66: "AB#&", 0.74: "DGUHw", 0.78: "NOQ",
    0.84: "%", 0.93: "@MWm—…",
}
_KNOWN = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


@cache
def _letter(letter: str) -> float:
    known = _KNOWN.get(letter)
    if known is not None:
        return known
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.0
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter:
        return _letter(base)
    if unicodedata.bidirectional(letter) in ("R", "AL"):
        return 0.46
    return 0.74 if category == "Lu" else 0.64


@lru_cache(maxsize=8192)
def width_of(text: str, kind: str) -> float:
    """How wide a text of a kind is at most, in the units of a drawing."""
    wide = _FACE * (1.14 if kind in BOLD else 1.0)
    return sum(map(_letter, text)) * SIZES[kind] * wide


def line_height(kind: str) -> float:
    """From one line of a kind to the next."""
    return round(SIZES[kind] * LEADING, 1)


def clean(text: object) -> str:
    """A text on one line, without signs that no file may hold or that would turn what stands beside it."""
    return _SPACE.sub(" ", _UNPRINTABLE.sub(" ", str(text))).strip()


def wrapped(text: object, kind: str, width: float, most: int = 4) -> tuple[str, ...]:
    """A text broken into lines no wider than ``width``; what exceeds ``most`` lines ends with an ellipsis."""
    lines: list[str] = []
    current = ""
    for word in clean(text).split(" "):
        longer = f"{current} {word}".strip()
        if width_of(longer, kind) <= width:
            current = longer
            continue
        if current:
            lines.append(current)
        current = word
        while width_of(current, kind) > width and len(current) > 1:
            fitting = _fitting(current, kind, width)
            lines.append(current[:fitting])
            current = current[fitting:]
    lines.append(current)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and width_of(f"{last}…", kind) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,;:–(") + "…")


def _fitting(word: str, kind: str, width: float) -> int:
    """How many letters of a word fit, at least one; a mark stays with its letter."""
    number = 1
    while number < len(word) and width_of(word[: number + 1], kind) <= width:
        number += 1
    while number < len(word) and unicodedata.combining(word[number]):
        number += 1
    return number


def is_mirrored() -> bool:
    """Whether the language in use is written from right to left."""
    return direction(active_language()) == "rtl"


def isolated(text: str, way: str = "") -> str:
    """A text that keeps its own direction wherever it is drawn; plain where nothing could turn it."""
    way = way or direction_of(text, direction(active_language()))
    if way == "ltr" and not any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text):
        return text
    return f"{_ISOLATES[way]}{text}\u2069"


def percent(share: float) -> str:
    """A share as the language writes it: 43 %; small ones with a decimal, so that few are not none."""
    return _percent(round(share, 3 if share < 0.01 else 2), active_language())


def number(value: float, decimals: int | None = None) -> str:
    """A number as the language writes it, with so many decimals if that is said."""
    return _number(value, decimals, active_language())


@lru_cache(maxsize=4096)
def _percent(share: float, language: str) -> str:
    pattern = "#,##0.0%" if 0 < share < 0.01 else None
    return str(format_percent(share, locale=locale_for(language), format=pattern))


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int | None, language: str) -> str:
    pattern = None if decimals is None else "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(format_decimal(value, format=pattern, locale=locale_for(language)))
