"""Makers of parties in groups and of those who act for them."""



from convoke.core.actors import Actor
from convoke.directory.models import Capacity, Channel, Grouping, Party
from convoke.directory.queries import actor_for
from tests.factories import (
    AccountFactory,
    ChannelFactory,
    GroupingMembershipFactory,
    MandateFactory,
    PartyFactory,
)


def of_group(code: str, **more) -> Party:
    """A state of the exercise in a group that exists, such as ``developed``."""
    party = PartyFactory(**more)
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code=code))
    return party


def actor_of(party: Party, capacity: str = Capacity.FOCAL_POINT) -> Actor:
    """Somebody who acts for a party in a capacity."""
    account = AccountFactory()
    MandateFactory(person=account.person, party=party, capacity=capacity)
    return actor_for(account)


def reachable(group: str, region: str) -> Party:
    """A state of two groups with a focal point who can be reached."""
    party = of_group(group)
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code=region))
    ChannelFactory(person=MandateFactory(party=party).person, kind=Channel.Kind.EMAIL)
    return party
