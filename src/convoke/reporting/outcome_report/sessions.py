"""The sessions, roundtable by roundtable: aim, questions, panel, papers, findings, actions."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from convoke.library.models import Document
from convoke.outcomes.models import Action, Finding
from convoke.programme.models import PanelRole, Roundtable, Session
from convoke.reporting.document import Block, Column, Items, Line, Section, Style

from .actions import entries
from .composer import Composer, anchor_of


def roundtables(composer: Composer) -> Section | None:
    """The chapter on the sessions."""
    parts = [_roundtable(composer, roundtable) for roundtable in composer.records.roundtables]
    return composer.chapter("sessions", _("The roundtable sessions"), (), parts)


def _roundtable(composer: Composer, roundtable: Roundtable) -> Section:
    v, records = composer.voice, composer.records
    anchor = anchor_of(roundtable)
    title = v.phrase(
        _("Roundtable %(number)s: %(title)s"), number=v.number(roundtable.number), title=v.said(roundtable.title)
    )
    people = [
        v.fact(label, v.spelt(str(person)))
        for label, person in (
            (_("Coordinator"), roundtable.coordinator),
            (_("General rapporteur"), roundtable.rapporteur),
        )
        if person
    ]
    blocks: list[Block] = [*composer.text(v.said(roundtable.aim)), *([Items(tuple(people))] if people else [])]
    findings = [finding for finding in records.findings if finding.roundtable_id == roundtable.pk]
    sections = [
        *_findings(composer, anchor, findings, 3),
        *(_session(composer, session) for session in records.sessions_of(roundtable)),
    ]
    actions = [action for action in records.in_group(Action.Group.OUTCOME) if action.roundtable_id == roundtable.pk]
    sections += composer.heading(
        f"{anchor}-actions", 3, _("Recommended actions of the roundtable as a whole"), entries(composer, actions)
    )
    return composer.part(roundtable.number, anchor, title, blocks, sections)


def _session(composer: Composer, session: Session) -> Section:
    v, records = composer.voice, composer.records
    anchor = anchor_of(session)
    blocks: list[Block] = [*composer.text(v.said(session.aim))]
    if session.is_restricted and session.restricted_to:
        blocks += composer.text(v.fact(_("Restricted to"), v.said(session.restricted_to)))
    questions = [v.said(question.text) for question in records.questions[session.pk]]
    papers = [paper_line(composer, paper) for paper in session.papers.all()]
    findings = [
        finding
        for finding in records.of_kind(Finding.Kind.FINDING)
        if finding.session_id == session.pk
    ]
    sections = [
        *composer.heading(f"{anchor}-questions", 4, _("Guiding questions"), _list(questions, is_ordered=True)),
        *composer.heading(f"{anchor}-panel", 4, _("Panel"), _panel(composer, session)),
        *composer.heading(f"{anchor}-papers", 4, _("Background papers"), _list(papers)),
        *_findings(composer, anchor, findings, 4),
        *_actions(composer, session),
    ]
    label = _("Session %(code)s") % {"code": session.code}
    return Section(anchor, 3, label, v.said(session.title), tuple(blocks), tuple(sections))


def _list(lines: Sequence[Line], *, is_ordered: bool = False) -> tuple[Block, ...]:
    return (Items(tuple(lines), is_ordered),) if lines else ()


def _panel(composer: Composer, session: Session) -> tuple[Block, ...]:
    title = _("Panel of session %(code)s") % {"code": session.code}
    return panel_table(composer, f"table-panel-{session.code}", title, composer.records.panels[session.pk])


def panel_table(composer: Composer, anchor: str, title: Line | str, panel: Sequence[PanelRole]) -> tuple[Block, ...]:
    """A table of people with their functions; panels and plenary speakers are attributed."""
    v, names = composer.voice, composer.records.names
    columns = (
        Column(_("Name"), 5),
        Column(_("Role"), 3),
        Column(_("Function and institution"), 8),
        Column(_("Country or organisation"), 4),
    )
    rows = [
        (
            v.spelt(str(entry.person)),
            v.listed(v.own(role) for role in (entry.get_role_display(), entry.get_also_display()) if role),
            v.listed(v.spelt(text) for text in (entry.function, entry.institution) if text),
            v.own(names.name(entry.party)) if entry.party else (),
        )
        for entry in panel
    ]
    return composer.table(anchor, title, columns, rows)


def paper_line(composer: Composer, paper: Document) -> Line:
    """A background paper: its title, what it is about, and who wrote it."""
    v = composer.voice
    title, about = v.said(paper.title, Style.EMPHASIS), v.said(paper.about)
    line = v.phrase(_("%(title)s: %(about)s"), title=title, about=about) if title and about else title or about
    if paper.author:
        line = v.phrase(_("%(paper)s (by %(author)s)"), paper=line, author=v.spelt(paper.author))
    return line


def _findings(composer: Composer, anchor: str, findings: Sequence[Finding], level: int) -> list[Section]:
    """Findings by where they arose; never with a name (FLO-1)."""
    titles = {
        Finding.Origin.BACKGROUND: _("Findings: introduction"),
        Finding.Origin.PAPER: _("Findings: background paper"),
        Finding.Origin.PANEL: _("Findings: panel"),
        Finding.Origin.DISCUSSION: _("Findings: discussion"),
        Finding.Origin.OBSERVATIONS: _("Findings: main observations"),
        Finding.Origin.REPORT: _("Findings: session report"),
        "": _("Findings"),
    }
    sections: list[Section] = []
    for origin, title in titles.items():
        blocks = [composer.finding(finding) for finding in findings if finding.arose_in == origin]
        sections += composer.heading(f"{anchor}-findings-{origin or 'other'}", level, title, blocks)
    return sections


def _actions(composer: Composer, session: Session) -> tuple[Section, ...]:
    found = [
        action
        for action in composer.records.in_group(Action.Group.OUTCOME)
        if action.session_id == session.pk
    ]
    return composer.heading(f"{anchor_of(session)}-actions", 4, _("Recommended actions"), entries(composer, found))
