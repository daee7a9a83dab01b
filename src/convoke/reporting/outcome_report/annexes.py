"""The annexes: programme, actions by level and term, suggestions, practices."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.outcomes.models import Action
from convoke.outcomes.models.actions import Level
from convoke.practices.models import Practice, PracticeParty
from convoke.programme.models import PanelRole, Session, Theme
from convoke.reporting.document import Bar, Bars, Block, Column, Items, Line, Section, Style

from .composer import Composer, anchor_of


def programme(composer: Composer) -> Section | None:
    """Annex: the plenaries with their speakers, the general debate, and the sessions."""
    v = composer.voice
    parts: list[tuple[str, Line, Sequence[Block]]] = []
    for plenary in composer.records.plenaries:
        parts.append((anchor_of(plenary), v.said(plenary.title), _plenary(composer, plenary)))
    if composer.records.statements:
        parts.append(("general-debate", v.own(_("Speakers in the general debate")), [_debate(composer)]))
    sessions = _sessions(composer)
    if sessions:
        parts.append(("programme-sessions", v.own(_("Roundtable sessions")), sessions))
    sections = [
        composer.annex_part(number, anchor, title, blocks) for number, (anchor, title, blocks) in enumerate(parts, 1)
    ]
    return composer.annex("annex-programme", _("Programme"), (), sections)


def _plenary(composer: Composer, plenary: Session) -> list[Block]:
    v = composer.voice
    blocks: list[Block] = []
    if plenary.held_on:
        blocks += composer.text(v.own(formats.date(plenary.held_on, composer.language)))
    items = {
        "speeches": _("Opening speeches"),
        "general-debate": _("General debate"),
        "civil-society-report": _("Report of the civil society day"),
        "agenda": _("Reports and closing addresses"),
    }
    order = list(items)
    panel = sorted(
        composer.records.panels[plenary.pk],
        key=lambda entry: (order.index(entry.part) if entry.part in items else len(order), entry.order),
    )
    columns = (
        Column(_("Name"), 5),
        Column(_("Role"), 3),
        Column(_("Function and institution"), 7),
        Column(_("Country or organisation"), 4),
        Column(_("Item"), 4),
    )
    rows = [_speaker(composer, entry, v.own(items.get(entry.part, ""))) for entry in panel]
    title = v.phrase(_("%(session)s: speakers"), session=v.said(plenary.title))
    return [*blocks, *composer.table(f"table-{plenary.code}", title, columns, rows)]


def _speaker(composer: Composer, entry: PanelRole, item: Line) -> tuple[Line, ...]:
    v = composer.voice
    return (
        v.spelt(str(entry.person)),
        v.listed(v.own(role) for role in (entry.get_role_display(), entry.get_also_display()) if role),
        v.listed(v.spelt(text) for text in (entry.function, entry.institution) if text),
        v.own(composer.records.names.name(entry.party)) if entry.party else (),
        v.said(entry.subject) or item,
    )


def _debate(composer: Composer) -> Items:
    v, names = composer.voice, composer.records.names
    lines: list[Line] = []
    for statement in composer.records.statements:
        line = v.own(names.name(statement.party))
        if statement.on_behalf_of:
            line = v.phrase(
                _("%(party)s, also on behalf of: %(group)s"),
                party=line, group=names.name(statement.on_behalf_of),
            )
        lines.append(line)
    return Items(tuple(lines), is_ordered=True)


def _sessions(composer: Composer) -> tuple[Block, ...]:
    v, records = composer.voice, composer.records
    columns = (Column(_("Session"), 2), Column(_("Title"), 9), Column(_("Roundtable"), 8))
    rows = [
        (v.code(session.code, anchor_of(session)), v.said(session.title), v.said(roundtable.title))
        for roundtable in records.roundtables
        for session in records.sessions_of(roundtable)
    ]
    return composer.table("table-sessions", _("Roundtable sessions"), columns, rows)


def actions_by_level(composer: Composer) -> Section | None:
    """Annex: the recommended actions counted and listed by level and term."""
    actions = composer.records.in_group(Action.Group.OUTCOME)
    if not actions:
        return None
    note = composer.text(
        _("An action at several levels is counted at each of them, so that the levels add up to more than the actions.")
    )
    blocks: list[Block] = [*note, *_matrix(composer, actions), _bars(composer, actions), *_codes(composer, actions)]
    return composer.annex("annex-levels", _("Recommended actions by level and term"), blocks)


def _terms() -> list[tuple[str, str]]:
    return [(term.value, str(term.label)) for term in Action.Term]


def _at(actions: Sequence[Action], level: Level, term: str) -> list[Action]:
    return [action for action in actions if level in action.levels and action.term == term]


def _matrix(composer: Composer, actions: Sequence[Action]) -> tuple[Block, ...]:
    v = composer.voice
    columns = [Column(_("Level"), 3), *(Column(label, 2, True) for _value, label in _terms())]
    columns.append(Column(_("All terms"), 2, True))
    rows = []
    for level in Level:
        counts = [len(_at(actions, level, term)) for term, _label in _terms()]
        rows.append([v.own(level.label), *(v.own(v.number(count)) for count in [*counts, sum(counts)])])
    totals = [sum(1 for action in actions if action.term == term) for term, _label in _terms()]
    rows.append(
        [
            composer.strong(_("All actions, each counted once")),
            *(composer.strong(v.number(count)) for count in [*totals, sum(totals)]),
        ]
    )
    return composer.table("table-levels", _("Number of actions by level and term"), columns, rows)


def _bars(composer: Composer, actions: Sequence[Action]) -> Bars:
    counts = {level: sum(1 for action in actions if level in action.levels) for level in Level}
    number, caption = composer.caption(_("Number of actions by level"))
    bars = tuple(Bar(str(level.label), count, composer.voice.number(count)) for level, count in counts.items())
    return Bars("table-level-bars", number, caption, _("Level"), _("Actions"), bars)


def _codes(composer: Composer, actions: Sequence[Action]) -> tuple[Block, ...]:
    v = composer.voice
    columns = (Column(_("Level"), 3), Column(_("Term"), 3), Column(_("Actions"), 14))
    rows = [
        (v.own(level.label), v.own(label), v.listed(composer.action_link(action) for action in found))
        for level in Level
        for term, label in _terms()
        if (found := _at(actions, level, term))
    ]
    return composer.table("table-level-codes", _("Actions by level and term"), columns, rows)


def suggestions(composer: Composer) -> Section | None:
    """Annex: what was suggested in panels and discussions and not taken into the lists of actions."""
    v = composer.voice
    columns = (Column(_("Code"), 3), Column(_("Suggestion"), 12), Column(_("Session"), 3), Column(_("Arose in"), 4))
    sessions = {session.pk: session for session in composer.records.sessions}
    rows = []
    for action in composer.records.in_group(Action.Group.SUGGESTION):
        session = sessions.get(action.session_id or 0)
        rows.append(
            (
                v.code(action.code),
                v.said(action.text),
                composer.place_link(session) if session else v.own(str(action.origin)),
                v.own(action.get_arose_in_display()),
            )
        )
    if not rows:
        return None
    introduction = composer.text(_("These suggestions came up in panels and discussions. They were not taken up."))
    blocks: list[Block] = [*introduction, *composer.table("table-suggestions", _("Suggestions"), columns, rows)]
    return composer.annex("annex-suggestions", _("Suggestions not taken up"), blocks)


def practices(composer: Composer) -> Section | None:
    """Annex: the practices that were reported, session by session."""
    blocks: list[Block] = []
    places: list[Session | Theme] = [*composer.records.sessions, *composer.records.horizontal_issues]
    for place in places:
        found = [
            practice
            for practice in composer.records.practices
            if (practice.session_id if isinstance(place, Session) else practice.theme_id) == place.pk
        ]
        blocks += _practices(composer, place, found)
    if not blocks:
        return None
    introduction = composer.text(_("Practices are attributed: they are shown as they were reported at the meeting."))
    return composer.annex("annex-practices", _("Practices"), [*introduction, *blocks])


def _practices(composer: Composer, place: Session | Theme, found: Sequence[Practice]) -> tuple[Block, ...]:
    v = composer.voice
    name = composer.session_title(place) if isinstance(place, Session) else v.said(place.title)
    title = v.phrase(_("Practices: %(place)s"), place=name)
    columns = (Column(_("Practice"), 5), Column(_("Countries and bodies"), 4), Column(_("Summary"), 10))
    rows = [
        (v.said(practice.title), _who(composer, practice), _summary(composer, practice)) for practice in found
    ]
    return composer.table(f"table-practices-{place.code}", title, columns, rows)


def _who(composer: Composer, practice: Practice) -> Line:
    """The countries, then the bodies; what is only named by its words comes last."""
    v, entries = composer.voice, list(practice.parties.all())
    bodies = [entry.party for entry in entries if entry.role == PracticeParty.Role.ORGANISATION]
    countries = [entry.party for entry in entries if entry.party not in bodies]
    lines = [composer.parties(group) for group in (countries, bodies) if group]
    lines += [v.spelt(word) for word in practice.other_bodies]
    if not lines and practice.is_unnamed:
        return v.own(_("country not named"), Style.EMPHASIS)
    return v.listed(lines)


def _summary(composer: Composer, practice: Practice) -> Line:
    v = composer.voice
    caveat = v.said(practice.caveat)
    return v.sentences([v.said(practice.summary), v.fact(_("Reservation"), caveat) if caveat else ()])
