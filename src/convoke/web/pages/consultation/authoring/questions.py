"""The page of one section and of one question."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.form import editing
from convoke.consultation.form.model import Form, Kind, Question, Section
from convoke.consultation.form.words import words
from convoke.consultation.models import Questionnaire, QuestionnaireVersion
from convoke.consultation.operations.authoring import edit_form
from convoke.consultation.rules import FROZEN

from ....errors import Missing
from ...frame import actor_of, show
from .forms import SectionForm
from .question_form import KINDS, ConditionForm, QuestionForm, mark_of
from .shared import SECTION, Faults, carried_out, drafted, form_of


class _ChangedMeanwhile(Exception):
    """Somebody else saved the same thing since it was opened here."""


def _writing(
    request: HttpRequest, edition: str, code: str
) -> tuple[Questionnaire, QuestionnaireVersion | None, HttpResponse | None]:
    _found, questionnaire, version = drafted(request, edition, code)
    if version is None or version.frozen_at is not None:
        messages.info(request, FROZEN)
        return questionnaire, version, redirect("questionnaire-write", edition=edition, code=code)
    return questionnaire, version, None


def _address(questionnaire: Questionnaire, name: str = "questionnaire-write", *more: str) -> str:
    return reverse(name, args=[questionnaire.edition.code, questionnaire.code, *more])


def _missing(questionnaire: Questionnaire, kind: str, code: str, known: list[tuple[str, str]]) -> Missing:
    name = "questionnaire-question" if kind == _("question") else "questionnaire-section"
    return Missing(kind, code, [(label, _address(questionnaire, name, one)) for one, label in known[:6]])


# ------------------------------------------------------------------ sections


@login_required
def section(request: HttpRequest, edition: str, code: str, section: str = "") -> HttpResponse:
    """One section: its title and introduction in each language, and when it is shown; without a code: a new one."""
    questionnaire, version, elsewhere = _writing(request, edition, code)
    if elsewhere:
        return elsewhere
    form = form_of(version)
    present = form.section(section) if section else Section("", {})
    if present is None:
        raise _missing(questionnaire, _("section"), section, [(one.code, words(one.title)) for one in form.sections])
    fields = SectionForm(request.POST or None, languages=form.languages, initial=SectionForm.told(present))
    condition = ConditionForm(request.POST or None, form=_without(form, section), source=present.relevant)
    if request.method == "POST" and fields.is_valid() and condition.is_valid():
        own = section or editing.code_from(
            fields.words("title").get(form.languages[0], ""), editing.names_taken(form), "section"
        )
        done = carried_out(request, lambda: edit_form(
            actor=actor_of(request), questionnaire=questionnaire, change=lambda whole: _with_section(
                whole, own, not section, fields.words("title"), fields.words("intro"),
                condition.cleaned_data["condition"],
            ),
        ))
        if done:
            messages.success(request, _("The section was saved."))
            if request.POST.get("then") == "question":
                return redirect(f"{_address(questionnaire, 'questionnaire-question-new')}?section={own}")
            return redirect(f"{_address(questionnaire)}#{own}")
    return show(
        request, "web/consultation/authoring/section.html", edition=questionnaire.edition, section=SECTION,
        questionnaire=questionnaire, form=fields, condition=condition, present=present, is_new=not section,
        faults=Faults(form).of_section.get(section, []) if section else [],
    )


def _without(form: Form, section: str) -> Form:
    """The form a section's condition may look at: everything but the section itself."""
    return editing.remove_section(form, section) if section else form


def _with_section(
    form: Form, code: str, is_new: bool, title: dict[str, str], intro: dict[str, str], relevant: str
) -> Form:
    present = form.section(code)
    if is_new or present is None:
        own = editing.code_from(code, editing.names_taken(form), "section")
        return editing.add_section(form, Section(own, title, intro, relevant))
    return editing.replace_section(form, code, replace(present, title=title, intro=intro, relevant=relevant))


# ------------------------------------------------------------------ questions


@login_required
def new_question(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """A new question of a kind, at the end of a section or behind another question."""
    questionnaire, version, elsewhere = _writing(request, edition, code)
    if elsewhere:
        return elsewhere
    form = form_of(version)
    asked = request.GET.get("section", "")
    there = form.section(asked) or (form.sections[-1] if form.sections else None)
    if there is None:
        messages.info(request, _("A question stands in a section. Begin with one."))
        return redirect("questionnaire-section-new", edition=edition, code=code)
    kind = _kind(request.GET.get("kind", ""))
    fields = QuestionForm(request.POST or None, form=form, question=Question("", kind, {}), is_new=True)
    if request.method == "POST" and fields.is_valid():
        made, after = fields.made, request.GET.get("after", "")
        done = carried_out(request, lambda: edit_form(
            actor=actor_of(request), questionnaire=questionnaire,
            change=lambda whole: _added(whole, there, made, after),
        ))
        if done:
            messages.success(request, _("The question was added."))
            return redirect(_next(request, questionnaire, there.code, made))
    return _shown(request, questionnaire, form, fields, there, is_new=True)


def _added(form: Form, there: Section, made: Question, after: str) -> Form:
    taken = editing.names_taken(form)
    question = replace(made, code=editing.code_from(made.code, taken)) if made.code in taken else made
    form = form if form.section(there.code) else editing.add_section(form, replace(there, questions=()))
    return editing.add_question(form, there.code, question, after)


def _kind(word: str) -> Kind:
    return Kind(word) if word in set(Kind) else Kind.SHORT


def _next(request: HttpRequest, questionnaire: Questionnaire, section: str, made: Question) -> str:
    if request.POST.get("then") == "another":
        kind = _kind(request.POST.get("next_kind") or made.kind)
        new = _address(questionnaire, "questionnaire-question-new")
        return f"{new}?section={section}&kind={kind}&after={made.code}"
    return f"{_address(questionnaire)}#{made.code}"


@login_required
def question(request: HttpRequest, edition: str, code: str, question: str) -> HttpResponse:
    """One question: its texts in each language, what may be answered, when it is asked."""
    questionnaire, version, elsewhere = _writing(request, edition, code)
    if elsewhere:
        return elsewhere
    form = form_of(version)
    present = form.by_code.get(question)
    if present is None:
        raise _missing(questionnaire, _("question"), question, [
            (one.code, words(one.label)) for one in form.questions()
        ])
    there = next(one for one in form.sections if one.code == form.section_of[question])
    if request.method == "POST" and request.POST.get("do") == "kind":
        return _change_kind(request, questionnaire, present)
    fields = QuestionForm(request.POST or None, form=form, question=present, is_new=False)
    if request.method == "POST" and fields.is_valid():
        made, seen = fields.made, request.POST.get("seen", "")
        try:
            done = carried_out(request, lambda: edit_form(
                actor=actor_of(request), questionnaire=questionnaire,
                change=lambda whole: _changed(whole, question, made, seen, request.POST.get("section", "")),
                renamed={made.code: question} if made.code != question else None,
            ))
        except (_ChangedMeanwhile, KeyError):
            return _twice(request, questionnaire, fields, there, question)
        if done:
            messages.success(request, _("The question was saved."))
            return redirect(_next(request, questionnaire, there.code, made))
    return _shown(request, questionnaire, form, fields, there, is_new=False)


def _changed(form: Form, code: str, made: Question, seen: str, section: str) -> Form:
    if mark_of(form.by_code[code]) != seen:
        raise _ChangedMeanwhile
    form = editing.replace_question(form, code, made)
    return editing.move_question_to(form, made.code, section) if form.section(section) else form


def _twice(
    request: HttpRequest, questionnaire: Questionnaire, fields: QuestionForm, there: Section, code: str
) -> HttpResponse:
    """Two people wrote the same question: what was typed here stays, what is stored is said, a second save decides."""
    form = form_of(questionnaire.versions.last())
    stored = form.by_code.get(code)
    said = _("Somebody else changed this question since you opened it. Stored now: “%(stored)s”. Save once more to "
             "put yours in its place.") % {"stored": words(stored.label) if stored else ""}
    if stored is None:
        messages.error(request, _("“%(code)s” is not there any more; somebody else may have removed it.") % {
            "code": code
        })
    fields.add_error(None, said)
    fields.data = fields.data.copy()  # type: ignore[attr-defined]
    fields.data["seen"] = mark_of(stored)  # type: ignore[index]
    return _shown(request, questionnaire, form, fields, there, is_new=False, status=409)


def _change_kind(request: HttpRequest, questionnaire: Questionnaire, present: Question) -> HttpResponse:
    kind = _kind(request.POST.get("kind", present.kind))

    def change(form: Form) -> Form:
        return editing.replace_question(form, present.code, editing.of_kind(form.by_code[present.code], kind))

    done = carried_out(request, lambda: edit_form(
        actor=actor_of(request), questionnaire=questionnaire, change=change
    ))
    if done and kind != present.kind:
        messages.success(request, _("The question is now of this kind: %(kind)s. What this kind does not have was left "
                                    "out.") % {"kind": KINDS[kind]})
    return redirect("questionnaire-question", edition=questionnaire.edition.code, code=questionnaire.code,
                    question=present.code)


def _shown(
    request: HttpRequest, questionnaire: Questionnaire, form: Form, fields: QuestionForm, there: Section, *,
    is_new: bool, status: int = 200,
) -> HttpResponse:
    code = fields.question.code
    faults = Faults(form)
    return show(
        request, "web/consultation/authoring/question.html", edition=questionnaire.edition, section=SECTION,
        status=status, questionnaire=questionnaire, form=fields, question=fields.question, there=there, is_new=is_new,
        kind=KINDS[fields.question.kind], kinds=KINDS.items(), form_=form,
        faults=[] if is_new else faults.of_question.get(code, []), doubt="" if is_new else faults.doubts.get(code, ""),
        users=[] if is_new or code not in form.by_code else editing.users_of(form, code),
    )
