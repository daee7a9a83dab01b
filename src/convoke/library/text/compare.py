"""What changed between two versions of a text: paragraph by paragraph by their keys, word by word within."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .pieces import Piece

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What became of a piece, or of some of its words."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Part:
    """Some words of a changed piece: as before, added or removed."""

    change: Change
    text: str


@dataclass(frozen=True)
class Difference:
    """What became of one piece. ``parts`` are given where its words changed, also of one that was moved."""

    key: str
    kind: str
    change: Change
    old: str
    new: str
    parts: tuple[Part, ...] = ()


def compare(old: Sequence[Piece], new: Sequence[Piece], language: str) -> list[Difference]:
    """The differences between two texts in a language, in the order of the new one.

    A piece that was removed stands behind the one it followed. Of pieces that changed places, as few as
    possible count as moved.
    """
    before = {piece.key: piece for piece in old}
    after = {piece.key: piece for piece in new}
    places = {piece.key: number for number, piece in enumerate(old)}
    stayed = _longest_run([piece.key for piece in new if piece.key in before], places)
    removed: dict[str, list[Piece]] = {}
    last = ""
    for piece in old:
        if piece.key in after:
            last = piece.key
        else:
            removed.setdefault(last, []).append(piece)
    found = [_removed(piece, language) for piece in removed.get("", ())]
    for piece in new:
        found.append(_of(before.get(piece.key), piece, piece.key in stayed, language))
        found += [_removed(gone, language) for gone in removed.get(piece.key, ())]
    return found


def _of(old: Piece | None, new: Piece, stayed: bool, language: str) -> Difference:
    text = new.texts.get(language, "")
    if old is None:
        return Difference(new.key, new.kind, Change.ADDED, "", text)
    earlier = old.texts.get(language, "")
    is_same = earlier == text and (old.kind, old.level) == (new.kind, new.level)
    change = Change.MOVED if not stayed else Change.SAME if is_same else Change.CHANGED
    parts = () if earlier == text else words(earlier, text)
    return Difference(new.key, new.kind, change, earlier, text, parts)


def _removed(piece: Piece, language: str) -> Difference:
    return Difference(piece.key, piece.kind, Change.REMOVED, piece.texts.get(language, ""), "")


def words(old: str, new: str) -> tuple[Part, ...]:
    """What became of the words of one text; the parts kept or removed make the old one, those kept or added the new."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    parts: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=len(before) > 2000).get_opcodes():
        if what == "equal":
            parts.append(Part(Change.SAME, "".join(before[a:b])))
            continue
        if b > a:
            parts.append(Part(Change.REMOVED, "".join(before[a:b])))
        if d > c:
            parts.append(Part(Change.ADDED, "".join(after[c:d])))
    return tuple(parts)


def _longest_run(keys: Iterable[str], places: dict[str, int]) -> set[str]:
    """The most keys that kept their order: the longest increasing run of their earlier places."""
    ends: list[int] = []
    tails: list[str] = []
    before: dict[str, str] = {}
    for key in keys:
        at = bisect_left(ends, places[key])
        if at:
            before[key] = tails[at - 1]
        ends[at:at + 1] = [places[key]]
        tails[at:at + 1] = [key]
    run: set[str] = set()
    key = tails[-1] if tails else ""
    while key:
        run.add(key)
        key = before.get(key, "")
    return run
