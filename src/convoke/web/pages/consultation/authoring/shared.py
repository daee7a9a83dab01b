"""What the pages of writing share: the draft at hand, saying what an operation refused, faults at their places."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from convoke.consultation import queries
from convoke.consultation.form.check import FormFault, faults
from convoke.consultation.form.conditions import strange
from convoke.consultation.form.model import Form
from convoke.consultation.models import Questionnaire, QuestionnaireVersion
from convoke.core.policy import require
from convoke.editions.models import Edition

from ...frame import actor_of
from ..common import questionnaire_or_missing

SECTION = "questionnaires"


def drafted(
    request: HttpRequest, edition: str, code: str
) -> tuple[Edition, Questionnaire, QuestionnaireVersion | None]:
    """The questionnaire and the version at hand, for who may write it; raises Denied and Missing."""
    found, questionnaire = questionnaire_or_missing(request, edition, code)
    require(actor_of(request), "draft", questionnaire)
    return found, questionnaire, queries.version_at_hand(questionnaire)


def form_of(version: QuestionnaireVersion | None) -> Form:
    """The form of a version; an empty one where there is none (a questionnaire known from sources alone)."""
    return version.parsed if version else Form()


def carried_out(request: HttpRequest, call: Callable[[], Any]) -> Any:
    """What an operation gives; None with its objections as messages."""
    try:
        return call()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return None


class Faults:
    """What is wrong in a form, by the place where it is shown."""

    def __init__(self, form: Form) -> None:
        self.all: list[FormFault] = faults(form)
        self.of_question: dict[str, list[str]] = defaultdict(list)
        self.of_section: dict[str, list[str]] = defaultdict(list)
        self.whole: list[str] = []
        for fault in self.all:
            place = (self.of_question[fault.question] if fault.question else
                     self.of_section[fault.section] if fault.section else self.whole)
            place.append(fault.sentence)
        self.doubts: dict[str, str] = {}
        conditions = [(one.code, one.relevant) for section in form.sections for one in section.questions]
        for code, source in [*((section.code, section.relevant) for section in form.sections), *conditions]:
            if said := strange(form, source):
                self.doubts[code] = said

    def __bool__(self) -> bool:
        return bool(self.all)

    def __len__(self) -> int:
        return len(self.all)
