"""Everything an outcome report says, read in a constant number of queries (LIB-1)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.directory.queries import Names
from convoke.editions.models import Edition, EditionFigure
from convoke.library.models import Document, Source
from convoke.marketplace.afterwards.counts import Counts, counts
from convoke.marketplace.models import Marketplace
from convoke.marketplace.queries import marketplace_of
from convoke.outcomes.models import Action, Commitment, CrossReference, Finding, ReportDue, SessionReference
from convoke.practices.models import Practice, PracticeParty
from convoke.programme.models import (
    GuidingQuestion,
    PanelRole,
    Roundtable,
    Session,
    Statement,
    Theme,
    WorkingDefinition,
)

T = TypeVar("T")
M = TypeVar("M", bound=Model)
K = TypeVar("K")


@dataclass(frozen=True)
class Records:
    """What one actor may read of an edition, as far as the outcome report uses it."""

    edition: Edition
    names: Names
    figures: list[EditionFigure]
    themes: list[Theme]
    roundtables: list[Roundtable]
    sessions: list[Session]
    questions: dict[int, list[GuidingQuestion]]
    panels: dict[int, list[PanelRole]]
    statements: list[Statement]
    definitions: list[WorkingDefinition]
    findings: list[Finding]
    actions: list[Action]
    commitments: list[Commitment]
    reports_due: list[ReportDue]
    references: list[CrossReference]
    session_references: list[SessionReference]
    practices: list[Practice]
    marketplace: Marketplace | None
    """With its windows and what is on record of it."""
    marketplace_counts: Counts | None
    """The same for whoever reads: none of them tells who it was."""
    sources: dict[str, Source]
    """What passages were taken from, by the name of the file."""

    @property
    def horizontal_issues(self) -> list[Theme]:
        """The issues the edition examined across all sessions."""
        return [theme for theme in self.themes if theme.kind == Theme.Kind.HORIZONTAL]

    @property
    def plenaries(self) -> list[Session]:
        """The plenary sessions."""
        return [session for session in self.sessions if session.kind == Session.Kind.PLENARY]

    def sessions_of(self, roundtable: Roundtable) -> list[Session]:
        """The sessions of a roundtable."""
        return [session for session in self.sessions if session.roundtable_id == roundtable.pk]

    def of_kind(self, *kinds: str) -> list[Finding]:
        """The findings of some kinds."""
        return [finding for finding in self.findings if finding.kind in kinds]

    def in_group(self, group: str) -> list[Action]:
        """The actions of one list of the report."""
        return [action for action in self.actions if action.group == group]

    @property
    def is_public(self) -> bool:
        """Whether everyone may read all of it."""
        papers = [paper for session in self.sessions for paper in session.papers.all()]
        things: list[Finding | Action | Practice | Document] = [*self.findings, *self.actions, *self.practices, *papers]
        return all(thing.audience == Audience.PUBLIC for thing in things)


def gather(*, actor: Actor, edition: Edition, language: str) -> Records:
    """What the actor may read of an edition; country names in ``language``, as of the edition's first day.

    The number of queries depends neither on the language nor on how much there is.
    """

    def of_edition(model: type[M]) -> QuerySet[M]:
        return readable(actor, model).filter(edition=edition)

    def of_sessions(model: type[M]) -> QuerySet[M]:
        return readable(actor, model).filter(session__edition=edition).order_by("session", "order")

    actions = Prefetch("actions", readable(actor, Action).order_by("order"))
    return Records(
        edition=Edition.objects.select_related("forum", "chair").get(pk=edition.pk),
        names=Names(language, on=date_of(edition)),
        figures=list(of_edition(EditionFigure)),
        themes=list(of_edition(Theme)),
        roundtables=list(of_edition(Roundtable).select_related("coordinator", "rapporteur")),
        sessions=list(
            of_edition(Session).prefetch_related(Prefetch("papers", readable(actor, Document).order_by("order")))
        ),
        questions=grouped(of_sessions(GuidingQuestion), lambda question: question.session_id),
        panels=grouped(of_sessions(PanelRole).select_related("person", "party"), lambda entry: entry.session_id),
        statements=list(of_sessions(Statement).select_related("party", "on_behalf_of")),
        definitions=list(of_edition(WorkingDefinition)),
        findings=list(
            of_edition(Finding).prefetch_related(Prefetch("leads_to", readable(actor, Action).order_by("order")))
        ),
        actions=list(of_edition(Action)),
        commitments=_commitments(actor, edition),
        reports_due=list(
            of_edition(ReportDue)
            .select_related("due_at__chair")
            .prefetch_related(actions, Prefetch("reporters", readable(actor, Party)))
        ),
        references=list(of_edition(CrossReference).select_related("to_session", "to_roundtable", "to_theme")),
        session_references=list(of_edition(SessionReference).prefetch_related("themes")),
        practices=_practices(actor, edition),
        marketplace=marketplace_of(actor, edition),
        marketplace_counts=counts(edition),
        sources={source.file: source for source in readable(actor, Source)},
    )


def _commitments(actor: Actor, edition: Edition) -> list[Commitment]:
    found = readable(actor, Commitment).filter(action__edition=edition)
    return list(found.select_related("party", "action").order_by("action__order", "role", "pk"))


def _practices(actor: Actor, edition: Edition) -> list[Practice]:
    parties = readable(actor, PracticeParty).select_related("party").order_by("order")
    found = readable(actor, Practice).filter(edition=edition)
    return list(found.prefetch_related(Prefetch("parties", parties)))


def date_of(edition: Edition) -> dt.date:
    """The day as of which an edition names its parties: its first, else today."""
    return edition.starts_on or clock.today()


def grouped(things: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Things by a key, in their order; a key nobody asked for gives an empty list."""
    groups: dict[K, list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups
