"""The kinds of things and of links a thread can have; apps add their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, Q

from convoke.core.actors import Actor
from convoke.core.languages import Translated
from convoke.core.policy import readable
from convoke.programme.models import Basis

from .graph import Stage


@dataclass(frozen=True)
class NodeKind:
    """A kind of thing on the thread: its stage, its model and how it is named."""

    name: str
    stage: Stage
    model: type[Model]
    title: Callable[[Any], Translated]
    edition: str = "edition"
    """The path from the thing to its edition."""
    code: Callable[[Any], str] = lambda thing: str(getattr(thing, "code", thing.pk))
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


Pairs = Iterable[tuple[int, int]]


@dataclass(frozen=True)
class LinkKind:
    """A kind of link, found by one query in either direction, whatever the number of things.

    ``through`` is the model whose rows tell the link; ``source_path`` and
    ``target_path`` lead from a row to the two things. ``same`` are pairs of paths
    that must have the same value, ``where`` a further condition.
    """

    source: str
    target: str
    relation: str
    through: type[Model]
    source_path: str
    target_path: str
    basis: Basis = Basis.STATED
    same: tuple[tuple[str, str], ...] = ()
    where: Q = field(default_factory=Q)
    passing: bool = False
    """A link in passing is shown beside the thing one starts from and not followed further."""

    def down(self, actor: Actor, sources: Iterable[int]) -> Pairs:
        """(source, target) for every link from the sources given."""
        return self._pairs(actor, Q(**{f"{self.source_path}__in": sorted(sources)}))

    def up(self, actor: Actor, targets: Iterable[int]) -> Pairs:
        """(source, target) for every link to the targets given."""
        return self._pairs(actor, Q(**{f"{self.target_path}__in": sorted(targets)}))

    def _pairs(self, actor: Actor, condition: Q) -> Pairs:
        given = condition & Q(**{f"{self.source_path}__isnull": False, f"{self.target_path}__isnull": False})
        for one, other in self.same:
            given &= Q(**{one: F(other)})
        rows = readable(actor, self.through).filter(self.where & given).order_by()
        return rows.values_list(self.source_path, self.target_path).distinct()


_nodes: dict[str, NodeKind] = {}
_links: list[LinkKind] = []


def register(*kinds: NodeKind | LinkKind) -> None:
    """Adds kinds; called by an app when it is ready. A node kind comes before its links."""
    for kind in kinds:
        if isinstance(kind, NodeKind):
            _nodes[kind.name] = kind
        elif kind not in _links:
            _links.append(kind)


def node_kind(name: str) -> NodeKind:
    """The kind with this name; raises KeyError when there is none."""
    return _nodes[name]


def node_kinds() -> list[NodeKind]:
    """All kinds of things, in the order of their stages."""
    return sorted(_nodes.values(), key=lambda kind: kind.stage)


def links_downwards() -> list[LinkKind]:
    """All kinds of links, those from the earliest stages first."""
    return sorted(_links, key=lambda link: _nodes[link.source].stage)


def links_upwards() -> list[LinkKind]:
    """All kinds of links, those to the latest stages first."""
    return sorted(_links, key=lambda link: _nodes[link.target].stage, reverse=True)
