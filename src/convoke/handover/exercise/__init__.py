"""The demonstration's exercise: people and parties that do not exist, labelled as such, and what they are asked."""

from convoke.core.actors import Actor

from . import bodies, directory, groups, hosting, market, outreach, preparation, survey
from .accounts import ACCOUNTS, PARTIES, create_accounts

PARTS = (directory, groups, bodies, outreach, hosting, survey, preparation, market)
"""What the exercise consists of beside its accounts, in the order in which it is made."""
__all__ = ["ACCOUNTS", "PARTIES", "PARTS", "create_accounts", "create_exercise"]


def create_exercise(*, actor: Actor) -> int:
    """Creates what is missing of the exercise; gives how many accounts were made. A second time changes nothing."""
    made = create_accounts(actor=actor)
    for part in PARTS:
        part.create(actor=actor)
    return made
