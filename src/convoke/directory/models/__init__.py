from .accounts import Account
from .channels import Channel, Invitation
from .parties import Grouping, GroupingMembership, Party, PartyKind, PartyName
from .people import Capacity, Gender, Mandate, Person

__all__ = [
    "Account",
    "Capacity",
    "Channel",
    "Gender",
    "Grouping",
    "GroupingMembership",
    "Invitation",
    "Mandate",
    "Party",
    "PartyKind",
    "PartyName",
    "Person",
]
