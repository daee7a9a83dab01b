"""What an engine is asked and answers, and the interface it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..models import SearchEntry
from ..registry import Entry


@dataclass(frozen=True)
class Question:
    """What is looked for and by whom: the words, the filters, and what the reader may read (LIB-1).

    ``words`` must all stand in a text, ``begun`` are words of which only the beginning is
    given, ``phrases`` stand in it word for word, ``without`` must not stand in it.
    ``also`` are numbers of entries that the reader reads beyond its audiences.
    ``language`` is the reader's: each thing is found once, in it or in the language it
    falls back to. ``only_in`` narrows to texts in one language. ``session`` is the code of
    a session, or of its edition and of it with a stroke between.
    """

    audiences: frozenset[str]
    own_parties: frozenset[str] = frozenset()
    also: frozenset[int] = frozenset()
    reads_all: bool = False
    language: str = "en"
    words: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    kind: str = ""
    edition: str = ""
    session: str = ""
    party: str = ""
    only_in: str = ""


@dataclass(frozen=True)
class Answer:
    """The numbers of the entries found, best first; how many there are; how many of each kind without that filter.

    ``is_more`` where not everything could be looked at: there may be more than what is counted.
    """

    total: int
    entries: list[int]
    kinds: dict[str, int] = field(default_factory=dict)
    is_more: bool = False


class Engine(Protocol):
    """An index that holds entries and finds them by a question."""

    def index(self, entries: Iterable[tuple[Entry, frozenset[str]]]) -> int:
        """Takes entries in, each with the reader's languages it is shown in; gives how many were new or different."""

    def remove(self, entries: Sequence[int]) -> None:
        """Forgets entries by their numbers."""

    def search(self, question: Question, start: int, stop: int) -> Answer:
        """The entries from ``start`` to ``stop`` of all that are found, best first."""

    def suggest(self, question: Question, limit: int) -> list[SearchEntry]:
        """Entries whose title has the words and a word that begins as the last one does."""

    def choices(self, question: Question) -> Mapping[str, list[str]]:
        """What the filters ``edition``, ``session``, ``party`` and ``language`` can be, of what the reader may read."""

    def tidy(self, *, whole: bool = False) -> None:
        """Does what keeps the index quick, a bit at a time; ``whole`` also mends what an interruption left behind."""
