"""The page of all questions of a questionnaire with what came of each, and publishing the totals (CON-2)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.analysis.counting import Counted, Totals, totals
from convoke.consultation.form.model import Kind, Section
from convoke.consultation.form.words import words
from convoke.consultation.models import Priority, ReplyCount
from convoke.consultation.operations import authoring
from convoke.consultation.operations.choosing import OF_WHICH_ONE_CHOOSES
from convoke.consultation.rules import why_not_published
from convoke.core.audiences import Audience
from convoke.core.policy import allows, readable
from convoke.core.versioned import Memory

from ...frame import actor_of, show
from .looks import Look, frame, look_at
from .names import party_name
from .sentences import Line, headline, lines

_memory = Memory(64)


@dataclass(frozen=True)
class Entry:
    """A question on the page of all."""

    counted: Counted
    title: str
    headline: str
    lines: list[Line]
    is_dropped: bool

    @property
    def is_ranking(self) -> bool:
        """Whether it has a page of priorities."""
        return self.counted.question.kind == Kind.RANKING and not self.counted.is_withheld


@dataclass(frozen=True)
class Part:
    """A section on the page of all."""

    section: Section
    title: str
    entries: list[Entry]


def results(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """All questions with what came of each, as the reader may see it."""
    look = look_at(request, edition, code)
    if request.method == "POST":
        return _publish(request, look)
    if not look.is_open:
        return closed(request, look)
    found = totals(look.questionnaire, look.eyes, look.asked)
    parts = _memory.recall((look.questionnaire.pk, look.eyes, look.moment), lambda: _parts(found))
    return show(
        request, "web/consultation/results/results.html", parts=parts, found=found,
        to_choose=[question.code for question in found.asked.questions if question.kind in OF_WHICH_ONE_CHOOSES][:1],
        may_publish=look.eyes.is_office and allows(actor_of(request), "publish-results", look.questionnaire)
        and not why_not_published(look.questionnaire),
        results_audience=Audience(look.questionnaire.results_audience).label, **frame(request, look),
    )


def _parts(found: Totals) -> list[Part]:
    """The sections with what came of each question, in words and a few lines."""
    name_of = party_name()
    return [
        Part(section, words(section.title), [
            Entry(
                counted := found.counted[question.code], words(question.label), headline(counted, name_of),
                lines(counted, name_of), question.code in found.asked.dropped,
            )
            for question in questions
        ])
        for section, questions in found.asked.sections
    ]


def closed(request: HttpRequest, look: Look) -> HttpResponse:
    """Why there are no results to see: what sources tell of a record, or when and by whom they will be seen (403)."""
    questionnaire, actor = look.questionnaire, actor_of(request)
    shown: dict[str, Any] = {**frame(request, look), "is_record": questionnaire.is_record}
    if questionnaire.opened_at is None:
        shown["counts"] = readable(actor, ReplyCount).filter(questionnaire=questionnaire)
        shown["priorities"] = readable(actor, Priority).filter(questionnaire=questionnaire)
    status = 200 if questionnaire.opened_at is None else 403
    shown["results_audience"] = Audience(questionnaire.results_audience).label
    return show(request, "web/consultation/results/closed.html", status=status, **shown)


def _publish(request: HttpRequest, look: Look) -> HttpResponse:
    try:
        authoring.publish_results(actor=actor_of(request), questionnaire=look.questionnaire)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The totals were published as they are now."))
    return redirect("results", look.edition.code, look.questionnaire.code)
