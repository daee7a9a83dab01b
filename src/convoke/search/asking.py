"""What a reader types: words, “phrases”, -without and beginnings*, and what is wrong with it."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .words import fold, is_han, is_stopped, words_in

LONGEST = 300
"""Letters of a question that are read."""
MOST = 20
"""Words of a question."""
MOST_BEGUN = 5
"""Beginnings in a question."""
BEGINS = 2
"""Letters that a beginning has at least."""
_PART = re.compile(r'-?[“”«»„"][^“”«»„"]*[“”«»„"]?|\S+')
_QUOTES = "“”«»„\""


@dataclass(frozen=True)
class Asked:
    """A question taken apart."""

    words: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()

    @property
    def telling(self) -> list[str]:
        """The words that narrow anything down."""
        whole = [*self.words, *(word for phrase in self.phrases for word in phrase)]
        return [*self.begun, *(word for word in whole if not is_stopped(fold(word)))]


def accepted() -> str:
    """What can be typed, in a sentence or two."""
    return _(
        "Accepted: words, “words in quotation marks” as they stand together, -word for texts without it, "
        "and the beginning of a word with a star, such as migra*."
    )


def read(text: str) -> Asked:
    """Takes a question apart. Raises ValidationError, saying what is accepted, for one that asks for nothing."""
    if len(text) > LONGEST:
        raise ValidationError(
            _("This is too long. Accepted: up to %(letters)s letters.") % {"letters": LONGEST}, code="long"
        )
    words: list[str] = []
    begun: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    for part in _PART.findall(text):
        found = tuple(words_in(part))
        if not found:
            continue
        if part.startswith("-"):
            without += [word for word in found if not is_stopped(fold(word))]
        elif part[0] in _QUOTES and len(found) > 1:
            phrases.append(found)
        elif part.endswith("*") and len(fold(found[-1])) >= BEGINS and not is_han(found[-1]):
            words += found[:-1]
            begun.append(found[-1])
        else:
            words += found
    asked = Asked(tuple(words), tuple(begun), tuple(phrases), tuple(without))
    _check(asked)
    return asked


def _check(asked: Asked) -> None:
    if not asked.telling:
        if asked.without:
            message = _("This says only what must not be in a text. Add a word that must.")
        elif asked.words or asked.phrases:
            message = _("These words stand in nearly every text. Add one that tells more.")
        else:
            message = _("There is no word in this.")
        raise ValidationError(f"{message} {accepted()}", code="nothing")
    if len(asked.begun) > MOST_BEGUN:
        raise ValidationError(
            _("These are too many beginnings of words. Accepted: up to %(words)s.") % {"words": MOST_BEGUN}, code="many"
        )
    if len(asked.telling) + len(asked.without) > MOST:
        raise ValidationError(
            _("These are too many words. Accepted: up to %(words)s.") % {"words": MOST}, code="many"
        )


def begun_by(text: str) -> Asked | None:
    """What is being typed: all words but the last, and the last as a beginning; None while it is too short."""
    found = words_in(text[:LONGEST])[:MOST]
    if not found or text[-1:].isspace() or len(fold(found[-1])) < BEGINS:
        return None
    whole = tuple(word for word in found[:-1] if not is_stopped(fold(word)))
    return Asked(whole, (found[-1],))
