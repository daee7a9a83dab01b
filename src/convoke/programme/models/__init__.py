from .adoption import AgendaAdoption, AgendaChange, AgendaVersion
from .agenda import Basis, Roundtable, Subject, Theme, ThemeReason
from .panels import PanelInvitation, PanelRole, Role
from .sessions import GuidingQuestion, Session, Statement, WorkingDefinition
from .suggestions import ThemeSuggestion
from .teams import TeamCall, TeamDuty, TeamException, TeamMember
from .timetable import Room, TimetableVersion

__all__ = [
    "AgendaAdoption", "AgendaChange", "AgendaVersion", "Basis", "GuidingQuestion", "PanelInvitation", "PanelRole",
    "Role", "Room", "Roundtable", "Session", "Statement", "Subject", "TeamCall", "TeamDuty", "TeamException",
    "TeamMember", "Theme", "ThemeReason", "ThemeSuggestion", "TimetableVersion", "WorkingDefinition",
]
