"""What is asked of the index: forms joined by all, either and without; and the entries that fit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pyroaring import BitMap


@dataclass(frozen=True)
class Form:
    """A form that an entry has; with ``is_begun`` any that begins so."""

    word: str
    is_begun: bool = False


@dataclass(frozen=True)
class All:
    """All parts hold; there is at least one."""

    parts: "Sequence[Expression]"


@dataclass(frozen=True)
class Either:
    """One part holds."""

    parts: "Sequence[Expression]"


@dataclass(frozen=True)
class Numbers:
    """The entries with these numbers."""

    entries: frozenset[int]


Expression = Form | All | Either | Numbers


def forms_in(expression: Expression) -> Iterator[Form]:
    """All forms an expression speaks of."""
    if isinstance(expression, Form):
        yield expression
    elif isinstance(expression, All | Either):
        for part in expression.parts:
            yield from forms_in(part)


def fitting(expression: Expression, having: Callable[[Form], BitMap]) -> BitMap:
    """The entries an expression holds for, where ``having`` gives those that have a form."""
    if isinstance(expression, Form):
        return having(expression)
    if isinstance(expression, Numbers):
        return BitMap(sorted(expression.entries))
    parts = [fitting(part, having) for part in expression.parts]
    if isinstance(expression, Either):
        return BitMap.union(*parts) if parts else BitMap()
    return BitMap.intersection(*sorted(parts, key=len))
