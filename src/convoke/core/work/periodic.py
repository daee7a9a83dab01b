"""Work that comes round by itself: what is due is looked for again and again, by any worker, once at a time."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from ..actors import system
from ..locks import Busy, exclusive

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """What is looked for, how often (seconds), and the function that does what is due.

    The function is called as ``run(actor=…)``, finds for itself what is due by the
    forum's clock, and must be safe to run again after its worker was killed.
    """

    name: str
    every: float
    run: Callable[..., object]


_rounds: dict[str, Round] = {}
_last: dict[str, float] = {}


def register(*rounds: Round) -> None:
    """Makes rounds known; called by an app when it is ready."""
    for one in rounds:
        _rounds[one.name] = one


def rounds() -> list[Round]:
    """All rounds there are."""
    return list(_rounds.values())


def go_round() -> list[str]:
    """Runs every round that is due in this process and that no other worker is running; gives their names.

    A round that fails is logged and does not keep others from running; it comes again.
    """
    done = []
    for one in rounds():
        now = time.monotonic()
        if now - _last.get(one.name, -one.every) < one.every:
            continue
        _last[one.name] = now
        try:
            with exclusive(f"round-{one.name}", wait=0):
                one.run(actor=system(one.name))
            done.append(one.name)
        except Busy:
            continue
        except Exception:
            log.exception("the round “%s” failed", one.name)
    return done
