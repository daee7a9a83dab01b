from .afterwards import Confirmation, OutcomeForm, ProjectReport
from .fair import Absence, Half, Resource, Slot, Table
from .marketplace import Marketplace, OnRecord, Service, Window
from .meetings import Meeting, Placement, Schedule
from .providers import Provider
from .requests import Request
from .rooms import Interest, Message

__all__ = [
    "Absence", "Confirmation", "Half", "Interest", "Marketplace", "Meeting", "Message", "OnRecord", "OutcomeForm",
    "Placement", "ProjectReport", "Provider", "Request", "Resource", "Schedule", "Service", "Slot", "Table", "Window",
]
