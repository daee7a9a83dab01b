from .actions import Action, Commitment, ReportDue
from .findings import Finding
from .references import CrossReference, SessionReference

__all__ = ["Action", "Commitment", "CrossReference", "Finding", "ReportDue", "SessionReference"]
