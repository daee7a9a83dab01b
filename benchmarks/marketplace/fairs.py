"""Fairs of our own: with a hidden gapless schedule, at random, ten times as large, and one participant who leaves."""

import time
from dataclasses import dataclass, replace

from convoke.marketplace.scheduling.annealing import Annealing, get_ready
from convoke.marketplace.scheduling.climbing import LENIENT, ORDERED
from convoke.marketplace.scheduling.generate import gapless_fair, random_fair
from convoke.marketplace.scheduling.instance import Instance
from convoke.marketplace.scheduling.numbered import Numbered
from convoke.marketplace.scheduling.ordering import ordered
from convoke.marketplace.scheduling.repair import repair
from convoke.marketplace.scheduling.results import Progress, Result
from convoke.marketplace.scheduling.solve import Options, solve

SIZE = {"requesters": 200, "providers": 150, "slots": 40, "tables": 60}
LARGE = {"requesters": 2_000, "providers": 1_500, "slots": 40, "tables": 600}


@dataclass(frozen=True)
class Fair:
    """A fair, how long it may take, and how many breaks there may be at most (negative for no target)."""

    name: str
    instance: Instance
    seconds: float
    most: int


def fairs(seed: int) -> list[Fair]:
    """Those of the size of a forum."""
    return [
        Fair(f"{name}, {meetings:,} meetings", make(**SIZE, meetings=meetings, seed=seed), 60, most)
        for name, make, meetings, most in (
            ("hidden gapless schedule", gapless_fair, 1_500, 0), ("hidden gapless schedule", gapless_fair, 2_000, 0),
            ("at random", random_fair, 1_500, 55), ("at random", random_fair, 2_000, 100),
        )
    ]


def large_fairs(seed: int) -> list[Fair]:
    """Ten times as large."""
    return [
        Fair(f"{name}, {meetings:,} meetings", make(**LARGE, meetings=meetings, seed=seed), 600, -1)
        for name, make, meetings in (
            ("hidden gapless schedule", gapless_fair, 15_000), ("at random", random_fair, 20_000))
    ]


def solved(fair: Fair, *, workers: int, seed: int, seconds: float | None = None) -> tuple[Result, str]:
    """The result and a row on it; progress is printed every tenth of the time."""
    limit = fair.seconds if seconds is None else seconds
    told = [0.0]

    def tell(progress: Progress) -> None:
        if progress.seconds - told[0] >= limit / 10:
            told[0] = progress.seconds
            print(f"    {progress.seconds:5.0f} s: {progress.breaks} breaks, at least {progress.bound}", flush=True)

    result = solve(fair.instance, Options(seconds=limit, workers=workers, seed=seed), tell=tell)
    target = "" if fair.most < 0 else f" (target {fair.most})"
    return result, (
        f"{fair.name:<42} {len(result.schedule):>6} held, {result.objective} breaks{target}, at least {result.bound}, "
        f"{result.status.value}, {result.seconds:.1f} s"
    )


def repaired(fair: Fair, result: Result) -> str:
    """What it takes when one participant leaves: a row."""
    gone = fair.instance.participants[0].id
    left = replace(
        fair.instance, meetings=tuple(one for one in fair.instance.meetings if gone not in one.participants))
    began = time.perf_counter()
    mended = repair(left, result.schedule)
    seconds = time.perf_counter() - began
    share = 100 * len(mended.moved) / max(1, len(left.meetings))
    return (
        f"{'one participant leaves':<42} {len(mended.schedule):>6} of {len(left.meetings)} held, {share:.1f} % moved "
        f"(target 5 %), {mended.objective} breaks, {seconds:.1f} s (target 5 s)"
    )


def pace(seconds: float = 1.0) -> str:
    """How quick this machine is at the moment, by which figures of others and of other hours can be compared: a row."""
    numbered = Numbered(random_fair(**SIZE, meetings=1_500, seed=1))
    search = Annealing(numbered, seed=1, begin=ordered(numbered, seed=1), prices=LENIENT)
    for _turn in range(2):  # the first to warm up
        made, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            made += search.moves
            search.slice(ORDERED)
    millions = made / (time.perf_counter() - began) / 1e6
    return f"This machine just now: {millions:.1f} million moves of annealing a second in one thread"


def compiled() -> float:
    """Seconds until the annealing is ready; little where it has been compiled before."""
    began = time.perf_counter()
    get_ready()
    return time.perf_counter() - began
