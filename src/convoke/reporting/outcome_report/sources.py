"""The last annex: the passages of the sources that the report rests on (OUT-2)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from convoke.core.models import Sourced
from convoke.outcomes.models import Action, Finding
from convoke.practices.models import Practice
from convoke.reporting.document import Block, Column, Line, Section, Style
from convoke.reporting.records import grouped

from .composer import Composer

RANGE = "\N{WORD JOINER}\N{EN DASH}\N{WORD JOINER}"
"""Between the first and the last line of a passage, which stay together."""

Cited = tuple[str, str, str, str]
"""File, place in the report, code and lines."""


def sources(composer: Composer) -> Section | None:
    """Annex: by source and place in the report, which passages were cited for what."""
    files = grouped(_cited(composer), lambda cited: cited[0])
    blocks: list[Block] = []
    for file in sorted(files):
        blocks += _file(composer, file, files[file])
    if not blocks:
        return None
    introduction = composer.text(_("Each passage is given by its lines in the file of the source."))
    return composer.annex("annex-sources", _("Sources"), [*introduction, *blocks])


def _file(composer: Composer, file: str, cited: list[Cited]) -> tuple[Block, ...]:
    v = composer.voice
    columns = (Column(_("Place"), 4), Column(_("What, and the lines cited"), 16))
    places = grouped(cited, lambda one: one[1])
    rows = [(v.own(place), _passages(composer, found)) for place, found in places.items()]
    known, name = composer.records.sources.get(file), v.spelt(file, Style.CODE)
    title = v.phrase(_("%(source)s (%(file)s)"), source=v.said(known.title), file=name) if known else name
    return composer.table(f"table-source-{file.rpartition('.')[0]}", title, columns, rows)


def _passages(composer: Composer, cited: list[Cited]) -> Line:
    """Each code once, with all the lines cited for it."""
    v = composer.voice
    codes = grouped(cited, lambda one: one[2])
    return v.listed(
        v.phrase(
            _("%(code)s (%(lines)s)"),
            code=v.code(code),
            lines=v.listed(v.own(lines.replace("-", RANGE)) for _file_name, _place_name, _code, lines in found),
        )
        for code, found in codes.items()
    )


def _cited(composer: Composer) -> Iterator[Cited]:
    records, places = composer.records, _Places(composer)
    for figure in records.figures:
        yield from _of(_("Participants in figures"), figure.code, figure)
    for session in records.sessions:
        yield from _of(places.sessions[session.pk], session.code, session)
    for finding in records.findings:
        yield from _of(places.of(finding), finding.code, finding)
    for action in records.actions:
        yield from _of(places.of(action), action.code, action)
    for practice in records.practices:
        yield from _of(places.of(practice), practice.code, practice)
    for report in records.reports_due:
        yield from _of(_("Reports due"), report.code, report)
    for definition in records.definitions:
        yield from _of(_("Working definitions"), definition.code, definition)
    if records.marketplace:
        yield from _of(_("Marketplace"), "marketplace", records.marketplace)
        for window in records.marketplace.windows.all():
            yield from _of(_("Marketplace"), window.kind, window)
        for fact in records.marketplace.on_record.all():
            yield from _of(_("Marketplace"), fact.code, fact)


def _of(place: str, code: str, thing: Sourced) -> Iterator[Cited]:
    for passage in thing.passages:
        yield passage["file"], place, code, passage["lines"]


class _Places:
    """Names the place in the report where a thing stands."""

    def __init__(self, composer: Composer) -> None:
        records, language = composer.records, composer.language
        self.sessions: dict[int, str] = {
            session.pk: _("Session %(code)s") % {"code": session.code}
            if session.roundtable_id
            else session.title.text(language)
            for session in records.sessions
        }
        self.roundtables = {
            roundtable.pk: _("Roundtable %(number)s") % {"number": composer.voice.number(roundtable.number)}
            for roundtable in records.roundtables
        }
        self.themes: dict[int, str] = {theme.pk: theme.title.text(language) for theme in records.themes}

    def of(self, thing: Finding | Action | Practice) -> str:
        """The place of a thing: its session, roundtable, theme or part of the meeting."""
        if thing.session_id:
            return self.sessions[thing.session_id]
        if thing.theme_id:
            return self.themes[thing.theme_id]
        if isinstance(thing, Practice):
            return ""
        if thing.roundtable_id:
            return self.roundtables[thing.roundtable_id]
        return str(thing.get_part_display())
