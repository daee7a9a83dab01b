"""One answer handed in: its report line by line, entering it from paper, checking it, taking it in."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.form.model import Form, Kind
from convoke.consultation.form.progress import Standing
from convoke.consultation.form.words import words
from convoke.consultation.models import Intake, Questionnaire
from convoke.consultation.operations import intakes as operations
from convoke.consultation.queries import missing_sentences, version_in_force
from convoke.consultation.reading.intake import Change, as_marks, changes
from convoke.consultation.rules import answers_for
from convoke.consultation.states import EDITABLE, IntakeState, QuestionnaireState
from convoke.core.actors import Actor
from convoke.core.policy import allows
from convoke.directory.models import Party

from ....lookups import lookups
from ...frame import actor_of, reader_zone, show
from ..answering.fields import Field, Word, by_code, fields_of, typed, word
from ..answering.languages import form_language
from ..answering.sections import party_word
from ..answering.telling import teller
from .files import SHOWN, intake_or_missing
from .handing import SECTION

Fields = list[tuple[Word, list[Field]]]


class _Page:
    """What the page of one answer handed in needs, and what may be done with it now."""

    def __init__(self, request: HttpRequest, questionnaire: Questionnaire, intake: Intake) -> None:
        self.request, self.questionnaire, self.intake = request, questionnaire, intake
        self.actor: Actor = actor_of(request)
        self.response = intake.response
        self.office = allows(self.actor, "encode", questionnaire)
        self.own = answers_for(self.actor, self.response)
        self.is_read = intake.version_id is not None
        self.is_open = questionnaire.state == QuestionnaireState.OPEN
        self.typed: dict[str, Any] | None = None
        self.errors: dict[str, str] = {}
        self.faults: list[str] = []

    @cached_property
    def form(self) -> Form:
        """The form in force."""
        version = version_in_force(self.questionnaire)
        return (version or self.response.version).parsed

    @property
    def waits(self) -> bool:
        """Whether somebody is to look at it."""
        return self.intake.state in (IntakeState.RECEIVED, IntakeState.ENTERED)

    @property
    def task(self) -> str:
        """What the reader is asked to do with it now; empty for nothing."""
        if not self.is_open or not (self.office or self.own):
            return ""
        if self.intake.state == IntakeState.RECEIVED and self.is_read:
            return "confirm"
        if not self.office:
            return ""
        if self.intake.state == IntakeState.RECEIVED:
            return "enter"
        if self.intake.state == IntakeState.ENTERED:
            return "wait" if self.intake.entered_by_id == self.actor.account_id else "check"
        return ""


@login_required
def one(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    """One answer handed in, as who looks at it may see it, with what is to be done."""
    questionnaire, intake = intake_or_missing(request, edition, code, pk)
    page = _Page(request, questionnaire, intake)
    if request.method == "POST":
        said = _posted(page)
        if said:
            messages.success(request, said)
            return redirect("intake", edition=edition, code=code, pk=pk)
    return _shown(page)


def _posted(page: _Page) -> str:
    """Does what a form of the page asks for; gives the sentence that says so, or nothing where it comes back."""
    data, do = page.request.POST, page.request.POST.get("do", "")
    actor, intake = page.actor, page.intake
    calls: dict[str, Callable[[], object]] = {
        "keep": lambda: operations.enter(
            actor=actor, intake=intake, answers=_typed(page), note=data.get("note", ""), done=False
        ),
        "enter": lambda: operations.enter(actor=actor, intake=intake, answers=_typed(page), note=data.get("note", "")),
        "check": lambda: operations.check(actor=actor, intake=intake, answers=_typed(page)),
        "send-back": lambda: operations.send_back(actor=actor, intake=intake, note=data.get("reason", "")),
        "set-aside": lambda: operations.set_aside(actor=actor, intake=intake, reason=data.get("reason", "")),
        "take-up": lambda: operations.take_up_again(actor=actor, intake=intake),
        "confirm": lambda: operations.confirm_reading(actor=actor, intake=intake, only=data.getlist("take")),
        "submit": lambda: operations.confirm_reading(
            actor=actor, intake=intake, only=data.getlist("take"), submit=True
        ),
    }
    if do not in calls:
        page.faults = [_("This cannot be done here.")]
        return ""
    try:
        calls[do]()
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            page.errors = {code: " ".join(said) for code, said in error.message_dict.items()}
            page.faults = [
                text for code, text in page.errors.items() if code not in page.form.by_code
            ]
        else:
            page.faults = list(error.messages)
        return ""
    return _said(do)


def _said(do: str) -> str:
    return {
        "keep": _("What you entered was kept."),
        "enter": _("Entered. Another member of the task force checks it now."),
        "check": _("Checked and taken in: it is the party’s submitted answer. Its focal point can confirm it."),
        "send-back": _("Sent back, to be entered anew."),
        "set-aside": _("Set aside. It is kept, and answers nothing."),
        "take-up": _("Taken up again."),
        "confirm": _("The answers were put into the draft. What stood there and differs is kept beside it."),
        "submit": _("Submitted for the party. Its focal point can confirm it."),
    }[do]


def _typed(page: _Page) -> Mapping[str, Any]:
    """What was typed on the page of entering or checking; files that were attached online stay out of it."""
    if page.typed is None:
        names = lookups(page.request).parties
        asked = page.form.by_code
        page.typed = {
            code: by_code(asked[code], typed(asked[code], page.request.POST), names)
            for code in dict.fromkeys(page.request.POST.getlist("on-page"))
            if code in asked and asked[code].is_answered and asked[code].kind != Kind.FILE
        }
    return page.typed


def _shown(page: _Page) -> HttpResponse:
    intake, task = page.intake, page.task
    notes = [said for line in intake.report if line.get("kind") == "note" for said in line["said"]]
    context: dict[str, Any] = {
        "intake": intake, "questionnaire": page.questionnaire, "response": page.response, "task": task,
        "office": page.office, "own": page.own, "is_read": page.is_read, "is_open": page.is_open,
        "zone": reader_zone(page.request), "party_word": party_word(page.response), "notes": notes,
        "faults": page.faults, "reason": page.request.POST.get("reason", ""),
        "is_picture": intake.file is not None and intake.file.content_type in SHOWN,
        "may_set_aside": page.waits and (page.office or page.own), "lines": [],
        "may_take_up": intake.state == IntakeState.SET_ASIDE and (page.office or page.own),
        "counts": page.response.submissions.filter(superseded_at__isnull=True).first(),
        "typable": page.response.state in EDITABLE,
    }
    tell = teller(page.request)
    form, language = page.form, form_language(page.request, page.form)
    if page.is_read:
        known = changes(page.response, intake.answers, form, lambda question, value: tell(question, value, language))
        chosen = set(page.request.POST.getlist("take")) if page.request.method == "POST" else set(intake.answers)
        context |= {
            "lines": [_line(line, known, chosen) for line in intake.report if line.get("kind") == "line"],
            "different": sum(not (one.is_same or one.is_new) for one in known.values()),
            "missing": missing_sentences(form, intake.answers),
        }
    elif task in ("enter", "check"):
        fields = _fields(page, form, language)
        context |= {
            "sections": fields, "note": page.request.POST.get("note", intake.note), "language": language,
            "wrong": [field for _section, several in fields for field in several if field.error],
            "parties": _party_choices(page, form),
        }
    else:
        context["answers"] = [
            (words(question.label, language), tell(question, intake.answers[code], language))
            for code, question in form.by_code.items() if code in intake.answers
        ]
    context["corrected"] = [
        (words(question.label, language), tell(question, line["before"], language),
         tell(question, line["after"], language))
        for line in intake.report if line.get("kind") == "corrected"
        and (question := form.by_code.get(line["question"])) is not None
    ]
    return show(
        page.request, "web/consultation/intake/one.html", edition=page.questionnaire.edition, section=SECTION,
        **context,
    )


def _line(line: Mapping[str, Any], known: Mapping[str, Change], chosen: set[str]) -> dict[str, Any]:
    """A line of the report as the page shows it: with what stands in the draft now."""
    change = known.get(line["question"]) if line["taken"] else None
    return {**line, "change": change, "is_chosen": line["question"] in chosen}


def _fields(page: _Page, form: Form, language: str) -> Fields:
    """The whole form as fields; everything may be entered, whatever the paper's answers depend on."""
    everything = Standing(frozenset(form.by_code), (), {}, {}, {})
    names = lookups(page.request).parties
    asks_parties = any(question.kind == Kind.PARTY for question in form.questions())
    parties = {party.code: party for party in Party.objects.all()} if asks_parties else {}
    marks = as_marks(page.intake.answers)
    made: Fields = []
    for section in form.sections:
        fields = [
            field for field in fields_of(section, marks, everything, names, parties, language)
            if field.question.kind not in (Kind.FILE, Kind.CALCULATION)
        ]
        for field in fields:
            if page.request.method == "POST" and field.question.is_answered and page.typed is not None:
                field.given = typed(field.question, page.request.POST)
                field.error = page.errors.get(field.code, "")
        made.append((word(section.title, language), fields))
    return made


def _party_choices(page: _Page, form: Form) -> list[str]:
    if not any(question.kind == Kind.PARTY for question in form.questions()):
        return []
    names = lookups(page.request).parties
    return [names.name(party) for party in names.sort(Party.objects.all())]
