"""The published instances: every case against the published optimum and the straightforward model."""

import csv
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from convoke.marketplace.scheduling.formats import read
from convoke.marketplace.scheduling.numbered import Numbered
from convoke.marketplace.scheduling.plain import solve_plainly
from convoke.marketplace.scheduling.results import Result, Status
from convoke.marketplace.scheduling.solve import Options, solve

LONGEST, TOGETHER = 30.0, 200.0
"""Targets: seconds for each case, and for all."""
FASTER, SLOW = 5.0, 1.0
"""Target: how many times faster, over the cases that take the straightforward model more seconds than that."""
NO_SCHEDULE = "UNSAT"


@dataclass(frozen=True)
class Case:
    """A published case with what the paper prints: its optimum, and the seconds of three solvers."""

    name: str
    fairness: int
    optimum: str
    printed: tuple[str, str, str]

    @classmethod
    def rows(cls, folder: Path) -> "list[Case]":
        """The cases of a folder."""
        with (folder / "published.csv").open(encoding="utf-8") as file:
            return [
                cls(
                    f"{row['instance']}.{row['variant']}", int(row["fairness_d"]), row["optimum"],
                    (row["maxsat_s"], row["chuffed_s"], row["mip_cplex_s"]),
                )
                for row in csv.DictReader(file)
            ]


@dataclass(frozen=True)
class Measured:
    """A case, how it was solved, and how far the straightforward model came."""

    case: Case
    result: Result
    seconds: float
    plain: tuple[str, float] | None

    @property
    def found(self) -> str:
        """The optimum proved, or what there is instead."""
        if self.result.status is Status.INFEASIBLE:
            return NO_SCHEDULE
        if self.result.status is Status.OPTIMAL:
            return str(self.result.objective)
        return f"{self.result.objective}≥{self.result.bound}"

    @property
    def is_right(self) -> bool:
        """Whether it is proved as published."""
        return self.found == self.case.optimum

    @property
    def line(self) -> str:
        """A row of the table."""
        plain = "" if self.plain is None else f"{self.plain[0]:>7} {self.plain[1]:>7.2f}"
        printed = " ".join(f"{one:>8}" for one in self.case.printed)
        return (
            f"{self.case.name:<24} {self.case.fairness:>2} {self.case.optimum:>6} {self.found:>6} "
            f"{'' if self.is_right else '!':1} {self.seconds:>7.2f} {plain:>15} {printed}"
        )


HEAD = (
    f"{'instance':<24} {'d':>2} {'paper':>6} {'here':>6}   {'seconds':>7} {'straightforward':>15} "
    f"{'MaxSAT':>8} {'Chuffed':>8} {'CPLEX':>8}"
)


def measure(
    folder: Path, *, workers: int, seed: int, plain_limit: float, only: str = "",
) -> Iterator[Measured]:
    """Each case of the folder, solved; and by the straightforward model where it is given any seconds."""
    for case in Case.rows(folder):
        if only not in case.name:
            continue
        began = time.perf_counter()
        instance = read(folder / f"{case.name}.dzn")
        result = solve(instance, Options(seconds=60, workers=workers, fairness=case.fairness, seed=seed))
        seconds = time.perf_counter() - began
        plain = None
        if plain_limit:
            began = time.perf_counter()
            status, breaks = solve_plainly(
                Numbered(instance), fairness=case.fairness, seconds=plain_limit, workers=workers, seed=seed)
            said = {Status.OPTIMAL: f"{breaks}", Status.INFEASIBLE: NO_SCHEDULE}.get(status, "–")
            plain = said, time.perf_counter() - began
        yield Measured(case, result, seconds, plain)


def summary(measured: list[Measured]) -> list[str]:
    """What it comes to, with the targets."""
    right = sum(one.is_right for one in measured)
    longest = max(one.seconds for one in measured)
    together = sum(one.seconds for one in measured)
    lines = [
        f"{right} of {len(measured)} proved as published",
        f"{longest:.1f} s the slowest (target {LONGEST:.0f} s), {together:.1f} s together (target {TOGETHER:.0f} s)",
    ]
    pairs = [(one.plain[1], one.seconds) for one in measured if one.plain and one.plain[1] > SLOW]
    if pairs:
        mean = math.exp(sum(math.log(plain / own) for plain, own in pairs) / len(pairs))
        lines.append(
            f"{mean:.1f} times faster than the straightforward model, in geometric mean over the {len(pairs)} cases "
            f"that take it more than {SLOW:.0f} s (target {FASTER:.0f}); what it did not finish counts as its limit"
        )
    lines.append(
        "Printed seconds: Bofill et al., JAIR 74 (2022), tables 5, 6, 9 to 11, on their machine; TO: over 2 hours."
    )
    return lines
