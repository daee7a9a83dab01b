"""CON-3: one save of what was typed: what stands, what is kept aside, what is remembered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.models import StoredFile
from convoke.directory.models import Party

from ..form.model import Kind, Question, Value
from ..form.values import NotAccepted, read
from ..models import Answer, AnswerEdit, Response

SAME_BREATH = dt.timedelta(minutes=2)
"""Texts typed in one tab within this time are kept as one: the last."""


@dataclass(frozen=True)
class Given:
    """What was typed as the answer to one question, and the revision it was typed upon (None: not known)."""

    value: Any
    revision: int | None = None


@dataclass(frozen=True)
class Saved:
    """What became of it: the answer that stands now; ``refused`` says why what was typed does not,
    ``aside`` that somebody else had written meanwhile and both are kept."""

    question: str
    value: Value
    revision: int
    refused: str = ""
    aside: bool = False


@dataclass(frozen=True)
class Save:
    """One save: by whom, from which tab, when."""

    actor: Actor
    response: Response
    client: str
    at: dt.datetime

    def one(self, answer: Answer | None, section: str, question: Question, typed: Given) -> Saved:
        """Saves what was typed to one question."""
        before = answer.value if answer else None
        revision = answer.revision if answer else 0
        try:
            value = read(question, typed.value)
            self._check_known(question, value)
        except NotAccepted as refusal:
            self._keep(section, question.code, _storable(typed.value), reason=_storable(str(refusal)))
            return Saved(question.code, before, revision, refused=str(refusal))
        if value == before and not (answer and answer.look_again):
            self._put_right(question, value)
            return Saved(question.code, value, revision)
        if answer and self._is_of_another(answer, typed):
            if self._had(question.code, value):
                return Saved(question.code, before, revision)
            self._keep(section, question.code, value, reason=_("Somebody else had written here meanwhile."))
            return Saved(question.code, before, revision, aside=True)
        answer = answer or Answer(response=self.response, question=question.code, revision=0)
        answer.section, answer.value, answer.revision = section, value, revision + 1
        answer.at, answer.by_id, answer.client, answer.look_again = self.at, self.actor.account_id, self.client, ""
        answer.save()
        self._remember(section, question, value)
        return Saved(question.code, value, answer.revision)

    def _is_of_another(self, answer: Answer, typed: Given) -> bool:
        if typed.revision is None or typed.revision == answer.revision:
            return False
        same_tab = bool(self.client) and answer.client == self.client and answer.by_id == self.actor.account_id
        return not same_tab

    def _had(self, code: str, value: Value) -> bool:
        """Whether this very text was saved from this tab already, and the answer to the page was lost on its way."""
        if not self.client:
            return False
        own = self.response.edits.filter(
            question=code, is_aside=False, client=self.client, by_id=self.actor.account_id
        )
        return any(one.value == value for one in own[:3])

    def _check_known(self, question: Question, value: Value) -> None:
        """Parties are known here, and a file is one that was handed in for this very party."""
        if question.kind == Kind.PARTY and value:
            known = set(Party.objects.filter(code__in=value).values_list("code", flat=True))
            for code in value:
                if code not in known:
                    raise NotAccepted(_("“%(given)s” is no party known here.") % {"given": code[:40]})
        if question.kind == Kind.FILE and value and not self._is_own(value["file"]):
            raise NotAccepted(_("This answer is a file."))

    def _is_own(self, file: str) -> bool:
        party = self.response.party.code if self.response.party else ""
        own = {"party": party} if party else {"handed_in_by": self.response.account_id}
        try:
            return StoredFile.objects.filter(pk=UUID(file), **own).exists()
        except ValueError:
            return False

    def _remember(self, section: str, question: Question, value: Value) -> None:
        last = self._put_right(question, value)
        if last and self._same_breath(last):
            last.value = value
            last.save(update_fields=["value"])
            return
        self._edit(section, question.code, value)

    def _put_right(self, question: Question, value: Value) -> AnswerEdit | None:
        """The last text of a question, unless it was kept aside.

        One aside that its own writer has put right, or chosen, now is aside no longer; it stays as it was.
        """
        last: AnswerEdit | None = self.response.edits.filter(question=question.code).first()
        if last is None or not last.is_aside:
            return last
        if self._is_mine(last) and (last.value == value or not _is_accepted(question, last.value)):
            last.is_aside = False
            last.save(update_fields=["is_aside"])
        return None

    def _is_mine(self, edit: AnswerEdit) -> bool:
        return bool(self.client) and edit.client == self.client and edit.by_id == self.actor.account_id

    def _same_breath(self, edit: AnswerEdit) -> bool:
        return self._is_mine(edit) and self.at - edit.at < SAME_BREATH

    def _keep(self, section: str, code: str, value: Value, reason: str) -> None:
        last = self.response.edits.filter(question=code, is_aside=True).first()
        if last is not None and last.value == value and last.by_id == self.actor.account_id:
            return
        if last is not None and self._same_breath(last):
            last.value, last.reason = value, reason[:500]
            last.save(update_fields=["value", "reason"])
            return
        self._edit(section, code, value, is_aside=True, reason=reason[:500])

    def _edit(self, section: str, code: str, value: Value, **more: Any) -> None:
        AnswerEdit.objects.create(
            response=self.response, section=section, question=code, value=value, at=self.at,
            by_id=self.actor.account_id, client=self.client, **more,
        )


def _storable(typed: Any) -> Any:
    """What was typed as it can be stored: without the character that no database takes."""
    if isinstance(typed, str):
        return typed.replace("\x00", "")
    if isinstance(typed, Mapping):
        return {_storable(str(key)): _storable(one) for key, one in typed.items()}
    return [_storable(one) for one in typed] if isinstance(typed, list | tuple) else typed


def _is_accepted(question: Question, value: Value) -> bool:
    try:
        read(question, value)
    except NotAccepted:
        return False
    return True
