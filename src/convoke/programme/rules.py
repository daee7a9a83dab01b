"""The programme of an edition is public; restriction concerns the room, not the page."""

from convoke.core.policy import Policy, everything, with_its
from convoke.directory.roles import OFFICE

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

POLICIES = (
    *(
        Policy(model, everything)
        for model in (
            Subject, Roundtable, Session, GuidingQuestion, PanelRole, Statement, TeamMember, WorkingDefinition,
        )
    ),
    Policy(Theme, everything, verbs=dict.fromkeys(("create", "cite"), OFFICE)),
    Policy(ThemeReason, with_its("questionnaire", "priority__questionnaire")),
)
