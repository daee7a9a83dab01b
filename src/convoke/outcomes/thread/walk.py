"""Following the thread from any thing, back to where it began and on to where it went."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F

from convoke.core.actors import Actor
from convoke.core.policy import readable

from . import kinds
from .graph import Key, Link, Node, Thread, merge
from .kinds import LinkKind

LIMIT = 200
"""How many things of one kind are followed; a thread with more is read in the lists."""


def trace(actor: Actor, *starts: Key) -> Thread:
    """The thread through one or more things, as far as the actor may read.

    Walks upwards from the latest stage and downwards from the earliest, so that
    each kind of link is asked for once in each direction: the number of queries
    depends on the kinds there are, never on the number of things.
    """
    above = _follow(actor, starts, kinds.links_upwards(), upwards=True)
    below = _follow(actor, starts, kinds.links_downwards(), upwards=False)
    links = merge([*above.links, *below.links])
    keys = {*starts, *(link.source for link in links), *(link.target for link in links)}
    nodes = _nodes(actor, keys)
    links = [link for link in links if link.source in nodes and link.target in nodes]
    shown = frozenset(starts) & nodes.keys()
    reached = _reached(shown, links)
    return Thread(
        starts=shown,
        nodes={key: node for key, node in nodes.items() if key in reached},
        links=[link for link in links if link.source in reached and link.target in reached],
        cut={**above.cut, **below.cut},
    )


def _reached(starts: Iterable[Key], links: list[Link]) -> set[Key]:
    """LIB-1: what is left when nothing is followed through a thing the actor may not read."""
    above: dict[Key, set[Key]] = defaultdict(set)
    below: dict[Key, set[Key]] = defaultdict(set)
    for link in links:
        above[link.target].add(link.source)
        below[link.source].add(link.target)
    return _closure(starts, above) | _closure(starts, below)


def _closure(starts: Iterable[Key], neighbours: dict[Key, set[Key]]) -> set[Key]:
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        new = neighbours[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


class _Found:
    def __init__(self, starts: Iterable[Key]) -> None:
        self.ids: dict[str, set[int]] = defaultdict(set)
        self.links: list[Link] = []
        self.cut: dict[str, int] = {}
        for kind, pk in starts:
            self.ids[kind].add(pk)


def _follow(actor: Actor, starts: Iterable[Key], link_kinds: list[LinkKind], *, upwards: bool) -> _Found:
    found, first = _Found(starts), _Found(starts)
    for kind in link_kinds:
        known = (first if kind.passing else found).ids[kind.target if upwards else kind.source]
        if not known:
            continue
        pairs = kind.up(actor, known) if upwards else kind.down(actor, known)
        new = kind.source if upwards else kind.target
        for source, target in sorted(pairs):
            pk = source if upwards else target
            if not kind.passing and pk not in found.ids[new]:
                if len(found.ids[new]) >= LIMIT:
                    found.cut[new] = LIMIT
                    continue
                found.ids[new].add(pk)
            found.links.append(Link((kind.source, source), (kind.target, target), kind.basis, kind.relation))
    return found


def _nodes(actor: Actor, keys: set[Key]) -> dict[Key, Node]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for name, pk in keys:
        wanted[name].add(pk)
    nodes: dict[Key, Node] = {}
    for kind in kinds.node_kinds():
        if not wanted[kind.name]:
            continue
        things = readable(actor, kind.model).filter(pk__in=sorted(wanted[kind.name]))
        path = "code" if kind.edition == "self" else f"{kind.edition}__code"
        for thing in things.select_related(*kind.related).order_by(*kind.order).annotate(_edition=F(path)):
            nodes[kind.name, thing.pk] = Node(
                key=(kind.name, thing.pk),
                stage=kind.stage,
                code=kind.code(thing),
                title=kind.title(thing),
                edition=thing._edition,
                thing=thing,
            )
    return nodes


def find(actor: Actor, code: str, edition: str = "") -> list[Node]:
    """The things with a code, of one edition or of all, in the order of the stages."""
    found: dict[Key, Node] = {}
    for kind in kinds.node_kinds():
        if kind.name == "next-theme" or not any(f.name == "code" for f in kind.model._meta.get_fields()):
            continue
        things = readable(actor, kind.model).filter(code__iexact=code)
        path = "code" if kind.edition == "self" else f"{kind.edition}__code"
        if edition:
            things = things.filter(**{path: edition})
        found.update(_nodes(actor, {(kind.name, pk) for pk in things.values_list("pk", flat=True)}))
    return list(found.values())
