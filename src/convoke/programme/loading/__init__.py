"""What the programme takes from a data folder: subjects, themes with their reasons, sessions, panels."""

from collections.abc import Iterator

from convoke.core.loading.rows import Folder, Kind, Loader, Row

from ..models import (
    GuidingQuestion,
    PanelRole,
    Roundtable,
    Session,
    Statement,
    Subject,
    TeamMember,
    Theme,
    ThemeReason,
    WorkingDefinition,
)
from . import sessions, themes
from .references import forum_code, horizontal_codes, roundtable_ref, session_ref, theme_ref

SUBJECT = Kind("subject", Subject, ("forum__code", "code"))
THEME = Kind("theme", Theme, ("edition__code", "code"))
THEME_REASON = Kind(
    "reason for a theme",
    ThemeReason,
    (
        "theme__edition__code", "theme__code", "questionnaire__code", "priority__code", "earlier__code",
    ),
)
ROUNDTABLE = Kind("roundtable", Roundtable, ("edition__code", "code"))
SESSION = Kind("session", Session, ("edition__code", "code"))
QUESTION = Kind("guiding question", GuidingQuestion, ("session__edition__code", "session__code", "code"))
PANEL = Kind("panel entry", PanelRole, ("session__edition__code", "session__code", "part", "order"))
STATEMENT = Kind("statement", Statement, ("session__edition__code", "session__code", "order"))
TEAM = Kind("team member", TeamMember, ("session__edition__code", "session__code", "party__code"))
DEFINITION = Kind("working definition", WorkingDefinition, ("edition__code", "code"))


def _rows(folder: Folder) -> Iterator[Row]:
    yield from themes.rows(folder)
    yield from sessions.rows(folder)


LOADER = Loader(
    "programme",
    (SUBJECT, THEME, THEME_REASON, ROUNDTABLE, SESSION, QUESTION, PANEL, STATEMENT, TEAM, DEFINITION),
    _rows,
)

__all__ = ["LOADER", "forum_code", "horizontal_codes", "roundtable_ref", "session_ref", "theme_ref"]
