"""What parties can be asked for, and how a message on it is worded; apps make their own purposes known.

An escalation and a notice keep what they are about as a text (``about``). A purpose knows the texts
that begin with its prefix: how they are called in a list, what a message says, and where it leads.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """What is asked for: its words in the active language (subject and text), and the page it leads to."""

    words: Callable[[], tuple[str, str]]
    link: str = ""


@dataclass(frozen=True)
class _Known:
    find: Callable[[str], Purpose | None]
    label: Callable[[str], str]


_known: dict[str, _Known] = {}


def register(prefix: str, *, find: Callable[[str], Purpose | None], label: Callable[[str], str]) -> None:
    """Makes purposes known whose texts begin with ``prefix``.

    ``find`` may ask the database and gives None for something that is not there any more;
    ``label`` names a purpose in a list and asks nothing.
    """
    _known[prefix] = _Known(find, label)


def find(about: str) -> Purpose | None:
    """The purpose of a text; None where no app knows it."""
    known = _of(about)
    return known.find(about) if known else None


def label(about: str) -> str:
    """How a purpose is called in a list; the text itself where no app knows it."""
    known = _of(about)
    return known.label(about) if known else about


def _of(about: str) -> _Known | None:
    return next((known for prefix, known in _known.items() if about.startswith(prefix)), None)
