"""Handing an answer in: who answers for a party brings the form back; the task force brings what reached it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.models import Intake, Response
from convoke.consultation.operations.intakes import hand_in
from convoke.consultation.reading.intake import intakes, intakes_of
from convoke.consultation.rules import answers_for, whole_responses
from convoke.consultation.states import EDITABLE, IntakeState, QuestionnaireState
from convoke.core.policy import Denied, readable, require
from convoke.directory.roles import OFFICE

from ....lookups import lookups
from ...forms import carried_out
from ...frame import actor_of, page_of_list, reader_zone, show
from ..answering.languages import form_language, language_choices
from ..answering.sections import party_word
from ..common import questionnaire_or_missing, response_or_missing
from .forms import ReceivedForm, UploadForm

SECTION = "questionnaires"


@login_required
def upload(request: HttpRequest, edition: str, code: str, party: str) -> HttpResponse:
    """The form to fill in offline, in each language, and where it is handed in again."""
    actor = actor_of(request)
    found, response = response_or_missing(request, edition, code, party)
    if not whole_responses(actor).filter(pk=response.pk).exists():
        raise Denied("answer", OFFICE)
    may_hand_in = answers_for(actor, response)
    is_open = response.questionnaire.state == QuestionnaireState.OPEN
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST":
        if not may_hand_in:
            raise Denied("answer", OFFICE)
        if form.is_valid():
            data = form.cleaned_data
            made = carried_out(form, lambda: hand_in(
                actor=actor, response=response, upload=data["file"], note=data["note"]
            ))
            if made:
                messages.success(request, _("The file was read. Please look at what was read, line by line."))
                return redirect("intake", edition=edition, code=code, pk=made.pk)
    form_languages = language_choices(response.version.parsed)
    return show(
        request, "web/consultation/intake/upload.html", edition=found, section=SECTION, response=response,
        questionnaire=response.questionnaire, party_word=party_word(response), form=form, zone=reader_zone(request),
        form_languages=form_languages or [(one, one) for one in response.version.parsed.languages],
        chosen=form_language(request, response.version.parsed), may_hand_in=may_hand_in and is_open, is_open=is_open,
        typable=response.state in EDITABLE, handed=list(intakes_of(actor, response)),
    )


@login_required
def received(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """What reached the task force for a questionnaire, by state, and where more is handed in."""
    actor = actor_of(request)
    found, questionnaire = questionnaire_or_missing(request, edition, code)
    require(actor, "encode", questionnaire)
    asked = {
        one.party.code: one for one in readable(actor, Response).filter(
            questionnaire=questionnaire, party__isnull=False
        ).select_related("party", "questionnaire__edition", "version") if one.party
    }
    names = lookups(request).parties
    form = ReceivedForm(
        request.POST or None, request.FILES or None, names=names,
        parties=[one.party for one in asked.values() if one.party],
        initial={"party": request.GET.get("party", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = carried_out(form, lambda: hand_in(
            actor=actor, response=asked[data["party"]], upload=data["file"], channel=data["channel"],
            note=data["note"],
        ))
        if made:
            messages.success(request, _received(made))
            return redirect("intake", edition=edition, code=code, pk=made.pk)
    state = request.GET.get("state", "")
    return show(
        request, "web/consultation/intake/received.html", edition=found, section=SECTION, questionnaire=questionnaire,
        form=form, zone=reader_zone(request), page=page_of_list(request, intakes(actor, questionnaire, state)),
        states=IntakeState.choices, chosen=state, is_open=questionnaire.state == QuestionnaireState.OPEN,
    )


def _received(made: Intake) -> str:
    if made.version_id is not None:
        return _("The file was read. Please look at what was read, line by line.")
    return _("The file was taken in. What it says is entered here, and checked by another person.")
