"""The forms that entries are found by, gathered for many entries at once.

An entry is found by *forms*: words and their stems, those of its title with ``t:`` before
them, its main words with ``m:``, and what it is with a letter and a colon: audience ``a:``,
own party ``o:``, kind ``k:``, edition ``e:``, session ``s:``, party ``p:``, language ``l:``,
language of readers it is shown to ``r:``. The first letters of a word are a form of their
own. A question is one expression over forms, so that filters, audiences and counts are
answered by the index alone (LIB-1).
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from operator import call

from pyroaring import BitMap

from ..registry import Entry
from ..words import known, words_of
from .segments import beginning


class Numbers(dict[str, Callable[[int], None]]):
    """By word, how to note the number of an entry that has it; ``lists`` has what was noted."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: dict[str, list[int]] = {}

    def __missing__(self, word: str) -> Callable[[int], None]:
        self[word] = note = self.lists.setdefault(word, []).append
        return note

    def note(self, words: Iterable[str], number: int) -> None:
        """Notes an entry under each of its words; the innermost of all loops, left to C."""
        deque(map(call, map(self.__getitem__, words), repeat(number)), maxlen=0)


def facts(entry: Entry, shown: frozenset[str]) -> Iterator[str]:
    """What an entry is, as forms."""
    yield f"a:{entry.audience}"
    yield f"k:{entry.kind}"
    yield f"l:{entry.language}"
    for letter, values in (
        ("r", shown), ("e", (entry.edition,)), ("o", (entry.party, *entry.readers)), ("p", entry.parties),
        ("s", entry.sessions), ("s", (f"{entry.edition}/{session}" for session in entry.sessions)),
    ):
        for value in values:
            if value:
                yield f"{letter}:{value}"


class Gathered:
    """The words of many entries: by word, the numbers of the entries that have it.

    The forms of a word are worked out once for all entries, when everything is there.
    """

    def __init__(self) -> None:
        self.members = BitMap()
        self._facts = Numbers()
        self._words: dict[tuple[str, str], Numbers] = defaultdict(Numbers)

    def add(self, number: int, entry: Entry, shown: frozenset[str]) -> None:
        """Takes an entry in under its number."""
        self.members.add(number)
        self._facts.note(facts(entry, shown), number)
        said = words_of(entry.title, entry.about, entry.text, entry.language)
        for mark, words in (("t:", said.title), ("m:", said.main), ("", said.all)):
            self._words[mark, entry.language].note(words, number)

    def postings(self) -> Iterator[tuple[bytes, bytes]]:
        """Each form with the entries that have it, in the order of forms."""
        forms: dict[str, list[BitMap]] = {form: [BitMap(numbers)] for form, numbers in self._facts.lists.items()}
        for (mark, language), words in self._words.items():
            own = known(language)
            for word, numbers in words.lists.items():
                _plain, whole, begun = own[word]
                if whole:
                    entries = BitMap(numbers)
                    for form in whole:
                        forms.setdefault(mark + form, []).append(entries)
                    for form in begun:
                        forms.setdefault(mark + beginning(form), []).append(entries)
        for name, form in sorted((form.encode(), form) for form in forms):
            parts = forms[form]
            entries = parts[0] if len(parts) == 1 else BitMap.union(*parts)
            if ":" in form:
                entries.run_optimize()
            yield name, entries.serialize()
