"""The agenda is composed, and once adopted changed with a reason only (PRO-4)."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import require
from convoke.editions.models import Edition

from ..agenda.changing import LONGEST_TEXT, changing, free_code, new_theme, next_number, texts, title_of
from ..agenda.reading import entry_of
from ..models import AgendaChange, GuidingQuestion, Roundtable, Session, Theme

ADDED, CHANGED = AgendaChange.What.ADDED, AgendaChange.What.CHANGED
MOVED, REMOVED = AgendaChange.What.MOVED, AgendaChange.What.REMOVED
MOST_QUESTIONS = 20
Texts = Mapping[str, str]


def add_horizontal_issue(
    *, actor: Actor, edition: Edition, title: Texts, scope: Texts | None = None, reason: str = ""
) -> Theme:
    """An issue that is examined across all sessions. Raises ValidationError without a title."""
    require(actor, "compose", Theme)
    with changing(actor=actor, edition=edition, verb="add-horizontal-issue", what=ADDED, reason=reason) as change:
        made = new_theme(edition, Theme.Kind.HORIZONTAL, title, scope)
        change.on, change.after = made, entry_of(made)
    return made


def change_theme(
    *, actor: Actor, theme: Theme, title: Texts, scope: Texts | None = None, reason: str = ""
) -> Theme:
    """Puts a theme or horizontal issue into other words. Raises ValidationError without a title."""
    require(actor, "compose", theme)
    with changing(
        actor=actor, edition=theme.edition, verb="change-theme", what=CHANGED, reason=reason
    ) as change:
        present = Theme.objects.select_for_update().get(pk=theme.pk)
        change.on, change.before = present, entry_of(present)
        present.title, present.scope = title_of(title), texts(scope, LONGEST_TEXT, "scope")
        present.save()
        change.after = entry_of(present)
    return present


def add_roundtable(
    *, actor: Actor, edition: Edition, theme: Theme, title: Texts, aim: Texts | None = None, reason: str = ""
) -> Roundtable:
    """A roundtable on a theme of the agenda. Raises ValidationError without a title or for another edition's theme."""
    require(actor, "compose", Roundtable)
    with changing(actor=actor, edition=edition, verb="add-roundtable", what=ADDED, reason=reason) as change:
        _check_theme(edition, theme)
        number = next_number(Roundtable.objects.filter(edition=edition), "number")
        made = Roundtable.objects.create(
            edition=edition, theme=theme, code=f"RT{number}", number=number, title=title_of(title),
            aim=texts(aim, LONGEST_TEXT, "aim"),
        )
        change.on, change.after = made, entry_of(made)
    return made


def change_roundtable(
    *, actor: Actor, roundtable: Roundtable, theme: Theme, title: Texts, aim: Texts | None = None, reason: str = ""
) -> Roundtable:
    """Puts a roundtable into other words, or under another theme of its edition."""
    require(actor, "compose", roundtable)
    with changing(
        actor=actor, edition=roundtable.edition, verb="change-roundtable", what=CHANGED, reason=reason
    ) as change:
        present = Roundtable.objects.select_for_update().select_related("edition", "theme").get(pk=roundtable.pk)
        _check_theme(present.edition, theme)
        change.on, change.before = present, entry_of(present)
        present.theme, present.title = theme, title_of(title)
        present.aim = texts(aim, LONGEST_TEXT, "aim")
        present.save()
        change.after = entry_of(present)
    return present


def add_session(
    *, actor: Actor, edition: Edition, roundtable: Roundtable | None, title: Texts, aim: Texts | None = None,
    questions: Sequence[Texts] = (), reason: str = "",
) -> Session:
    """A session of a roundtable, or a plenary one; with the questions that guide it."""
    require(actor, "compose", Session)
    with changing(actor=actor, edition=edition, verb="add-session", what=ADDED, reason=reason) as change:
        if roundtable is not None and roundtable.edition_id != edition.pk:
            raise ValidationError({"roundtable": _("Choose a roundtable of this edition.")})
        names, own = title_of(title), Session.objects.filter(edition=edition)
        made = Session.objects.create(
            edition=edition, roundtable=roundtable, title=names, aim=texts(aim, LONGEST_TEXT, "aim"),
            kind=Session.Kind.ROUNDTABLE if roundtable else Session.Kind.PLENARY,
            code=_session_code(own, roundtable, names), order=next_number(own, "order"),
        )
        _ask(made, questions)
        change.on, change.after = made, entry_of(made)
    return made


def change_session(
    *, actor: Actor, session: Session, title: Texts, aim: Texts | None = None, restricted_to: Texts | None = None,
    questions: Sequence[Texts] = (), reason: str = "",
) -> Session:
    """Puts a session, its restriction and its guiding questions into other words."""
    require(actor, "compose", session)
    with changing(
        actor=actor, edition=session.edition, verb="change-session", what=CHANGED, reason=reason
    ) as change:
        present = Session.objects.select_for_update(of=("self",)).select_related("roundtable").get(pk=session.pk)
        change.on, change.before = present, entry_of(present)
        present.title, present.aim = title_of(title), texts(aim, LONGEST_TEXT, "aim")
        present.restricted_to = texts(restricted_to, LONGEST_TEXT, "restricted_to")
        present.is_restricted = bool(present.restricted_to)
        present.save()
        _ask(present, questions)
        change.after = entry_of(Session.objects.select_related("roundtable").get(pk=present.pk))
    return present


def move_session(*, actor: Actor, session: Session, step: int, reason: str = "") -> Session:
    """Moves a session one place up (-1) or down (1) within its roundtable, or among the plenary ones."""
    require(actor, "compose", session)
    with changing(actor=actor, edition=session.edition, verb="move-session", what=MOVED, reason=reason) as change:
        beside = list(
            Session.objects.select_for_update(of=("self",)).select_related("roundtable")
            .filter(edition=session.edition, roundtable=session.roundtable_id).order_by("order", "pk")
        )
        place = next(number for number, one in enumerate(beside) if one.pk == session.pk)
        if not 0 <= place + step < len(beside):
            raise ValidationError(_("It stands at the end already."))
        one, other = beside[place], beside[place + step]
        change.on, change.before = one, entry_of(one)
        one.order, other.order = other.order, one.order
        for moved in (one, other):
            moved.save(update_fields=["order"])
        change.after = entry_of(one)
    return one


def remove(*, actor: Actor, thing: Theme | Roundtable | Session, reason: str = "") -> None:
    """Takes a theme, roundtable or session off the agenda.

    Raises ValidationError where something hangs on it: sessions, a team, a panel, papers, what came of it.
    """
    require(actor, "compose", thing)
    with changing(
        actor=actor, edition=thing.edition, verb="take-off-agenda", what=REMOVED, reason=reason
    ) as change:
        present = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
        change.before = entry_of(present)
        change.facts = {"kind": change.before["kind"], "key": change.before["key"]}
        _checkfree_code(present)
        try:
            present.delete()
        except ProtectedError:
            raise ValidationError(
                _("Something hangs on it: roundtables, sessions, or what came of it. It stays.")
            ) from None


def _checkfree_code(thing: Theme | Roundtable | Session) -> None:
    """What would go with it unseen keeps it where it is."""
    if not isinstance(thing, Session):
        return
    hanging = [
        name for name in ("team", "panel", "papers", "statements", "duties")
        if getattr(thing, name).exists()
    ]
    if hanging or thing.starts_at:
        raise ValidationError(_(
            "This session has a team, a panel, papers or a place in the timetable. Take these away first, or put the "
            "session into other words."
        ))


def _check_theme(edition: Edition, theme: Theme) -> None:
    if theme.edition_id != edition.pk or theme.kind != Theme.Kind.AGENDA:
        raise ValidationError({"theme": _("Choose a theme of this edition's agenda.")})


def _ask(session: Session, questions: Sequence[Texts]) -> None:
    """Has a session be guided by these questions, in this order; one that is the same keeps its record."""
    wanted = [found for one in questions if (found := texts(one, LONGEST_TEXT, "questions"))]
    if len(wanted) > MOST_QUESTIONS:
        raise ValidationError({"questions": _("At most %(number)s questions guide a session.") % {
            "number": MOST_QUESTIONS,
        }})
    present = list(session.questions.order_by("order", "pk"))
    for number, text in enumerate(wanted, 1):
        if number <= len(present):
            one = present[number - 1]
            one.text, one.order = text, number
            one.save(update_fields=["text", "order"])
        else:
            GuidingQuestion.objects.create(session=session, code=f"q{number}", order=number, text=text)
    for one in present[len(wanted):]:
        one.delete()


def _session_code(own: "QuerySet[Session]", roundtable: Roundtable | None, title: Texts) -> str:
    taken = set(own.values_list("code", flat=True))
    if roundtable is None:
        return free_code(title, "plenary", taken)[:20]
    number = 1
    while f"{roundtable.number}.{number}" in taken:
        number += 1
    return f"{roundtable.number}.{number}"
