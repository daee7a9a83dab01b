"""Answers in words: found, sorted by tags, and quoted only where the party agreed (CON-2)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.directory.roles import OFFICE
from convoke.directory.search import folded

from ..form.model import TEXTS, Kind, Question
from ..models import AnswerTag, Questionnaire, SubmittedAnswer, Tag
from ..rules import whole_responses
from .asked import Asked
from .eyes import Eyes

IN_WORDS = TEXTS | {Kind.YES_NO}
"""Kinds of questions that are answered in words; of yes and no, the explanation."""
EMPTY_WHY = ('{"answer":"no"}', '{"answer":"yes"}')


@dataclass(frozen=True)
class Wanted:
    """Which answers in words are looked for; what is empty does not narrow them."""

    search: str = ""
    question: str = ""
    tag: str = ""
    party: str = ""


@dataclass(frozen=True)
class Said:
    """One answer in words, with whose it is."""

    question: Question
    response: int
    party: Party | None
    words: str
    answer: str
    """Of yes and no, which of both; else empty."""
    disclosure: str
    may_quote: bool
    is_late: bool
    tags: tuple[Tag, ...] = field(default=())

    @property
    def lines(self) -> list[str]:
        """The lines of the text, each in its own direction."""
        return [line for line in self.words.splitlines() if line.strip()]


def questions_in_words(asked: Asked) -> list[Question]:
    """The questions that are answered in words."""
    return [question for question in asked.questions if question.kind in IN_WORDS]


def quotable(actor: Actor, questionnaire: Questionnaire, eyes: Eyes) -> QuerySet[SubmittedAnswer]:
    """CON-2: the answers of now that may be quoted to the actor, or that are the actor's own.

    The office reads all; through other eyes it sees what they do.
    """
    present = readable(actor, SubmittedAnswer).filter(questionnaire=questionnaire, until__isnull=True)
    if eyes.is_office:
        return present
    disclosed = Q(may_quote=True, audience__in=sorted(eyes.audiences)) & ~Q(audience="task-force")
    if actor.has_role(*OFFICE):
        return present.filter(disclosed)
    return present.filter(disclosed | Q(submission__response__in=whole_responses(actor).values("pk")))


def found(
    actor: Actor, questionnaire: Questionnaire, eyes: Eyes, questions: Sequence[Question], wanted: Wanted
) -> list[int]:
    """Keys of the answers in words that are wanted, in the order of the questions and then of the parties' codes.

    A word is found whatever its case and accents, in any language. One query, two for a tag.
    """
    asked = {question.code: place for place, question in enumerate(questions)}
    codes = [wanted.question] if wanted.question else list(asked)
    rows = quotable(actor, questionnaire, eyes).filter(question__in=[code for code in codes if code in asked])
    rows = rows.exclude(value__in=EMPTY_WHY)
    if wanted.party:
        rows = rows.filter(party__code=wanted.party)
    if wanted.tag:
        marks = readable(actor, AnswerTag).filter(tag__questionnaire=questionnaire, tag__code=wanted.tag)
        rows = rows.filter(pk__in=_marked(rows, marks))
    sought = folded(wanted.search).split()
    keys = []
    for pk, code, value, party in rows.values_list("pk", "question", "value", "party__code").iterator():
        words = _words(value)[0]
        if words and _has(words, sought):
            keys.append((asked[code], party or "", pk))
    return [pk for _place, _party, pk in sorted(keys)]


def read(actor: Actor, questionnaire: Questionnaire, questions: Sequence[Question], keys: Iterable[int]) -> list[Said]:
    """The answers with these keys in their order, with their tags for the office; two queries."""
    order = {pk: place for place, pk in enumerate(keys)}
    by_code = {question.code: question for question in questions}
    rows = readable(actor, SubmittedAnswer).filter(pk__in=list(order)).select_related("party", "submission")
    answers = sorted(rows, key=lambda row: order[row.pk])
    tags: dict[tuple[int, str], list[Tag]] = {}
    if actor.has_role(*OFFICE):
        marks = AnswerTag.objects.filter(
            tag__questionnaire=questionnaire, response__in=[row.submission.response_id for row in answers]
        )
        for mark in marks.select_related("tag").order_by("tag__code"):
            tags.setdefault((mark.response_id, mark.question), []).append(mark.tag)
    said = []
    for row in answers:
        words, answer = _words(row.value)
        response = row.submission.response_id
        said.append(Said(
            by_code[row.question], response, row.party, words, answer, row.audience, row.may_quote,
            row.submission.is_late, tuple(tags.get((response, row.question), ())),
        ))
    return said


def tags_of(actor: Actor, questionnaire: Questionnaire) -> list[Tag]:
    """The tags of a questionnaire: for the office alone; one query."""
    return list(readable(actor, Tag).filter(questionnaire=questionnaire))


def _marked(rows: QuerySet[SubmittedAnswer], marks: QuerySet[AnswerTag]) -> list[int]:
    having = set(marks.values_list("response", "question"))
    keys = rows.values_list("pk", "submission__response", "question")
    return [pk for pk, response, question in keys if (response, question) in having]


def _has(words: str, sought: list[str]) -> bool:
    if not sought:
        return True
    text = folded(words)
    return all(word in text for word in sought)


def _words(stored: str) -> tuple[str, str]:
    """The words of an answer and, of yes and no, which of both."""
    value = json.loads(stored)
    if isinstance(value, dict):
        return str(value.get("why", "")), str(value.get("answer", ""))
    return (value, "") if isinstance(value, str) else ("", "")
