"""The agenda of an edition as it stands: themes with their reasons, roundtables, sessions; and as entries."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.models import Edition
from convoke.editions.states import EditionState
from convoke.library.models import Comment, Document
from convoke.library.states import CommentState

from ..models import (
    AgendaAdoption,
    AgendaChange,
    AgendaVersion,
    GuidingQuestion,
    Roundtable,
    Session,
    Theme,
    ThemeReason,
    ThemeSuggestion,
)
from ..states import SuggestionState
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
    themes = list(
        readable(actor, Theme).filter(edition=edition).order_by("kind", "order", "pk")
        .prefetch_related(reasons_of(actor))
    )
    sessions = readable(actor, Session).order_by("order", "pk").prefetch_related(
        Prefetch("questions", readable(actor, GuidingQuestion).order_by("order", "pk"))
    )
    roundtables = readable(actor, Roundtable).filter(edition=edition).select_related("theme").order_by("number")
    plenaries = sessions.filter(edition=edition, kind=Session.Kind.PLENARY)
    adoptions = readable(actor, AgendaAdoption).filter(edition=edition).select_related(
        "procedure", "meeting__body", "text__version"
    )
    changes = readable(actor, AgendaChange).filter(edition=edition).select_related("by__person").order_by("-at", "-pk")
    has_earlier = Edition.objects.filter(forum=edition.forum_id, ordinal__lt=edition.ordinal).exists()
    return Agenda(
        edition, tuple(one for one in themes if one.kind == Theme.Kind.AGENDA),
        tuple(one for one in themes if one.kind == Theme.Kind.HORIZONTAL),
        tuple(roundtables.prefetch_related(Prefetch("sessions", sessions))), tuple(plenaries),
        tuple(adoptions), tuple(changes), has_earlier,
    )


def reasons_of(actor: Actor) -> "Prefetch[str, QuerySet[ThemeReason]]":
    """The reasons of themes, each with what it names; a suggestion with its party where the actor may read it."""
    suggestions = readable(actor, ThemeSuggestion).select_related("party", "edition")
    found = readable(actor, ThemeReason).select_related(
        "priority__questionnaire__edition", "questionnaire__edition", "earlier__edition"
    )
    return Prefetch("reasons", found.prefetch_related(Prefetch("suggestion", suggestions)))


def last_version(edition: Edition) -> AgendaVersion | None:
    """The agenda as it was circulated last, or amended since; None for one that was never circulated."""
    found = AgendaVersion.objects.filter(edition=edition).select_related("version__document__edition__forum")
    return found.order_by("version__number").last()


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


BEFORE = (EditionState.ANNOUNCED, EditionState.PREPARING)
"""While an edition is in these states its agenda is suggested for and circulated."""


def why_not_suggested(edition: Edition) -> str:
    """Why nothing can be suggested for the agenda of an edition any more; empty where it can."""
    if edition.state not in BEFORE:
        return _("Suggestions are made before the meeting begins; this one has begun.")
    if is_adopted(edition):
        return _("The agenda was adopted; suggestions are made before. The Chair may still change it, with a reason.")
    if AgendaVersion.objects.filter(edition=edition).exists():
        return _("The agenda was circulated; comment on its paragraphs instead.")
    return ""


@dataclass(frozen=True)
class Circulated:
    """The agenda as a text in circulation, as far as an actor reads it: its versions, latest first, and comments."""

    versions: tuple[AgendaVersion, ...] = ()
    waiting: tuple[Comment, ...] = ()
    """The comments that are not answered yet."""
    comments: int = 0
    """How many comments there are on all versions."""

    @property
    def latest(self) -> AgendaVersion | None:
        """Its latest version."""
        return self.versions[0] if self.versions else None


def circulated(actor: Actor, edition: Edition) -> Circulated:
    """LIB-1: the agenda as it was circulated, with its comments; three queries at most."""
    found = readable(actor, AgendaVersion).filter(edition=edition).select_related("version__document")
    versions = tuple(found.order_by("-version__number"))
    if not versions:
        return Circulated()
    comments = readable(actor, Comment).filter(version__document=versions[0].version.document_id)
    comments = comments.exclude(state=CommentState.WITHDRAWN)
    waiting = comments.filter(state=CommentState.OPEN).select_related("party", "version").order_by("at", "pk")
    return Circulated(versions, tuple(waiting), comments.count())


def concept_notes(actor: Actor) -> "Prefetch[str, QuerySet[Document]]":
    """The concept notes of sessions that the actor may read, as ``notes`` of each session."""
    found = readable(actor, Document).filter(kind=Document.Kind.CONCEPT_NOTE).order_by("order", "code")
    return Prefetch("papers", found, to_attr="notes")


def without_concept_note(edition: Edition) -> set[int]:
    """The keys of the sessions of an edition that have no concept note at all; for those who prepare them."""
    papers = Session.papers.through.objects.filter(document__kind=Document.Kind.CONCEPT_NOTE)
    own = Session.objects.filter(edition=edition).exclude(pk__in=papers.values("session"))
    return set(own.values_list("pk", flat=True))


def suggestions(actor: Actor, edition: Edition) -> list[ThemeSuggestion]:
    """What parties suggested for an agenda and the actor may read, those to be answered first; with their themes."""
    found = readable(actor, ThemeSuggestion).filter(edition=edition).select_related("party", "edition")
    found = found.prefetch_related(Prefetch("grounds", readable(actor, ThemeReason).select_related("theme")))
    return sorted(found, key=lambda one: (one.state != SuggestionState.OPEN, one.number))
