"""The directory: participants, the people who act for them, and the office's view of who can be reached."""

from .public import parties, party

__all__ = ["parties", "party"]
