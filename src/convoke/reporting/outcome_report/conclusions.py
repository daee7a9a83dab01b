"""What the meeting, its Chair and the way forward conclude."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from convoke.outcomes.models import Action, Finding
from convoke.outcomes.models.origin import Part
from convoke.reporting import wording
from convoke.reporting.document import Section
from convoke.reporting.records import grouped

from .actions import entries
from .composer import Composer


def general(composer: Composer) -> Section | None:
    """The general conclusions of the meeting."""
    return _plain(composer, "conclusions", _("General conclusions"), Finding.Kind.CONCLUSION)


def of_the_chair(composer: Composer) -> Section | None:
    """The final conclusions of the Chair."""
    return _plain(composer, "chair", _("Conclusions of the Chair"), Finding.Kind.CHAIR)


def _plain(composer: Composer, anchor: str, title: str, kind: str) -> Section | None:
    return composer.chapter(
        anchor, title, [composer.finding(finding) for finding in composer.records.of_kind(kind)]
    )


def way_forward(composer: Composer) -> Section | None:
    """How the forum goes on, and the actions that concern the forum itself."""
    sections = [*_topics(composer), *_process(composer)]
    numbered = [
        composer.part(number, section.id, section.title, section.blocks)
        for number, section in enumerate(sections, 1)
    ]
    return composer.chapter("way-forward", _("The way forward"), (), numbered)


def _topics(composer: Composer) -> list[Section]:
    v = composer.voice
    groups = grouped(
        composer.records.of_kind(Finding.Kind.WAY_FORWARD),
        lambda finding: wording.plain(v.said(finding.heading)),
    )
    sections: list[Section] = []
    for number, findings in enumerate(groups.values(), 1):
        title = v.said(findings[0].heading) or v.own(_("General"))
        blocks = [composer.finding(finding) for finding in findings]
        sections += composer.heading(f"way-forward-{number}", 2, title, blocks)
    return sections


def _process(composer: Composer) -> list[Section]:
    found = [*composer.records.in_group(Action.Group.PROCESS), *_elsewhere(composer)]
    titles = {
        Part.WAY_FORWARD.value: _("Actions on the process of the forum"),
        Part.MARKETPLACE.value: _("Actions on the marketplace"),
        "": _("Further actions"),
    }
    sections: list[Section] = []
    for part, title in titles.items():
        actions = [action for action in found if (action.part if action.part in titles else "") == part]
        sections += composer.heading(f"process-{part or 'other'}", 2, title, entries(composer, actions))
    return sections


def _elsewhere(composer: Composer) -> list[Action]:
    """Outcomes of no roundtable session and no horizontal issue, so that none is left out."""
    plenaries = {plenary.pk for plenary in composer.records.plenaries}
    outcomes: Sequence[Action] = composer.records.in_group(Action.Group.OUTCOME)
    return [action for action in outcomes if action.part or action.session_id in plenaries]
