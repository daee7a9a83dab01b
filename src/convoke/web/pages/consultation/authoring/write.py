"""The questionnaire being written: its sections and questions in their order, moved, copied, removed, added."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.consultation.form import conditions, editing, translating
from convoke.consultation.form.lines import NotRead, with_lines
from convoke.consultation.form.model import Form, Question, Section
from convoke.consultation.form.words import words
from convoke.consultation.models import Questionnaire, QuestionnaireVersion
from convoke.consultation.operations.authoring import edit_form
from convoke.consultation.states import QuestionnaireState

from ...frame import actor_of, show
from .forms import LinesForm
from .question_form import KINDS
from .shared import SECTION, Faults, carried_out, drafted, form_of


@dataclass(frozen=True)
class Row:
    """A question as the list shows it."""

    question: Question
    kind: str
    condition: str
    faults: list[str]
    doubt: str
    translations: list[tuple[str, str]]
    """Languages in which something is missing or stale."""


@dataclass(frozen=True)
class Part:
    """A section as the list shows it."""

    section: Section
    condition: str
    faults: list[str]
    doubt: str
    rows: list[Row]


EXAMPLE = """\
# Priorities | Priorités
Rank the themes [ranking] * | Classez les thèmes
- Remittances | Transferts de fonds
- Rights of migrants | Droits des migrants
Is there a council? [yes-no] | Existe-t-il un conseil ?
How many members? [number] | Combien de membres ?
"""
"""Lines as they can be typed, in two languages: the marks matter, not the words."""


def parts_of(form: Form, made: translating.Made, faults: Faults) -> list[Part]:
    """The sections with their questions, each with what is to be said of it."""
    behind = _behind(form, made)
    return [
        Part(
            section, _condition(form, section.relevant), faults.of_section.get(section.code, []),
            faults.doubts.get(section.code, ""),
            [
                Row(question, str(KINDS[question.kind]), _condition(form, question.relevant),
                    faults.of_question.get(question.code, []), faults.doubts.get(question.code, ""),
                    behind.get(question.code, []))
                for question in section.questions
            ],
        )
        for section in form.sections
    ]


def _behind(form: Form, made: translating.Made) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, dict[str, str]] = {}
    for text in translating.texts(form):
        for language in form.languages[1:] if text.question else ():
            state = translating.state(form, made, text, language)
            if state != translating.State.DONE:
                worst = found.setdefault(text.question, {})
                worst[language] = "missing" if "missing" in (worst.get(language), state) else "stale"
    return {code: sorted(languages.items()) for code, languages in found.items()}


def _condition(form: Form, source: str) -> str:
    if not source.strip():
        return ""
    return conditions.in_words(form, source) or _("only if: %(expression)s") % {"expression": source}


@login_required
def write(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The whole questionnaire; what can be done with each part without opening it."""
    _found, questionnaire, version = drafted(request, edition, code)
    lines = LinesForm()
    if request.method == "POST":
        if request.POST.get("do") == "lines":
            lines = LinesForm(request.POST)
            if lines.is_valid() and (place := _add_lines(request, questionnaire, lines)):
                return redirect(f"{_address(questionnaire)}{place}")
        else:
            return redirect(f"{_address(questionnaire)}{_do(request, questionnaire)}")
    return _shown(request, questionnaire, version, lines)


def _shown(
    request: HttpRequest, questionnaire: Questionnaire, version: QuestionnaireVersion | None, lines: LinesForm
) -> HttpResponse:
    form = form_of(version)
    writing = version is not None and version.frozen_at is None
    faults = Faults(form)
    made = version.translated_from if version else {}
    return show(
        request, "web/consultation/authoring/write.html", example=EXAMPLE,
        edition=questionnaire.edition, section=SECTION,
        questionnaire=questionnaire, version=version, form_=form, writing=writing, faults=faults,
        parts=parts_of(form, made, faults), kinds=KINDS.items(), lines=lines,
        progress=translating.progress(form, made), to_section=request.POST.get("section", ""),
        correcting=writing and questionnaire.state != QuestionnaireState.DRAFT,
        drafting=questionnaire.state == QuestionnaireState.DRAFT,
    )


def _address(questionnaire: Questionnaire) -> str:
    return reverse("questionnaire-write", args=[questionnaire.edition.code, questionnaire.code])


def _do(request: HttpRequest, questionnaire: Questionnaire) -> str:
    """Does what a button asks for (``up council``); gives the place on the page to come back to."""
    what, _sign, code = request.POST.get("do", "").partition(" ")
    place = f"#{code}"
    copies: list[str] = []

    def duplicated(form: Form) -> Form:
        changed, own = editing.duplicate_question(form, code)
        copies.append(own)
        return changed

    def removed(form: Form) -> Form:
        return editing.remove_question(form, code)

    calls: dict[str, Callable[[Form], Form]] = {
        "up": lambda form: editing.move_question(form, code, -1),
        "down": lambda form: editing.move_question(form, code, 1),
        "copy": duplicated,
        "remove": removed,
        "section-up": lambda form: editing.move_section(form, code, -1),
        "section-down": lambda form: editing.move_section(form, code, 1),
        "section-copy": lambda form: editing.duplicate_section(form, code),
        "section-remove": lambda form: editing.remove_section(form, code),
    }
    if what not in calls:
        messages.error(request, _("This cannot be done with the questionnaire as it stands now."))
        return ""
    if said := _needed(questionnaire, what, code):
        messages.error(request, said)
        return place
    try:
        done = carried_out(request, lambda: edit_form(
            actor=actor_of(request), questionnaire=questionnaire, change=calls[what]
        ))
    except KeyError:
        messages.error(request, _("“%(code)s” is not there any more; somebody else may have removed it.") % {
            "code": code
        })
        return ""
    if done is None:
        return ""
    if what.endswith("remove"):
        messages.success(request, _("“%(code)s” was removed.") % {"code": code})
        return ""
    return f"#{copies[0]}" if copies else place


def _needed(questionnaire: Questionnaire, what: str, code: str) -> str:
    """Why something is not removed: other conditions look at it."""
    version = questionnaire.versions.last()
    form = form_of(version)
    section = form.section(code)
    if what == "remove" and code in form.by_code:
        users = editing.users_of(form, code)
    elif what == "section-remove" and section:
        own = {section.code, *(one.code for one in section.questions)}
        users = [user for one in section.questions for user in editing.users_of(form, one.code) if user not in own]
    else:
        return ""
    named = [words(form.by_code[user].label) if user in form.by_code else user for user in dict.fromkeys(users)]
    return _("Other questions depend on the answer: %(questions)s. Change their condition first; then it can be "
             "removed.") % {"questions": "; ".join(named[:5])} if named else ""


def _add_lines(request: HttpRequest, questionnaire: Questionnaire, lines: LinesForm) -> str:
    """Adds the questions typed; gives the place of the first, or nothing with what is wrong beside the field."""
    section, first = request.POST.get("section", ""), [""]
    added = [0]

    def change(form: Form) -> Form:
        there = section if form.section(section) else ""
        made, added[0] = with_lines(form, there, lines.cleaned_data["lines"])
        first[0] = next((code for code in made.by_code if code not in form.by_code), "")
        return made

    try:
        done = carried_out(request, lambda: edit_form(
            actor=actor_of(request), questionnaire=questionnaire, change=change
        ))
    except NotRead as refusal:
        for sentence in refusal.faults:
            lines.add_error("lines", sentence)
        return ""
    if done is None:
        return ""
    messages.success(request, ngettext(
        "%(number)s question was added.", "%(number)s questions were added.", added[0]
    ) % {"number": added[0]})
    return f"#{first[0] or 'sections'}"
