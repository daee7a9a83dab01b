"""What a thread is made of: things at stages, and links from one to the next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from django.db.models import Model
from django.utils.translation import pgettext_lazy

from convoke.core.languages import Translated
from convoke.programme.models import Basis


class Stage(IntEnum):
    """The stages of the thread, in its order."""

    PRIORITY = 1
    THEME = 2
    SESSION = 3
    PAPER = 4
    FINDING = 5
    PRACTICE = 6
    ACTION = 7
    REQUEST = 8
    COMMITMENT = 9
    REPORT = 10
    NEXT = 11

    @property
    def title(self) -> Any:
        """The name of the stage for people."""
        return _TITLES[self]

    @property
    def code(self) -> str:
        """The name of the stage for machines."""
        return self.name.lower()


_TITLES = {
    Stage.PRIORITY: pgettext_lazy("thread", "Survey"),
    Stage.THEME: pgettext_lazy("thread", "Theme"),
    Stage.SESSION: pgettext_lazy("thread", "Session"),
    Stage.PAPER: pgettext_lazy("thread", "Paper"),
    Stage.FINDING: pgettext_lazy("thread", "Finding"),
    Stage.PRACTICE: pgettext_lazy("thread", "Practice"),
    Stage.ACTION: pgettext_lazy("thread", "Action"),
    Stage.REQUEST: pgettext_lazy("thread", "Request"),
    Stage.COMMITMENT: pgettext_lazy("thread", "Taken on by"),
    Stage.REPORT: pgettext_lazy("thread", "Report due"),
    Stage.NEXT: pgettext_lazy("thread", "Next edition"),
}

Key = tuple[str, int]
"""The kind of a thing and its number in the database."""


@dataclass(frozen=True)
class Node:
    """One thing on the thread."""

    key: Key
    stage: Stage
    code: str
    title: Translated
    edition: str
    thing: Model = field(compare=False, repr=False)

    @property
    def kind(self) -> str:
        """The kind of thing, such as ``action``."""
        return self.key[0]


@dataclass(frozen=True, order=True)
class Link:
    """A link from an earlier thing to a later one, and what it rests on."""

    source: Key
    target: Key
    basis: Basis = field(compare=False)
    relation: str = field(compare=False)


@dataclass
class Thread:
    """All that leads to a thing and all that came of it."""

    starts: frozenset[Key]
    nodes: dict[Key, Node]
    links: list[Link]
    cut: dict[str, int] = field(default_factory=dict)
    """Kinds of which only the first were followed, with how many were."""

    def at(self, stage: Stage) -> list[Node]:
        """The things at one stage, in the order of their codes."""
        return [node for node in self.nodes.values() if node.stage == stage]

    def stages(self) -> list[tuple[Stage, list[Node]]]:
        """All stages with what stands at them, empty ones included."""
        return [(stage, self.at(stage)) for stage in Stage]

    @property
    def start(self) -> Stage | None:
        """The stage of what one starts from; None where the starts stand at several."""
        at = {self.nodes[key].stage for key in self.starts}
        return at.pop() if len(at) == 1 else None

    def before(self) -> list[tuple[Stage, list[Node]]]:
        """Why it is here: the stages ahead of what one starts from at which something stands."""
        return [(stage, nodes) for stage, nodes in self.stages() if self.start and stage < self.start and nodes]

    def onward(self) -> list[tuple[Stage, list[Node]]]:
        """Where it led: the stage of what one starts from and those after it; all where there is no one start."""
        return [(stage, nodes) for stage, nodes in self.stages() if stage >= (self.start or Stage.PRIORITY)]

    def sources(self, key: Key) -> list[Link]:
        """The links that lead to a thing."""
        return [link for link in self.links if link.target == key]

    def drawn(self) -> list[Link]:
        """The links worth drawing: those that no chain of other links already tells."""
        after: dict[Key, set[Key]] = defaultdict(set)
        for link in self.links:
            after[link.source].add(link.target)
        reach: dict[Key, set[Key]] = {}
        order = sorted(self.nodes, key=lambda key: self.nodes[key].stage, reverse=True)
        for key in order:
            reach[key] = after[key].union(*(reach.get(target, set()) for target in after[key]))
        return [
            link
            for link in self.links
            if not any(link.target in reach.get(other, set()) for other in after[link.source] - {link.target})
        ]

    def to_json(self) -> dict[str, Any]:
        """The thread as plain data: what ``convoke trace --json`` prints."""
        return {
            "starts": [_id(key) for key in sorted(self.starts)],
            "nodes": [
                {
                    "id": _id(node.key),
                    "stage": node.stage.code,
                    "kind": node.kind,
                    "code": node.code,
                    "title": str(node.title),
                    "edition": node.edition,
                }
                for node in self.nodes.values()
            ],
            "links": [
                {
                    "from": _id(link.source),
                    "to": _id(link.target),
                    "basis": link.basis.value,
                    "relation": link.relation,
                }
                for link in self.links
            ],
        }


def _id(key: Key) -> str:
    return f"{key[0]}:{key[1]}"


def merge(links: Iterable[Link]) -> list[Link]:
    """Each link once; one that a source states wins over a derived one."""
    best: dict[tuple[Key, Key], Link] = {}
    for link in links:
        known = best.get((link.source, link.target))
        if known is None or (known.basis == Basis.DERIVED and link.basis == Basis.STATED):
            best[link.source, link.target] = link
    return sorted(best.values())
