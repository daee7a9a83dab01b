"""YAML files with the line of everything in them, and the faults found there."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file (counted from 1)."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Fault:
    """Something in a file that is not accepted, and what would be."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FaultyData(Exception):
    """The data cannot be loaded; carries every fault, in the order of the files."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


class Mapped(dict[str, Any]):
    """A mapping that knows the line it starts on and the line of each key."""

    line: int = 1
    lines: dict[str, int]


class Listed(list[Any]):
    """A list that knows the line it starts on and the line of each item."""

    line: int = 1
    lines: list[int]


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which dates stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path, name: str) -> tuple[Any, list[Fault]]:
    """Reads one YAML file.

    Gives its content as :class:`Mapped`, :class:`Listed` and plain values, and the
    faults of its form: not UTF-8, not YAML, or a key given twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Fault(Place(name, line), _("The file is not UTF-8 text."))]
    faults: list[Fault] = []
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        content = _build(loader, node, name, faults, set()) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = _("This is not valid YAML: %(problem)s.") % {"problem": error.problem}
        return None, [Fault(Place(name, line), message)]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return None, [Fault(Place(name, line), _("This is not valid YAML: %(problem)s.") % {"problem": error.reason})]
    finally:
        loader.dispose()
    return content, faults


def _build(loader: _Loader, node: yaml.Node, name: str, faults: list[Fault], seen: set[int]) -> Any:
    if id(node) in seen:  # an alias: it could stand for itself, or for a text of any size
        raise yaml.MarkedYAMLError(problem=_("aliases (*) are not accepted"), problem_mark=node.start_mark)
    seen.add(id(node))
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        mapped = Mapped()
        mapped.line, mapped.lines = line, {}
        for key_node, value_node in node.value:
            key, key_line = str(key_node.value), key_node.start_mark.line + 1
            if key in mapped:
                faults.append(Fault(Place(name, key_line), _("“%(key)s” is given twice.") % {"key": key}))
            mapped[key] = _build(loader, value_node, name, faults, seen)
            mapped.lines[key] = key_line
        return mapped
    if isinstance(node, yaml.SequenceNode):
        listed = Listed(_build(loader, item, name, faults, seen) for item in node.value)
        listed.line, listed.lines = line, [item.start_mark.line + 1 for item in node.value]
        return listed
    return _scalar(loader, node, name, faults)


def _scalar(loader: _Loader, node: yaml.Node, name: str, faults: list[Fault]) -> Any:
    try:
        value = loader.construct_object(node)
    except ValueError:
        value = math.nan
    if isinstance(value, float) and not math.isfinite(value):
        place = Place(name, node.start_mark.line + 1)
        faults.append(Fault(place, _("“%(text)s” is no number.") % {"text": node.value}))
        return None
    return value


def line_at(content: Any, path: Iterator[str | int] | list[str | int]) -> int:
    """The line of what a path of keys and positions leads to (or of the last step found)."""
    line = getattr(content, "line", 1)
    for step in path:
        if isinstance(content, Mapped) and step in content:
            line = content.lines[str(step)]
            content = content[str(step)]
        elif isinstance(content, Listed) and isinstance(step, int) and step < len(content):
            line = content.lines[step]
            content = content[step]
        else:
            break
    return line
