"""The programme of an edition is public; restriction concerns the room, not the page."""

from convoke.core.policy import Policy, everything, with_its
from convoke.directory.roles import CHAIR, OFFICE
from convoke.library.rules import with_its_version

from .agenda import rights as agenda
from .models import (
    AgendaAdoption,
    AgendaChange,
    AgendaVersion,
    GuidingQuestion,
    PanelInvitation,
    PanelRole,
    Room,
    Roundtable,
    Session,
    Statement,
    Subject,
    TeamCall,
    TeamDuty,
    TeamException,
    TeamMember,
    Theme,
    ThemeReason,
    ThemeSuggestion,
    TimetableVersion,
    WorkingDefinition,
)
from .teams import rights
from .timetable import rights as timetable

POLICIES = (
    *(
        Policy(model, everything)
        for model in (
            Subject, GuidingQuestion, Statement, WorkingDefinition, AgendaChange,
        )
    ),
    Policy(Theme, everything, verbs=dict.fromkeys(("create", "cite", "compose"), OFFICE)),
    Policy(Roundtable, everything, verbs={"compose": OFFICE}),
    Policy(
        Session, everything,
        verbs={
            **dict.fromkeys(("compose", "place", "interpret"), OFFICE), "start-concept-note": rights.WORKERS | OFFICE,
        },
        guards={"start-concept-note": rights.works_in},
    ),
    Policy(AgendaAdoption, everything, verbs={"adopt": OFFICE}),
    Policy(AgendaVersion, with_its_version, verbs={"circulate": OFFICE}),
    Policy(
        ThemeSuggestion, agenda.suggestions_seen,
        verbs={**dict.fromkeys(("suggest", "withdraw"), rights.SPEAKERS), "answer": OFFICE},
        guards=dict.fromkeys(("suggest", "withdraw"), agenda.own_suggestion),
    ),
    Policy(Room, everything, verbs=dict.fromkeys(("add", "change"), OFFICE)),
    Policy(TimetableVersion, everything, verbs=dict.fromkeys(("release", "set-zone"), OFFICE)),
    Policy(PanelInvitation, timetable.office_only),
    Policy(
        PanelRole, timetable.panel_seen,
        verbs={
            "propose": timetable.PROPOSING, "invite": OFFICE, "reply": timetable.ANSWERING,
            **dict.fromkeys(("withdraw", "describe"), timetable.ANSWERING),
        },
        guards={
            "propose": timetable.in_its_team, "reply": timetable.own_invitation,
            **dict.fromkeys(("withdraw", "describe"), timetable.own_person),
        },
    ),
    Policy(
        TeamMember, rights.members_seen,
        verbs={
            "offer": rights.SPEAKERS, "reply": rights.SPEAKERS | OFFICE, "leave": rights.SPEAKERS | OFFICE,
            **dict.fromkeys(("invite", "decide", "assign"), OFFICE),
        },
        guards={"offer": rights.own_offer, "reply": rights.own_or_office, "leave": rights.own_or_office},
    ),
    Policy(
        TeamDuty, everything, verbs={"set": OFFICE, "waive": OFFICE, "carry": rights.WORKERS | OFFICE},
        guards={"carry": rights.in_team},
    ),
    Policy(TeamException, everything, verbs=dict.fromkeys(("record", "withdraw"), frozenset({CHAIR}))),
    Policy(
        TeamCall, rights.calls_seen, verbs=dict.fromkeys(("plan", "change", "note"), rights.WORKERS | OFFICE),
        guards=dict.fromkeys(("plan", "change", "note"), rights.in_team),
    ),
    Policy(ThemeReason, with_its("questionnaire", "priority__questionnaire")),
)
