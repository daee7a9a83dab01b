from .actions import Action, Commitment, ReportDue
from .findings import Finding
from .references import CrossReference, SessionReference
from .requests import RequestOrigin
from .taken_up import TakenUp

__all__ = [
    "Action", "Commitment", "CrossReference", "Finding", "ReportDue", "RequestOrigin", "SessionReference", "TakenUp",
]
