"""A paper as it becomes a file: one version in one language."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from convoke.core.languages import direction

from ..text.pieces import Piece


@dataclass(frozen=True)
class Paper:
    """What a file is made from: the text with what stands above it.

    ``language`` is the one the file is for, ``original`` the one the paper is written in; a paragraph that is not
    translated stands in the original and says so (LIB-3). ``date`` is the day of its publication.
    """

    title: str
    symbol: str
    number: int
    language: str
    original: str
    authors: Sequence[str]
    date: dt.date
    pieces: Sequence[Piece]
    forum: str = ""

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)
