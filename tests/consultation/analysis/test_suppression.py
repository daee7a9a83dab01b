"""CON-2: whatever a reader adds and subtracts, no few confidential answers can be worked out."""

import random
from fractions import Fraction
from itertools import combinations, product

import pytest

from convoke.consultation.analysis.suppression import shown

REGIONS = ("africa", "asia", "europe")
DEVELOPMENT = ("developed", "developing")
ATOMS = list(product(REGIONS, DEVELOPMENT))


def family(atoms):
    """The whole, then each region, then each development group, as sets of atoms."""
    whole = [frozenset(atoms)]
    regions = [frozenset(atom for atom in atoms if atom[0] == one) for one in REGIONS]
    return whole + regions + [frozenset(atom for atom in atoms if atom[1] == one) for one in DEVELOPMENT]


def can_be_worked_out(union, released, atoms):
    """Whether a union is a linear combination of released groups, by Gaussian elimination over the rationals."""
    columns = list(atoms)
    rows = [[Fraction(atom in group) for atom in columns] for group in released]
    target = [Fraction(atom in union) for atom in columns]
    for place in range(len(columns)):
        pivot = next((row for row in rows if row[place] and not any(row[:place])), None)
        if pivot is None:
            continue
        for row in [*[one for one in rows if one is not pivot], target]:
            factor = row[place] / pivot[place]
            if factor:
                row[:] = [one - factor * other for one, other in zip(row, pivot, strict=True)]
    return not any(target)


def small_unions(hidden):
    having = [atom for atom, number in hidden.items() if number]
    for size in range(1, len(having) + 1):
        for union in combinations(having, size):
            if sum(hidden[atom] for atom in union) < 5:
                yield frozenset(union)


@pytest.mark.parametrize("seed", range(150))
def test_con_2_no_small_group_can_be_worked_out_from_what_is_shown(seed):
    source = random.Random(seed)
    hidden = {atom: source.choice((0, 0, 1, 2, 3, 4, 6, 9)) for atom in ATOMS}
    groups = family(ATOMS)
    released = [group for group, is_shown in zip(groups, shown(groups, hidden), strict=True) if is_shown]
    relevant = [atom for atom in ATOMS if hidden[atom]]
    for union in small_unions(hidden):
        assert not can_be_worked_out(union, [group & set(relevant) for group in released], relevant)


@pytest.mark.parametrize("seed", range(60))
def test_con_2_nothing_is_held_back_without_need(seed):
    source = random.Random(1000 + seed)
    hidden = {atom: source.choice((0, 1, 3, 5, 8)) for atom in ATOMS}
    groups, relevant = family(ATOMS), [atom for atom in ATOMS if hidden[atom]]
    released = []
    for group, is_shown in zip(groups, shown(groups, hidden), strict=True):
        inside = group & set(relevant)
        if is_shown:
            released.append(inside)
        else:
            assert any(can_be_worked_out(union, [*released, inside], relevant) for union in small_unions(hidden))


def test_con_2_the_group_next_to_a_small_one_is_held_back_with_it():
    hidden = {("africa",): 20, ("asia",): 10, ("europe",): 3}
    groups = [list(hidden), [("africa",)], [("asia",)], [("europe",)]]
    assert shown(groups, hidden) == (True, True, False, False)


def test_con_2_a_group_that_two_views_cut_out_is_held_back():
    """All of Europe is developed, and so are two states of Asia: developed less Europe would be those two."""
    hidden = {("europe", "developed"): 20, ("asia", "developed"): 2, ("asia", "developing"): 30}
    groups = [list(hidden), [("europe", "developed")], [one for one in hidden if one[0] == "asia"],
              [one for one in hidden if one[1] == "developed"], [("asia", "developing")]]
    assert shown(groups, hidden) == (True, True, True, False, False)


def test_what_is_disclosed_to_everyone_is_never_held_back():
    assert shown([[("europe",)], [("asia",)]], {("europe",): 0, ("asia",): 0}) == (True, True)


def test_few_answers_in_all_are_not_shown():
    assert shown([[("europe",)]], {("europe",): 4}) == (False,)
    assert shown([[("europe",)]], {("europe",): 5}) == (True,)
