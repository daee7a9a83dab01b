"""What every move needs: rows of busy slots as bits of one word, and random numbers; and how all of it is compiled.

Compiled code is kept in a folder that is called after the sources of this one, since code compiled from several files
is kept by numba as long as the file of the caller stays as it is.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from llvmlite import ir
from numba import config, njit, types
from numba.extending import intrinsic

ONE = np.uint64(1)

F = TypeVar("F", bound=Callable[..., Any])


def kept_in(sources: Path, *folders: Path) -> Path | None:
    """Where code compiled from the sources in a folder is kept: below the first of ``folders`` that can be written to.

    Other sources, another place; what was compiled from earlier ones beside them is cleared away. ``None`` where no
    folder can be written to.
    """
    said = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources.glob("*.py")))).hexdigest()
    for folder in folders:
        place = folder / f"compiled-{said[:16]}"
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            if folder.is_relative_to(sources):  # a folder for several installations is none of ours to clear
                _clear(folder, place)
            return place
    return None


def _clear(folder: Path, but: Path) -> None:
    for old in folder.glob("compiled-*"):
        if old != but:
            shutil.rmtree(old, ignore_errors=True)


HERE = Path(__file__).parent
if not config.CACHE_DIR and (_place := kept_in(  # type: ignore[attr-defined]
    HERE, HERE / "__pycache__", Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "convoke",
)):
    config.CACHE_DIR = str(_place)  # type: ignore[attr-defined]


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
    """Compiles wherever it is called: for what every move needs.

    What a call hands over is every array of :mod:`.state` by itself, some two hundred words, which takes as long as a
    whole move.
    """
    return compiled(function, inline="always")


def instruction(build: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    """An instruction of the machine on one word, as the compiler's builder says it."""

    def typed(_context: Any, _word: Any) -> Any:
        return types.uint64(types.uint64), lambda _context, builder, _signature, given: build(builder, given[0])

    return cast(Callable[[Any], Any], intrinsic(typed))


ones_in = instruction(lambda builder, word: builder.ctpop(word))
"""How many bits of a word are set."""
zeros_below = instruction(lambda builder, word: builder.cttz(word, ir.Constant(ir.IntType(1), 1)))
"""How many idle slots lie below the lowest busy one of a word that has one."""


@inlined
def lowest(word: Any) -> Any:
    """The word with the lowest bit of a word alone."""
    return word & (~word + ONE)


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
def pick(random: Any, word: Any) -> Any:
    """The number of a random bit of a word that has one."""
    for _step in range(draw(random, ones_in(word))):
        word &= word - ONE
    return np.int64(zeros_below(word))
