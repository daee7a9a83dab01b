"""Remembering what was read until something changes.

Every change is an operation, and every operation writes one journal entry; so the
number of the last entry is the version of everything there is. What was worked out
at a version stays true until the number moves, whoever moved it and on whichever node.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakSet

from django.conf import settings

from .journal.models import JournalHead
from .languages import active_language

P = ParamSpec("P")
R = TypeVar("R")


def version() -> int:
    """The number of the last journal entry; 0 while there is none."""
    return JournalHead.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0


_memories: "WeakSet[Memory]" = WeakSet()


def forget_everything() -> None:
    """Has every memory of this process forget: for when the data were put back to an earlier version."""
    for memory in list(_memories):
        memory.forget()


class Memory:
    """Up to ``size`` things worked out at the present version, in the active language.

    What is kept is shared between the requests of this process and must not be
    changed by who gets it. With ``CONVOKE_REMEMBER`` off nothing is kept.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()
        _memories.add(self)

    def forget(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._kept.clear()

    def recall(self, key: Hashable, make: Callable[[], R]) -> R:
        """What was made for the key, else what ``make`` gives now; what it raises is not kept."""
        if not settings.CONVOKE_REMEMBER:
            return make()
        full = (version(), active_language(), key)
        with self._lock:
            if full in self._kept:
                self._kept.move_to_end(full)
                return cast(R, self._kept[full])
        result = make()
        with self._lock:
            self._kept[full] = result
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return result


def versioned(size: int = 128) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remembers up to ``size`` results of a function that only reads.

    All arguments must be hashable; the actor, and so what it may read, is one of them.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        memory = Memory(size)

        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            return memory.recall((args, tuple(sorted(kwargs.items()))), lambda: function(*args, **kwargs))

        return remembered

    return decorate
