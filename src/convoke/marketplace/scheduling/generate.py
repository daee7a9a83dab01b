"""Fairs that do not exist, to try the scheduler with: the same ones for the same seed."""

import random
from collections.abc import Sequence
from itertools import accumulate

from .instance import Instance, Meeting, Participant, Place


def _fair(pairs: Sequence[tuple[int, int]], requesters: int, providers: int, slots: int, tables: int) -> Instance:
    """A fair where ``R1`` and so on meet ``P1`` and so on."""
    return Instance(
        slots=slots,
        places=tuple(Place(str(number)) for number in range(1, tables + 1)),
        participants=(
            *(Participant(f"R{number}") for number in range(1, requesters + 1)),
            *(Participant(f"P{number}") for number in range(1, providers + 1)),
        ),
        meetings=tuple(
            Meeting(id=str(number), participants=(f"R{one + 1}", f"P{other + 1}"), is_required=True)
            for number, (one, other) in enumerate(pairs, 1)
        ),
    )


def random_fair(
    *, requesters: int, providers: int, meetings: int, slots: int, tables: int, seed: int,
) -> Instance:
    """Meetings between pairs drawn at random, nobody with more of them than there are slots.

    Raises ``ValueError`` where so many meetings cannot be held, whoever meets.
    """
    if meetings > min(requesters * min(slots, providers), providers * min(slots, requesters), slots * tables):
        raise ValueError("More meetings than there is room for.")
    lot = random.Random(seed)  # noqa: S311
    left = [(one, other) for one in range(requesters) for other in range(providers)]
    lot.shuffle(left)
    ones, others = [0] * requesters, [0] * providers
    pairs: list[tuple[int, int]] = []
    for one, other in left:
        if len(pairs) < meetings and ones[one] < slots and others[other] < slots:
            pairs.append((one, other))
            ones[one] += 1
            others[other] += 1
    return _fair(sorted(pairs), requesters, providers, slots, tables)


def gapless_fair(
    *, requesters: int, providers: int, meetings: int, slots: int, tables: int, seed: int,
) -> Instance:
    """Meetings that can be held without any break, by a schedule that is not told.

    Lanes of slots, no more than tables, are cut into a row of windows for each requester, and once more for the
    providers; in each slot those whose windows are open meet, in pairs that have not met before.
    Raises ``ValueError`` where there is no such fair.
    """
    lot = random.Random(seed)  # noqa: S311
    lanes = min(tables, requesters, providers)
    lanes = max(-(-meetings // slots), min(lanes, providers // 3, requesters // 3))
    if lanes > tables or meetings > lanes * slots:
        raise ValueError("More meetings than there is room for.")
    for _attempt in range(100):
        runs = []
        for lane in range(lanes):
            length = meetings // lanes + (lane < meetings % lanes)
            begin = lot.randint(0, slots - length)
            runs.append((begin, length))
        ones, others = _windows(lot, runs, requesters), _windows(lot, runs, providers)
        pairs = _matched(lot, ones, others, slots)
        if pairs is not None:
            return _fair(sorted(pairs), requesters, providers, slots, tables)
    raise ValueError("No fair of this size was found.")


def _windows(lot: random.Random, runs: Sequence[tuple[int, int]], number: int) -> list[tuple[int, int]]:
    """The lanes cut into so many windows: first slot and the one after the last."""
    shares = [number // len(runs) + (lane < number % len(runs)) for lane in range(len(runs))]
    found = []
    for (begin, length), share in zip(runs, shares, strict=True):
        weights = [lot.uniform(0.7, 1.3) for _ in range(share)]
        marks = [round(length * part / sum(weights)) for part in accumulate(weights)]
        found += [(begin + first, begin + last) for first, last in zip([0, *marks], marks, strict=False)]
    lot.shuffle(found)
    return found


def _matched(
    lot: random.Random, ones: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]], slots: int,
) -> list[tuple[int, int]] | None:
    met: set[tuple[int, int]] = set()
    for slot in range(slots):
        left = [who for who, (first, last) in enumerate(ones) if first <= slot < last]
        right = [who for who, (first, last) in enumerate(others) if first <= slot < last]
        partner: dict[int, int] = {}

        def find(one: int, seen: set[int], right: list[int] = right, partner: dict[int, int] = partner) -> bool:
            """Whether a partner is found, others giving way along a path (H. Kuhn, 1955)."""
            for other in right:
                if other not in seen and (one, other) not in met:
                    seen.add(other)
                    if other not in partner or find(partner[other], seen):
                        partner[other] = one
                        return True
            return False

        lot.shuffle(right)
        for one in left:
            lot.shuffle(right)
            if not find(one, set()):
                return None
        met.update((one, other) for other, one in partner.items())
    return list(met)
