"""The straightforward model, only to compare with: a 0/1 variable a meeting and slot, sums, and the default search."""

from itertools import pairwise

from ortools.sat.python import cp_model

from .numbered import Numbered, Times, breaks_in
from .results import Status


class PlainModel:
    """All meetings in slots, nobody in two places, tables, order, breaks as runs of idle slots between two meetings."""

    def __init__(self, numbered: Numbered, *, fairness: int | None = None) -> None:
        self.numbered = numbered
        self.cp = cp_model.CpModel()
        self.begins = [{slot: self.cp.new_bool_var("") for slot in starts} for starts in numbered.starts]
        for literals in self.begins:
            self.cp.add(sum(literals.values()) == 1)
        for slot, tables in enumerate(numbered.places):
            self.cp.add(sum(literals[slot] for literals in self.begins if slot in literals) <= tables)
        for earlier, later in numbered.order:
            first, second = (
                sum(slot * literal for slot, literal in self.begins[one].items()) for one in (earlier, later)
            )
            self.cp.add(first + 1 <= second)
        numbers = [self._breaks(who) for who in range(len(numbered.of))]
        if fairness is not None:
            most, fewest = (self.cp.new_int_var(0, numbered.slots, "") for _ in range(2))
            self.cp.add_max_equality(most, numbers)
            self.cp.add_min_equality(fewest, numbers)
            self.cp.add(most - fewest <= fairness)
        self.cp.minimize(sum(numbers))

    def _breaks(self, who: int) -> cp_model.IntVar:
        slots = range(self.numbered.slots)
        busy = [self.cp.new_bool_var("") for _ in slots]
        for slot in slots:
            here = [self.begins[one][slot] for one in self.numbered.of[who] if slot in self.begins[one]]
            self.cp.add(sum(here) == busy[slot])
        before, after = [[self.cp.new_bool_var("") for _ in slots] for _ in range(2)]
        idle = [self.cp.new_bool_var("") for _ in slots]
        for slot in slots:
            self.cp.add_max_equality(before[slot], busy[:slot + 1])
            self.cp.add_max_equality(after[slot], busy[slot:])
            self.cp.add_min_equality(idle[slot], [before[slot], after[slot], busy[slot].negated()])
        starts = []
        for earlier, later in pairwise(idle):
            start = self.cp.new_bool_var("")
            self.cp.add(start >= later - earlier)
            starts.append(start)
        number = self.cp.new_int_var(0, self.numbered.slots, "")
        self.cp.add(number == sum(starts))
        return number


def solve_plainly(
    numbered: Numbered, *, fairness: int | None, seconds: float, workers: int, seed: int = 1,
) -> tuple[Status, int | None]:
    """How far the straightforward model gets in so many seconds, and the breaks of its best schedule."""
    model = PlainModel(numbered, fairness=fairness)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Status.INFEASIBLE, None
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Status.UNKNOWN, None
    times: Times = tuple(
        next(slot for slot, literal in literals.items() if solver.boolean_value(literal)) for literals in model.begins
    )
    return Status.OPTIMAL if status == cp_model.OPTIMAL else Status.FEASIBLE, sum(breaks_in(numbered, times))
