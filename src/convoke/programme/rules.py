"""The programme of an edition is public; restriction concerns the room, not the page."""

from convoke.core.policy import Policy, everything

from .models import (
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

POLICIES = tuple(
    Policy(model, everything)
    for model in (
        Subject, Theme, ThemeReason, Roundtable, Session, GuidingQuestion, PanelRole, Statement, TeamMember,
        WorkingDefinition,
    )
)
