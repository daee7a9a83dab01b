"""Who is acting: an account with the roles and parties its mandates give today."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from .audiences import Audience


class Held(NamedTuple):
    """A mandate an actor holds: its number, its capacity, and the number of the party it is for, if any."""

    mandate: int
    capacity: str
    party: int | None


@dataclass(frozen=True)
class Actor:
    """The person, command or task on whose behalf something is read or changed.

    ``roles`` are codes of :mod:`convoke.directory.roles`; ``parties`` are codes of
    the parties acted for; ``audiences`` are those whose material may be read;
    ``held`` are the mandates all of these rest on (DIR-2). An actor is read anew for each request and each piece
    of background work.
    """

    account_id: int | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    audiences: frozenset[str] = field(default_factory=lambda: frozenset({Audience.PUBLIC.value}))
    is_system: bool = False
    held: tuple[Held, ...] = ()

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody signed in and no command is running."""
        return self.account_id is None and not self.is_system

    def has_role(self, *roles: str) -> bool:
        """Whether the actor holds one of the roles."""
        return self.is_system or bool(self.roles.intersection(roles))

    def acting_for(self, capacities: Collection[str] | None = None) -> list[int]:
        """The numbers of the parties the actor acts for today in one of the capacities, or in any."""
        return sorted({
            one.party for one in self.held if one.party and (capacities is None or one.capacity in capacities)
        })

    def mandates(self) -> list[int]:
        """The numbers of the mandates the actor holds today."""
        return [one.mandate for one in self.held]


ANONYMOUS = Actor()


def system(name: str) -> Actor:
    """The actor for a command or a task: may do everything, and is named in the journal."""
    return Actor(name=name, audiences=frozenset(Audience.values), is_system=True)
