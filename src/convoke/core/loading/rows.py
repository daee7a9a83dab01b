"""What files say, as rows: one for each record, with references by natural key."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from .source import Fault, Place

Key = tuple[str, ...]


@dataclass(frozen=True)
class Ref:
    """A reference to a record of a kind by its natural key."""

    kind: str
    key: Key

    def __str__(self) -> str:
        return "|".join(self.key)


@dataclass
class Row:
    """One record as a file gives it.

    ``fields`` are plain values or :class:`Ref` (None for an empty reference);
    ``links`` are the references of many-to-many fields.
    """

    kind: str
    key: Key
    place: Place
    fields: dict[str, Any] = field(default_factory=dict)
    links: dict[str, list[Ref]] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """The row as plain JSON: what is remembered of it."""
        said: dict[str, Any] = {
            name: {"ref": [value.kind, *value.key]} if isinstance(value, Ref) else value
            for name, value in self.fields.items()
        }
        for name, refs in self.links.items():
            said[name] = {"links": sorted([ref.kind, *ref.key] for ref in refs)}
        return said

    def references(self) -> Iterator[Ref]:
        """Every record this one points to."""
        yield from (value for value in self.fields.values() if isinstance(value, Ref))
        for refs in self.links.values():
            yield from refs


@dataclass(frozen=True)
class Kind:
    """A kind of record: its model and the lookups that make its natural key."""

    name: str
    model: type[Model]
    lookup: tuple[str, ...]


class Folder:
    """The files of a data folder, read and checked, with the overlay of translations.

    ``texts`` is ``{language: {kind: {id: {field: text}}}}``.
    """

    def __init__(
        self,
        dataset: str,
        files: Mapping[str, Any],
        texts: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.dataset = dataset
        self.files = files
        self.texts = texts or {}
        self.faults: list[Fault] = []

    def get(self, file: str) -> Any:
        """The content of a file; an empty mapping when the folder has none such."""
        return self.files.get(file) or {}

    @property
    def report(self) -> str:
        """The source that bare line numbers refer to: the one the edition itself is taken from."""
        return str(((self.get("edition.yaml").get("edition") or {}).get("source") or {}).get("file", ""))

    @property
    def chair_conclusions(self) -> str:
        """The source of the Chair's conclusions: the one listed for them, else the report."""
        for source in self.get("sources.yaml").get("sources", []):
            if source["kind"] == "chair-conclusions":
                return str(source["file"])
        return self.report

    def translated(self, kind: str, key: str, field_name: str, text: str | None) -> dict[str, str]:
        """``{language: text}`` for a text of the files and its translations."""
        if not text:
            return {}
        result = {"en": str(text)}
        for language, kinds in self.texts.items():
            translation = kinds.get(kind, {}).get(key, {}).get(field_name)
            if translation:
                result[language] = str(translation)
        return result

    def fault(self, place: Place, message: str) -> None:
        """Notes a fault that the schemas cannot see."""
        self.faults.append(Fault(place, message))


def place(file: str, item: Any) -> Place:
    """The place of a mapping or list that was read from ``file``."""
    return Place(file, getattr(item, "line", 1))


def passages(item: Mapping[str, Any], default_file: str = "") -> list[dict[str, str]]:
    """The passages an entry cites: from ``source`` and ``also``, or from ``source_lines``."""
    found = []
    if isinstance(item.get("source"), dict):
        found.append({"file": item["source"]["file"], "lines": item["source"]["lines"]})
    for other in item.get("also") or []:
        if isinstance(other, dict):
            found.append({"file": other["file"], "lines": other["lines"]})
    if item.get("source_lines"):
        found += [
            {"file": default_file, "lines": lines.strip()} for lines in str(item["source_lines"]).split(",")
        ]
    return found


RowsOf = Callable[[Folder], Iterable[Row]]


@dataclass(frozen=True)
class Loader:
    """What an app takes from a folder: its kinds in order, and its rows."""

    app: str
    kinds: tuple[Kind, ...]
    rows: RowsOf


_loaders: list[Loader] = []


def register(loader: Loader) -> None:
    """Makes an app's loader known; apps register in the order of their dependencies."""
    if all(other.app != loader.app for other in _loaders):
        _loaders.append(loader)


def loaders() -> tuple[Loader, ...]:
    """All loaders, lowest app first."""
    return tuple(_loaders)
