from .accounts import Account
from .parties import Grouping, GroupingMembership, Party, PartyKind, PartyName
from .people import Capacity, Mandate, Person

__all__ = [
    "Account",
    "Capacity",
    "Grouping",
    "GroupingMembership",
    "Mandate",
    "Party",
    "PartyKind",
    "PartyName",
    "Person",
]
