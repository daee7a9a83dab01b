"""How long something takes, on a machine that does other things as well."""

import time
from collections.abc import Callable


def quickest(call: Callable[[], object], times: int = 5) -> float:
    """Seconds of processor time that the quickest of several calls takes."""
    taken = []
    for _time in range(times):
        started = time.process_time()
        call()
        taken.append(time.process_time() - started)
    return min(taken)
