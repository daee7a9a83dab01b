"""The overview of an answer: what is asked until when, how far it is, who has what, and what is left to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.models import AnswerEdit, Response, Submission
from convoke.consultation.operations import answering, clearing, delegating, keeping, submitting
from convoke.consultation.queries import missing_sentences
from convoke.consultation.reading.answering import Prepared, prepared, submissions_of
from convoke.consultation.rules import may_edit
from convoke.consultation.states import RESPONSE, QuestionnaireState, ResponseState
from convoke.core.policy import allows

from ...forms import carried_out
from ...frame import actor_of, reader_zone, show
from ..common import response_or_missing
from . import forms
from .fields import Word, word
from .languages import form_language
from .saving import progress_words
from .sections import address, party_word
from .telling import teller, told


@dataclass(frozen=True)
class Kept:
    """A text kept aside beside the answer that stands."""

    edit: AnswerEdit
    label: Word
    lines: list[str]
    standing: list[str]
    may_settle: bool


@login_required
def overview(request: HttpRequest, edition: str, code: str, party: str) -> HttpResponse:
    """The overview, and what is done from it; who was handed a section sees that section alone."""
    found, response = response_or_missing(request, edition, code, party)
    read = prepared(actor_of(request), response)
    given = _forms(request, read)
    if request.method == "POST" and (answer := _posted(request, read, given)):
        return answer
    if response.opened_at is None and read.answers_for:
        answering.note_opened(actor=read.actor, response=response)
    language = form_language(request, read.form)
    tell = teller(request)
    sent = list(submissions_of(read.actor, response))
    lacking = missing_sentences(read.form, read.whole) if read.answers_for and read.may_type else []
    return show(
        request, "web/consultation/answering/overview.html", edition=found, section="questionnaires", read=read,
        response=response, questionnaire=response.questionnaire, party_word=party_word(response),
        zone=reader_zone(request), parts=_parts(read, language), sent=sent,
        progress=progress_words(sum(one.progress.answered for one in read.parts),
                                sum(one.progress.asked for one in read.parts)),
        lacking=lacking, kept=_kept(read, tell, language), state=ResponseState(response.state),
        answers=told(read, tell, language) if read.reads_all and not read.answers_for else [],
        clears=[one for one in read.asked_to_clear if one.is_own], corrections=_corrections(read),
        to_confirm=[one for one in sent if one.channel != "online" and not one.confirmed_at and not one.superseded_at],
        may_reopen=read.answers_for and _may(response, ResponseState.REOPENED),
        is_open=response.questionnaire.state == QuestionnaireState.OPEN, intro=word(read.form.intro, language),
        uncleared=[one for one in read.asked_to_clear if not one.holds], **given,
    )


def _parts(read: Prepared, language: str) -> list[dict[str, Any]]:
    def named(question: Any) -> dict[str, Any]:
        return {"code": question.code, "label": word(question.label, language)}

    return [
        {
            "code": part.section.code, "title": word(part.section.title, language), "progress": part.progress,
            "words": progress_words(part.progress.answered, part.progress.asked), "may_edit": part.may_edit,
            "handed": part.handed, "missing": [named(one) for one in part.missing],
            "faults": [{**named(one), "said": said} for one, said in part.faults],
            "again": [{**named(one), "said": said} for one, said in part.look_again],
        }
        for part in read.parts
    ]


def _kept(read: Prepared, tell: Callable[..., list[str]], language: str) -> list[Kept]:
    made = []
    for edit in read.aside:
        question = read.form.by_code.get(edit.question)
        if question is None:
            made.append(Kept(edit, word({"en": edit.question}, language), _raw(edit.value), [], read.answers_for))
            continue
        present = read.marks.get(edit.question)
        try:
            lines = tell(question, edit.value, language)
        except (TypeError, AttributeError, KeyError, ValueError):  # refused as an answer: it stands as typed
            lines = _raw(edit.value)
        made.append(Kept(
            edit, word(question.label, language), lines, tell(question, present.value if present else None, language),
            edit.section in read.own_sections,
        ))
    return made


def _raw(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {said}" for key, said in value.items() if said]
    return [str(one) for one in value] if isinstance(value, list) else str(value or "").split("\n")


def _corrections(read: Prepared) -> list[Any]:
    """The versions after the one the response was first asked in, with what was corrected."""
    versions = read.response.questionnaire.versions.filter(frozen_at__isnull=False, number__gt=1)
    asked = [one for one in versions if one.frozen_at and one.frozen_at > read.response.asked_at]
    return [one for one in asked if one.number <= read.response.version.number]


def _may(response: Response, to: ResponseState) -> bool:
    is_open = response.questionnaire.state == QuestionnaireState.OPEN
    return is_open and to in RESPONSE[ResponseState(response.state)]


def _forms(request: HttpRequest, read: Prepared) -> dict[str, Any]:
    asked = request.POST.get("do", "")

    def typed(do: str) -> Any:
        return request.POST if asked == do else None

    given: dict[str, Any] = {}
    if read.answers_for and read.may_type and ResponseState.DECLINED in RESPONSE[ResponseState(read.response.state)]:
        given["decline_form"] = forms.DeclineForm(typed("decline"), prefix="decline")
    if any(one.is_own and one.is_out for part in read.parts for one in part.handed):
        given["hand_back_form"] = forms.RemarkForm(typed("hand-back"), prefix="hand-back")
    if any(one.is_own for one in read.asked_to_clear) and read.may_type:
        given["send_back_form"] = forms.SendBackForm(typed("send-back"), prefix="send-back")
    return given


def _posted(request: HttpRequest, read: Prepared, given: dict[str, Any]) -> HttpResponse | None:
    """What a form of the page asks for; None where it comes back with what was wrong."""
    do, number = request.POST.get("do", ""), request.POST.get("number", "")
    pick = int(number) if number.isascii() and number.isdecimal() and len(number) < 12 else 0
    form = given.get(f"{do.replace('-', '_')}_form")
    if form is not None and not form.is_valid():
        return None
    call = _calls(read, form.cleaned_data if form is not None else {}, pick).get(do)
    if call is None:
        messages.error(request, _("This cannot be done with the answer as it stands now."))
        return redirect(address("answer", read.response))
    if form is not None:
        if carried_out(form, call[0]) is None and form.errors:
            return None
    else:
        try:
            call[0]()
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
            return redirect(address("answer", read.response))
    messages.success(request, call[1])
    gone = do == "hand-back" and not read.answers_for
    return redirect("desk") if gone else redirect(address("answer", read.response))


def _calls(read: Prepared, data: dict[str, Any], pick: int) -> dict[str, tuple[Callable[[], object], str]]:
    """What can be asked for from the page, each with what is said once it is done."""
    actor, response = read.actor, read.response
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "submit": (lambda: submitting.submit(actor=actor, response=response),
                   _("Your answer was submitted. The receipt has every question and answer.")),
        "reopen": (lambda: submitting.reopen(actor=actor, response=response),
                   _("The answer is open again. What was submitted counts until you submit anew.")),
        "decline": (lambda: answering.decline(actor=actor, response=response, reason=data.get("reason", "")),
                    _("It was noted that your government does not answer. You may still change your mind.")),
    }
    delegation = next((one for one in read.delegations if one.pk == pick), None)
    if delegation is not None:
        calls["hand-back"] = (
            lambda: delegating.hand_back(actor=actor, delegation=delegation, remark=data.get("remark", "")),
            _("The section was handed back. Thank you."),
        )
        calls["take-back"] = (
            lambda: delegating.take_back(actor=actor, delegation=delegation),
            _("The section is with you again. What was written stays."),
        )
    clearance = next((one for one in read.clearances if one.pk == pick), None)
    if clearance is not None:
        calls["clear"] = (
            lambda: clearing.clear(actor=actor, clearance=clearance),
            _("You cleared the answer as it is now."),
        )
        calls["send-back"] = (
            lambda: clearing.send_back(actor=actor, clearance=clearance, remark=data.get("remark", "")),
            _("The answer was sent back with your remarks."),
        )
        calls["withdraw-clearance"] = (
            lambda: clearing.withdraw_clearance(actor=actor, clearance=clearance),
            _("Clearance is asked for no longer."),
        )
        calls["ask-again"] = (
            lambda: clearing.ask_clearance(
                actor=actor, response=response, mandate=clearance.mandate, note=clearance.note
            ),
            _("Clearance was asked for again."),
        )
    edit = next((one for one in read.aside if one.pk == pick), None)
    if edit is not None:
        calls["use"] = (
            lambda: _use(read, edit), _("This text is the answer now; the other stays among earlier texts.")
        )
        calls["let-go"] = (
            lambda: keeping.let_go(actor=actor, edit=edit), _("Settled. The text stays among the earlier texts.")
        )
    submission = Submission.objects.filter(response=response, pk=pick).select_related("response").first()
    if submission is not None and allows(actor, "confirm", response):
        calls["confirm"] = (
            lambda: submitting.confirm(actor=actor, submission=submission),
            _("You confirmed what was entered for your government."),
        )
    return calls


def _use(read: Prepared, edit: AnswerEdit) -> None:
    if not may_edit(read.actor, read.response, edit.section):
        raise ValidationError(_("This section is not in your hands."))
    saved = keeping.use_kept(actor=read.actor, edit=edit)
    if saved.refused:
        raise ValidationError(saved.refused)
