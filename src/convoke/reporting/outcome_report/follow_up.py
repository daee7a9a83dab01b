"""What was taken on and will be reported, and the terms the meeting worked with (OUT-1)."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.outcomes.models import Action, ReportDue
from convoke.reporting.document import Block, Column, Definition, Line, Section, Table
from convoke.reporting.records import grouped

from .actions import basis_label
from .composer import Composer


def follow_up(composer: Composer) -> Section | None:
    """Commitments and the reports that are due."""
    records, v = composer.records, composer.voice
    if not records.commitments and not records.reports_due:
        return None
    introduction = composer.numbered(
        v.own(
            _(
                "Whoever takes an action forward does so voluntarily. Some volunteered; others are named in the "
                "report of a session. The reports due are those announced at the meeting."
            )
        )
    )
    blocks: list[Block] = [introduction, *_commitments(composer), *_reports(composer)]
    return composer.chapter("follow-up", _("Commitments and reports due"), blocks)


def _commitments(composer: Composer) -> tuple[Table, ...]:
    """One row for those who stand in the same role and on the same ground for one action."""
    v = composer.voice
    columns = (Column(_("Who"), 5), Column(_("What"), 9), Column(_("Basis"), 4), Column(_("Report due at"), 3))
    groups = grouped(
        composer.records.commitments, lambda commitment: (commitment.action, commitment.role, commitment.basis)
    )
    rows = [
        (
            composer.parties(commitment.party for commitment in found),
            v.phrase(_("%(code)s: %(text)s"), code=composer.action_link(action), text=v.said(action.text)),
            v.own(basis_label(role, basis)),
            _due_of(composer, action),
        )
        for (action, role, basis), found in groups.items()
    ]
    return composer.table("table-commitments", _("Commitments"), columns, rows)


def _due_of(composer: Composer, action: Action) -> Line:
    """When a report on the action is due: as announced, else as the action itself says."""
    for report in composer.records.reports_due:
        if action in report.actions.all():
            return _due(composer, report)
    return composer.voice.said(action.report_to)


def _due(composer: Composer, report: ReportDue) -> Line:
    return composer.edition_name(report.due_at) if report.due_at else composer.voice.said(report.due)


def _reports(composer: Composer) -> tuple[Table, ...]:
    v = composer.voice
    columns = (
        Column(_("Report"), 6),
        Column(_("Reported by"), 4),
        Column(_("Due at"), 4),
        Column(_("Actions"), 3),
        Column(pgettext("status", "State"), 3),
    )
    rows = [
        (
            v.opening(v.said(report.item)),
            v.said(report.reporter) or composer.parties(report.reporters.all()),
            _due(composer, report),
            v.listed(composer.action_link(action) for action in report.actions.all()),
            v.own(_("not yet reported")),
        )
        for report in composer.records.reports_due
    ]
    return composer.table("table-reports-due", _("Reports due"), columns, rows)


def definitions(composer: Composer) -> Section | None:
    """How terms were used in the edition; none of it binds anybody."""
    found, v = composer.records.definitions, composer.voice
    if not found:
        return None
    introduction = composer.numbered(
        v.own(_("These definitions served the work of the meeting. They are not agreed language and bind nobody."))
    )
    blocks = [
        Definition(
            f"definition-{definition.code}",
            v.said(definition.term),
            v.said(definition.text),
            tuple(
                v.fact(label, v.said(text))
                for label, text in ((_("Used by"), definition.adopted_by), (_("Status"), definition.status))
                if text
            ),
        )
        for definition in found
    ]
    return composer.chapter("definitions", _("Working definitions"), [introduction, *blocks])
