"""Phrases: of the entries that have all the words, those whose text has them in this order."""

from collections.abc import Iterable

from django.db.models import QuerySet
from pyroaring import BitMap

from ..models import SearchEntry
from ..words import fold, fold_text, is_han

LOOKED_AT, LETTERS = 500, 16_000_000
"""Entries that are looked at for a phrase, and letters of them; those beyond ASCII take longer and count more."""
SLOWER = 6


class Phrases:
    """Phrases that must all stand in a text."""

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        self._wanted = [self._pattern(phrase) for phrase in phrases]

    @staticmethod
    def _pattern(phrase: tuple[str, ...]) -> str:
        words = [plain for word in phrase if (plain := fold(word))]
        before = "" if words and is_han(words[0]) else " "
        after = "" if words and is_han(words[-1]) else " "
        return f"{before}{' '.join(words)}{after}"

    def stand_in(self, text: str) -> bool:
        """Whether all of them stand in a text."""
        plain = f" {fold_text(text)} "
        return all(wanted in plain for wanted in self._wanted)

    def kept(self, steps: list[BitMap]) -> tuple[list[BitMap], bool]:
        """Of each step the entries that have the phrases, best first as far as the work goes; whether any are left.

        Two queries: how long the texts are, and the texts.
        """
        order = [number for step in steps for number in reversed(list(step[-LOOKED_AT:]))][:LOOKED_AT]
        own = SearchEntry.objects.filter(pk__in=order)
        looked_at = self._affordable(order, own)
        fits = BitMap(
            pk for pk, title, text in own.filter(pk__in=looked_at).values_list("pk", "title", "text")
            if self.stand_in(f"{title}\n{text}")
        )
        return [step & fits for step in steps], len(looked_at) < sum(map(len, steps))

    @staticmethod
    def _affordable(order: list[int], own: "QuerySet[SearchEntry]") -> list[int]:
        letters = {
            pk: number * (1 if language == "en" else SLOWER)
            for pk, number, language in own.values_list("pk", "letters", "language")
        }
        looked_at, read = list[int](), 0
        for number in order:
            read += letters.get(number, 0)
            if looked_at and read > LETTERS:
                break
            looked_at.append(number)
        return looked_at
