"""How slots, participants, meetings and resources are named where a sentence speaks of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


def listed(slots: Iterable[int]) -> str:
    """Slots as people read them: “3, 5–7”."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs(slots))


def runs(slots: Iterable[int]) -> list[tuple[int, int]]:
    """Slots as runs without a slot between, each by its first and its last."""
    found: list[tuple[int, int]] = []
    for slot in sorted(slots):
        if found and found[-1][1] == slot - 1:
            found[-1] = (found[-1][0], slot)
        else:
            found.append((slot, slot))
    return found


@dataclass(frozen=True)
class Names:
    """What things are called: by their numbers and ids, unless whoever asks knows them by other names."""

    slots: Callable[[Iterable[int]], str] = listed
    participant: Callable[[str], str] = str
    resource: Callable[[str], str] = str


BARE = Names()
