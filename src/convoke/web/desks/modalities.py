"""What modalities and hosting ask of whoever signed in."""

import datetime as dt

from convoke.core.actors import Actor

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor."""
    return []
