"""LIB-3: which paragraph is translated, which no longer fits its original, and what is shown instead."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from convoke.core.languages import Translated

from .pieces import Piece


class TranslationState(StrEnum):
    """How a piece stands in a language."""

    ORIGINAL = "original"
    MISSING = "missing"
    STALE = "stale"
    DONE = "done"


def checksum_of(text: str) -> str:
    """SHA-256 of a text: by it a translation knows what it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()


def state_of(piece: Piece, language: str, original: str) -> TranslationState:
    """How a piece stands in a language; ``original`` is the language the document is written in."""
    if language == original:
        return TranslationState.ORIGINAL
    if not piece.texts.get(language):
        return TranslationState.MISSING
    fits = piece.made_from.get(language) == checksum_of(piece.texts.get(original, ""))
    return TranslationState.DONE if fits else TranslationState.STALE


def progress(pieces: Iterable[Piece], language: str, original: str) -> tuple[int, int, int]:
    """How many pieces are done, stale and missing in a language; a piece without any original text asks for none."""
    states = [state_of(piece, language, original) for piece in pieces if piece.texts.get(original)]
    done = (TranslationState.DONE, TranslationState.ORIGINAL)
    return (
        sum(state in done for state in states),
        states.count(TranslationState.STALE),
        states.count(TranslationState.MISSING),
    )


def shown(piece: Piece, language: str, original: str) -> tuple[str, str]:
    """LIB-3: the text a reader of a language is shown, and the language it really is in.

    Where it is not translated, the original stands; where that has no text either, the usual fallback.
    Gives two empty texts for a piece that says nothing in any language.
    """
    for candidate in (language, original):
        if piece.texts.get(candidate):
            return piece.texts[candidate], candidate
    texts = Translated(piece.texts)
    found = texts.language_for(language)
    return (texts[found], found) if found else ("", "")
