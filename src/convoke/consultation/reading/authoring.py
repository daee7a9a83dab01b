"""What is read while a questionnaire is written: its versions, what differs between them, who would be asked."""

import datetime as dt
from dataclasses import dataclass, fields

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Account, Party

from ..form.compare import difference
from ..form.model import Form, Question
from ..models import Questionnaire, QuestionnaireVersion
from ..operations.authoring import MOVING
from .addressed import addressed_parties, participants


@dataclass(frozen=True)
class Changed:
    """A question that differs between two versions; one of the two is None for a new one or one that is gone."""

    question: Question
    """As it stands last."""
    before: Question | None
    after: Question | None
    parts: tuple[str, ...] = ()
    """What of it differs, in words."""


def versions(actor: Actor, questionnaire: Questionnaire) -> list[QuestionnaireVersion]:
    """The versions of a questionnaire that may be read, the last first; one query."""
    return list(readable(actor, QuestionnaireVersion).filter(questionnaire=questionnaire).order_by("-number"))


def written(actor: Actor) -> QuerySet[Questionnaire]:
    """The questionnaires whose form can be copied, those of the last edition first."""
    asking = readable(actor, QuestionnaireVersion).values("questionnaire")
    return readable(actor, Questionnaire).filter(pk__in=asking).select_related("edition").order_by(
        "-edition__ordinal", "order"
    )


def differences(earlier: Form, later: Form) -> list[Changed]:
    """What differs in the questions of two forms: changed and new ones in the order of the later, then those gone."""
    found = difference(earlier, later)
    before, after = earlier.by_code, later.by_code
    result = [
        Changed(question, before.get(code), question, _parts(before[code], question) if code in before else ())
        for code, question in after.items() if code in {*found.added, *found.changed}
    ]
    return [*result, *(Changed(before[code], before[code], None) for code in found.removed)]


def _parts(before: Question, after: Question) -> tuple[str, ...]:
    said = {
        "kind": _("kind"), "label": _("text"), "hint": _("hint"), "required": _("whether an answer is required"),
        "relevant": _("when it is asked"), "constraint": _("what an answer may be"),
        "constraint_message": _("what is said of an answer that does not fit"), "choices": _("choices"),
        "rows": _("rows"), "first": _("how many are ranked"), "at_most": _("how many may be chosen"),
        "unit": _("unit"), "whole": _("whole numbers"), "lowest": _("lower bound"), "highest": _("upper bound"),
        "calculation": _("what is calculated"),
    }
    return tuple(
        said[one.name] for one in fields(Question)
        if one.name in said and getattr(before, one.name) != getattr(after, one.name)
    )


def number_asked(questionnaire: Questionnaire, on: dt.date) -> int:
    """How many would be asked if the questionnaire were opened on a date; one query."""
    if questionnaire.addressed_to == Questionnaire.AddressedTo.PARTICIPANTS:
        return Account.objects.filter(pk__in=participants(on).values("person__account")).count()
    return addressed_parties(questionnaire, on).count()


def drafts_that_move(questionnaire: Questionnaire) -> int:
    """How many answers being prepared would move along to a corrected version."""
    return questionnaire.responses.filter(state__in=MOVING).exclude(state="asked").count()


def chosen_parties(questionnaire: Questionnaire) -> list[Party]:
    """The parties chosen one by one."""
    return list(questionnaire.invited.all())
