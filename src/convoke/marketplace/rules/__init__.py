"""MKT-1 to MKT-6: who reads and does what on a marketplace."""

from . import afterwards, meetings, sides
from .sides import (
    ASKING,
    OFFERING,
    SHOWN,
    asked_by,
    asking_side,
    in_room,
    is_written,
    offering_side,
)

POLICIES = (*sides.POLICIES, *meetings.POLICIES, *afterwards.POLICIES)

__all__ = [
    "ASKING", "OFFERING", "POLICIES", "SHOWN", "asked_by", "asking_side", "in_room",
    "is_written", "offering_side",
]
