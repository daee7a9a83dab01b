"""The entries of an agenda: what is frozen when it is adopted, and what two states of it are compared by."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]
"""``kind`` (theme, roundtable, session), ``key`` (its code), ``place`` (its order among its kind), ``under`` (the code
of the theme of a roundtable, or of the roundtable of a session), and its texts by language."""

TEXTS = ("title", "scope", "aim", "restricted_to")
"""What an entry says, each ``{language: text}``."""


@dataclass(frozen=True)
class Difference:
    """One entry that is not the same in two agendas."""

    what: str
    """``added``, ``removed``, ``moved`` or ``changed``."""
    kind: str
    key: str
    before: Entry | None
    after: Entry | None

    @property
    def fields(self) -> list[str]:
        """Which fields differ, in the order of an entry."""
        if self.before is None or self.after is None:
            return []
        return [name for name in (*TEXTS, "questions", "under", "place") if _of(self.before, name) != _of(
            self.after, name
        )]


def key_of(entry: Mapping[str, Any]) -> tuple[str, str]:
    """What makes an entry the same in two agendas."""
    return entry["kind"], entry["key"]


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> list[Difference]:
    """What differs from ``old`` to ``new``, in the order of the new one; what was taken off stands at the end."""
    before = {key_of(one): one for one in old}
    after = {key_of(one): one for one in new}
    found = []
    for key, entry in after.items():
        earlier = before.get(key)
        if earlier is None:
            found.append(Difference("added", *key, None, entry))
        elif earlier != entry:
            one = Difference("changed", *key, earlier, entry)
            only_place = set(one.fields) <= {"place", "under"}
            found.append(Difference("moved", *key, earlier, entry) if only_place else one)
    found += [Difference("removed", *key, entry, None) for key, entry in before.items() if key not in after]
    return found


def checksum(entries: Iterable[Entry]) -> str:
    """SHA-256 of entries in their order."""
    text = json.dumps(list(entries), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _of(entry: Entry, name: str) -> Any:
    return entry.get(name) or ({} if name in TEXTS else [] if name == "questions" else "")
