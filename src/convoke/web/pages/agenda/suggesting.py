"""What parties suggest for the agenda (PRO-5): made, seen with what the survey says of it, answered, withdrawn."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.languages import active_language
from convoke.core.policy import Denied, allows, holders, readable, require
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.programme.agenda import reading
from convoke.programme.agenda.backing import backing
from convoke.programme.models import Theme, ThemeSuggestion
from convoke.programme.operations import suggesting as operations
from convoke.programme.states import SUGGESTION, SuggestionState
from convoke.programme.teams.rights import SPEAKING

from ...errors import Missing
from ...lookups import lookups
from ..forms import carried_out, party_choices, sent
from ..frame import actor_of, edition_or_missing, near, show
from .forms import AnswerSuggestionForm, SuggestForm


def speaking_for(actor: Actor) -> list[Party]:
    """The parties an actor suggests for."""
    if not allows(actor, "suggest", ThemeSuggestion):
        return []
    return list(Party.objects.filter(pk__in=actor.acting_for(SPEAKING)))


@login_required
def suggestions(request: HttpRequest, edition: str) -> HttpResponse:
    """All suggestions one may read: those to be answered first; for the office with what the survey says of each."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    listed = reading.suggestions(actor, found)
    answers = allows(actor, "answer", ThemeSuggestion)
    known = backing(actor, found, listed) if answers else {}
    return show(
        request, "web/agenda/suggestions.html", edition=found, section="programme", answers=answers,
        suggestions=[(one, known.get(one.pk, [])) for one in listed], why_not=reading.why_not_suggested(found),
        may_suggest=bool(speaking_for(actor)), open_=SuggestionState.OPEN,
    )


@login_required
def new(request: HttpRequest, edition: str) -> HttpResponse:
    """A party suggests a theme or topic, with its reasons."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    parties = speaking_for(actor)
    if not parties:
        raise Denied("suggest", holders(ThemeSuggestion, "suggest"))
    form = SuggestForm(sent(request), parties=party_choices(lookups(request).parties, parties))
    if request.method == "POST" and form.is_valid():
        by_code = {one.code: one for one in parties}
        made = carried_out(form, lambda: operations.suggest_theme(
            actor=actor, edition=found, party=by_code[form.cleaned_data["party"]], **form.words
        ))
        if made:
            messages.success(request, _("Your suggestion was recorded. The task force answers it."))
            return redirect("agenda-suggestion", found.code, made.number)
    return show(
        request, "web/agenda/suggest.html", edition=found, section="programme", form=form,
        why_not=reading.why_not_suggested(found), status=422 if form.errors else 200,
    )


def suggestion(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """One suggestion with what became of it; the office answers it here, its party withdraws it."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = _one(actor, found, number)
    form = _answer_form(request, actor, one)
    if request.method == "POST" and (answer := _posted(request, one, form)):
        return answer
    answers = allows(actor, "answer", one)
    return show(
        request, "web/agenda/suggestion.html", edition=found, section="programme", suggestion=one,
        form=form, backing=backing(actor, found, [one])[one.pk] if answers else [], answers=answers,
        is_within=answers or allows(actor, "withdraw", one), themes=[each.theme for each in one.grounds.all()],
        may_withdraw=one.state == SuggestionState.OPEN and allows(actor, "withdraw", one),
        status=422 if form and form.errors else 200,
    )


def _one(actor: Actor, edition: Edition, number: int) -> ThemeSuggestion:
    listed = reading.suggestions(actor, edition)
    one = next((each for each in listed if each.number == number), None)
    if one is None:
        raise Missing(_("suggestion"), str(number), near(
            str(number), [each.code for each in listed], "agenda-suggestion", edition.code
        ))
    return one


def _answer_form(request: HttpRequest, actor: Actor, one: ThemeSuggestion) -> AnswerSuggestionForm | None:
    """The office's form, while the suggestion can still be answered."""
    ways = set(SUGGESTION[SuggestionState(one.state)]) - {SuggestionState.WITHDRAWN}
    if not ways or not allows(actor, "answer", one):
        return None
    themes = readable(actor, Theme).filter(edition=one.edition, kind=Theme.Kind.AGENDA).order_by("order", "pk")
    typed = request.POST if request.POST.get("do") == "answer" else None
    return AnswerSuggestionForm(
        typed, suggestion=one, themes=themes, ways=ways, is_adopted=reading.is_adopted(one.edition)
    )


def _posted(request: HttpRequest, one: ThemeSuggestion, form: forms.Form | None) -> HttpResponse | None:
    """What a button asks for; None where the form comes back with what was wrong."""
    actor, back = actor_of(request), redirect("agenda-suggestion", one.edition.code, one.number)
    if request.POST.get("do") == "withdraw":
        asked = forms.Form({})
        if carried_out(asked, lambda: operations.withdraw_suggestion(actor=actor, suggestion=one)):
            messages.success(request, _("The suggestion was withdrawn."))
        for error in asked.non_field_errors():
            messages.error(request, str(error))
        return back
    require(actor, "answer", one)
    if not isinstance(form, AnswerSuggestionForm):
        messages.error(request, _("This suggestion was answered or withdrawn meanwhile."))
        return back
    if not form.is_valid() or carried_out(form, lambda: _answer(actor, one, form)) is None:
        return None
    messages.success(request, _("The suggestion was answered; its party reads it."))
    return back


def _answer(actor: Actor, one: ThemeSuggestion, form: AnswerSuggestionForm) -> Any:
    data = form.cleaned_data
    if data["way"] == SuggestionState.NOT_TAKEN:
        return operations.decline_suggestion(actor=actor, suggestion=one, answer=data["answer"])
    if data["way"] == SuggestionState.JOINED:
        return operations.join_suggestion(
            actor=actor, suggestion=one, theme=form.themes[data["theme"]], answer=data["answer"]
        )
    title = {**one.title, active_language(): data["title"].strip()} if data["title"].strip() else None
    return operations.take_up_suggestion(
        actor=actor, suggestion=one, title=title, answer=data["answer"], reason=data.get("reason", "")
    )
