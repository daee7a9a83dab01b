"""The papers of a team as it works on them: what is being written and by whom, what is open for comment."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, Q

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.library.models import Comment, Document, DocumentVersion, ParagraphEdit
from convoke.library.states import CommentState, VersionState

from ..models import Session

HANDS = 3
"""Of how many people it is said that they wrote last."""


@dataclass(frozen=True)
class TeamPaper:
    """A document of a session with the versions its reader may read, the latest first."""

    document: Document
    versions: tuple[DocumentVersion, ...]
    """Each with ``open_comments``: how many wait for an answer, of those the reader may read."""
    hands: tuple[tuple[str, dt.datetime], ...]
    """Who wrote last in the draft, and when; known to those who write it."""

    @property
    def draft(self) -> DocumentVersion | None:
        """What is being written; None for who does not write it."""
        return next((one for one in self.versions if one.state == VersionState.DRAFT), None)

    @property
    def given(self) -> DocumentVersion | None:
        """What was circulated or published last."""
        shown = (VersionState.CIRCULATED, VersionState.PUBLISHED)
        return next((one for one in self.versions if one.state in shown), None)

    @property
    def commented(self) -> list[DocumentVersion]:
        """The versions on which comments wait for an answer."""
        return [one for one in self.versions if one.open_comments]  # type: ignore[attr-defined]


def papers_of(actor: Actor, session: Session) -> list[TeamPaper]:
    """The papers of a session that the actor may read, as far as they may (LIB-1); three queries."""
    open_ones = readable(actor, Comment).filter(state=CommentState.OPEN)
    versions = readable(actor, DocumentVersion).exclude(state=VersionState.SET_ASIDE).annotate(
        open_comments=Count("comments", filter=Q(comments__in=open_ones.values("pk")), distinct=True)
    ).order_by("-number")
    found = readable(actor, session.papers.all()).order_by("order").prefetch_related(
        Prefetch("versions", versions, to_attr="at_hand")
    )
    documents = list(found)
    hands = _hands(actor, session)
    return [
        TeamPaper(one, tuple(one.at_hand), tuple(hands[one.pk][:HANDS]))
        for one in documents
    ]


def _hands(actor: Actor, session: Session) -> dict[int, list[tuple[str, dt.datetime]]]:
    """By document, who wrote in its draft, the last first; one query."""
    typed = readable(actor, ParagraphEdit).filter(
        version__document__in=session.papers.values("pk"), version__state=VersionState.DRAFT, by__person__isnull=False
    )
    found: dict[int, list[tuple[str, dt.datetime]]] = defaultdict(list)
    rows = typed.order_by().values("version__document", "by__person__name").annotate(last=Max("at")).order_by("-last")
    for document, name, last in rows.values_list("version__document", "by__person__name", "last"):
        found[document].append((name, last))
    return found
