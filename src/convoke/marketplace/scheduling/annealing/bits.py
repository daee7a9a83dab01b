"""What every move needs: rows of busy slots as bits of one word, and random numbers; and how all of it is compiled.

Compiled code is kept by the date of the file that calls: after a change here, touch the others of this folder.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

ONE = np.uint64(1)

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F, *, inline: str = "never") -> F:
    """Compiles, and keeps what is compiled for the next start wherever this machine lets it be kept.

    Nothing compiled here makes or keeps an array, so that nobody need count who still uses which (``_nrt``): counting
    took four fifths of the time.
    """
    settings: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "inline": inline}
    try:
        return cast(F, njit(cache=True, **settings)(function))
    except RuntimeError:  # no folder can be written to
        return cast(F, njit(**settings)(function))


def inlined(function: F) -> F:
    """Compiles wherever it is called: for what every move needs."""
    return compiled(function, inline="always")


@inlined
def breaks_of(word: Any) -> int:
    """How many breaks a row of busy slots has."""
    rises = word & ~(word << ONE)
    number = 0
    while rises:
        rises &= rises - ONE
        number += 1
    return number - 1 if number else 0


@inlined
def lowest(word: Any) -> Any:
    """The word with the lowest bit of a word alone."""
    return word & (~word + ONE)


@inlined
def idle_of(word: Any) -> int:
    """How many idle slots lie between the first and the last busy one."""
    filled = word
    for width in (1, 2, 4, 8, 16, 32):
        filled |= filled >> np.uint64(width)
    rest = filled & ~word & ~(lowest(word) - ONE)
    number = 0
    while rest:
        rest &= rest - ONE
        number += 1
    return number


@inlined
def bit(slot: int) -> Any:
    """The word in which one slot is busy."""
    return ONE << np.uint64(slot)


@inlined
def ends_of(word: Any) -> Any:
    """The busy slots of a row that have an idle one beside them: the ends of its runs."""
    return word & ~((word << ONE) & (word >> ONE))


@inlined
def beside(word: Any, day: Any) -> Any:
    """The idle slots of a day that are next to a busy one."""
    return ((word << ONE) | (word >> ONE)) & ~word & day


@inlined
def draw(random: Any, below: int) -> Any:
    """A random whole number below a limit (G. Marsaglia, *Xorshift RNGs*, 2003)."""
    word = random[0]
    word ^= word << np.uint64(13)
    word ^= word >> np.uint64(7)
    word ^= word << np.uint64(17)
    random[0] = word
    return np.int64(((word >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32))


@inlined
def pick(random: Any, word: Any) -> int:
    """The number of a random bit of a word that has one."""
    number, rest = 0, word
    while rest:
        rest &= rest - ONE
        number += 1
    for _step in range(draw(random, number)):
        word &= word - ONE
    low = lowest(word)
    found = 0
    for width in (32, 16, 8, 4, 2, 1):
        if low >> np.uint64(width):
            low >>= np.uint64(width)
            found += width
    return found
