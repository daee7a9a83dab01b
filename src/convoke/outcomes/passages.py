"""Passages of sources: ranges of lines that can be compared."""

from collections.abc import Iterable, Mapping

Passage = Mapping[str, str]


def span(passage: Passage) -> tuple[str, int, int]:
    """File, first and last line of a passage (``{"file": …, "lines": "a-b"}``)."""
    first, _dash, last = passage["lines"].partition("-")
    return passage["file"], int(first), int(last or first)


def overlap(one: Iterable[Passage], other: Iterable[Passage]) -> float:
    """How much of the second list of passages the two share, from 0 to 1.

    The share is taken of the narrowest passage of ``other`` that overlaps, so the
    action whose own passage is best covered counts as the one that is meant.
    """
    best = 0.0
    for file, first, last in map(span, one):
        for other_file, other_first, other_last in map(span, other):
            if file == other_file:
                shared = min(last, other_last) - max(first, other_first) + 1
                best = max(best, shared / (other_last - other_first + 1))
    return best
