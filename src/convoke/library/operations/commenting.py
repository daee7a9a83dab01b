"""A version circulated for comment; what parties say of it, and what became of it with which reason."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.languages import active_language
from convoke.core.policy import Denied, holders, readable, require
from convoke.directory.models import Party
from convoke.directory.roles import OFFICE

from ..models import Comment, Document, DocumentVersion
from ..rules import ANSWERED, WRITING
from ..states import COMMENT, CommentState, VersionState
from ._common import check_has_content, locked, take_on


def circulate(*, actor: Actor, version: DocumentVersion, until: dt.datetime) -> DocumentVersion:
    """Circulates a draft for comment to the document's audience; its text is frozen, the next draft begun from it.

    Raises Denied, and ValidationError for an end that is not ahead, or a version without text and file or that
    is no draft.
    """
    require(actor, "circulate", version.document)
    with operation(
        actor=actor, verb="circulate-version", on=version.document, edition=version.document.edition.code
    ) as recording:
        present = take_on(version, VersionState.CIRCULATED)
        now = clock.now()
        if until <= now:
            raise ValidationError({"until": _("The end lies ahead. Choose a later day or time.")})
        check_has_content(present)
        present.circulated_at, present.comments_until = now, until.astimezone(dt.UTC)
        present.save(update_fields=["state", "circulated_at", "comments_until"])
        recording.facts = {
            "version": present.number, "until": present.comments_until.isoformat(),
            "audience": present.document.audience,
        }
    return present


def comment(
    *, actor: Actor, version: DocumentVersion, key: str, text: str, proposal: str = "", party: Party | None,
    language: str = "",
) -> Comment:
    """A party comments on a paragraph (``key``), or on the whole where it is empty; late is a fact, not a refusal.

    The office may record what a party said elsewhere, or comment itself without a party. Raises Denied for a
    party one does not act for or a version one may not read, and ValidationError for an empty comment, an
    unknown paragraph or a version that is not circulated.
    """
    require(actor, "comment", version.document)
    may_speak = actor.has_role(*OFFICE) or (party and party.pk in actor.acting_for(WRITING))
    if not may_speak or not readable(actor, DocumentVersion).filter(pk=version.pk).exists():
        raise Denied("comment", holders(Document, "comment"))
    with operation(
        actor=actor, verb="comment-on-version", on=version.document, edition=version.document.edition.code,
        party=party.code if party else "", audience=Audience.PARTY if party else Audience.TASK_FORCE,
    ) as recording:
        present = locked(version)
        if present.state != VersionState.CIRCULATED:
            raise ValidationError(_("Comments are made on a version that is circulated; this one is not."))
        published = present.document.versions.filter(state=VersionState.PUBLISHED, number__gt=present.number)
        if published.exists():
            raise ValidationError(_("A later version is published; this one is no longer commented."))
        if key and not present.paragraphs.filter(key=key).exists():
            raise ValidationError({"key": _("This version has no such paragraph. Open the text anew.")})
        if not text.strip():
            raise ValidationError({"text": _("Write what you have to say.")})
        made = Comment(
            version=present, key=key, party=party, by_id=actor.account_id, at=clock.now(), text=text.strip(),
            proposal=proposal.strip(), language=language or active_language(),
        )
        made.full_clean(exclude=["version", "party", "by"])
        made.save()
        recording.facts = {"version": present.number, "key": key, "proposal": bool(made.proposal)}
    return made


def withdraw_comment(*, actor: Actor, comment: Comment) -> Comment:
    """A party withdraws its comment. Raises Denied for another's, and ValidationError once it was answered."""
    require(actor, "withdraw", comment)
    with operation(actor=actor, verb="withdraw-comment", **_frame(comment)) as recording:
        present = _take_on(comment, CommentState.WITHDRAWN)
        present.save(update_fields=["state"])
        recording.facts = {"version": present.version.number, "key": present.key}
    return present


def answer_comment(*, actor: Actor, comment: Comment, state: str, answer: str) -> Comment:
    """Says what became of a comment (taken, partly, not-taken) and why; it may be said anew.

    Raises Denied, and ValidationError without a reason, for another state, or for a comment that was withdrawn.
    """
    require(actor, "answer", comment)
    with operation(actor=actor, verb="answer-comment", **_frame(comment)) as recording:
        if state not in ANSWERED:
            raise ValidationError({"state": _("Choose one of: taken, taken in part, not taken.")})
        if not answer.strip():
            raise ValidationError({"answer": _("A comment is answered with a reason.")})
        present = _take_on(comment, CommentState(state))
        present.answer, present.answered_at, present.answered_by_id = answer.strip(), clock.now(), actor.account_id
        present.save(update_fields=["state", "answer", "answered_at", "answered_by"])
        recording.facts = {"version": present.version.number, "key": present.key, "state": state}
    return present


def _frame(comment: Comment) -> dict[str, Any]:
    document = comment.version.document
    code = comment.party.code if comment.party else ""
    return {
        "on": document, "edition": document.edition.code, "party": code,
        "audience": Audience.PARTY if code else Audience.TASK_FORCE,
    }


def _take_on(comment: Comment, to: CommentState) -> Comment:
    held = Comment.objects.select_for_update(of=("self",)).select_related("version__document__edition", "party")
    present = held.get(pk=comment.pk)
    if to != present.state and to not in COMMENT[CommentState(present.state)]:
        raise ValidationError(
            _("The comment is “%(state)s”; this can no longer be done."), params={"state": present.get_state_display()}
        )
    present.state = to
    return present
