"""CON-3: what a respondent types is saved as it is typed, whoever else types, and never lost.

A save of a draft writes no journal entry: every text keeps its own record (:class:`AnswerEdit`), and what
a government is still weighing does not belong into a journal that can never be changed. Beginning,
declining and disclosing are entries like all others.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import take_in
from convoke.core.journal.operations import operation
from convoke.core.models import StoredFile
from convoke.core.policy import Denied, holders, require
from convoke.directory.models import Party

from ..form.model import Form, Kind, Question, Value
from ..form.values import NotAccepted, read
from ..models import Answer, AnswerEdit, Disclosure, Questionnaire, Response
from ..models.questionnaires import form_of
from ..rules import may_edit
from ..states import EDITABLE, RESPONSE, QuestionnaireState, ResponseState

NEEDED = (
    "state", "account_id", "party_id", "party__code", "questionnaire__code", "questionnaire__state",
    "questionnaire__edition_id",
)
"""What a save needs of a response and its questionnaire."""
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


def note_opened(*, actor: Actor, response: Response) -> Response:
    """Notes, once, that those who were asked have opened the questionnaire."""
    require(actor, "answer", response)
    if response.opened_at is not None:
        return response
    with operation(actor=actor, verb="open-response", on=response, **_frame(response)):
        present = _locked(response)
        if present.opened_at is None:
            present.opened_at = clock.now()
            present.save(update_fields=["opened_at"])
    return present


def save_answers(
    *, actor: Actor, response: Response, given: Mapping[str, Given], client: str = ""
) -> dict[str, Saved]:
    """CON-3: saves what was typed, question by question, in one transaction.

    What cannot be accepted is kept aside with the reason, and the answer before it stands. Where another
    person or tab wrote since ``revision``, that text stands and this one is kept aside: nobody is
    overwritten unawares. Raises Denied for a section that is somebody else's, and ValidationError for a
    response that is not open for typing or a question that is not asked.
    """
    require(actor, "answer", response)
    with transaction.atomic():
        present, form = _locked_with_form(response)
        _check_typable(present)
        if not set(given) <= set(form.by_code):
            raise ValidationError(_("This question is not part of the questionnaire any more. Your text is kept "
                                    "on this page; open the questionnaire anew."))
        for section in {form.section_of[code] for code in given}:
            if not (actor.is_system or may_edit(actor, present, section)):
                raise Denied("answer", holders(Response, "answer"))
        if present.state in (ResponseState.ASKED, ResponseState.DECLINED):
            _begin(actor, present)
        known = {one.question: one for one in present.answers.select_for_update().filter(question__in=given)}
        save = _Save(actor, present, client, clock.now())
        return {
            code: save.one(known.get(code), form.section_of[code], form.by_code[code], typed)
            for code, typed in given.items()
        }


def attach_file(
    *, actor: Actor, response: Response, question: str, upload: "UploadedFile[bytes]", client: str = "",
    revision: int | None = None,
) -> Saved:
    """Takes a file in as the answer to a question; it is seen by whoever may read the answer.

    Raises what :func:`save_answers` raises, and ValidationError for a file that is not accepted.
    """
    require(actor, "answer", response)
    party = response.party.code if response.party else ""
    with transaction.atomic():
        stored = take_in(
            actor=actor, upload=upload, party=party, audience=Audience.PARTY if party else Audience.TASK_FORCE
        )
        value = {"file": str(stored.pk), "name": stored.name}
        return save_answers(
            actor=actor, response=response, given={question: Given(value, revision)}, client=client
        )[question]


@dataclass(frozen=True)
class _Save:
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


def decline(*, actor: Actor, response: Response, reason: str = "") -> Response:
    """A party says that it will not answer; it may still change its mind. Raises ValidationError once submitted."""
    require(actor, "decline", response)
    with operation(actor=actor, verb="decline-response", on=response, **_frame(response)):
        present = _locked(response)
        if ResponseState.DECLINED not in RESPONSE[ResponseState(present.state)]:
            raise ValidationError(_("An answer was submitted; it stays."))
        present.state, present.declined_at, present.decline_reason = ResponseState.DECLINED, clock.now(), reason[:500]
        present.save(update_fields=["state", "declined_at", "decline_reason"])
    return present


def disclose(
    *, actor: Actor, response: Response, disclosure: str, may_quote: bool,
    answers: Mapping[str, str] | None = None, quotes: Mapping[str, bool] | None = None,
) -> Response:
    """CON-2: chooses who sees the answers beside the task force, among what the questionnaire allows.

    ``answers`` and ``quotes`` choose for single answers by the code of their question; a word left out
    follows the response. Raises ValidationError for a choice that is not offered.
    """
    require(actor, "disclose", response)
    questionnaire = response.questionnaire
    wanted = {disclosure, *(answers or {}).values()} - {""}
    by_answer = questionnaire.disclosed_by == Questionnaire.DisclosedBy.ANSWER
    if not wanted <= set(questionnaire.disclosures) or (answers and not by_answer):
        offered = [str(Disclosure(one).label) for one in questionnaire.disclosures]
        raise ValidationError(
            _("CON-2: this questionnaire offers: %(offered)s."), params={"offered": "; ".join(offered)}
        )
    with operation(actor=actor, verb="disclose-response", on=response, **_frame(response)) as recording:
        present = _locked(response)
        _check_typable(present)
        present.disclosure, present.may_quote = disclosure, may_quote
        present.save(update_fields=["disclosure", "may_quote"])
        for answer in present.answers.select_for_update():
            answer.disclosure = (answers or {}).get(answer.question, "")
            answer.may_quote = (quotes or {}).get(answer.question)
            answer.save(update_fields=["disclosure", "may_quote"])
        recording.facts = {"disclosure": disclosure}
    return present


def _begin(actor: Actor, response: Response) -> None:
    with operation(actor=actor, verb="begin-response", on=response, **_frame(response)):
        present = _locked(response)
        if present.state in (ResponseState.ASKED, ResponseState.DECLINED):
            present.state = ResponseState.DRAFT
            present.began_at = present.began_at or clock.now()
            present.opened_at = present.opened_at or clock.now()
            present.save(update_fields=["state", "began_at", "opened_at"])


def _check_typable(response: Response) -> None:
    if response.questionnaire.state != QuestionnaireState.OPEN:
        raise ValidationError(_("The questionnaire is closed. What you typed is kept on this page; the task force can "
                                "extend the deadline."))
    if response.state not in EDITABLE:
        raise ValidationError(_("The answer was submitted. Reopen it to change it."))


def _locked(response: Response) -> Response:
    related = ("questionnaire__edition", "version", "party")
    return Response.objects.select_for_update(of=("self",)).select_related(*related).get(pk=response.pk)


def _locked_with_form(response: Response) -> tuple[Response, Form]:
    """A response under its lock, and its form; its text is read, and made a form once for all that have it."""
    found = Response.objects.select_for_update(of=("self",)).select_related("questionnaire", "party")
    kept = found.only(*NEEDED).annotate(form_text=Cast("version__form", TextField())).get(pk=response.pk)
    return kept, form_of(kept.form_text)


def _frame(response: Response) -> dict[str, Any]:
    return {
        "edition": response.questionnaire.edition.code,
        "party": response.party.code if response.party else "",
        "audience": Audience.PARTY,
    }
