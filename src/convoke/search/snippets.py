"""The passage of a text where the words asked for stand, with the words marked."""

import re
from dataclasses import dataclass

from .asking import Asked
from .words import asked_forms, fold, is_han, known, words_in

LETTERS = 260
"""Letters of a passage."""
BEFORE = 70
"""Letters before the first word that is marked."""
READ, PLACES = 200_000, 60
"""Letters of a text that are looked at, and places in it that are enough."""
_TOKEN = re.compile(r"[^\W_]+[\u064b-\u0655\u0670\u0640\w]*")


@dataclass(frozen=True)
class Piece:
    """A piece of a text, marked or not; plain text, never markup."""

    text: str
    is_marked: bool = False


class Marker:
    """Marks the words of a question in texts of a language, in whatever form they stand there."""

    def __init__(self, asked: Asked, language: str, languages: tuple[str, ...]) -> None:
        self._known = known(language)
        whole = [*asked.words, *(word for phrase in asked.phrases for word in phrase)]
        self._forms = {form for word in whole for form in asked_forms(word, languages)}
        self._han = [fold(word) for word in whole if is_han(fold(word))]
        self._begun = tuple(fold(word) for word in asked.begun)

    def places(self, text: str) -> list[tuple[int, int]]:
        """From where to where words asked for stand, as far as is looked."""
        found: list[tuple[int, int]] = []
        seen: dict[str, bool] = {}
        for token in _TOKEN.finditer(text, 0, READ):
            word = token.group()
            is_asked = seen.get(word)
            if is_asked is None:
                is_asked = seen[word] = any(map(self._is_asked, words_in(word)))
            if is_asked:
                found.append(token.span())
                if len(found) >= PLACES:
                    break
            elif self._han:
                found += self._han_places(token)
        return found

    def _is_asked(self, word: str) -> bool:
        plain, forms, _begun = self._known[word]
        return bool(self._begun and plain.startswith(self._begun)) or not self._forms.isdisjoint(forms)

    def _han_places(self, token: "re.Match[str]") -> list[tuple[int, int]]:
        word, first = token.group(), token.start()
        return [
            (first + at, first + at + len(asked)) for asked in self._han for at in [word.find(asked)] if at >= 0
        ]

    def whole(self, text: str) -> list[Piece]:
        """The whole text, marked."""
        return _cut(text, self.places(text), 0, len(text))

    def passage(self, text: str) -> list[Piece]:
        """The passage where most of the words stand; the beginning where none does."""
        places = self.places(text)
        if not places:
            return _cut(text, [], 0, min(len(text), LETTERS))
        start = max(places, key=lambda place: len({
            text[first:last].casefold() for first, last in places if place[0] <= first < place[0] + LETTERS - BEFORE
        }))[0]
        first = max(0, start - BEFORE)
        while 0 < first < start and not text[first - 1].isspace():
            first += 1
        last = min(len(text), first + LETTERS)
        while last < len(text) and last > start + 1 and not text[last].isspace():
            last -= 1
        return _cut(text, places, first, last)


def _cut(text: str, places: list[tuple[int, int]], first: int, last: int) -> list[Piece]:
    pieces, at = [], first
    if first > 0:
        pieces.append(Piece("… "))
    for start, end in sorted(places):
        if start < at or end > last:
            continue
        pieces += [Piece(text[at:start]), Piece(text[start:end], is_marked=True)]
        at = end
    pieces.append(Piece(text[at:last]))
    if last < len(text):
        pieces.append(Piece(" …"))
    return [piece for piece in pieces if piece.text]
