"""Which pieces of a whole new text are which of those that stand."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from .markdown import Split

SIMILAR = 0.5
"""From which share of words in common on two texts are taken for the same paragraph, rewritten."""


def match(old: Sequence[tuple[str, str]], given: Sequence[Split]) -> dict[int, int]:
    """Which of the new pieces is which of the old: the same in order, then the same elsewhere, then similar ones."""
    new = [(kind, text) for kind, _level, text in given]
    found: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        found.update((b + step, a + step) for step in range(size))
    free = [place for place in range(len(old)) if place not in set(found.values())]
    for place in [one for one in range(len(new)) if one not in found]:
        same = next((one for one in free if old[one] == new[place]), None)
        if same is not None:
            found[place] = same
            free.remove(same)
    bags = {place: Counter(old[place][1].lower().split()) for place in free}
    for place in [one for one in range(len(new)) if one not in found]:
        words = Counter(new[place][1].lower().split())
        likeness = [(_alike(bags[one], words), -one) for one in free if old[one][0] == new[place][0]]
        best, one = max(likeness, default=(0.0, 0))
        if best >= SIMILAR:
            found[place] = -one
            free.remove(-one)
    return found


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words two texts have in common, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * sum(min(number, other[word]) for word, number in one.items() if word in other) / total if total else 0.0
