"""The terms of a questionnaire: a new one, from nothing or from an earlier one; and those of a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation import queries
from convoke.consultation.form.editing import in_languages
from convoke.consultation.form.model import Form
from convoke.consultation.models import Questionnaire
from convoke.consultation.operations.authoring import change_questionnaire, draft_questionnaire
from convoke.consultation.reading import authoring as reading
from convoke.consultation.states import QuestionnaireState
from convoke.core.languages import active_language
from convoke.core.policy import require

from ....lookups import lookups
from ...forms import carried_out
from ...frame import actor_of, edition_or_missing, reader_zone, show
from .forms import TermsForm, told
from .shared import SECTION, drafted


@login_required
def new(request: HttpRequest, edition: str) -> HttpResponse:
    """Drafts a questionnaire, empty or with the questions of an earlier one."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "draft", Questionnaire)
    earlier = {f"{one.edition.code}/{one.code}": one for one in reading.written(actor)}
    form = TermsForm(
        request.POST or None, names=lookups(request).parties,
        earlier=[(key, f"{one.name} ({one.edition.code})") for key, one in earlier.items()],
        taken=Questionnaire.objects.filter(edition=found).values_list("code", flat=True),
        initial={
            "time_zone": reader_zone(request), "start": request.GET.get("start", ""),
            "languages": [active_language()],
        },
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        start = earlier.get(data["start"])
        made = carried_out(form, lambda: draft_questionnaire(
            actor=actor, edition=found, code=data["code"], terms=form.terms(), is_exercise=data["is_exercise"],
            form=_first_form(form, start),
        ))
        if made:
            messages.success(request, _("The questionnaire was drafted. Only the office sees it until it is opened."))
            return redirect("questionnaire-write", edition=found.code, code=made.code)
    return show(request, "web/consultation/authoring/terms.html", edition=found, section=SECTION, form=form)


def _first_form(form: TermsForm, start: Questionnaire | None) -> Form:
    languages = form.chosen_languages()
    version = queries.version_at_hand(start) if start else None
    if version is None:
        return Form(languages=languages)
    copied = version.parsed
    return in_languages(copied, tuple(dict.fromkeys([*copied.languages, *languages])))


@login_required
def change(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Changes the terms of a draft; once it was opened they stay as they were put."""
    found, questionnaire, _version = drafted(request, edition, code)
    if questionnaire.state != QuestionnaireState.DRAFT:
        messages.info(request, _("The terms stay as they were when the questionnaire was opened; the deadline can be "
                                 "extended."))
        return redirect("questionnaire-write", edition=found.code, code=code)
    form = TermsForm(
        request.POST or None, names=lookups(request).parties, present=questionnaire,
        initial=told(questionnaire, reading.chosen_parties(questionnaire)),
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, lambda: change_questionnaire(
            actor=actor_of(request), questionnaire=questionnaire, terms=form.terms()
        ))
        if done:
            messages.success(request, _("The terms were saved."))
            return redirect("questionnaire-write", edition=found.code, code=code)
    return show(
        request, "web/consultation/authoring/terms.html", edition=found, section=SECTION, form=form,
        questionnaire=questionnaire,
    )

