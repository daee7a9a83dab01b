"""The engine in the forum's own database: a bag of words for each entry, put together here and the same everywhere.

An entry is found by *forms*: words and their stems, those of its title with ``t:`` before
them, its main words with ``m:``, and what it is with a letter and a colon: audience ``a:``,
own party ``o:``, kind ``k:``, edition ``e:``, session ``s:``, party ``p:``, language ``l:``,
language of readers it is shown to ``r:``. A question is one expression over forms, so
that filters, audiences and counts are answered by the index alone (LIB-1).
"""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice

from django.conf import settings
from django.db import connection, transaction

from ..models import SearchEntry
from ..registry import Entry, kinds
from ..words import asked_forms, bag, fold, is_han, is_stopped, parts_asked
from .base import Answer, Question
from .expressions import All, Either, Expression, Form, Without
from .tables import Fts5, Table, TsVector

BATCH = 500
SAME = ("code", "edition", "session", "parties", "audience", "party", "title", "text")


class OwnEngine:
    """The index in SQLite (FTS5) or PostgreSQL (GIN), with the same hits in the same order."""

    @property
    def table(self) -> Table:
        """The index of the database in use."""
        return TsVector() if connection.vendor == "postgresql" else Fts5()

    def index(self, entries: Iterable[tuple[Entry, frozenset[str]]]) -> int:
        """Takes entries in, in transactions of :data:`BATCH`; what is the same as before is left alone."""
        changed, rest = 0, iter(entries)
        while batch := list(islice(rest, BATCH)):
            changed += self._take(batch)
        return changed

    def _take(self, batch: list[tuple[Entry, frozenset[str]]]) -> int:
        with transaction.atomic():
            before = {
                (kind, thing, language): (pk, stamp)
                for kind, thing, language, pk, stamp in SearchEntry.objects.filter(
                    kind__in={one.kind for one, _shown in batch}, thing__in={one.thing for one, _shown in batch}
                ).values_list("kind", "thing", "language", "pk", "stamp")
            }
            fresh: list[SearchEntry] = []
            bags: list[str] = []
            outdated: list[int] = []
            for one, shown in batch:
                stamp = _stamp(one, shown)
                pk, known = before.get((one.kind, one.thing, one.language), (0, ""))
                if stamp == known:
                    continue
                if pk:
                    outdated.append(pk)
                forms, plain = forms_of(one, shown)
                row = {name: getattr(one, name) for name in SAME}
                row["parties"] = list(one.parties)
                fresh.append(
                    SearchEntry(kind=one.kind, thing=one.thing, language=one.language, stamp=stamp, plain=plain, **row)
                )
                bags.append(forms)
            if outdated:
                self.remove(outdated)
            made = SearchEntry.objects.bulk_create(fresh, batch_size=100)
            self.table.add([(row.pk, words) for row, words in zip(made, bags, strict=True)])
        return len(fresh)

    def remove(self, entries: Sequence[int]) -> None:
        """Forgets entries by their numbers."""
        for at in range(0, len(entries), BATCH):
            part = list(entries[at:at + BATCH])
            with transaction.atomic():
                self.table.remove(part)
                SearchEntry.objects.filter(pk__in=part).delete()

    def search(self, question: Question, start: int, stop: int) -> Answer:
        """Two queries, and one more for each rank the page reaches into."""
        everywhere, narrowed = _asked(question, ""), _filters(question)
        ranked = _ranks(question)
        likes = _likes(question)
        base = [*_readers(question), *narrowed]
        kind = [Form(f"k:{question.kind}")] if question.kind else []
        counted: list[Expression] = [All([*base, Form(f"k:{code}"), *everywhere]) for code in kinds()]
        steps: list[Expression] = []
        better: list[Expression] = []
        for rank in ranked:
            wanted: Expression = All([*base, *kind, *rank])
            steps.append(Without(wanted, Either(list(better))) if better else wanted)
            better.append(All(list(rank)))
        numbers = self.table.count([*counted, *steps], likes)
        per_kind = dict(zip(kinds(), numbers, strict=False))
        sizes = numbers[len(counted):]
        found: list[int] = []
        passed = 0
        for step, size in zip(steps, sizes, strict=True):
            first, last = max(start - passed, 0), min(stop - passed, size)
            if first < last:
                found += self.table.find(step, likes, first, last - first)
            passed += size
        return Answer(sum(sizes), found, {code: number for code, number in per_kind.items() if number})

    def suggest(self, question: Question, limit: int) -> list[SearchEntry]:
        """Two queries: the entries, and what they are."""
        asked = All([*_readers(question), *_filters(question), *_asked(question, "t:")])
        order = self.table.find(asked, [], 0, limit)
        found = SearchEntry.objects.defer("text", "plain").in_bulk(order)
        return [found[pk] for pk in order if pk in found]


def forms_of(entry: Entry, shown: frozenset[str]) -> tuple[str, str]:
    """All forms an entry is found by, parted by spaces, and its words in their order."""
    own = bag(entry.title, entry.about, entry.text, entry.language)
    forms = [f"a:{entry.audience}", f"k:{entry.kind}", f"l:{entry.language}", *(f"r:{one}" for one in sorted(shown))]
    for letter, value in (("e", entry.edition), ("s", entry.session), ("o", entry.party)):
        if value:
            forms.append(f"{letter}:{_value(value)}")
    forms += [f"o:{_value(code)}" for code in entry.readers]
    forms += [f"p:{_value(code)}" for code in entry.parties]
    forms += [f"t:{word}" for word in own.title]
    forms += [f"m:{word}" for word in own.main]
    forms += own.all
    return " ".join(forms), own.plain


def _value(value: str) -> str:
    """A code as one form: letters, digits and a few signs; others by their number."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-._") else f"/{ord(sign)}" for sign in value)


def _stamp(entry: Entry, shown: frozenset[str]) -> str:
    said = repr((entry, sorted(shown)))
    return hashlib.sha256(said.encode()).hexdigest()


def _languages(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys((question.only_in or question.language, *settings.CONVOKE_FALLBACK_LANGUAGES)))


def _readers(question: Question) -> list[Expression]:
    """LIB-1: what the reader may read; nothing for everything."""
    if question.reads_all:
        return []
    may: list[Expression] = [Form(f"a:{audience}") for audience in sorted(question.audiences)]
    may += [Form(f"o:{_value(party)}") for party in sorted(question.own_parties)]
    return [Either(may)]


def _filters(question: Question) -> list[Expression]:
    language = f"l:{question.only_in}" if question.only_in else f"r:{question.language}"
    given = (("e", question.edition), ("s", question.session), ("p", question.party))
    return [Form(language), *(Form(f"{letter}:{_value(value)}") for letter, value in given if value)]


def _one_word(word: str, mark: str, languages: tuple[str, ...]) -> Expression:
    plain = fold(word)
    if is_han(plain):
        return All([Form(f"{mark}{part}") for part in parts_asked(plain)])
    return Either([Form(f"{mark}{form}") for form in asked_forms(word, languages)])


def _asked(question: Question, mark: str) -> list[Expression]:
    """The words of a question as one expression each, in the title (``t:``), the main words (``m:``) or anywhere."""
    languages = _languages(question)
    whole = [*question.words, *(word for phrase in question.phrases for word in phrase)]
    telling = [word for word in whole if not is_stopped(fold(word))]
    asked = [_one_word(word, mark, languages) for word in telling]
    asked += [Form(f"{mark}{fold(word)}", is_begun=True) for word in question.begun]
    unwanted: list[Expression] = [_one_word(word, "", languages) for word in question.without]
    if unwanted and not mark:
        asked.append(Without(Form(""), Either(unwanted)))
    return asked


def _ranks(question: Question) -> list[list[Expression]]:
    """From best to least: all words in the title, among the main words, anywhere."""
    anywhere = _asked(question, "")
    unwanted = [one for one in anywhere if isinstance(one, Without)]
    ranks = [[*_asked(question, mark), *unwanted] for mark in ("t:", "m:")]
    return [*ranks, anywhere] if anywhere else [anywhere]


def _likes(question: Question) -> list[str]:
    """Phrases as patterns over the words in their order."""
    patterns = []
    for phrase in question.phrases:
        words = [fold(word) for word in phrase]
        before = "" if words and is_han(words[0]) else " "
        after = "" if words and is_han(words[-1]) else " "
        patterns.append(f"%{before}{' '.join(words)}{after}%")
    return patterns
