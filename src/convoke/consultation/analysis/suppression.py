"""CON-2: which groups may be shown so that no few confidential answers can be worked out from them.

A reader who is shown the totals of several groups can add and subtract them. So groups are gone
through in a fixed order, and each is shown only if, together with all shown before it, no sum and no
difference gives the totals of fewer than :data:`~..rules.SMALLEST_GROUP` confidential answers. That
is complementary suppression: the group next to a small one is held back with it.

Respondents are told apart only by the groups they are in, so what can be worked out are unions of
*atoms*, the sets of respondents who are in exactly the same groups. The shown groups span a space of
vectors over the atoms; a union of atoms can be worked out exactly where its vector lies in that space.
Instead of searching the space, a point is taken at random among those on which all shown groups
vanish: the sum of its coordinates over a union is nought exactly where the union can be worked out
(else with a chance of one in 2^61). Sums are looked up, so that four respondents out of hundreds are
found without trying all fours.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from random import Random

from ..rules import SMALLEST_GROUP

Atom = tuple[str, ...]
"""In which group of each view a respondent is."""

PRIME = (1 << 61) - 1
"""Arithmetic is done modulo this: far greater than any determinant that some dozens of groups give."""
_SEED = 20070709


class Release:
    """What was shown so far; :meth:`offer` shows a further group if that gives nothing away.

    ``hidden`` says how many confidential answers there are in each atom.
    """

    def __init__(self, hidden: Mapping[Atom, int], smallest: int = SMALLEST_GROUP) -> None:
        self._smallest = smallest
        self._atoms = sorted(atom for atom, number in hidden.items() if number)
        self._numbers = [hidden[atom] for atom in self._atoms]
        self._rows: list[tuple[int, list[int]]] = []  # reduced, each with the place of its leading one

    def offer(self, group: Iterable[Atom]) -> bool:
        """Whether a group, given as the atoms in it, is shown; one without confidential answers always is."""
        inside = frozenset(group)
        row = [int(atom in inside) for atom in self._atoms]
        number = sum(have for have, of in zip(self._numbers, row, strict=True) if of)
        if number == 0:
            return True
        if number < self._smallest:
            return False
        reduced = self._reduced(row)
        if not any(reduced):
            return True  # it follows from what is shown already
        kept = self._rows
        self._rows = _with(kept, reduced)
        if self._gives_away():
            self._rows = kept
            return False
        return True

    def _reduced(self, row: list[int]) -> list[int]:
        for lead, known in self._rows:
            if factor := row[lead]:
                row = [(one - factor * other) % PRIME for one, other in zip(row, known, strict=True)]
        return row

    def _vanishing(self) -> list[int]:
        """A random point on which every shown group vanishes."""
        random = Random(_SEED)  # noqa: S311  (nothing secret: only that it follows no pattern of the groups)
        leads = {lead for lead, _row in self._rows}
        point = [0 if place in leads else random.randrange(1, PRIME) for place in range(len(self._atoms))]
        for lead, row in self._rows:
            point[lead] = -sum(one * other for one, other in zip(row, point, strict=True) if one) % PRIME
        return point

    def _gives_away(self) -> bool:
        """Whether some union of atoms with too few confidential answers can be worked out."""
        point, most = self._vanishing(), self._smallest - 1
        small = [(place, number) for place, number in enumerate(self._numbers) if number <= most]
        if most > 4:
            return _tried(point, small, most)
        singles: dict[int, list[tuple[frozenset[int], int]]] = {}
        pairs: dict[int, list[tuple[frozenset[int], int]]] = {}
        for place, number in small:
            singles.setdefault(point[place], []).append((frozenset((place,)), number))
        for (one, first), (other, second) in combinations(small, 2):
            if first + second <= most:
                total = (point[one] + point[other]) % PRIME
                pairs.setdefault(total, []).append((frozenset((one, other)), first + second))
        if 0 in singles or 0 in pairs:
            return True
        return any(
            not mine & yours and number + count <= most
            for total, found in pairs.items()
            for table in (singles, pairs)
            for yours, count in table.get(-total % PRIME, ())
            for mine, number in found
        )


def shown(
    groups: Sequence[Iterable[Atom]], hidden: Mapping[Atom, int], smallest: int = SMALLEST_GROUP
) -> tuple[bool, ...]:
    """For each group in turn whether it is shown."""
    release = Release(hidden, smallest)
    return tuple(release.offer(group) for group in groups)


def _with(rows: list[tuple[int, list[int]]], new: list[int]) -> list[tuple[int, list[int]]]:
    """The reduced rows with one more, reduced itself."""
    lead = next(place for place, one in enumerate(new) if one)
    inverse = pow(new[lead], PRIME - 2, PRIME)
    new = [one * inverse % PRIME for one in new]
    cleared = [
        (at, [(one - row[lead] * other) % PRIME for one, other in zip(row, new, strict=True)]) for at, row in rows
    ]
    return [*cleared, (lead, new)]


def _tried(point: list[int], small: list[tuple[int, int]], most: int) -> bool:
    """The same by trying every union: for another smallest group than that of the rules."""
    return any(
        sum(number for _place, number in union) <= most and sum(point[place] for place, _number in union) % PRIME == 0
        for size in range(1, most + 1)
        for union in combinations(small, size)
    )
