"""A schedule is worked out for an edition, and explained: all that loads the solvers, for the background alone."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from convoke.core.work import registry

from ..fair.instances import Fair
from ..scheduling.causes import causes_to_tell
from ..scheduling.explain import reasons
from ..scheduling.repair import repair
from ..scheduling.results import FOUND, Progress, Result, Status, told
from ..scheduling.solve import Options, solve

LOOK = 0.5
"""Seconds between two looks at whether somebody asked to stop."""


@dataclass(frozen=True)
class Worked:
    """What a run came to, and in every language of the interface what it could not do.

    ``unplaced`` gives by the number of a meeting why it has no place, ``causes`` what cannot all be kept where there
    is no schedule.
    """

    result: Result
    unplaced: dict[str, dict[str, str]]
    causes: list[dict[str, str]]


def worked_out(fair: Fair, progress: registry.Progress, seconds: int, *, with_home: bool) -> Worked:
    """Works a schedule out in at most the seconds given and explains it; ``with_home`` repairs the one in force."""
    result = _solved(fair, progress, seconds, with_home=with_home)
    return Worked(result, *_explained(fair, result))


def _solved(fair: Fair, progress: registry.Progress, seconds: int, *, with_home: bool) -> Result:
    """Solves in a thread of its own, while this one tells how far it is and looks whether to stop."""
    asked, last = threading.Event(), list[Progress]()
    options = Options(seconds=seconds, explains=False)
    home = fair.home() if with_home else None

    def work() -> Result:
        if home is not None:
            return repair(fair.instance, home, options, tell=last.append, stop=asked.is_set)
        return solve(fair.instance, options, tell=last.append, stop=asked.is_set)

    progress.start(seconds)
    began, done = time.monotonic(), 0
    with ThreadPoolExecutor(1) as pool:
        future: Future[Result] = pool.submit(work)
        try:
            while True:
                try:
                    return future.result(timeout=LOOK)
                except StillRunning:
                    passed = min(seconds, int(time.monotonic() - began))
                    progress.advance(told(last[-1]) if last else "", passed - done)
                    done = passed
                    if progress.is_to_stop():
                        asked.set()
        finally:
            asked.set()


def _explained(fair: Fair, result: Result) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    said: Callable[..., tuple[str, ...]] = (
        causes_to_tell(fair.instance) if result.status is Status.INFEASIBLE else lambda names: ())
    unplaced: dict[str, dict[str, str]] = {}
    causes: list[dict[str, str]] = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names = fair.names()
            if result.status in FOUND:
                for id_, why in reasons(fair.instance, result.schedule, names).items():
                    unplaced.setdefault(id_, {})[language] = why
            for number, cause in enumerate(said(names)):
                if number == len(causes):
                    causes.append({})
                causes[number][language] = cause
    return unplaced, causes
