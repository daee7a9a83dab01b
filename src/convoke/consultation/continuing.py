"""Questionnaires go on into the next edition as drafts, each question matched with the one it comes from."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.continuing import Line, Step
from convoke.editions.models import Edition

from .models import QuestionMatch, Questionnaire, QuestionnaireVersion
from .states import QuestionnaireState

_TERMS = (
    "code", "order", "name", "sender", "purpose", "addressed_to", "time_zone", "disclosures", "disclosed_by",
    "results_audience", "audience",
)


def _going_on(actor: Actor, source: Edition, target: Edition) -> QuerySet[Questionnaire]:
    """Those with a form that the next edition does not have yet; exercises stay where they are."""
    there = Questionnaire.objects.filter(edition=target).values("code")
    found = readable(actor, Questionnaire).filter(edition=source, is_exercise=False, versions__isnull=False)
    return found.exclude(code__in=there).distinct().prefetch_related("versions", "invited").order_by("order", "code")


def _lines(actor: Actor, source: Edition, target: Edition) -> list[Line]:
    return [Line(str(one.name), _asks(one)) for one in _going_on(actor, source, target)]


def _asks(questionnaire: Questionnaire) -> str:
    number = len(list(questionnaire.versions.all())[-1].parsed.by_code)
    return ngettext("a draft with %(number)s question", "a draft with %(number)s questions", number) % {
        "number": number
    }


def _carry(actor: Actor, source: Edition, target: Edition) -> int:
    found = list(_going_on(actor, source, target))
    for one in found:
        version = list(one.versions.all())[-1]
        made = Questionnaire.objects.create(
            edition=target, state=QuestionnaireState.DRAFT, **{name: getattr(one, name) for name in _TERMS}
        )
        made.invited.set(one.invited.all())
        QuestionnaireVersion.objects.create(
            questionnaire=made, number=1, form=version.form, translated_from=version.translated_from
        )
        QuestionMatch.objects.bulk_create(
            QuestionMatch(
                earlier=one, earlier_question=question.code, later=made, later_question=question.code,
                choices={choice.code: choice.code for choice in question.choices},
            )
            for question in version.parsed.questions() if question.is_answered
        )
    return len(found)


def _requires(source: Edition, target: Edition) -> str:
    return "" if source.pk != target.pk else _("Questionnaires go on from an edition to another.")


QUESTIONNAIRES = Step(
    "questionnaires", gettext_lazy("Questionnaires"),
    gettext_lazy("Questionnaires go on as drafts of the new edition, nothing of their answers; each question is "
                 "matched with the one it comes from, so that answers can be compared."),
    _lines, _carry, _requires,
)
