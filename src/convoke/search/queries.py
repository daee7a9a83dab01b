"""Searching for a reader: hits with their passages, counts, and what is suggested while typing (LIB-1)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Model

from convoke.core.actors import Actor
from convoke.core.languages import active_language
from convoke.core.policy import readable
from convoke.core.versioned import Memory

from .asking import Asked, begun_by, read
from .engines import Answer, Question, engine
from .models import SearchEntry, SearchMark
from .registry import kinds
from .snippets import Marker, Piece
from .words import fold, is_stopped, words_in

PER_PAGE = 20
SUGGESTED, LOOKED_AT = 8, 60
"""Suggestions that are given, and titles that are looked at for them."""


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for: what was typed, and the filters."""

    q: str = ""
    kind: str = ""
    edition: str = ""
    language: str = ""
    party: str = ""
    session: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set."""
        return any((self.kind, self.edition, self.language, self.party, self.session))


@dataclass(frozen=True)
class Hit:
    """One thing that was found, read anew through its policy, with its title and passage marked."""

    entry: SearchEntry
    thing: Model
    title: list[Piece]
    passage: list[Piece]


@dataclass(frozen=True)
class Results:
    """One page of what was found: hits, how many there are in all, and how many of each kind.

    ``is_more`` where not all texts could be looked through for a phrase: there may be more than is counted.
    """

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    searched_in: str = ""
    """The other language in which things were found, where there was nothing in the reader's."""
    is_more: bool = False


def _beyond(actor: Actor) -> frozenset[int]:
    """LIB-1: the entries of what the actor reads now beyond its audiences; one query a kind with such things."""
    numbers: set[int] = set()
    for kind, one in kinds().items():
        things = one.beyond(actor) if one.beyond else None
        if things is not None:
            own = SearchEntry.objects.filter(kind=kind, thing__in=things.order_by().values("pk"))
            numbers.update(own.order_by().values_list("pk", flat=True))
    return frozenset(numbers)


def _question(actor: Actor, asked: Asked, wanted: Wanted, language: str) -> Question:
    return Question(
        audiences=actor.audiences, own_parties=actor.parties, also=_beyond(actor), reads_all=actor.is_system,
        language=language, words=asked.words, begun=asked.begun, phrases=asked.phrases, without=asked.without,
        kind=wanted.kind, edition=wanted.edition, session=wanted.session, party=wanted.party, only_in=wanted.language,
    )


def search(actor: Actor, wanted: Wanted, *, start: int = 0, number: int = PER_PAGE, language: str = "") -> Results:
    """What the actor may read of what was asked for, best first; a constant number of queries.

    ``language`` is the reader's (default: the active one). Raises ValidationError, saying what is
    accepted, for a question that asks for nothing. LIB-1: the index is asked within the actor's
    audiences, and each thing is read through its policy before anything of it is given; what was
    hidden since the index was written is not counted either.
    """
    asked, reader = read(wanted.q), language or active_language()
    answer, searched = _answer(actor, asked, wanted, reader, start, start + number)
    entries = SearchEntry.objects.in_bulk(answer.entries)
    found = [entries[pk] for pk in answer.entries if pk in entries]
    things = _things(actor, found)
    languages = tuple(dict.fromkeys((wanted.language or reader, *settings.CONVOKE_FALLBACK_LANGUAGES)))
    hits, hidden = [], Counter[str]()
    for entry in found:
        thing = things.get((entry.kind, entry.thing))
        if thing is None:
            hidden[entry.kind] += 1
        else:
            marker = Marker(asked, entry.language, languages)
            hits.append(Hit(entry, thing, marker.whole(entry.title), marker.passage(entry.text)))
    total = answer.total - hidden.total()
    per_kind = {kind: number - hidden[kind] for kind, number in answer.kinds.items() if number > hidden[kind]}
    return Results(total, hits, per_kind, "" if searched == reader or not total else searched, answer.is_more)


def _answer(
    actor: Actor, asked: Asked, wanted: Wanted, reader: str, start: int, stop: int
) -> tuple[Answer, str]:
    """LIB-3: what is found as the reader sees things; where nothing is, as readers of the fallback languages do."""
    question = _question(actor, asked, wanted, reader)
    for language in dict.fromkeys((reader, *settings.CONVOKE_FALLBACK_LANGUAGES)):
        answer = engine().search(replace(question, language=language), start, stop)
        if answer.kinds or wanted.language:
            return answer, language
    return answer, reader


def _things(actor: Actor, found: list[SearchEntry]) -> dict[tuple[str, int], Model]:
    """LIB-1: the things of entries, as far as the actor may read them now; one query a kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for entry in found:
        by_kind[entry.kind].append(entry.thing)
    known = kinds()
    return {
        (kind, thing.pk): thing
        for kind, numbers in by_kind.items() if kind in known
        for thing in readable(actor, known[kind].model).filter(pk__in=numbers)
    }


_CHOICES = Memory(64)


def choices(actor: Actor, *, language: str = "") -> Mapping[str, list[str]]:
    """The codes that ``edition``, ``session``, ``party`` and ``language`` can be, of what the actor may read (LIB-1).

    A session is written with its edition, as ``edition/session``. Remembered until the index changes.
    """
    question = _question(actor, Asked(), Wanted(), language or active_language())
    changes = SearchMark.objects.filter(pk=1).values_list("changes", flat=True).first()
    return _CHOICES.recall((changes, question), lambda: engine().choices(question))


def suggestions(actor: Actor, typed: str, *, language: str = "") -> list[str]:
    """Words and titles that go on as what is typed does, of what the actor may read; a constant number of queries.

    First the words that stand in most of these titles, then the titles themselves (LIB-1).
    """
    asked, reader = begun_by(typed), language or active_language()
    if asked is None:
        return []
    found = engine().suggest(_question(actor, asked, Wanted(), reader), LOOKED_AT)
    things = _things(actor, found)
    titles = [entry.title for entry in found if (entry.kind, entry.thing) in things]
    before = typed[: typed.casefold().rfind(asked.begun[0])] if asked.begun[0] in typed.casefold() else ""
    beginning, said = fold(asked.begun[0]), Counter[str]()
    for title in titles:
        for word in set(words_in(title)):
            if fold(word).startswith(beginning) and not is_stopped(fold(word)):
                said[word] += 1
    frequent = [f"{before}{word}" for word, times in said.most_common(3) if times > 1]
    shown = dict.fromkeys([*frequent, *(title for title in titles if len(title) <= 120)])
    return list(shown)[:SUGGESTED]
