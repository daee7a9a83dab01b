"""Keeping the index: of everything there is, or of what the journal says has changed."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core.actors import Actor
from convoke.core.models import JournalEntry
from convoke.core.versioned import version
from convoke.core.work.operations import request_job
from convoke.core.work.registry import JobKind, Outcome, Progress, Silent

from .engines import engine
from .models import SearchEntry, SearchMark
from .registry import Entry, Searchable, kinds

Given = tuple[Entry, frozenset[str]]
KIND = "search-rebuild"
AT_ONCE = 200
"""Things that are read at once."""
WHOLE = frozenset({"load", "load-reference", "continue", "continue-edition"})
"""Verbs after which everything is looked at again."""
MANY = 2_000
"""Journal entries behind which it is quicker to look at everything."""


def shown_in(languages: Iterable[str]) -> dict[str, frozenset[str]]:
    """LIB-3: for each language a thing is written in, the readers' languages in which it is shown."""
    written = sorted(languages)
    shown: dict[str, set[str]] = {language: set() for language in written}
    for reader, _name in settings.CONVOKE_CONTENT_LANGUAGES:
        candidates = (reader, *settings.CONVOKE_FALLBACK_LANGUAGES, *written)
        shown[next(one for one in candidates if one in shown)].add(reader)
    return {language: frozenset(readers) for language, readers in shown.items()}


def _with_readers(entries: Iterable[Entry]) -> Iterator[Given]:
    for _thing, group in groupby(entries, key=lambda entry: entry.thing):
        own = list(group)
        shown = shown_in(entry.language for entry in own)
        for entry in own:
            yield entry, shown[entry.language]


def take(searchable: Searchable, things: list[int]) -> int:
    """Reads things of a kind again; what they no longer say, or no longer are, is forgotten. Gives what changed."""
    entries, gone = _read(searchable, things)
    return engine().index(entries) + gone


def _read(searchable: Searchable, things: list[int]) -> tuple[list[Given], int]:
    """The entries of things; forgets those that are no more, and gives how many these were."""
    queryset: QuerySet[Any] = searchable.model._default_manager.filter(pk__in=things)
    entries = list(_with_readers(searchable.entries(queryset.order_by("pk"))))
    kept = {(entry.thing, entry.language) for entry, _shown in entries}
    known = SearchEntry.objects.filter(kind=searchable.kind, thing__in=things).values_list("pk", "thing", "language")
    gone = [pk for pk, thing, language in known if (thing, language) not in kept]
    engine().remove(gone)
    return entries, len(gone)


def rebuild(*, progress: Progress | None = None) -> dict[str, int]:
    """Looks at everything there is; gives how many entries of each kind were new, different or gone.

    The journal is followed from where it stood before, so nothing that changes meanwhile is missed.
    """
    progress, at = progress or Silent(), version()
    engine().tidy(whole=True)
    changed: dict[str, int] = {}
    counts = {kind: one.model._default_manager.count() for kind, one in kinds().items()}
    progress.start(sum(counts.values()), _("Reading everything that can be found"))
    for kind, one in kinds().items():
        changed[kind] = _forget_gone(one)
        changed[kind] += engine().index(_everything(one, changed, progress))
    _mark(at)
    return changed


def _everything(one: Searchable, changed: dict[str, int], progress: Progress) -> Iterator[Given]:
    """The entries of all things of a kind, some hundred things at a time; forgets what they no longer say."""
    last = 0
    while things := list(
        one.model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        entries, gone = _read(one, things)
        changed[one.kind] += gone
        yield from entries
        last = things[-1]
        progress.advance(str(one.title), len(things))


def _forget_gone(one: Searchable) -> int:
    there = one.model._default_manager.values("pk")
    gone = list(SearchEntry.objects.filter(kind=one.kind).exclude(thing__in=there).values_list("pk", flat=True))
    engine().remove(gone)
    return len(gone)


def rebuild_job(*, actor: Actor, progress: Progress) -> Outcome:
    """The same as background work."""
    return Outcome(summary=dict(rebuild(progress=progress)))


def follow(*, actor: Actor) -> int:
    """Reads again what the journal tells of since the last time; gives how many entries changed.

    After a load, and where there is no index yet, a job looks at everything.
    """
    at, known = version(), SearchMark.objects.filter(pk=1).values_list("sequence", flat=True).first()
    if known is not None and known > at:
        known = None  # the journal is another one: the data were put back
    if known == at:
        return 0
    if known is None or at - known > MANY:
        return _ask_for_all(actor, at)
    entries = list(
        JournalEntry.objects.filter(sequence__gt=known, sequence__lte=at).order_by("sequence")
        .values_list("verb", "object_type", "object_key", "edition").distinct()
    )
    if any(verb in WHOLE for verb, *_about in entries):
        return _ask_for_all(actor, at)
    changed = sum(_reread(one, entries) for one in kinds().values())
    _mark(at)
    return changed


def _reread(one: Searchable, entries: list[tuple[str, str, str, str]]) -> int:
    things: set[int] = set()
    for _verb, object_type, key, edition in entries:
        found = one.touched(object_type, key, edition)
        if found is None:
            continue
        things.update(found.values_list("pk", flat=True))
        things.update(SearchEntry.objects.filter(kind=one.kind, code=key).values_list("thing", flat=True))
    ordered = sorted(things)
    return sum(take(one, ordered[at:at + AT_ONCE]) for at in range(0, len(ordered), AT_ONCE))


def _ask_for_all(actor: Actor, at: int) -> int:
    request_job(actor=actor, kind=KIND)
    _mark(at)
    return 0


def _mark(at: int) -> None:
    SearchMark.objects.update_or_create(pk=1, defaults={"sequence": at})


def tidy(*, actor: Actor) -> None:
    """Keeps the index quick: a round of its own, so that what is published never waits for it."""
    engine().tidy()


JOB = JobKind(KIND, gettext_lazy("Reading everything into the search index"), rebuild_job)
