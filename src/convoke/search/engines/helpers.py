"""Reading many texts: in processes beside this one, where there are cores for it. They know no database."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, Protocol

from pyroaring import BitMap

from ..registry import Entry
from .forms import Gathered

Numbered = tuple[int, Entry, frozenset[str]]
Part = tuple[BitMap, Iterable[tuple[bytes, bytes]]]
MOST = 4
"""Processes at most."""


class Reading(Protocol):
    """Entries are read as they come; what was read is given as one or more parts of the index."""

    def add(self, batch: list[Numbered]) -> None:
        """Takes entries in under their numbers."""

    def parts(self) -> Iterator[Part]:
        """The entries taken in since the last time, and their postings in the order of forms."""

    def end(self) -> None:
        """Nothing more is read."""


class Here:
    """Reading in this process."""

    def __init__(self) -> None:
        self._gathered = Gathered()

    def add(self, batch: list[Numbered]) -> None:
        """Takes entries in under their numbers."""
        for number, entry, shown in batch:
            self._gathered.add(number, entry, shown)

    def parts(self) -> Iterator[Part]:
        """One part."""
        gathered, self._gathered = self._gathered, Gathered()
        yield gathered.members, gathered.postings()

    def end(self) -> None:
        """Nothing to do."""


class Beside:
    """Reading in a process for each core; each takes a batch in its turn."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", f"import django; django.setup(); from {__name__} import main; main()"]
        self._processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
            for _one in range(min(cores(), MOST))
        ]
        self._turn = 0

    def add(self, batch: list[Numbered]) -> None:
        """Takes entries in under their numbers; waits while the process whose turn it is reads."""
        _send(batch, self._processes[self._turn].stdin)
        self._turn = (self._turn + 1) % len(self._processes)

    def parts(self) -> Iterator[Part]:
        """A part of each process."""
        for one in self._processes:
            _send(None, one.stdin)
        for one in self._processes:
            members, postings = pickle.load(one.stdout)  # type: ignore[arg-type] # noqa: S301 (our own process)
            yield BitMap.deserialize(members), postings

    def end(self) -> None:
        """Ends the processes."""
        for one in self._processes:
            with suppress(BrokenPipeError):
                one.communicate()


def cores() -> int:
    """How many cores there are for this process."""
    return len(os.sched_getaffinity(0))


def _send(thing: object, stream: IO[bytes] | None) -> None:
    assert stream is not None  # noqa: S101
    pickle.dump(thing, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def main() -> None:
    """Reads batches until there are no more; answers None with what was read since the last time."""
    reading = Here()
    while True:
        try:
            batch = pickle.load(sys.stdin.buffer)  # noqa: S301 (from the process that started this one)
        except EOFError:
            return
        if batch is None:
            for members, postings in reading.parts():
                _send((members.serialize(), list(postings)), sys.stdout.buffer)
        else:
            reading.add(batch)

