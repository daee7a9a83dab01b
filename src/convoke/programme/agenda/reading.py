"""The agenda of an edition as it stands: themes with their reasons, roundtables, sessions; and as entries."""

from dataclasses import dataclass

from django.db.models import Prefetch

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.models import Edition

from ..models import AgendaAdoption, AgendaChange, GuidingQuestion, Roundtable, Session, Theme, ThemeReason
from .entries import Entry


@dataclass(frozen=True)
class Agenda:
    """An agenda whole, read with a fixed number of queries."""

    edition: Edition
    themes: tuple[Theme, ...]
    horizontal: tuple[Theme, ...]
    roundtables: tuple[Roundtable, ...]
    plenaries: tuple[Session, ...]
    adoptions: tuple[AgendaAdoption, ...]
    changes: tuple[AgendaChange, ...]
    has_earlier: bool
    """Whether there is an earlier edition to go on from."""

    @property
    def adopted(self) -> AgendaAdoption | None:
        """Its last adoption."""
        return self.adoptions[-1] if self.adoptions else None

    @property
    def without_roundtable(self) -> tuple[Theme, ...]:
        """Themes that no roundtable is on yet."""
        taken = {one.theme_id for one in self.roundtables}
        return tuple(one for one in self.themes if one.pk not in taken)


def agenda(actor: Actor, edition: Edition) -> Agenda:
    """The agenda of an edition, with all that hangs on it; the number of queries is the same for any size."""
    reasons = readable(actor, ThemeReason).select_related(
        "priority__questionnaire__edition", "questionnaire__edition", "earlier__edition"
    )
    themes = list(
        readable(actor, Theme).filter(edition=edition).order_by("kind", "order", "pk")
        .prefetch_related(Prefetch("reasons", reasons))
    )
    sessions = readable(actor, Session).order_by("order", "pk").prefetch_related(
        Prefetch("questions", readable(actor, GuidingQuestion).order_by("order", "pk"))
    )
    roundtables = readable(actor, Roundtable).filter(edition=edition).select_related("theme").order_by("number")
    plenaries = sessions.filter(edition=edition, kind=Session.Kind.PLENARY)
    adoptions = readable(actor, AgendaAdoption).filter(edition=edition).select_related("procedure", "meeting__body")
    changes = readable(actor, AgendaChange).filter(edition=edition).select_related("by__person").order_by("-at", "-pk")
    has_earlier = Edition.objects.filter(forum=edition.forum_id, ordinal__lt=edition.ordinal).exists()
    return Agenda(
        edition, tuple(one for one in themes if one.kind == Theme.Kind.AGENDA),
        tuple(one for one in themes if one.kind == Theme.Kind.HORIZONTAL),
        tuple(roundtables.prefetch_related(Prefetch("sessions", sessions))), tuple(plenaries),
        tuple(adoptions), tuple(changes), has_earlier,
    )


def is_adopted(edition: Edition) -> bool:
    """PRO-4: whether the agenda of an edition was adopted, so that every change of it asks for a reason."""
    return AgendaAdoption.objects.filter(edition=edition).exists()


def entries(edition: Edition) -> list[Entry]:
    """The agenda of an edition as entries, in its order; four queries."""
    themes = Theme.objects.filter(edition=edition).order_by("kind", "order", "pk")
    roundtables = Roundtable.objects.filter(edition=edition).select_related("theme").order_by("number", "pk")
    sessions = Session.objects.filter(edition=edition).select_related("roundtable").order_by("order", "pk")
    return [
        *(entry_of(one) for one in themes), *(entry_of(one) for one in roundtables),
        *(entry_of(one) for one in sessions.prefetch_related("questions")),
    ]


def entry_of(thing: Theme | Roundtable | Session) -> Entry:
    """One thing of an agenda as an entry; of a session with its guiding questions."""
    if isinstance(thing, Theme):
        return {
            "kind": "theme", "key": thing.code, "under": thing.kind, "place": thing.order,
            "title": dict(thing.title), "scope": dict(thing.scope),
        }
    if isinstance(thing, Roundtable):
        return {
            "kind": "roundtable", "key": thing.code, "under": thing.theme.code, "place": thing.number,
            "title": dict(thing.title), "aim": dict(thing.aim),
        }
    asked = sorted(thing.questions.all(), key=lambda one: (one.order, one.pk))
    return {
        "kind": "session", "key": thing.code, "under": thing.roundtable.code if thing.roundtable else "",
        "place": thing.order, "title": dict(thing.title), "aim": dict(thing.aim),
        "restricted_to": dict(thing.restricted_to), "questions": [dict(one.text) for one in asked],
    }
