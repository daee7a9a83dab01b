"""How many processes and threads answer on one machine."""

import gc
import os

AT_MOST = 4
"""Processes; each holds the forum's code and what it remembers once."""
THREADS = 4
"""In each process: while one waits for the database, the others work."""


SELDOM = 10_000, 20, 20
"""Collect garbage after so many new objects, and the older ones after so many times of that: a page of thousands of
values makes more than the 700 of Python's own choice many times over, and would be interrupted in the midst of it."""


def settle() -> None:
    """What was loaded at the start stays for as long as the process lives: collecting garbage need not look at it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def processes() -> int:
    """How many processes serve pages here: one for each core this process may use, up to :data:`AT_MOST`."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(AT_MOST, own or 1)


def settings() -> dict[str, object]:
    """How gunicorn serves pages: its own words for it."""
    return {"worker_class": "gthread", "workers": processes(), "threads": THREADS}
