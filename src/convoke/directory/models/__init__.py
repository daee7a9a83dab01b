from .accounts import Account
from .channels import Channel, Invitation
from .parties import GOVERNMENTS, Grouping, GroupingMembership, Party, PartyKind, PartyName
from .people import Capacity, Gender, Mandate, Person

__all__ = [
    "GOVERNMENTS",
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
