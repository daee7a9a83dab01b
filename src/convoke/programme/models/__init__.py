from .adoption import AgendaAdoption, AgendaChange
from .agenda import Basis, Roundtable, Subject, Theme, ThemeReason
from .panels import PanelRole, Role
from .sessions import GuidingQuestion, Session, Statement, WorkingDefinition
from .teams import TeamCall, TeamDuty, TeamException, TeamMember
from .timetable import Room, TimetableVersion

__all__ = [
    "AgendaAdoption", "AgendaChange", "Basis", "GuidingQuestion", "PanelRole", "Role", "Room", "Roundtable", "Session",
    "Statement", "Subject", "TeamCall", "TeamDuty", "TeamException", "TeamMember", "Theme",
    "ThemeReason", "TimetableVersion", "WorkingDefinition",
]
