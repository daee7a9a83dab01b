"""The demonstration's exercise: people and parties that do not exist, labelled as such, and what they are asked."""

from convoke.core.actors import Actor

from . import bodies, directory, groups, hosting, market, outreach, preparation, survey
from .accounts import ACCOUNTS, PARTIES, create_accounts

__all__ = ["ACCOUNTS", "PARTIES", "create_exercise"]


def create_exercise(*, actor: Actor) -> int:
    """Creates what is missing of the exercise; gives how many accounts were made. A second time changes nothing."""
    made = create_accounts(actor=actor)
    directory.create(actor=actor)
    groups.create(actor=actor)
    bodies.create(actor=actor)
    outreach.create(actor=actor)
    hosting.create(actor=actor)
    survey.create(actor=actor)
    preparation.create(actor=actor)
    market.create(actor=actor)
    return made
