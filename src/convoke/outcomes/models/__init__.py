from .actions import Action, Commitment, ReportDue
from .findings import Finding
from .references import CrossReference, SessionReference
from .taken_up import TakenUp

__all__ = ["Action", "Commitment", "CrossReference", "Finding", "ReportDue", "SessionReference", "TakenUp"]
