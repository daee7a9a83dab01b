"""Counting as clauses, from which a solver learns more than from sums: totalizers.

O. Bailleux, Y. Boufkhad, *Efficient CNF encoding of Boolean cardinality constraints* (CP 2003). A counter over
literals is a list of literals of which the k-th (from 0) is true exactly when more than k of those counted are.
"""

from collections.abc import Sequence
from itertools import pairwise

from .clauses import Clauses


def _unless(counted: Sequence[int]) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """For each number from 0, what a clause says unless so many are counted: that there are fewer; and that more."""
    return [(), *((-one,) for one in counted)], [*((one,) for one in counted), ()]


def merged(clauses: Clauses, left: Sequence[int], right: Sequence[int], most: int) -> list[int]:
    """A counter over what two counters count, up to ``most``; both ways, so that neither too many nor too few pass."""
    size = min(len(left) + len(right), most)
    out = [clauses.new() for _ in range(size)]
    (fewer, more), (other_fewer, other_more) = _unless(left), _unless(right)
    rows = clauses.rows
    for a in range(len(left) + 1):
        for b in range(len(right) + 1):
            if a + b > 0:
                rows.append((*fewer[a], *other_fewer[b], out[min(a + b, size) - 1]))
            if a + b < size:
                rows.append((*more[a], *other_more[b], -out[a + b]))
    return out


def counter(clauses: Clauses, literals: Sequence[int], most: int | None = None) -> list[int]:
    """A counter over literals; with ``most``, numbers above it count as it."""
    limit = len(literals) if most is None else most
    if len(literals) <= 1:
        return list(literals)[:limit]
    half = len(literals) // 2
    return merged(clauses, counter(clauses, literals[:half], limit), counter(clauses, literals[half:], limit), limit)


def paired(clauses: Clauses, literals: Sequence[int], most: int) -> list[int]:
    """A counter by twos over literals, of which an even number is made true, at most ``most``, which is even.

    Its k-th literal (from 0) is true exactly when more than 2k are counted. Sums of an odd number count as the even
    one above them where so many are known to be, and as the one below where no more can be.
    """
    left, right = _halves(clauses, literals, most + 1)
    out = [clauses.new() for _ in range(min(len(literals), most) // 2)]
    (fewer, more), (other_fewer, other_more) = _unless(left), _unless(right)
    for a in range(len(left) + 1):
        for b in range((a + 1) % 2, len(right) + 1, 2):
            pair = (a + b) // 2
            clauses.rows.append((*fewer[a], *other_fewer[b], *out[pair:pair + 1]))
            if pair < len(out):
                clauses.rows.append((*more[a], *other_more[b], -out[pair]))
    for one, other in pairwise(out):
        clauses.implies(other, one)
    return out


def exactly(clauses: Clauses, literals: Sequence[int], number: int) -> None:
    """Has exactly ``number`` of the literals be true."""
    if number in {0, len(literals)}:
        clauses.fix(*(one if number else -one for one in literals))
    elif number < 0 or number > len(literals):
        clauses.either([])
    elif number == 1:
        clauses.exactly_one(literals)
    else:
        both_exactly(clauses, *_halves(clauses, literals, number + 1), number)


def at_most(clauses: Clauses, literals: Sequence[int], number: int) -> None:
    """Has at most ``number`` of the literals be true."""
    if number < len(literals):
        _both_at_most(clauses, *_halves(clauses, literals, number + 1), number)


def at_least(clauses: Clauses, literals: Sequence[int], number: int) -> None:
    """Has at least ``number`` of the literals be true."""
    if number > len(literals):
        clauses.either([])
    elif number > 0:
        _both_at_least(clauses, *_halves(clauses, literals, number), number)


def both_exactly(clauses: Clauses, left: Sequence[int], right: Sequence[int], number: int) -> None:
    """Has what two counters count be exactly ``number`` together."""
    _both_at_most(clauses, left, right, number)
    _both_at_least(clauses, left, right, number)


def _halves(clauses: Clauses, literals: Sequence[int], most: int) -> tuple[list[int], list[int]]:
    half = len(literals) // 2
    return counter(clauses, literals[:half], most), counter(clauses, literals[half:], most)


def _both_at_most(clauses: Clauses, left: Sequence[int], right: Sequence[int], number: int) -> None:
    """Where there are so many on the left, there are not too many on the right: clauses of two, without a sum."""
    for a in range(min(len(left), number + 1) + 1):
        if number - a < len(right):
            there = (-right[number - a],) if a <= number else ()
            clauses.either((*(-one for one in left[max(0, a - 1):a]), *there))


def _both_at_least(clauses: Clauses, left: Sequence[int], right: Sequence[int], number: int) -> None:
    """Where there are no more than so many on the left, there are enough on the right."""
    for a in range(min(len(left), number - 1) + 1):
        wanted = number - a - 1
        clauses.either((*left[a:a + 1], *right[wanted:wanted + 1]))
