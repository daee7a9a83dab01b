"""What is asked of the index: forms joined by all, any and without."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """A form that stands in the bag; with ``is_begun`` any that begins so."""

    word: str
    is_begun: bool = False


@dataclass(frozen=True)
class All:
    """All parts hold. A part :class:`Without` whose own side is empty takes away from the others."""

    parts: "Sequence[Expression]"


@dataclass(frozen=True)
class Either:
    """One part holds."""

    parts: "Sequence[Expression]"


@dataclass(frozen=True)
class Without:
    """The first holds and the second does not."""

    wanted: "Expression"
    unwanted: "Expression"


Expression = Form | All | Either | Without


def _flat(expression: All) -> tuple[list[Expression], list[Expression]]:
    """The parts that hold and those that must not, through nested :class:`All`."""
    wanted: list[Expression] = []
    unwanted: list[Expression] = []
    for part in expression.parts:
        if isinstance(part, All):
            more, less = _flat(part)
            wanted += more
            unwanted += less
        elif isinstance(part, Without) and part.wanted == Form(""):
            unwanted.append(part.unwanted)
        else:
            wanted.append(part)
    return wanted, unwanted


def as_fts5(expression: Expression) -> str:
    """The expression as FTS5 reads it."""
    if isinstance(expression, Form):
        return f'"{expression.word}"' + (" *" if expression.is_begun else "")
    if isinstance(expression, Either):
        return "(" + " OR ".join(as_fts5(part) for part in expression.parts) + ")"
    if isinstance(expression, Without):
        return f"({as_fts5(expression.wanted)} NOT {as_fts5(expression.unwanted)})"
    wanted, unwanted = _flat(expression)
    text = " AND ".join(as_fts5(part) for part in wanted)
    for part in unwanted:
        text = f"({text}) NOT {as_fts5(part)}"
    return f"({text})"


def as_tsquery(expression: Expression) -> str:
    """The expression as PostgreSQL reads it."""
    if isinstance(expression, Form):
        return f"'{expression.word}'" + (":*" if expression.is_begun else "")
    if isinstance(expression, Either):
        return "(" + " | ".join(as_tsquery(part) for part in expression.parts) + ")"
    if isinstance(expression, Without):
        return f"({as_tsquery(expression.wanted)} & !{as_tsquery(expression.unwanted)})"
    wanted, unwanted = _flat(expression)
    return "(" + " & ".join([*map(as_tsquery, wanted), *(f"!{as_tsquery(part)}" for part in unwanted)]) + ")"
