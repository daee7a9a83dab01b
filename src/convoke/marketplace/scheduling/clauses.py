"""Clauses over literals, before any solver has them: whole numbers, of which a negative one says *not*.

So the model is said once and given to two solvers: to OR-Tools CP-SAT, which proves, and to a SAT solver that takes
questions one after another, which searches (``windows.py``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import Literal

Solved = cp_model.CpSolver | cp_model.CpSolverSolutionCallback


class Clauses:
    """Clauses, and groups of literals of which one at most, or exactly one, is true."""

    def __init__(self) -> None:
        self.size = 0
        """How many literals there are, each with its negation."""
        self.rows: list[tuple[int, ...]] = []
        self.one_at_most: list[tuple[int, ...]] = []
        self.one_of: list[tuple[int, ...]] = []
        self.true = self.new()
        self.fix(self.true)

    def new(self) -> int:
        """A literal."""
        self.size += 1
        return self.size

    def either(self, literals: Iterable[int]) -> None:
        """At least one of them is true."""
        self.rows.append(tuple(literals))

    def fix(self, *literals: int) -> None:
        """All of them are true."""
        self.rows += [(one,) for one in literals]

    def implies(self, one: int, other: int) -> None:
        """Where one is true, so is the other."""
        self.rows.append((-one, other))

    def at_most_one(self, literals: Iterable[int]) -> None:
        """No two of them are true."""
        listed = tuple(literals)
        if len(listed) > 1:
            self.one_at_most.append(listed)

    def exactly_one(self, literals: Iterable[int]) -> None:
        """One of them is true, and no other."""
        self.one_of.append(tuple(literals))

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that is true exactly when one of them is."""
        if not literals:
            return -self.true
        if len(literals) == 1:
            return literals[0]
        one = self.new()
        self.either([*literals, -one])
        for literal in literals:
            self.implies(literal, one)
        return one

    def copy(self) -> "Clauses":
        """The same clauses, to which others are added."""
        copy = Clauses.__new__(Clauses)
        copy.size, copy.true = self.size, self.true
        copy.rows, copy.one_at_most, copy.one_of = [*self.rows], [*self.one_at_most], [*self.one_of]
        return copy

    def alone(self) -> Iterator[tuple[int, ...]]:
        """Everything as clauses alone, two by two where one at most may be true."""
        yield from self.rows
        yield from self.one_of
        for group in (*self.one_at_most, *self.one_of):
            for one, other in combinations(group, 2):
                yield -one, -other

    def for_cp(self) -> cp_model.CpModel:
        """A model for CP-SAT, whose variables stand in the order of the literals.

        It is handed over as text, which takes half the time of a call for each clause.
        """
        model = cp_model.CpModel()
        said = ["variables{domain:[0,1]}" * self.size]
        for kind, groups in (
            ("bool_or", self.rows), ("at_most_one", self.one_at_most), ("exactly_one", self.one_of),
        ):
            said += [
                "constraints{{{}{{literals:[{}]}}}}".format(kind, ",".join([str(one - (one > 0)) for one in group]))
                for group in groups
            ]
        model.proto.parse_text_format("".join(said))
        return model


def in_cp(model: cp_model.CpModel, literal: int) -> Literal:
    """A literal as it is called in a model made of the clauses."""
    variable = model.get_bool_var_from_proto_index(abs(literal) - 1)
    return variable if literal > 0 else variable.negated()


def true_in(model: cp_model.CpModel, solver: Solved) -> Callable[[int], bool]:
    """Tells which literals are true in the solution a solver has."""
    return lambda literal: solver.boolean_value(in_cp(model, literal))


def hint(model: cp_model.CpModel, values: Mapping[int, bool]) -> None:
    """Gives CP-SAT values to begin with instead of those given before."""
    model.clear_hints()  # type: ignore[no-untyped-call]
    for literal, value in values.items():
        model.add_hint(in_cp(model, literal), value)
