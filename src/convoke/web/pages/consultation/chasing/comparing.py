"""The same question then and now, mapped by hand; and what became of each priority."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.analysis.counting import totals
from convoke.consultation.analysis.eyes import eyes_of, may_look
from convoke.consultation.analysis.figures import Choices, Figures, Rankings
from convoke.consultation.form.model import Question
from convoke.consultation.form.words import words
from convoke.consultation.models import Questionnaire
from convoke.consultation.operations.matching import match_questions
from convoke.consultation.reading.comparing import Pair, Pairing, Side, forms_of, others, pairs
from convoke.core.actors import Actor
from convoke.core.languages import direction
from convoke.core.policy import allows, require

from ...frame import actor_of, show
from ..common import questionnaire_or_missing
from .became import what_became


@dataclass(frozen=True)
class Line:
    """A choice then and now, with how often it was chosen; None where that is not known or not shown (CON-2)."""

    pairing: Pairing
    then: int | None
    now: int | None


@dataclass(frozen=True)
class Compared:
    """A pair of questions with its lines, and how many answered each; None where that is not shown."""

    pair: Pair
    lines: list[Line]
    answered_then: int | None
    answered_now: int | None


def compare(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The questions of a questionnaire beside those asked before or since, and what became of its priorities."""
    actor = actor_of(request)
    found, one = questionnaire_or_missing(request, edition, code)
    office = allows(actor, "match", one)
    mapping: dict[str, Any] = {}
    if request.method == "POST":
        require(actor, "match", one)
    if office:
        mapping = _mapping(request, one)
        if request.method == "POST" and _mapped(request, one, mapping):
            return redirect("questionnaire-compare", found.code, one.code)
    return show(
        request, "web/consultation/chasing/compare.html", edition=found, section="questionnaires", questionnaire=one,
        compared=[_compared(actor, pair) for pair in pairs(actor, one)], became=what_became(request, one),
        office=office, **mapping,
    )


def _compared(actor: Actor, pair: Pair) -> Compared:
    then, now = _counted(actor, pair.then), _counted(actor, pair.now)
    before, after = _counts(then), _counts(now)
    lines = [
        Line(
            one, before.get(one.then.code) if before is not None and one.then else None,
            after.get(one.now.code) if after is not None and one.now else None,
        )
        for one in pair.choices
    ]
    return Compared(pair, lines, then.answered if then else None, now.answered if now else None)


def _counted(actor: Actor, side: Side) -> Figures | None:
    """What was counted of a question, where the reader may see it (CON-2); None else, and for a record."""
    if not may_look(actor, side.questionnaire):
        return None
    found = totals(side.questionnaire, eyes_of(actor)).counted.get(side.code)
    return None if found is None or found.is_withheld else found.figures


def _counts(figures: Figures | None) -> dict[str, int] | None:
    """How often each choice was named; None for questions without choices."""
    if isinstance(figures, Choices):
        return dict(figures.counts)
    if isinstance(figures, Rankings):
        mentions: Counter[str] = Counter(dict.fromkeys(figures.profile.items, 0))
        for ballot in figures.profile.ballots:
            for item in ballot.ranking:
                mentions[item] += ballot.weight
        return dict(mentions)
    return None


# ---------------------------------------------------------------- mapping


def _mapping(request: HttpRequest, one: Questionnaire) -> dict[str, Any]:
    """What the form for mapping needs: first the two questions, then their choices."""
    actor, given = actor_of(request), request.POST or request.GET
    known = {f"{other.edition.code}/{other.code}": other for other in others(actor, one)}
    forms = forms_of(actor, [one.pk, *(other.pk for other in known.values())])
    own = _offered(forms.get(one.pk, {}))
    offered = [
        (other, [(f"{key}:{question.code}", words(question.label)) for question in _offered(forms.get(other.pk, {}))])
        for key, other in known.items()
    ]
    key, _sep, earlier_code = given.get("earlier", "").partition(":")
    earlier, later_code = known.get(key), given.get("later", "")
    then = forms.get(earlier.pk, {}).get(earlier_code) if earlier else None
    now = forms.get(one.pk, {}).get(later_code)
    asked = "later" in given or "earlier" in given
    wrong = []
    if asked and (now is None or not now.is_answered):
        wrong.append(_("Choose a question of this questionnaire."))
    if asked and (then is None or not then.is_answered):
        wrong.append(_("Choose the question of another questionnaire that it is compared with."))
    if then and now and then.kind != now.kind:
        wrong.append(_("These two questions are answered in different ways and cannot be set side by side."))
    return {
        "own_questions": [(question.code, words(question.label)) for question in own],
        "other_questions": [pair for pair in offered if pair[1]], "wrong": wrong,
        "given_earlier": given.get("earlier", ""), "given_later": later_code,
        **(_form(request, one, earlier, then, now) if asked and not wrong and earlier and then and now else {}),
    }


def _offered(form: dict[str, Question]) -> list[Question]:
    return [question for question in form.values() if question.is_answered]


def _form(
    request: HttpRequest, one: Questionnaire, earlier: Questionnaire, then: Question, now: Question
) -> dict[str, Any]:
    """The form in its second step: each choice then with its choice now, as typed, as mapped, or of the same code."""
    match = one.matches_earlier.filter(
        earlier=earlier, earlier_question=then.code, later_question=now.code
    ).first()
    typed = request.POST if request.method == "POST" else None

    def target(code: str) -> str:
        if typed is not None:
            return typed.get(f"choice-{code}", "")
        if match is not None:
            return str(match.choices.get(code, ""))
        return code if now.choice(code) else ""

    notes = match.note if match else {}
    return {
        "then": then, "now": now, "then_in": earlier, "match": match,
        "then_label": words(then.label), "now_label": words(now.label),
        "rows": [(choice.code, words(choice.label), target(choice.code)) for choice in then.choices],
        "now_choices": [(choice.code, words(choice.label)) for choice in now.choices],
        "notes": [
            (code, name, direction(code), typed.get(f"note-{code}", "") if typed is not None else notes.get(code, ""))
            for code, name in settings.LANGUAGES
        ],
    }


def _mapped(request: HttpRequest, one: Questionnaire, mapping: dict[str, Any]) -> bool:
    """Whether what was sent is mapped; what is wrong is added to the form, and nothing typed is lost."""
    if "then" not in mapping:
        return False
    try:
        match_questions(
            actor=actor_of(request), earlier=mapping["then_in"], earlier_question=mapping["then"].code, later=one,
            later_question=mapping["now"].code,
            choices={code: target for code, _label, target in mapping["rows"]},
            note={code: text for code, _name, _direction, text in mapping["notes"]},
        )
    except ValidationError as error:
        mapping["wrong"] = [*mapping["wrong"], *error.messages]
        return False
    messages.success(request, _("The two questions stand side by side now."))
    return True
