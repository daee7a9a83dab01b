"""What is taken while meetings are placed one after another."""

from collections.abc import Iterable

from .numbered import Numbered


class Room:
    """Participants, tables, resources and orders, as far as meetings have been placed."""

    def __init__(self, numbered: Numbered) -> None:
        self.numbered = numbered
        self.times: list[int | None] = [None] * len(numbered.members)
        self.busy: set[tuple[int, int]] = set()
        self.tables = list(numbered.places)
        self.left = [list(row) for row in numbered.resources]
        self.apart: dict[int, list[tuple[int, bool]]] = {}
        for earlier, later in numbered.order:
            self.apart.setdefault(later, []).append((earlier, True))
            self.apart.setdefault(earlier, []).append((later, False))

    def fits(self, one: int, start: int) -> bool:
        """Whether a meeting can be held from a slot on, given those placed before."""
        numbered = self.numbered
        end = start + numbered.lengths[one]
        for slot in range(start, end):
            if self.tables[slot] < 1 or any(
                self.left[need][slot] < numbered.needs[one].count(need) for need in numbered.needs[one]
            ):
                return False
            if any((who, slot) in self.busy for who in numbered.members[one]):
                return False
        for other, is_before in self.apart.get(one, ()):
            begin = self.times[other]
            if begin is not None and (begin + numbered.lengths[other] > start if is_before else end > begin):
                return False
        return True

    def take(self, one: int, start: int) -> None:
        """Places a meeting."""
        self.times[one] = start
        for slot in range(start, start + self.numbered.lengths[one]):
            self.tables[slot] -= 1
            self.busy.update((who, slot) for who in self.numbered.members[one])
            for need in self.numbered.needs[one]:
                self.left[need][slot] -= 1

    def place(self, one: int, starts: Iterable[int]) -> None:
        """Places a meeting in the first of these slots where it can be held; nowhere if there is none."""
        start = next((start for start in starts if self.fits(one, start)), None)
        if start is not None:
            self.take(one, start)
