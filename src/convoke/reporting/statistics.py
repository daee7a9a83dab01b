"""How much there is of everything in an edition, by kind."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from convoke.bodies.models import Body, BodyMeeting, MeetingDecision
from convoke.consultation.models import Priority, Questionnaire
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory import queries as directory
from convoke.editions.models import Edition, EditionFigure, Milestone, Modality
from convoke.library.models import Document
from convoke.outcomes.models import Action, Commitment, CrossReference, Finding, ReportDue, SessionReference
from convoke.practices.models import Practice
from convoke.programme.models import (
    GuidingQuestion,
    PanelRole,
    Roundtable,
    Session,
    Statement,
    Subject,
    TeamMember,
    Theme,
    WorkingDefinition,
)

_FINDINGS = {
    "findings": Finding.Kind.FINDING,
    "horizontal_observations": Finding.Kind.OBSERVATION,
    "general_conclusions": Finding.Kind.CONCLUSION,
    "way_forward": Finding.Kind.WAY_FORWARD,
    "executive_summary_conclusions": Finding.Kind.SUMMARY,
    "chair_conclusions": Finding.Kind.CHAIR,
    "messages": Finding.Kind.MESSAGE,
}
_ACTIONS = {
    "outcomes": Action.Group.OUTCOME,
    "process_actions": Action.Group.PROCESS,
    "suggestions": Action.Group.SUGGESTION,
}


def facts(*, actor: Actor, edition: Edition) -> dict[str, int]:
    """Counts by kind of what the actor may read of an edition, and of the directory (LIB-1)."""
    parts = (_meeting, _bodies, _programme, _outcomes)
    counted = [pair for part in parts for pair in part(actor, edition)]
    return {**{name: things.count() for name, things in counted}, **directory.facts()}


Counted = Iterator[tuple[str, QuerySet[Any]]]


def _meeting(actor: Actor, edition: Edition) -> Counted:
    of_edition: dict[str, Any] = {
        "participant_figures": EditionFigure,
        "milestones": Milestone,
        "modalities": Modality,
        "questionnaires": Questionnaire,
    }
    for name, model in of_edition.items():
        yield name, readable(actor, model).filter(edition=edition)
    yield "priorities", readable(actor, Priority).filter(questionnaire__edition=edition)


def _bodies(actor: Actor, edition: Edition) -> Counted:
    yield "bodies", readable(actor, Body).filter(forum=edition.forum_id).exclude(rule__has_key="exercise")
    yield "body_meetings", readable(actor, BodyMeeting).filter(edition=edition)
    yield "body_decisions", readable(actor, MeetingDecision).filter(meeting__edition=edition)


def _programme(actor: Actor, edition: Edition) -> Counted:
    themes = readable(actor, Theme).filter(edition=edition)
    yield "themes", themes.filter(kind=Theme.Kind.AGENDA)
    yield "horizontal_issues", themes.filter(kind=Theme.Kind.HORIZONTAL)
    yield "subjects", readable(actor, Subject).filter(forum=edition.forum_id)
    yield "roundtables", readable(actor, Roundtable).filter(edition=edition)
    for sessions, entries, kind in (
        ("sessions", "panel_entries", Session.Kind.ROUNDTABLE),
        ("plenaries", "plenary_entries", Session.Kind.PLENARY),
    ):
        yield sessions, readable(actor, Session).filter(edition=edition, kind=kind)
        yield entries, readable(actor, PanelRole).filter(session__edition=edition, session__kind=kind)
    yield "team_members", readable(actor, TeamMember).filter(session__edition=edition, state="member")
    yield "general_debate_statements", readable(actor, Statement).filter(session__edition=edition)
    yield "guiding_questions", readable(actor, GuidingQuestion).filter(session__edition=edition)
    yield "background_papers", readable(actor, Document).filter(
        edition=edition, kind=Document.Kind.BACKGROUND_PAPER
    )
    yield "working_definitions", readable(actor, WorkingDefinition).filter(edition=edition)


def _outcomes(actor: Actor, edition: Edition) -> Counted:
    for name, group in _ACTIONS.items():
        yield name, readable(actor, Action).filter(edition=edition, group=group)
    for name, kind in _FINDINGS.items():
        yield name, readable(actor, Finding).filter(edition=edition, kind=kind)
    yield "practices", readable(actor, Practice).filter(edition=edition)
    yield "commitments", readable(actor, Commitment).filter(action__edition=edition)
    yield "reports_due", readable(actor, ReportDue).filter(edition=edition)
    yield "cross_references", readable(actor, CrossReference).filter(edition=edition)
    yield "session_references", readable(actor, SessionReference).filter(edition=edition)
