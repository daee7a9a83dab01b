"""How many processes and threads answer on one machine."""

import gc
import os

AT_MOST = 4
"""Processes; each holds the forum's code and what it remembers once."""
THREADS = 4
"""In each process: while one waits for the database, the others work."""


def settle() -> None:
    """What was loaded at the start stays for as long as the process lives: collecting garbage need not look at it."""
    gc.collect()
    gc.freeze()


def processes() -> int:
    """How many processes serve pages here: one for each core this process may use, up to :data:`AT_MOST`."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(AT_MOST, own or 1)


def settings() -> dict[str, object]:
    """How gunicorn serves pages: its own words for it."""
    return {"worker_class": "gthread", "workers": processes(), "threads": THREADS}
