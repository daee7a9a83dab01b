"""The first chapters: the summary, who took part, and the general debate."""

from django.utils.translation import gettext as _

from convoke.editions.models import Qualifier
from convoke.outcomes.models import Finding
from convoke.reporting.document import Block, Column, Line, Section

from .composer import Composer


def summary(composer: Composer) -> Section | None:
    """What the meeting concluded, in brief."""
    blocks = [composer.finding(finding) for finding in composer.records.of_kind(Finding.Kind.SUMMARY)]
    return composer.chapter("summary", _("Summary"), blocks)


def meeting(composer: Composer) -> Section | None:
    """Who took part, in figures, and the messages of the general debate."""
    parts = [
        ("participants", _("Participants in figures"), _participants(composer)),
        ("messages", _("Messages of the general debate"), _messages(composer)),
    ]
    sections = [
        composer.part(number, anchor, composer.voice.own(title), blocks)
        for number, (anchor, title, blocks) in enumerate([part for part in parts if part[2]], 1)
    ]
    return composer.chapter("meeting", _("The meeting"), (), sections)


def _participants(composer: Composer) -> list[Block]:
    figures = composer.records.figures
    if not figures:
        return []
    v = composer.voice
    introduction = composer.numbered(
        v.own(_("The figures are given as the sources word them; where two of them differ, both are shown."))
    )
    columns = (Column(_("Who took part"), 4), Column(_("Where"), 3), Column(_("Number"), 3))
    rows = [
        (v.opening(v.said(figure.unit)), v.opening(v.said(figure.scope)),
         quantity(composer, figure.qualifier, figure.value))
        for figure in figures
    ]
    notes = [
        v.phrase(_("On %(unit)s: %(note)s"), unit=v.said(figure.unit), note=v.said(figure.note))
        for figure in figures
        if figure.note
    ]
    return [
        introduction, *composer.table("table-participants", _("Participants in figures"), columns, rows, notes)
    ]


def quantity(composer: Composer, qualifier: str, value: int) -> Line:
    """A number as its source words it: exactly, about, more than."""
    wordings = {
        Qualifier.EXACT: _("exactly %(number)s"),
        Qualifier.ABOUT: _("about %(number)s"),
        Qualifier.OVER: _("more than %(number)s"),
        Qualifier.UP_TO: _("up to %(number)s"),
    }
    v = composer.voice
    return v.phrase(wordings[Qualifier(qualifier)], number=v.number(value))


def _messages(composer: Composer) -> list[Block]:
    found: list[Finding] = composer.records.of_kind(Finding.Kind.MESSAGE)
    return [composer.finding(finding) for finding in found]

