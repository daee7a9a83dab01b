"""Who is acting: an account with the roles and parties its mandates give today."""

from dataclasses import dataclass, field

from .audiences import Audience


@dataclass(frozen=True)
class Actor:
    """The person, command or task on whose behalf something is read or changed.

    ``roles`` are codes of :mod:`convoke.directory.roles`; ``parties`` are codes of
    the parties acted for; ``audiences`` are those whose material may be read.
    """

    account_id: int | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    audiences: frozenset[str] = field(default_factory=lambda: frozenset({Audience.PUBLIC.value}))
    is_system: bool = False

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody signed in and no command is running."""
        return self.account_id is None and not self.is_system

    def has_role(self, *roles: str) -> bool:
        """Whether the actor holds one of the roles."""
        return self.is_system or bool(self.roles.intersection(roles))


ANONYMOUS = Actor()


def system(name: str) -> Actor:
    """The actor for a command or a task: may do everything, and is named in the journal."""
    return Actor(name=name, audiences=frozenset(Audience.values), is_system=True)
