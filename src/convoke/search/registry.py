"""What can be found: each app tells its kinds, and how their things become entries."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet
from django_stubs_ext import StrOrPromise

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.languages import Translated


@dataclass(frozen=True)
class Entry:
    """One language of one thing: what is indexed of it, and who may read it (LIB-1).

    ``audience`` is the one the thing's policy goes by; where that is the audience of a
    party, ``party`` is its code. ``readers`` are parties that read it whatever its
    audience. ``parties`` are those a reader can filter by.
    """

    kind: str
    thing: int
    language: str
    code: str
    title: str
    about: str = ""
    text: str = ""
    edition: str = ""
    sessions: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    audience: str = Audience.PUBLIC.value
    party: str = ""
    readers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that can be found.

    ``entries`` makes the entries of many things at a constant number of queries.
    ``follows`` maps the type a journal entry is about to the field by which its key
    leads to the things that must be read again. ``beyond`` tells what an actor reads
    whatever the audience: the things, or None for nothing more.
    """

    kind: str
    title: StrOrPromise
    model: type[Model]
    entries: Callable[["QuerySet[Any]"], Iterable[Entry]]
    follows: Mapping[str, str] = field(default_factory=dict)
    edition: str = "edition__code"
    beyond: Callable[[Actor], "QuerySet[Any] | None"] | None = None

    def touched(self, object_type: str, key: str, edition: str) -> "QuerySet[Any] | None":
        """The things a journal entry is about; None when it is about none of this kind."""
        path = self.follows.get(object_type)
        if path is None or not key:
            return None
        if path.endswith(("pk", "id")) and not key.isdigit():
            return None
        condition = Q(**{path: key})
        if edition and self.edition:
            condition &= Q(**{self.edition: edition})
        return self.model._default_manager.filter(condition).distinct()


_kinds: dict[str, Searchable] = {}


def register(*kinds: Searchable) -> None:
    """Makes kinds known; called by an app when it is ready."""
    for one in kinds:
        _kinds[one.kind] = one


def kinds() -> dict[str, Searchable]:
    """All kinds there are, by their code."""
    return dict(_kinds)


def said(text: Translated | None, language: str) -> str:
    """A text in a language, or in the one it falls back to; never nothing where there is a text."""
    return text.text(language) if text else ""


def by_language(*texts: Translated | None) -> Iterator[tuple[str, list[str]]]:
    """For each language that one of the texts is written in: all texts, each in it or in its fallback."""
    languages = {language for one in texts for language, words in (one or {}).items() if words}
    for language in sorted(languages):
        yield language, [said(one, language) for one in texts]
