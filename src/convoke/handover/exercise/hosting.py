"""The demonstration's expression of interest: a state that does not exist offers to chair."""

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.directory.models import Party
from convoke.editions.models import HostingInterest
from convoke.editions.operations import express_interest
from convoke.editions.queries import forum

PARTY = "exercise-bermea"
TEXT = (
    "Exercise: Bermea, a state that does not exist, would chair the edition of this year. "
    "It would offer rooms for 800 delegates and interpretation in four languages."
)


def create(*, actor: Actor) -> int:
    """Has the exercise state tell the Troika, once; gives how many expressions were made."""
    of, party = forum(), Party.objects.filter(code=PARTY).first()
    if of is None or party is None or HostingInterest.objects.filter(forum=of, party=party).exists():
        return 0
    year = clock.today().year + 4
    express_interest(actor=actor, forum=of, party=party, year=year, city="Bermea City (exercise)", text=TEXT)
    return 1
