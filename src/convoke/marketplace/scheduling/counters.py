"""Counting as clauses, from which a solver learns more than from sums: totalizers.

O. Bailleux, Y. Boufkhad, *Efficient CNF encoding of Boolean cardinality constraints* (CP 2003). A counter over
literals is a list of literals of which the k-th (from 0) is true exactly when more than k of those counted are.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import Literal


def merged(model: cp_model.CpModel, left: Sequence[Literal], right: Sequence[Literal], most: int) -> list[Literal]:
    """A counter over what two counters count, up to ``most``; both ways, so that neither too many nor too few pass."""
    size = min(len(left) + len(right), most)
    out: list[Literal] = [model.new_bool_var("") for _ in range(size)]
    few: list[list[Literal]] = [[], *([one.negated()] for one in left)]
    other_few: list[list[Literal]] = [[], *([one.negated()] for one in right)]
    many: list[list[Literal]] = [*([one] for one in left), []]
    other_many: list[list[Literal]] = [*([one] for one in right), []]
    not_out = [one.negated() for one in out]
    for a in range(len(left) + 1):
        for b in range(len(right) + 1):
            if a + b > 0:
                model.add_bool_or([*few[a], *other_few[b], out[min(a + b, size) - 1]])
            if a + b < size:
                model.add_bool_or([*many[a], *other_many[b], not_out[a + b]])
    return out


def counter(model: cp_model.CpModel, literals: Sequence[Literal], most: int | None = None) -> list[Literal]:
    """A counter over literals; with ``most``, numbers above it count as it."""
    limit = len(literals) if most is None else most
    if len(literals) <= 1:
        return list(literals)[:limit]
    half = len(literals) // 2
    return merged(model, counter(model, literals[:half], limit), counter(model, literals[half:], limit), limit)


def exactly(model: cp_model.CpModel, literals: Sequence[Literal], number: int) -> None:
    """Has exactly ``number`` of the literals be true."""
    if number in {0, len(literals)}:
        for one in literals:
            model.add_bool_and([one if number else one.negated()])
        return
    if number < 0 or number > len(literals):
        model.add_bool_or([])
        return
    if number == 1:
        model.add_exactly_one(literals)
        return
    out = counter(model, literals, number + 1)
    model.add_bool_and([out[number - 1], out[number].negated()])


def at_most(model: cp_model.CpModel, literals: Sequence[Literal], number: int) -> None:
    """Has at most ``number`` of the literals be true."""
    if number < len(literals):
        out = counter(model, literals, number + 1)
        model.add_bool_and([out[number].negated()])
