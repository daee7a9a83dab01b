"""The engine in the forum's own database: bitmaps of entries by form, put together here and the same everywhere."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from django.conf import settings
from django.db import transaction
from pyroaring import BitMap

from ..models import SearchEntry
from ..registry import Entry, kinds
from ..words import asked_forms, fold, is_han, is_stopped, parts_asked
from . import segments
from .base import Answer, Question
from .expressions import All, Either, Expression, Form, Numbers, fitting, forms_in
from .helpers import Beside, Here, Numbered, Reading, cores
from .phrases import Phrases

FEW = 10_000_000
"""Letters that are read in this process alone: fewer are read before a process beside it has started."""
BATCH = 500
"""Entries that are written in one transaction."""
SEGMENT, LETTERS = 6_000, 250_000_000
"""Entries, and their letters, after which what was read becomes part of the index."""
COLUMNS = (
    "id", "kind", "thing", "language", "code", "edition", "sessions", "parties", "audience", "party", "title", "stamp",
    "letters", "text",
)
TYPES = (
    "int8", "text", "int8", "text", "text", "text", "jsonb", "jsonb", "text", "text", "text", "text", "int4", "text",
)
FILTERS = {"edition": "e:", "session": "s:", "party": "p:", "language": "l:"}
Given = tuple[Entry, frozenset[str]]


class OwnEngine:
    """The index in SQLite or PostgreSQL, with the same hits in the same order."""

    def index(self, entries: Iterable[Given]) -> int:
        """Takes entries in, a few hundred a transaction; what is the same as before is left alone.

        A few entries are found from the moment the transaction ends, many after each :data:`SEGMENT` of them.
        """
        rest = iter(entries)
        batch = list(islice(rest, BATCH))
        if len(batch) < BATCH:
            with transaction.atomic():
                return self._few(batch)
        return self._many(chain([batch], iter(lambda: list(islice(rest, BATCH)), [])))

    def _few(self, batch: list[Given]) -> int:
        reading = Here()
        fresh = self._take(batch)
        reading.add(fresh)
        for members, postings in reading.parts():
            segments.add(members, postings)
        return len(fresh)

    def _many(self, batches: Iterable[list[Given]]) -> int:
        changed = entries = letters = 0
        reading: Reading = Here()
        is_much = False
        try:
            for batch in batches:
                if is_much and isinstance(reading, Here):
                    reading = Beside()
                fresh = self._take(batch)
                reading.add(fresh)
                changed += len(fresh)
                entries += len(fresh)
                letters += sum(len(one.text) for _number, one, _shown in fresh)
                alone = isinstance(reading, Here) and cores() > 1
                if entries >= SEGMENT or letters >= (FEW if alone else LETTERS):
                    self._stand(reading)
                    is_much, entries, letters = is_much or (alone and letters >= FEW), 0, 0
            self._stand(reading)
        finally:
            reading.end()
        return changed

    def _stand(self, reading: Reading) -> None:
        for members, postings in reading.parts():
            segments.add(members, postings)
        while segments.tidy():
            pass
        segments.count_rows()

    def _take(self, batch: list[Given]) -> list[Numbered]:
        """Writes the entries that are new or different; gives them with their numbers."""
        fresh: list[tuple[Entry, frozenset[str], str]] = []
        outdated: list[int] = []
        with transaction.atomic():
            before = _known(batch)
            for one, shown in batch:
                stamp = _stamp(one, shown)
                pk, known = before.get((one.kind, one.thing, one.language), (0, ""))
                if stamp != known:
                    fresh.append((one, shown, stamp))
                    if pk:
                        outdated.append(pk)
            if not fresh:
                return []
            first = segments.lock(len(fresh)) - len(fresh) + 1
            if outdated:
                segments.forget(outdated)
                SearchEntry.objects.filter(pk__in=outdated).delete()
            rows = (_row(number, one, stamp) for number, (one, _shown, stamp) in enumerate(fresh, first))
            segments.insert(SearchEntry._meta.db_table, COLUMNS, TYPES, rows)
        return [(number, one, shown) for number, (one, shown, _said) in enumerate(fresh, first)]

    def remove(self, entries: Sequence[int]) -> None:
        """Forgets entries by their numbers."""
        for at in range(0, len(entries), BATCH):
            part = list(entries[at:at + BATCH])
            with transaction.atomic():
                segments.lock()
                segments.forget(part)
                SearchEntry.objects.filter(pk__in=part).delete()

    def tidy(self, *, whole: bool = False) -> None:
        """Puts segments together where there are many; ``whole`` mends what an interruption left as well."""
        if whole:
            segments.mend()
        segments.tidy()

    def search(self, question: Question, start: int, stop: int) -> Answer:
        """One query; two more where there are phrases."""
        base = All([*_readers(question), *_filters(question)])
        ranks = [_asked(question, mark) for mark in ("t:", "m:", "")]
        unwanted = Either([_one_word(word, "", _languages(question)) for word in question.without])
        codes = {code: Form(f"k:{code}") for code in kinds()}
        every: list[Expression] = [base, unwanted, *ranks, *codes.values()]
        postings = segments.Postings(form for one in every for form in forms_in(one))
        may = fitting(base, postings.having) - postings.gone - fitting(unwanted, postings.having)
        found = [fitting(rank, postings.having) & may for rank in ranks]
        steps = [found[0], found[1] - found[0], found[2] - found[1] - found[0]]
        is_more = False
        if question.phrases:
            steps, is_more = Phrases(question.phrases).kept(steps)
        anywhere = BitMap.union(*steps)
        of_kind = {code: postings.having(form) for code, form in codes.items()}
        counts = {code: anywhere.intersection_cardinality(numbers) for code, numbers in of_kind.items()}
        if question.kind:
            wanted = of_kind.get(question.kind, BitMap())
            steps = [step & wanted for step in steps]
        total = sum(map(len, steps))
        return Answer(
            total, _page(steps, start, stop), {code: count for code, count in counts.items() if count}, is_more
        )

    def suggest(self, question: Question, limit: int) -> list[SearchEntry]:
        """Two queries: the entries, and what they are."""
        asked = All([*_readers(question), *_filters(question), _asked(question, "t:")])
        postings = segments.Postings(forms_in(asked))
        order = _page([fitting(asked, postings.having) - postings.gone], 0, limit)
        found = SearchEntry.objects.defer("text").in_bulk(order)
        return [found[pk] for pk in order if pk in found]

    def choices(self, question: Question) -> Mapping[str, list[str]]:
        """What the filters can be, of what the reader may read; one query."""
        readers = All([*_readers(question), Form(f"r:{question.language}")])
        postings = segments.Postings(forms_in(readers), tuple(FILTERS.values()))
        may = fitting(readers, postings.having) - postings.gone
        found: dict[str, list[str]] = defaultdict(list)
        for name, letter in FILTERS.items():
            for value, numbers in postings.beginning_with(letter):
                if not numbers.isdisjoint(may):
                    found[name].append(value)
        return {name: sorted(values) for name, values in found.items()}


def _known(batch: list[Given]) -> dict[tuple[str, int, str], tuple[int, str]]:
    rows = SearchEntry.objects.filter(
        kind__in={one.kind for one, _shown in batch}, thing__in={one.thing for one, _shown in batch}
    ).values_list("kind", "thing", "language", "pk", "stamp")
    return {(kind, thing, language): (pk, stamp) for kind, thing, language, pk, stamp in rows}


def _row(number: int, entry: Entry, stamp: str) -> tuple[object, ...]:
    return (
        number, entry.kind, entry.thing, entry.language, entry.code, entry.edition, list(entry.sessions),
        list(entry.parties), entry.audience, entry.party, entry.title, stamp, len(entry.text), entry.text,
    )


def _stamp(entry: Entry, shown: frozenset[str]) -> str:
    about = repr((
        entry.kind, entry.thing, entry.language, entry.code, entry.title, entry.about, entry.edition, entry.sessions,
        entry.parties, entry.audience, entry.party, entry.readers, sorted(shown),
    ))
    return hashlib.sha256(f"{about}\n{entry.text}".encode()).hexdigest()


def _page(steps: list[BitMap], start: int, stop: int) -> list[int]:
    """The numbers from ``start`` to ``stop`` of all steps, the newest of each first."""
    found: list[int] = []
    passed = 0
    for step in steps:
        size = len(step)
        first, last = max(start - passed, 0), min(stop - passed, size)
        if first < last:
            found += reversed(list(step[size - last:size - first]))
        passed += size
    return found


def _languages(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys((question.only_in or question.language, *settings.CONVOKE_FALLBACK_LANGUAGES)))


def _readers(question: Question) -> list[Expression]:
    """LIB-1: what the reader may read; nothing for everything."""
    if question.reads_all:
        return []
    may: list[Expression] = [Form(f"a:{audience}") for audience in sorted(question.audiences)]
    may += [Form(f"o:{party}") for party in sorted(question.own_parties)]
    return [Either([*may, Numbers(question.also)])]


def _filters(question: Question) -> list[Expression]:
    language = f"l:{question.only_in}" if question.only_in else f"r:{question.language}"
    given = (("e", question.edition), ("s", question.session), ("p", question.party))
    return [Form(language), *(Form(f"{letter}:{value}") for letter, value in given if value)]


def _one_word(word: str, mark: str, languages: tuple[str, ...]) -> Expression:
    plain = fold(word)
    if is_han(plain):
        return All([Form(f"{mark}{part}") for part in parts_asked(plain)])
    return Either([Form(f"{mark}{form}") for form in asked_forms(word, languages)])


def _asked(question: Question, mark: str) -> Expression:
    """The words of a question as one expression, in the title (``t:``), the main words (``m:``) or anywhere."""
    languages = _languages(question)
    whole = [*question.words, *(word for phrase in question.phrases for word in phrase)]
    asked = [_one_word(word, mark, languages) for word in whole if not is_stopped(fold(word))]
    for word in question.begun:
        plain = fold(word)
        asked.append(_one_word(word, mark, languages) if is_han(plain) else Form(f"{mark}{plain}", is_begun=True))
    return All(asked)
