"""Into which groups respondents fall as of a date: by region, by development, by each grouping, by the deadline."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from convoke.core.versioned import versioned
from convoke.directory.models import Grouping
from convoke.directory.queries import memberships

from .tallies import Tally

REGION, DEVELOPMENT, DEADLINE = "region", "development", "deadline"
MEMBERS, OTHERS = "members", "others"
IN_TIME, LATE = "in-time", "late"
NONE = ""
"""The group of those who are in none of a kind."""
OF_THEIR_OWN = (Grouping.Kind.REGION, Grouping.Kind.DEVELOPMENT)
"""Kinds of groupings that are shown side by side; of all others, members stand beside those who are not."""


@dataclass(frozen=True)
class GroupsAt:
    """Who is in which group on a date."""

    on: dt.date
    region: dict[int, str] = field(default_factory=dict)
    development: dict[int, str] = field(default_factory=dict)
    groupings: dict[str, frozenset[int]] = field(default_factory=dict)
    """The members of each grouping that is neither a region nor a development group."""

    @property
    def views(self) -> tuple[str, ...]:
        """By what answers can be shown, in the order in which what may be shown is decided (CON-2)."""
        return (REGION, DEVELOPMENT, DEADLINE, *sorted(self.groupings))

    def group(self, view: str, tally: Tally) -> str:
        """In which group of a view those who gave an answer are; raises KeyError for no such view."""
        if view == DEADLINE:
            return LATE if tally.is_late else IN_TIME
        if view == REGION:
            return self.region.get(tally.party or 0, NONE)
        if view == DEVELOPMENT:
            return self.development.get(tally.party or 0, NONE)
        return MEMBERS if tally.party in self.groupings[view] else OTHERS

    def codes(self, tally: Tally) -> Iterator[str]:
        """The codes of all groupings of those who gave an answer."""
        party = tally.party or 0
        yield from (code for code in (self.region.get(party), self.development.get(party)) if code)
        yield from (code for code, members in self.groupings.items() if party in members)


@versioned(size=16)
def groups_at(on: dt.date) -> GroupsAt:
    """The groups of all parties as of a date; two queries."""
    found = memberships(on)
    region: dict[int, str] = {}
    development: dict[int, str] = {}
    groupings: dict[str, set[int]] = {}
    for party, own in found.of.items():
        for grouping in own:
            if grouping.kind == Grouping.Kind.REGION:
                region.setdefault(party, grouping.code)
            elif grouping.kind == Grouping.Kind.DEVELOPMENT:
                development.setdefault(party, grouping.code)
            else:
                groupings.setdefault(grouping.code, set()).add(party)
    return GroupsAt(on, region, development, {code: frozenset(members) for code, members in groupings.items()})
