"""Whether an agenda goes on from earlier ones: areas that need a deeper look, and one or two new topics."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.models import Edition, Modality

from ..models import Theme

RULE = "pr-20"
"""The modality that says how many topics of an agenda are new."""


@dataclass(frozen=True)
class Limits:
    """How many topics of an agenda are new at least and at most; where no rule names numbers, one or two."""

    fewest: int = 1
    most: int = 2

    @classmethod
    def of(cls, constraint: Mapping[str, Any]) -> "Limits":
        """The numbers a rule names; what it leaves open is as the forum has it."""
        given = {
            name: value for name, key in (("fewest", "new_min"), ("most", "new_max"))
            if isinstance(value := constraint.get(key), int)
        }
        return cls(**given)


def limits(actor: Actor, edition: Edition) -> Limits:
    """The limits for an edition: by its own rule, else by that of the edition before which has one; one query."""
    rules = readable(actor, Modality).filter(
        code=RULE, edition__forum=edition.forum_id, edition__ordinal__lte=edition.ordinal
    )
    rule = rules.order_by("-edition__ordinal").first()
    return Limits.of(rule.constraint if rule else {})


@dataclass(frozen=True)
class Continuity:
    """The themes of an agenda that go on from earlier ones, and those that are new."""

    deepened: tuple[Theme, ...]
    new: tuple[Theme, ...]
    has_earlier: bool = True
    """Whether there is an earlier edition to go on from."""
    limits: Limits = Limits()

    @property
    def is_met(self) -> bool:
        """Whether there is something to deepen, and as many new topics as the rule names."""
        if not self.has_earlier:
            return True
        return bool(self.deepened) and self.limits.fewest <= len(self.new) <= self.limits.most


def continued_by(theme: Theme) -> set[str]:
    """On which bases a theme continues earlier ones; empty for a new topic. Its reasons are to be prefetched."""
    return {reason.basis for reason in theme.reasons.all() if reason.earlier_id}


def continuity(
    themes: Iterable[Theme], *, has_earlier: bool, going_on: Collection[int] = frozenset(), limits: Limits = Limits(),
) -> Continuity:
    """Sorts themes of the agenda by whether they go on from an earlier edition.

    They do where a reason of theirs is an earlier theme (reasons are to be prefetched), or where they are among
    ``going_on``, the keys of themes that take up earlier outcomes.
    """
    known = [one for one in themes if one.kind == Theme.Kind.AGENDA]
    deepened = tuple(one for one in known if one.pk in going_on or continued_by(one))
    new = tuple(one for one in known if one not in deepened)
    return Continuity(deepened, new, has_earlier, limits)
