"""Handing a section to a ministry, and choosing who clears and who sees the answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.models import Delegation, Disclosure
from convoke.consultation.operations import clearing, delegating
from convoke.consultation.operations.answering import disclose
from convoke.consultation.reading.answering import Prepared, nameable, prepared, seen_by_others
from convoke.core.policy import allows, require
from convoke.directory.models import Capacity, Mandate

from ...forms import carried_out
from ...frame import actor_of, show
from ..common import response_or_missing
from . import forms
from .fields import word
from .languages import form_language
from .sections import address, party_word
from .telling import teller, told


@login_required
def delegate(request: HttpRequest, edition: str, code: str, party: str) -> HttpResponse:
    """Hands a section (``?section=``) to somebody who acts for the party, or to somebody new."""
    found, response = response_or_missing(request, edition, code, party)
    actor = actor_of(request)
    require(actor, "delegate", response)
    read = prepared(actor, response)
    language = form_language(request, read.form)
    mandates = nameable(actor, response)
    is_own_office = allows(actor, "designate", Mandate(party=response.party, capacity=Capacity.CONTRIBUTOR))
    form = forms.DelegateForm(
        request.POST or None, mandates=mandates, may_name_new=is_own_office,
        sections=[(part.section.code, str(word(part.section.title, language))) for part in read.parts],
        initial={"section": request.GET.get("section", "")},
    )
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: _delegated(request, read, mandates, form))
        if made is not None:
            messages.success(
                request, _("The section was handed to %(person)s.") % {"person": made.mandate.person}
            )
            return redirect(address("answer", response))
    return show(
        request, "web/consultation/answering/delegate.html", edition=found, section="questionnaires", form=form,
        response=response, questionnaire=response.questionnaire, party_word=party_word(response),
    )


def _delegated(
    request: HttpRequest, read: Prepared, mandates: list[Mandate], form: forms.DelegateForm
) -> Delegation:
    data = form.cleaned_data
    common: dict[str, Any] = {
        "actor": read.actor, "response": read.response, "section": data["section"], "ministry": data["ministry"],
        "note": data["note"], "due_on": data["due_on"],
    }
    if data["mandate"] == forms.SOMEBODY_NEW:
        is_exercise = bool(read.response.party and read.response.party.is_exercise)
        return delegating.delegate_to_new(
            person=form.new_person(is_exercise), email=data["email"], site=request.build_absolute_uri("/"), **common
        )
    return delegating.delegate(mandate=next(one for one in mandates if str(one.pk) == data["mandate"]), **common)


@login_required
def clearance(request: HttpRequest, edition: str, code: str, party: str) -> HttpResponse:
    """Asks somebody who acts for the party to clear the answer."""
    found, response = response_or_missing(request, edition, code, party)
    actor = actor_of(request)
    require(actor, "ask-clearance", response)
    mandates = nameable(actor, response)
    form = forms.ClearanceForm(request.POST or None, mandates=mandates)
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in mandates if str(one.pk) == form.cleaned_data["mandate"])
        made = carried_out(form, lambda: clearing.ask_clearance(
            actor=actor, response=response, mandate=chosen, note=form.cleaned_data["note"]
        ))
        if made is not None:
            messages.success(request, _("%(person)s was asked to clear the answer.") % {"person": chosen.person})
            return redirect(address("answer", response))
    return show(
        request, "web/consultation/answering/clearance.html", edition=found, section="questionnaires", form=form,
        response=response, questionnaire=response.questionnaire, party_word=party_word(response),
    )


@login_required
def disclosure(request: HttpRequest, edition: str, code: str, party: str) -> HttpResponse:
    """CON-2: who sees the answers; and the answers as others will see them (``?as=``)."""
    found, response = response_or_missing(request, edition, code, party)
    actor = actor_of(request)
    require(actor, "disclose", response)
    read = prepared(actor, response)
    language = form_language(request, read.form)
    questions = [
        (code, str(word(read.form.by_code[code].label, language))) for code in read.form.by_code if code in read.answers
    ]
    form = forms.DisclosureForm(
        request.POST or None, questionnaire=response.questionnaire, questions=questions, initial=_chosen(read)
    )
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: disclose(
            actor=actor, response=response, disclosure=form.cleaned_data["disclosure"],
            may_quote=form.cleaned_data["may_quote"], answers=form.answers(), quotes=form.quotes(),
        ))
        if made is not None:
            messages.success(request, _("It was noted who sees your answers."))
            return redirect(address("answer-disclosure", response))
    eyes = request.GET.get("as", "")
    offered = [one for one in response.questionnaire.disclosures if one in Disclosure.values]
    views = [(one, Disclosure(one).label) for one in offered if one != Disclosure.TOTALS]
    chosen = {code: mark.disclosure for code, mark in read.marks.items()}
    seen = (
        seen_by_others(response.questionnaire, eyes, chosen, read.answers, response.disclosure)
        if eyes in offered else {}
    )
    return show(
        request, "web/consultation/answering/disclosure.html", edition=found, section="questionnaires", form=form,
        response=response, questionnaire=response.questionnaire, party_word=party_word(response), views=views,
        eyes=eyes if eyes in offered else "", eyes_words=dict(Disclosure.choices).get(eyes, ""),
        may_type=read.may_type, answers=told(read, teller(request), language, seen),
        hidden=len(read.answers) - len(seen), file_links=False,
    )


def _chosen(read: Prepared) -> dict[str, Any]:
    given: dict[str, Any] = {"disclosure": read.response.disclosure, "may_quote": read.response.may_quote}
    for code, mark in read.marks.items():
        given[f"by:{code}"] = mark.disclosure
        given[f"quote:{code}"] = "" if mark.may_quote is None else "yes" if mark.may_quote else "no"
    return given
