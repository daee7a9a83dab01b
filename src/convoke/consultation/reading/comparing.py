"""Reading questions that were asked before: the wording then and now, the choices, the ranks on record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.languages import Translated
from convoke.core.policy import readable

from ..form.model import Choice, Question
from ..models import Priority, QuestionMatch, Questionnaire, QuestionnaireVersion, ReplyCount


@dataclass(frozen=True)
class Side:
    """A question in one of the two questionnaires, with what is on record of it."""

    questionnaire: Questionnaire
    code: str
    question: Question | None
    """None where the version that asked it may not be read, or asks it no more."""
    counts: tuple[ReplyCount, ...] = ()

    @property
    def label(self) -> Translated:
        """The wording; the code where it is not on record."""
        return Translated(self.question.label) if self.question else Translated({"en": self.code})


@dataclass(frozen=True)
class Pairing:
    """A choice then and its counterpart now, with the rank each reached on record; either may be missing."""

    then: Choice | None
    now: Choice | None
    rank_then: int | None = None
    rank_now: int | None = None

    @property
    def then_label(self) -> Translated:
        """What the choice said then."""
        return Translated(self.then.label if self.then else {})

    @property
    def now_label(self) -> Translated:
        """What it says now."""
        return Translated(self.now.label if self.now else {})


@dataclass(frozen=True)
class Pair:
    """A question then and now."""

    match: QuestionMatch
    then: Side
    now: Side
    choices: tuple[Pairing, ...]

    @property
    def has_ranks(self) -> bool:
        """Whether a rank is on record for any of its choices."""
        return any(one.rank_then or one.rank_now for one in self.choices)


def pairs(actor: Actor, questionnaire: Questionnaire) -> list[Pair]:
    """The questions of a questionnaire that were asked before or since; five queries for any number."""
    matches = list(
        readable(actor, QuestionMatch).filter(Q(earlier=questionnaire) | Q(later=questionnaire))
        .select_related("earlier__edition", "later__edition")
        .order_by("later__edition__ordinal", "later_question", "pk")
    )
    both = {one.earlier_id for one in matches} | {one.later_id for one in matches}
    forms = forms_of(actor, both)
    counts: dict[int, list[ReplyCount]] = {}
    for count in readable(actor, ReplyCount).filter(questionnaire__in=both):
        counts.setdefault(count.questionnaire_id, []).append(count)
    ranks = {
        (one.questionnaire_id, one.question, one.choice): one.rank
        for one in readable(actor, Priority).filter(questionnaire__in=both, rank__isnull=False).exclude(choice="")
    }

    def side(of: Questionnaire, code: str) -> Side:
        return Side(of, code, forms.get(of.pk, {}).get(code), tuple(counts.get(of.pk, ())))

    return [
        Pair(
            one, then := side(one.earlier, one.earlier_question), now := side(one.later, one.later_question),
            tuple(_pairings(one, then, now, ranks)),
        )
        for one in matches
    ]


def forms_of(actor: Actor, questionnaires: Iterable[int]) -> dict[int, dict[str, Question]]:
    """The questions of the last version of each questionnaire that the actor may read; one query."""
    versions = readable(actor, QuestionnaireVersion).filter(questionnaire__in=questionnaires).order_by("number")
    return {one.questionnaire_id: one.parsed.by_code for one in versions}


def others(actor: Actor, questionnaire: Questionnaire) -> list[Questionnaire]:
    """The other questionnaires the actor may read and compare with, the latest edition first; one query."""
    found = readable(actor, Questionnaire).exclude(pk=questionnaire.pk).select_related("edition")
    return list(found.filter(edition__forum=questionnaire.edition.forum_id).order_by("-edition__ordinal", "order"))


def _pairings(
    match: QuestionMatch, then: Side, now: Side, ranks: dict[tuple[int, str, str], int | None]
) -> Iterable[Pairing]:
    if then.question is None or now.question is None:
        return
    mapped: dict[str, str] = match.choices
    for choice in then.question.choices:
        after = now.question.choice(mapped.get(choice.code, ""))
        yield Pairing(
            choice, after, ranks.get((then.questionnaire.pk, then.code, choice.code)),
            ranks.get((now.questionnaire.pk, now.code, after.code)) if after else None,
        )
    for choice in now.question.choices:
        if choice.code not in mapped.values():
            yield Pairing(None, choice, None, ranks.get((now.questionnaire.pk, now.code, choice.code)))
