"""Holds a lock until its input ends: for how many seconds it may wait for it, and which."""
# ruff: noqa: T201

import sys

from convoke.core.locks import Busy, exclusive


def say(word: str) -> None:
    """Tells the test what happens."""
    print(word, flush=True)


try:
    name = sys.argv[2] if sys.argv[2:] else "exercise"
    with exclusive(name, wait=float(sys.argv[1]), waiting=lambda: say("waiting")):
        say("held")
        sys.stdin.read()
except Busy:
    say("busy")
