"""Recommended actions as entries: what is recommended, and what is known of each (OUT-1, OUT-2)."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from convoke.outcomes.models import Action, Commitment
from convoke.reporting.document import Entry, Line
from convoke.reporting.records import grouped

from .composer import Composer


def entries(composer: Composer, actions: Iterable[Action]) -> tuple[Entry, ...]:
    """Actions in the order of the report, details below what they detail."""
    return tuple(_entry(composer, action) for action in actions)


def _entry(composer: Composer, action: Action) -> Entry:
    v = composer.voice
    places = composer.places(action)
    text = v.sentences([v.said(action.text), v.phrase(_("See %(places)s."), places=places) if places else ()])
    return Entry(
        id=f"action-{action.code}",
        code=action.code,
        content=text,
        facts=tuple(_facts(composer, action)),
        depth=_depth(action, {other.pk: other for other in composer.records.actions}),
        language=composer.language,
    )


def _depth(action: Action, known: dict[int, Action]) -> int:
    depth, above = 0, action.parent_id
    while above is not None and above in known:
        depth, above = depth + 1, known[above].parent_id
    return depth


def _facts(composer: Composer, action: Action) -> Iterator[Line]:
    v = composer.voice
    yield v.fact(_("Status"), action.get_status_display())
    if action.levels:
        yield v.fact(_("Level"), v.listed(v.own(level.label) for level in action.levels))
    if action.term:
        yield v.fact(_("Term"), action.get_term_display())
    for label, text in ((_("Deliverable"), action.deliverable), (_("Due"), action.due)):
        if text:
            yield v.fact(label, v.said(text))
    yield from _taken_on(composer, action)
    if action.report_to:
        yield v.fact(_("Report to"), v.said(action.report_to))


def _taken_on(composer: Composer, action: Action) -> Iterator[Line]:
    """Who took it on, apart from who is only named for it (OUT-1)."""
    own = [commitment for commitment in composer.records.commitments if commitment.action_id == action.pk]
    for (role, basis), found in grouped(own, lambda one: (one.role, one.basis)).items():
        parties = composer.parties(commitment.party for commitment in found)
        yield composer.voice.fact(basis_label(role, basis), parties)


def basis_label(role: str, basis: str) -> str:
    """In which role and on what ground a party stands with an action (OUT-1)."""
    return {
        (Commitment.Role.LEAD, Commitment.Basis.VOLUNTEERED): _("Volunteered to take the lead"),
        (Commitment.Role.LEAD, Commitment.Basis.NAMED): _("Named for the lead"),
        (Commitment.Role.PARTNER, Commitment.Basis.VOLUNTEERED): _("Volunteered to take part"),
        (Commitment.Role.PARTNER, Commitment.Basis.NAMED): _("Named to take part"),
    }[Commitment.Role(role), Commitment.Basis(basis)]
