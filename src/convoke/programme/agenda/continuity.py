"""Whether an agenda goes on from earlier ones: areas that need a deeper look, and one or two new topics."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..models import Theme

FEWEST_NEW, MOST_NEW = 1, 2
"""How many topics of an agenda are new, as the forum has it: one or two."""


@dataclass(frozen=True)
class Continuity:
    """The themes of an agenda that go on from earlier ones, and those that are new."""

    deepened: tuple[Theme, ...]
    new: tuple[Theme, ...]
    has_earlier: bool = True
    """Whether there is an earlier edition to go on from."""

    @property
    def is_met(self) -> bool:
        """Whether there is something to deepen, and one or two new topics."""
        return not self.has_earlier or (bool(self.deepened) and FEWEST_NEW <= len(self.new) <= MOST_NEW)


def continued_by(theme: Theme) -> set[str]:
    """On which bases a theme continues earlier ones; empty for a new topic. Its reasons are to be prefetched."""
    return {reason.basis for reason in theme.reasons.all() if reason.earlier_id}


def continuity(
    themes: Iterable[Theme], *, has_earlier: bool, going_on: Collection[int] = frozenset()
) -> Continuity:
    """Sorts themes of the agenda by whether they go on from an earlier edition.

    They do where a reason of theirs is an earlier theme (reasons are to be prefetched), or where they are among
    ``going_on``, the keys of themes that take up earlier outcomes.
    """
    known = [one for one in themes if one.kind == Theme.Kind.AGENDA]
    deepened = tuple(one for one in known if one.pk in going_on or continued_by(one))
    new = tuple(one for one in known if one not in deepened)
    return Continuity(deepened, new, has_earlier)
