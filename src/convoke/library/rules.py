"""LIB-1: a document is found only by those who may read it; drafts only by those who write them."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.policy import Policy, by_audience, everything
from convoke.directory.models import Capacity
from convoke.directory.roles import FOCAL_POINT, OFFICE

from .models import Comment, Document, DocumentVersion, Paragraph, ParagraphEdit, Rendition, Source
from .states import UNSHOWN, CommentState, VersionState

NOBODY = Q(pk__in=())
WRITERS = frozenset({FOCAL_POINT, "contributor", "team-member", "observer", *OFFICE})
"""The roles that write papers: each those of its party, or of its session's team."""
WRITING = (
    Capacity.FOCAL_POINT, Capacity.DEPUTY, Capacity.CONTRIBUTOR, Capacity.TEAM_MEMBER, Capacity.OBSERVER,
)
"""The capacities in which a person writes, and comments, for a party; organisations act through observers."""
ANSWERED = (CommentState.TAKEN, CommentState.PARTLY, CommentState.NOT_TAKEN)

Team = Callable[[Actor], Q]
_teams: list[Team] = []


def register_team(team: Team) -> None:
    """Tells which documents an actor reads and writes as a member of a session's team: a condition on Document.

    Called by the app that knows teams when it is ready; a second time changes nothing.
    """
    if team not in _teams:
        _teams.append(team)


def of_teams(actor: Actor) -> Q:
    """The documents for a session's team, of the teams the actor belongs to."""
    if actor.account_id is None or not _teams:
        return NOBODY
    theirs = NOBODY
    for team in _teams:
        theirs |= Q(pk__in=Document.objects.filter(team(actor)).values("pk"))
    return Q(audience=Audience.TEAM) & theirs


def readable_documents(actor: Actor) -> Q:
    """LIB-1: a document is read by its audience, by its session's team where it is for that, by its authors.

    Its audience reads nothing of it, not its title either, before a version was circulated or published.
    """
    if actor.is_system:
        return Q()
    if actor.has_role(*OFFICE):
        return by_audience(actor)
    given = by_audience(actor)
    if own := actor.acting_for():
        given |= Q(pk__in=_written_by(own))
    return (given & begun()) | of_teams(actor) | writable_documents(actor)


def begun() -> Q:
    """Documents of which a version was given to others, and those known from sources alone."""
    given = DocumentVersion.objects.filter(state__in=(VersionState.CIRCULATED, VersionState.PUBLISHED))
    return Q(is_record=True) | Q(pk__in=given.values("document"))


def writable_documents(actor: Actor) -> Q:
    """The documents an actor writes: the office all it reads, others those of their party and of their team."""
    if actor.has_role(*OFFICE):
        return by_audience(actor)
    if actor.account_id is None or not actor.roles & WRITERS:
        return NOBODY
    return Q(pk__in=_written_by(actor.acting_for(WRITING))) | of_teams(actor)


def _written_by(parties: list[int]) -> "QuerySet[Model, Any]":
    """The documents that have one of the parties, by their numbers, among their authors."""
    return Document.authors.through.objects.filter(party__in=parties).values("document")


def readable_versions(actor: Actor) -> Q:
    """LIB-1: drafts are read by those who write them; what was circulated or published by the document's audience."""
    if actor.is_system:
        return Q()
    shared = Document.objects.filter(readable_documents(actor)).values("pk")
    read = Q(state__in=(VersionState.CIRCULATED, VersionState.PUBLISHED), document__in=shared)
    return read | _in_writing(actor, "document")


def _in_writing(actor: Actor, path: str) -> Q:
    if actor.account_id is None:
        return NOBODY
    return Q(**{f"{path}__in": Document.objects.filter(writable_documents(actor)).values("pk")})


def with_its_version(actor: Actor) -> Q:
    """LIB-1: what belongs to a version is read by who reads the version."""
    if actor.is_system:
        return Q()
    return Q(version__in=DocumentVersion.objects.filter(readable_versions(actor)).values("pk"))


def own_edits(actor: Actor) -> Q:
    """What was typed while a text was written is read by those who write it, also once it is published."""
    return Q() if actor.is_system else _in_writing(actor, "version__document")


def readable_renditions(actor: Actor) -> Q:
    """LIB-1: a file is read with its version; one that is held back or not read yet, by those who write."""
    if actor.is_system:
        return Q()
    return with_its_version(actor) & (~Q(state__in=UNSHOWN) | _in_writing(actor, "version__document"))


def readable_comments(actor: Actor) -> Q:
    """LIB-1: a comment is read by its party and those who write; once answered, by all who read the version."""
    if actor.is_system:
        return Q()
    answered = with_its_version(actor) & Q(state__in=ANSWERED)
    own = NOBODY
    if actor.account_id is not None:
        own = Q(by=actor.account_id, party__isnull=True)
    own |= Q(party__in=actor.acting_for())
    return answered | own | _in_writing(actor, "version__document")


def may_read(actor: Actor, document: Document) -> bool:
    """LIB-1: whether the actor reads a document."""
    return Document.objects.filter(readable_documents(actor), pk=document.pk).exists()


def may_write(actor: Actor, document: Document) -> bool:
    """Whether the actor writes a document: of its office, of a party among its authors, of its session's team."""
    return Document.objects.filter(writable_documents(actor), pk=document.pk).exists()


def may_answer(actor: Actor, comment: Comment) -> bool:
    """Whether the actor writes the document that a comment is on."""
    return may_write(actor, comment.version.document)


def is_own_comment(actor: Actor, comment: Comment) -> bool:
    """Whether a comment is the actor's, or its party's."""
    if comment.party_id is None:
        return actor.has_role(*OFFICE)
    return actor.is_system or comment.party_id in actor.acting_for(WRITING)


_WRITE = ("write", "change")

POLICIES = (
    Policy(Source, everything),
    Policy(
        Document, readable_documents,
        verbs={
            "create": WRITERS,
            **dict.fromkeys(_WRITE, WRITERS),
            **dict.fromkeys(("narrow", "widen", "circulate", "publish"), OFFICE),
            "comment": WRITERS,
        },
        guards={
            **dict.fromkeys((*_WRITE, "narrow", "widen", "circulate", "publish"), may_write),
            "comment": may_read,
        },
    ),
    Policy(DocumentVersion, readable_versions),
    Policy(Paragraph, with_its_version),
    Policy(ParagraphEdit, own_edits),
    Policy(Rendition, readable_renditions),
    Policy(
        Comment, readable_comments,
        verbs={"withdraw": WRITERS, "answer": WRITERS},
        guards={"withdraw": is_own_comment, "answer": may_answer},
    ),
)
