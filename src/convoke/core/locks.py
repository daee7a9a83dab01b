"""Locks that hold across processes and, on PostgreSQL, across machines."""

import fcntl
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.db import connection


class Busy(Exception):
    """The lock was not free within the time given."""


@contextmanager
def exclusive(name: str, *, wait: float, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Holds the lock ``name`` alone.

    Waits up to ``wait`` seconds and calls ``waiting`` once if it has to wait at all;
    raises :class:`Busy` when the time is over. A killed process gives its lock back.
    """
    deadline = time.monotonic() + wait
    take = _advisory(name) if connection.vendor == "postgresql" else _file(name)
    told = False
    while (release := take()) is None:
        if not told:
            waiting()
            told = True
        if time.monotonic() >= deadline:
            raise Busy(name)
        time.sleep(0.1)
    try:
        yield
    finally:
        release()


def _file(name: str) -> Callable[[], Callable[[], None] | None]:
    folder = settings.CONVOKE_HOME / "locks"
    folder.mkdir(parents=True, exist_ok=True)

    def take() -> Callable[[], None] | None:
        handle: IO[str] = (folder / f"{name}.lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            return None
        return handle.close

    return take


def _advisory(name: str) -> Callable[[], Callable[[], None] | None]:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)

    def take() -> Callable[[], None] | None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
            if not cursor.fetchone()[0]:
                return None
        return release

    def release() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])

    return take
