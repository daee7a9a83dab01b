"""The horizontal synthesis: each issue examined across all sessions."""

from django.utils.translation import gettext as _

from convoke.outcomes.models import Action, Finding
from convoke.programme.models import Session, Theme
from convoke.reporting.document import Block, Section

from .actions import entries
from .composer import Composer, anchor_of


def issues(composer: Composer) -> Section | None:
    """The chapter on the horizontal issues, each with its observations and policy directions."""
    parts = [
        _issue(composer, number, issue) for number, issue in enumerate(composer.records.horizontal_issues, 1)
    ]
    return composer.chapter("horizontal", _("Horizontal issues"), (), parts)


def _issue(composer: Composer, number: int, issue: Theme) -> Section:
    v, records, anchor = composer.voice, composer.records, anchor_of(issue)
    observations = [
        composer.finding(finding)
        for finding in records.of_kind(Finding.Kind.OBSERVATION)
        if finding.theme_id == issue.pk
    ]
    directions = [action for action in records.in_group(Action.Group.OUTCOME) if action.theme_id == issue.pk]
    blocks: list[Block] = [*composer.text(v.said(issue.scope)), *_referring(composer, issue)]
    sections = [
        *composer.heading(f"{anchor}-observations", 3, _("Main observations"), observations),
        *composer.heading(
            f"{anchor}-actions", 3, _("Policy directions and recommendations"), entries(composer, directions)
        ),
    ]
    return composer.part(number, anchor, v.said(issue.title), blocks, sections)


def _referring(composer: Composer, issue: Theme) -> tuple[Block, ...]:
    """The sessions whose own reports refer to the issue."""
    referring = {
        reference.session_id
        for reference in composer.records.session_references
        if issue in reference.themes.all()
    }
    sessions: list[Session] = [session for session in composer.records.sessions if session.pk in referring]
    if not sessions:
        return ()
    v = composer.voice
    codes = v.listed(composer.place_link(session) for session in sessions)
    return composer.text(v.phrase(_("Sessions whose reports refer to this issue: %(codes)s."), codes=codes))
