"""What a check looks at: a rule, an edition and a date, with what several checks need read once."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.languages import active_language
from convoke.core.policy import readable
from convoke.directory.models import Mandate, Party
from convoke.directory.queries import Membership, Names, memberships, names

from ..models import Edition, Milestone, Modality
from ..queries import Troika, editions, milestones, troika

T = TypeVar("T")


class Shared:
    """What all checks of one evaluation share: read once, whoever asks first."""

    def __init__(self, actor: Actor, edition: Edition, on: dt.date) -> None:
        self.actor, self.edition, self.on = actor, edition, on
        self.kept: dict[str, Any] = {}

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made the first time it is asked for."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]  # type: ignore[no-any-return]

    @cached_property
    def editions(self) -> list[Edition]:
        """The editions of the forum in their order."""
        return [one for one in editions(self.actor) if one.forum_id == self.edition.forum_id]

    @cached_property
    def troika(self) -> Troika:
        """BOD-2: the Troika on the date."""
        return troika(self.actor, self.on)

    @cached_property
    def names(self) -> Names:
        """The names of all parties."""
        return names(active_language(), self.on)

    @cached_property
    def groups(self) -> Membership:
        """The groupings of all parties on the date."""
        return memberships(self.on)

    @cached_property
    def milestones(self) -> list[Milestone]:
        """The milestones of the edition."""
        return list(milestones(self.actor, self.edition))

    @cached_property
    def representatives(self) -> dict[str, str]:
        """The code of the party that each person named in published mandates acts for, by the person's name."""
        held = readable(self.actor, Mandate).filter(party__isnull=False)
        return dict(held.values_list("person__name", "party__code"))

    @cached_property
    def special_representatives(self) -> frozenset[str]:
        """The names of those whose mandate is that of the Special Representative of the Secretary-General."""
        held = readable(self.actor, Mandate).filter(title__icontains="Special Representative of the UN")
        return frozenset(held.values_list("person__name", flat=True))


class Look:
    """One rule of one edition as of a date."""

    def __init__(self, shared: Shared, modality: Modality) -> None:
        self.shared, self.modality = shared, modality
        self.actor, self.edition, self.on = shared.actor, shared.edition, shared.on

    @property
    def constraint(self) -> dict[str, Any]:
        """The rule as data."""
        return dict(self.modality.constraint)

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, shared by all checks of one evaluation."""
        return self.shared.once(key, make)

    def number(self, key: str, otherwise: int) -> int:
        """A whole number of the rule; ``otherwise`` where the rule gives none."""
        given = self.modality.constraint.get(key)
        if isinstance(given, bool):
            return otherwise
        if isinstance(given, str) and given.isdecimal():
            return int(given)
        return given if isinstance(given, int) else otherwise

    @property
    def before(self) -> Edition | None:
        """The edition before this one."""
        return next((one for one in reversed(self.shared.editions) if one.ordinal < self.edition.ordinal), None)

    @property
    def after(self) -> Edition | None:
        """The edition after this one."""
        return next((one for one in self.shared.editions if one.ordinal > self.edition.ordinal), None)

    def name(self, party: Party | None) -> str:
        """The name of a party in the active language."""
        return self.shared.names.name(party) if party else ""

    def phrase(self, parties: list[Party]) -> str:
        """Several parties as one phrase, in the alphabetical order of the language."""
        return formats.phrase([self.name(party) for party in self.shared.names.sort(parties)])

    def title(self, edition: Edition) -> str:
        """The short name of an edition."""
        if edition.city:
            return _("%(city)s %(year)s") % {"city": edition.city, "year": edition.year}
        if edition.chair:
            return _("%(host)s %(year)s") % {"host": self.name(edition.chair), "year": edition.year}
        return str(edition.year)

    def side(self, party: Party | None) -> str:
        """``developing`` or ``developed``; empty where a party belongs to neither on record."""
        return self.shared.groups.side(party.pk) if party else ""

    def counted(self, kind: str, parties: list[Party]) -> tuple[tuple[str, int], ...]:
        """How many of the parties belong to each grouping of a kind, largest first."""
        counts: dict[str, int] = {}
        for party in parties:
            grouping = self.shared.groups.kind(party.pk, kind)
            if grouping:
                counts[str(grouping.name)] = counts.get(str(grouping.name), 0) + 1
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
