"""How chapters and their parts are numbered, as the reports of the United Nations do.

Chapters carry Roman numerals and parts capital letters, which leaves the Arabic
numerals to the sessions (1.4), so that “see 1.4” can mean only one thing. Arabic
reports number with ordinal words and with the names of the letters.
"""

from convoke.library.text.numbering import roman

_ARABIC_ORDINALS = (
    "أولاً", "ثانياً", "ثالثاً", "رابعاً", "خامساً", "سادساً", "سابعاً", "ثامناً", "تاسعاً", "عاشراً",
    "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر",
)
_ARABIC_LETTERS = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم")


def chapter(number: int, language: str) -> str:
    """The printed number of a chapter, from 1."""
    if language == "ar" and number <= len(_ARABIC_ORDINALS):
        return f"{_ARABIC_ORDINALS[number - 1]} -"
    return f"{roman(number)}."


def part(number: int, language: str) -> str:
    """The printed number of a part of a chapter, from 1."""
    return f"{letter(number, language)} -" if language == "ar" else f"{letter(number, language)}."


def letter(number: int, language: str) -> str:
    """The letter that stands for a number, from 1 to 26 (13 in Arabic)."""
    if language == "ar" and number <= len(_ARABIC_LETTERS):
        return _ARABIC_LETTERS[number - 1]
    return chr(ord("A") + number - 1)
