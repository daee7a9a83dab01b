"""Remembering what was read until something changes.

Every change is an operation, and every operation writes one journal entry; so the
number of the last entry is the version of everything there is. What was worked out
at a version stays true until the number moves, whoever moved it and on whichever node.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from django.conf import settings

from .journal.models import JournalHead
from .languages import active_language

P = ParamSpec("P")
R = TypeVar("R")


def version() -> int:
    """The number of the last journal entry; 0 while there is none."""
    return JournalHead.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0


def versioned(size: int = 128) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remembers up to ``size`` results of a function that only reads.

    All arguments must be hashable; the actor, and so what it may read, is one of them.
    Results are kept for the active language and the present version, are shared
    between requests of this process, and must not be changed by who gets them.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        kept: OrderedDict[Hashable, R] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            if not settings.CONVOKE_REMEMBER:
                return function(*args, **kwargs)
            key = (version(), active_language(), args, tuple(sorted(kwargs.items())))
            with lock:
                if key in kept:
                    kept.move_to_end(key)
                    return kept[key]
            result = function(*args, **kwargs)
            with lock:
                kept[key] = result
                while len(kept) > size:
                    kept.popitem(last=False)
            return result

        return remembered

    return decorate
