"""The same question over editions: mapped by hand, with its choices, and with what changed in its wording."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..form.model import Question
from ..models import QuestionMatch, Questionnaire
from ..queries import version_at_hand


def match_questions(
    *, actor: Actor, earlier: Questionnaire, earlier_question: str, later: Questionnaire, later_question: str,
    choices: Mapping[str, str] | None = None, note: Mapping[str, str] | None = None,
) -> QuestionMatch:
    """Says that a question was asked before, in another questionnaire; said again, it is mapped anew.

    ``choices`` map the code of a choice then to its code now; one left out has no counterpart.
    ``note`` says what changed, by language. Raises ValidationError, by field, for a question or a choice
    that there is not, for two kinds that cannot be compared, and for the same questionnaire.
    """
    require(actor, "match", later)
    if earlier.pk == later.pk:
        raise ValidationError({"earlier": _("A question is compared with one of another questionnaire.")})
    then = _question(earlier, earlier_question, "earlier")
    now = _question(later, later_question, "later")
    if then.kind != now.kind:
        raise ValidationError({"earlier": _(
            "These two questions are answered in different ways and cannot be set side by side."
        )})
    mapped = _mapped(then, now, choices or {})
    said = {language: words.strip()[:1000] for language, words in (note or {}).items() if words.strip()}
    with operation(
        actor=actor, verb="match-questions", on=later, edition=later.edition.code
    ) as recording:
        made, is_new = QuestionMatch.objects.update_or_create(
            earlier=earlier, earlier_question=then.code, later=later, later_question=now.code,
            defaults={"choices": mapped, "note": said},
        )
        recording.facts = {
            "question": now.code, "with": f"{earlier.edition.code}/{earlier.code}", "earlier_question": then.code,
            "choices": len(mapped), "anew": not is_new,
        }
    return made


def _question(questionnaire: Questionnaire, code: str, name: str) -> Question:
    version = version_at_hand(questionnaire)
    found = version.parsed.by_code.get(code) if version else None
    if found is None or not found.is_answered:
        raise ValidationError({name: _("This questionnaire has no such question to compare.")})
    return found


def _mapped(then: Question, now: Question, choices: Mapping[str, str]) -> dict[str, str]:
    given = {before: after for before, after in choices.items() if after}
    unknown = [code for code in given if then.choice(code) is None]
    unknown += [code for code in given.values() if now.choice(code) is None]
    if unknown:
        raise ValidationError({"choices": _("Not a choice of these questions: %(codes)s.") % {
            "codes": ", ".join(sorted(set(unknown))),
        }})
    targets = list(given.values())
    twice = sorted({code for code in targets if targets.count(code) > 1})
    if twice:
        raise ValidationError({"choices": _(
            "Each choice of today stands for at most one of then. Given more than once: %(codes)s."
        ) % {"codes": ", ".join(twice)}})
    return given
