"""Counting as clauses, from which a solver learns more than from sums: totalizers.

O. Bailleux, Y. Boufkhad, *Efficient CNF encoding of Boolean cardinality constraints* (CP 2003). A counter over
literals is a list of literals of which the k-th (from 0) is true exactly when more than k of those counted are.
"""

from collections.abc import Sequence

from .clauses import Clauses


def merged(clauses: Clauses, left: Sequence[int], right: Sequence[int], most: int) -> list[int]:
    """A counter over what two counters count, up to ``most``; both ways, so that neither too many nor too few pass."""
    size = min(len(left) + len(right), most)
    out = [clauses.new() for _ in range(size)]
    few, other_few = [(), *((-one,) for one in left)], [(), *((-one,) for one in right)]
    many, other_many = [*((one,) for one in left), ()], [*((one,) for one in right), ()]
    rows = clauses.rows
    for a in range(len(left) + 1):
        for b in range(len(right) + 1):
            if a + b > 0:
                rows.append((*few[a], *other_few[b], out[min(a + b, size) - 1]))
            if a + b < size:
                rows.append((*many[a], *other_many[b], -out[a + b]))
    return out


def counter(clauses: Clauses, literals: Sequence[int], most: int | None = None) -> list[int]:
    """A counter over literals; with ``most``, numbers above it count as it."""
    limit = len(literals) if most is None else most
    if len(literals) <= 1:
        return list(literals)[:limit]
    half = len(literals) // 2
    return merged(clauses, counter(clauses, literals[:half], limit), counter(clauses, literals[half:], limit), limit)


def exactly(clauses: Clauses, literals: Sequence[int], number: int) -> None:
    """Has exactly ``number`` of the literals be true."""
    if number in {0, len(literals)}:
        clauses.fix(*(one if number else -one for one in literals))
    elif number < 0 or number > len(literals):
        clauses.either([])
    elif number == 1:
        clauses.exactly_one(literals)
    else:
        out = counter(clauses, literals, number + 1)
        clauses.fix(out[number - 1], -out[number])


def at_most(clauses: Clauses, literals: Sequence[int], number: int) -> None:
    """Has at most ``number`` of the literals be true."""
    if number < len(literals):
        clauses.fix(-counter(clauses, literals, number + 1)[number])


def at_least(clauses: Clauses, literals: Sequence[int], number: int) -> None:
    """Has at least ``number`` of the literals be true."""
    if number > len(literals):
        clauses.either([])
    elif number > 0:
        clauses.fix(counter(clauses, literals, number)[number - 1])
