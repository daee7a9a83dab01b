"""What is measured inside the process that serves: a home of its own, a reader who asks, the slowest of twenty."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .figures import Figure
from .server import ROOT, convoke, environment

if TYPE_CHECKING:
    from django.test import Client


def figures_of(module: str, home: Path) -> list[Figure]:
    """Prepares a home where there is none yet, runs a module in it and gives the figures it prints last, as JSON."""
    if not (home / "convoke.sqlite3").exists():
        home.mkdir(parents=True, exist_ok=True)
        convoke(home, "collectstatic", "--noinput", "-v0")
        convoke(home, "run", "--prepare-only")
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}"], cwd=ROOT, env=environment(home), check=True,
        stdout=subprocess.PIPE, text=True,
    )
    return [Figure(*row) for row in json.loads(done.stdout.splitlines()[-1])]


def asking(client: "Client", address: str) -> Callable[[], int]:
    """A function that asks for an address and gives the bytes of the answer, compressed; a fault ends the run."""

    def ask() -> int:
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return len(answer.content)

    return ask


def p95(call: Callable[[], object], times: int = 30, before: Callable[[], None] | None = None) -> float:
    """Milliseconds that 95 of a hundred calls stay under; ``before`` is done before each and not counted."""
    taken = []
    call()
    for _number in range(times):
        if before:
            before()
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(taken, n=20)[18]
