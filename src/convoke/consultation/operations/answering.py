"""CON-3: what a respondent types is saved as it is typed, whoever else types, and never lost.

A save of a draft writes no journal entry: every text keeps its own record (:class:`AnswerEdit`), and what
a government is still weighing does not belong into a journal that can never be changed. Beginning,
declining and disclosing are entries like all others.
"""

from collections.abc import Mapping

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
from convoke.core.policy import Denied, holders, require

from ..form.model import Form
from ..models import Disclosure, Questionnaire, Response
from ..models.questionnaires import form_of
from ..rules import may_edit
from ..states import RESPONSE, ResponseState
from ._responses import check_typable, frame, locked
from ._saving import SAME_BREATH, Given, Save, Saved

__all__ = ["SAME_BREATH", "Given", "Saved", "attach_file", "decline", "disclose", "note_opened", "save_answers"]

NEEDED = (
    "state", "account_id", "party_id", "party__code", "questionnaire__code", "questionnaire__state",
    "questionnaire__edition_id",
)
"""What a save needs of a response and its questionnaire."""


def note_opened(*, actor: Actor, response: Response) -> Response:
    """Notes, once, that those who were asked have opened the questionnaire."""
    require(actor, "answer", response)
    if response.opened_at is not None:
        return response
    with operation(actor=actor, verb="open-response", on=response, **frame(response)):
        present = locked(response)
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
        check_typable(present)
        if not set(given) <= set(form.by_code):
            raise ValidationError(_("This question is not part of the questionnaire any more. Your text is kept "
                                    "on this page; open the questionnaire anew."))
        for section in {form.section_of[code] for code in given}:
            if not (actor.is_system or may_edit(actor, present, section)):
                raise Denied("answer", holders(Response, "answer"))
        if present.state in (ResponseState.ASKED, ResponseState.DECLINED):
            _begin(actor, present)
        known = {one.question: one for one in present.answers.select_for_update().filter(question__in=given)}
        save = Save(actor, present, client, clock.now())
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


def decline(*, actor: Actor, response: Response, reason: str = "") -> Response:
    """A party says that it will not answer; it may still change its mind. Raises ValidationError once submitted."""
    require(actor, "decline", response)
    with operation(actor=actor, verb="decline-response", on=response, **frame(response)):
        present = locked(response)
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
    with operation(actor=actor, verb="disclose-response", on=response, **frame(response)) as recording:
        present = locked(response)
        check_typable(present)
        present.disclosure, present.may_quote = disclosure, may_quote
        present.save(update_fields=["disclosure", "may_quote"])
        for answer in present.answers.select_for_update():
            answer.disclosure = (answers or {}).get(answer.question, "")
            answer.may_quote = (quotes or {}).get(answer.question)
            answer.save(update_fields=["disclosure", "may_quote"])
        recording.facts = {"disclosure": disclosure}
    return present


def _begin(actor: Actor, response: Response) -> None:
    with operation(actor=actor, verb="begin-response", on=response, **frame(response)):
        present = locked(response)
        if present.state in (ResponseState.ASKED, ResponseState.DECLINED):
            present.state = ResponseState.DRAFT
            present.began_at = present.began_at or clock.now()
            present.opened_at = present.opened_at or clock.now()
            present.save(update_fields=["state", "began_at", "opened_at"])


def _locked_with_form(response: Response) -> tuple[Response, Form]:
    """A response under its lock, and its form; its text is read, and made a form once for all that have it."""
    found = Response.objects.select_for_update(of=("self",)).select_related("questionnaire", "party")
    kept = found.only(*NEEDED).annotate(form_text=Cast("version__form", TextField())).get(pk=response.pk)
    return kept, form_of(kept.form_text)
