"""Answers that come in otherwise than by typing them here: handed in, read or entered, checked, taken in.

A file that was downloaded here is read by itself and put before a person. Paper, fax and any other file are
entered by one member of the task force and checked by another. Whatever is taken in, what stood there before
is kept (CON-1, CON-3).
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import LARGEST, kind_of, take_in
from convoke.core.journal.operations import operation
from convoke.core.policy import allows, require
from convoke.outreach.operations.links import answered

from ..form.model import Form, Value
from ..form.values import NotAccepted, is_empty, read
from ..models import AnswerEdit, Intake, QuestionnaireVersion, ReceivedBy, Response
from ..queries import about
from ..reading.intake import read_file
from ..rules import answers_for
from ..states import INTAKE, IntakeState, QuestionnaireState, ResponseState
from ._responses import check_open, check_typable, frame, locked
from ._saving import Given, Save
from .submitting import record

READ = {"xlsx": ReceivedBy.SPREADSHEET, "docx": ReceivedBy.DOCUMENT}
"""The files that are read by themselves."""
BY_THE_OFFICE = (ReceivedBy.EMAIL, ReceivedBy.PAPER, ReceivedBy.FAX)
"""How an answer reaches the task force."""


def hand_in(
    *, actor: Actor, response: Response, upload: "UploadedFile[bytes] | None", channel: str = "", note: str = ""
) -> Intake:
    """Takes a file in for a response, and reads it where it was downloaded here; nothing is answered yet by this.

    Who answers for the party hands in a filled-in form. The task force says by which ``channel`` the answer
    reached it, and may hand in anything: a scan, a photograph, a document. Raises Denied, and ValidationError
    for a file that is not accepted, cannot be read, or answers another questionnaire or for another party.
    """
    own = _require_hand_in(actor, response)
    if upload is None or not upload.size:
        raise ValidationError({"file": _("Choose a file. An empty file holds no answer.")})
    if not own and channel not in BY_THE_OFFICE:
        raise ValidationError({"channel": _("Say how the answer was received: by e-mail, on paper or by fax.")})
    ending = _ending(upload, own=own)
    with operation(actor=actor, verb="hand-in-answer", on=response, **frame(response)) as recording:
        present = locked(response)
        if present.questionnaire.state != QuestionnaireState.OPEN:
            raise ValidationError(_("The questionnaire is closed; the task force can extend the deadline."))
        version, answers, report = _read(present, upload, ending, must=own)
        stored = take_in(
            actor=actor, upload=upload, audience=Audience.PARTY if present.party else Audience.TASK_FORCE,
            party=present.party.code if present.party else "",
        )
        made = Intake.objects.create(
            response=present, version=version, file=stored, note=note.strip()[:1000], answers=answers, report=report,
            channel=READ[ending] if own else channel, received_at=clock.now(), received_by_id=actor.account_id,
        )
        recording.facts = {"channel": made.channel}
    return made


def enter(*, actor: Actor, intake: Intake, answers: Mapping[str, Any], note: str = "", done: bool = True) -> Intake:
    """Enters what came on paper, by fax or in a file that could not be read; with ``done`` it goes to be checked.

    ``answers`` are as typed. Raises Denied, and ValidationError by the code of the question for what is not
    accepted; nothing is stored then.
    """
    require(actor, "encode", intake.response.questionnaire)
    with operation(actor=actor, verb="enter-answer", on=intake.response, **frame(intake.response)) as recording:
        present = _locked_intake(intake)
        if present.state != IntakeState.RECEIVED or present.version_id is not None:
            raise ValidationError(_("This answer is not to be entered: it was entered already, or read from its file."))
        present.answers = _accepted(_form_now(present.response), answers)
        if done and not present.answers:
            raise ValidationError(_("Nothing was entered yet."))
        present.note = note.strip()[:1000]
        present.entered_at, present.entered_by_id = clock.now(), actor.account_id
        if done:
            _go(present, IntakeState.ENTERED)
        present.save()
        recording.facts = {"channel": present.channel, "done": done}
    return present


def check(*, actor: Actor, intake: Intake, answers: Mapping[str, Any]) -> Intake:
    """CON-1: the second pair of eyes: what another entered, with corrections, becomes the party's submitted answer.

    An earlier submission stays readable. Raises Denied, and ValidationError where the same person entered it,
    by question for what is not accepted, and for a closed questionnaire.
    """
    require(actor, "encode", intake.response.questionnaire)
    with operation(actor=actor, verb="check-answer", on=intake.response, **frame(intake.response)) as recording:
        present = _locked_intake(intake)
        if present.state != IntakeState.ENTERED:
            raise ValidationError(_("There is nothing to check here now."))
        if present.entered_by_id == actor.account_id:
            raise ValidationError(_("What one person entered is checked by another."))
        given = _accepted(_form_now(present.response), answers)
        if not given:
            raise ValidationError(_("Nothing was entered yet."))
        corrected = _corrections(present.answers, given)
        present.report, present.answers = [*present.report, *corrected], given
        _submit(actor, present, given)
        recording.facts = {"channel": present.channel, "corrected": len(corrected)}
    return present


def send_back(*, actor: Actor, intake: Intake, note: str) -> Intake:
    """Sends what was entered back to be entered anew; raises ValidationError without a word on what to look at."""
    require(actor, "encode", intake.response.questionnaire)
    if not note.strip():
        raise ValidationError({"note": _("Say what should be looked at again.")})
    with operation(actor=actor, verb="send-back-answer", on=intake.response, **frame(intake.response)):
        present = _locked_intake(intake)
        _go(present, IntakeState.RECEIVED, from_state=IntakeState.ENTERED)
        present.note = note.strip()[:1000]
        present.save()
    return present


def confirm_reading(
    *, actor: Actor, intake: Intake, only: Collection[str] | None = None, submit: bool = False
) -> Intake:
    """Puts what was read of a file into the draft; what stood there and differs is kept aside (CON-3).

    ``only`` names the questions to take; None takes all that were accepted. The task force may ``submit`` on the
    party's behalf what was mailed to it (CON-1). Raises Denied, and ValidationError where nothing is taken, or
    the response was submitted and is not reopened.
    """
    own = _require_hand_in(actor, intake.response)
    if submit and own:
        require(actor, "encode", intake.response.questionnaire)
    with operation(actor=actor, verb="take-in-answer", on=intake.response, **frame(intake.response)) as recording:
        present = _locked_intake(intake)
        if present.version_id is None:
            raise ValidationError(_("This file could not be read by itself; what it says is entered by hand."))
        given = {code: value for code, value in present.answers.items() if only is None or code in only}
        if not given:
            raise ValidationError(_("Choose at least one answer to take."))
        if submit:
            _submit(actor, present, given)
        else:
            response = present.response
            check_typable(response)
            _put(actor, response, given)
            if response.state in (ResponseState.ASKED, ResponseState.DECLINED):
                response.state, now = ResponseState.DRAFT, clock.now()
                response.began_at, response.opened_at = response.began_at or now, response.opened_at or now
                response.save(update_fields=["state", "began_at", "opened_at"])
            _over(actor, present, IntakeState.TAKEN_IN)
        recording.facts = {"channel": present.channel, "answers": len(given), "submitted": submit}
    return present


def set_aside(*, actor: Actor, intake: Intake, reason: str) -> Intake:
    """Sets aside what was handed in: it is kept, and answers nothing. Raises ValidationError without a reason."""
    _require_hand_in(actor, intake.response)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is set aside.")})
    with operation(actor=actor, verb="set-answer-aside", on=intake.response, **frame(intake.response)) as recording:
        present = _locked_intake(intake)
        present.note = reason.strip()[:1000]
        _over(actor, present, IntakeState.SET_ASIDE)
        recording.facts = {"channel": present.channel}
    return present


def take_up_again(*, actor: Actor, intake: Intake) -> Intake:
    """Takes up again what was set aside."""
    _require_hand_in(actor, intake.response)
    with operation(actor=actor, verb="take-answer-up", on=intake.response, **frame(intake.response)):
        present = _locked_intake(intake)
        _go(present, IntakeState.RECEIVED, from_state=IntakeState.SET_ASIDE)
        present.over_at, present.over_by = None, None
        present.save()
    return present


def _require_hand_in(actor: Actor, response: Response) -> bool:
    """Whether the actor answers for the party; else it must be the task force. Raises Denied."""
    if answers_for(actor, response) and allows(actor, "answer", response):
        return True
    require(actor, "encode", response.questionnaire)
    return False


def _ending(upload: "UploadedFile[bytes]", *, own: bool) -> str:
    """What kind of file it is: a party hands in forms that were downloaded here; the task force anything kept here."""
    ending = (upload.name or "").lower().rpartition(".")[2]
    if ending in ("xlsm", "docm", "xltm", "dotm"):
        raise ValidationError({"file": _("Files with macros are not accepted. Save the file as XLSX or DOCX.")})
    if ending in READ:
        return ending
    if own:
        raise ValidationError({"file": _(
            "Accepted: the form as it was downloaded here, filled in, as XLSX or DOCX. From another program, such as "
            "LibreOffice, choose “Save as” and one of these."
        )})
    content = upload.read(LARGEST + 1)
    upload.seek(0)
    try:
        return kind_of(upload.name or "", content)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error


def _read(
    response: Response, upload: Any, ending: str, *, must: bool
) -> tuple[QuestionnaireVersion | None, dict[str, Value], list[dict[str, Any]]]:
    """What is read of the file: the version it was made for, its answers and the report.

    Without ``must`` a file that was not downloaded here is kept to be entered by hand, and the report says why.
    """
    if ending not in READ:
        return None, {}, []
    try:
        found = read_file(response, upload, ending)
    except ValueError as error:
        raise ValidationError({"file": str(error)}) from error
    finally:
        upload.seek(0)
    if found.version is None:
        if must:
            raise ValidationError({"file": found.refused})
        return None, {}, [{"kind": "note", "said": [found.refused]}]
    return found.version, dict(found.read.answers), found.read.as_json()


def _accepted(form: Form, answers: Mapping[str, Any]) -> dict[str, Value]:
    """What was typed, as values; raises ValidationError by question."""
    given: dict[str, Value] = {}
    wrong: dict[str, list[str]] = {}
    for code, typed in answers.items():
        question = form.by_code.get(code)
        if question is None or is_empty(typed):
            continue
        try:
            given[code] = read(question, typed)
        except NotAccepted as refusal:
            wrong[code] = [str(refusal)]
    if wrong:
        raise ValidationError(wrong)
    return {code: value for code, value in given.items() if value is not None}


def _corrections(before: Mapping[str, Value], after: Mapping[str, Value]) -> list[dict[str, Any]]:
    return [
        {"kind": "corrected", "question": code, "before": before.get(code), "after": after.get(code)}
        for code in dict.fromkeys((*before, *after)) if before.get(code) != after.get(code)
    ]


def _submit(actor: Actor, intake: Intake, given: Mapping[str, Value]) -> None:
    """CON-1: records a submission by the channel it came; the draft becomes the same, what differs is kept aside."""
    response = intake.response
    check_open(response)
    response.version = _version_now(response)
    _put(actor, response, given)
    intake.submission = record(actor=actor, response=response, given=dict(given), channel=intake.channel)
    _over(actor, intake, IntakeState.TAKEN_IN)
    if response.party:
        answered(actor=actor, about=about(response.questionnaire), party=response.party)


def _put(actor: Actor, response: Response, given: Mapping[str, Value]) -> None:
    """Writes answers into the draft; another answer that stood there is kept aside for the party to look at."""
    form = response.version.parsed
    known = {one.question: one for one in response.answers.select_for_update().filter(question__in=given)}
    save = Save(actor, response, "", clock.now())
    for code, value in given.items():
        question, standing = form.by_code.get(code), known.get(code)
        if question is None:
            continue
        before = standing.value if standing else None
        saved = save.one(standing, form.section_of[code], question, Given(value))
        if saved.refused:
            raise ValidationError({code: saved.refused})
        if not is_empty(before) and before != value:
            AnswerEdit.objects.create(
                response=response, section=form.section_of[code], question=code, value=before, at=save.at,
                by_id=actor.account_id, is_aside=True,
                reason=_("This stood here before the answer that was handed in was put in its place."),
            )


def _form_now(response: Response) -> Form:
    return _version_now(response).parsed


def _version_now(response: Response) -> QuestionnaireVersion:
    return response.questionnaire.versions.filter(frozen_at__isnull=False).latest("number")


def _go(intake: Intake, to: IntakeState, from_state: IntakeState | None = None) -> None:
    present = IntakeState(intake.state)
    if to not in INTAKE[present] or from_state not in (None, present):
        raise ValidationError(
            _("This answer is %(state)s; that cannot be done with it now."), params={"state": present.label}
        )
    intake.state = to


def _over(actor: Actor, intake: Intake, to: IntakeState) -> None:
    _go(intake, to)
    intake.over_at, intake.over_by_id = clock.now(), actor.account_id
    intake.save()


def _locked_intake(intake: Intake) -> Intake:
    """The intake with its response, both locked."""
    response = locked(intake.response)
    present = Intake.objects.select_for_update(of=("self",)).select_related("version", "file").get(pk=intake.pk)
    present.response = response
    return present
