"""What an issue of the newsletter says: journal entries everyone may read, put into words by who shows pages."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import translation

from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.core.policy import readable

from .mail import interface_language


@dataclass(frozen=True)
class Line:
    """One thing that was published: when, by whom, what, and where it is read."""

    at: dt.datetime
    who: str
    what: str
    link: str = ""


Renderer = Callable[[Sequence[JournalEntry]], list[Line]]
_renderer: list[Renderer] = []


def use_renderer(renderer: Renderer) -> None:
    """Tells how journal entries become lines in the active language; who shows pages does, once, when ready."""
    _renderer[:] = [renderer]


def lines(first: int, last: int, language: str) -> list[Line]:
    """What was published between two journal entries, in a language: what the public may read, and no more."""
    entries = readable(ANONYMOUS, JournalEntry).filter(sequence__gte=first, sequence__lte=last)
    with translation.override(interface_language(language)):
        return _renderer[0](list(entries.order_by("sequence"))) if _renderer else []
