"""The answers as the database counts them: few queries, however many answers there are.

Answers are canonical JSON, so that any number of them, joined by commas, is read at once. Texts, files and
contacts are only counted, never read: nothing a respondent wrote in words enters a total.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Aggregate, Case, Count, F, Max, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Substr

from ..form.model import Kind, Question
from ..models import Disclosure, Questionnaire, Submission, SubmittedAnswer

ONLY_NUMBER = frozenset({Kind.SHORT, Kind.LONG, Kind.FILE, Kind.CONTACT})
"""Kinds of which only the number of answers is counted."""
YES_NO_LENGTH = len('{"answer":"yes"')
"""As far as canonical JSON says yes or no; what follows is the explanation."""


class Joined(Aggregate):
    """Texts joined by commas."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite knew the same by another name long before it knew this one."""
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


@dataclass(frozen=True)
class Given:
    """All answers to one question: their JSON joined by commas, and how many there are of each disclosure."""

    values: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(self.numbers.values())


class Tally(NamedTuple):
    """How many gave the same answer, of those with the same disclosure, the same party, in time or late alike."""

    value: str
    disclosure: str
    number: int
    party: int | None
    is_late: bool


def counting_at(moment: dt.datetime | None) -> Q:
    """The answers that counted at a moment; None: that count now."""
    if moment is None:
        return Q(until__isnull=True)
    return Q(since__lte=moment) & (Q(until__isnull=True) | Q(until__gt=moment))


def submissions_at(questionnaire: Questionnaire, moment: dt.datetime | None) -> QuerySet[Submission]:
    """The submissions that counted at a moment; None: that count now."""
    own = Submission.objects.filter(response__questionnaire=questionnaire)
    if moment is None:
        return own.filter(superseded_at__isnull=True)
    return own.filter(at__lte=moment).filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment))


def given_to(
    questionnaire: Questionnaire, questions: Sequence[Question], moment: dt.datetime | None = None
) -> dict[str, Given]:
    """The answers to each question; three queries for any number of questions and answers."""
    read = [one.code for one in questions if one.kind not in ONLY_NUMBER | {Kind.YES_NO}]
    yes_no = [one.code for one in questions if one.kind == Kind.YES_NO]
    counted = [one.code for one in questions if one.kind in ONLY_NUMBER]
    numbers = {f"of_{place}": Count("pk", filter=Q(audience=one)) for place, one in enumerate(Disclosure.values)}
    found: dict[str, Given] = {}
    said = (read, Joined("value")), (yes_no, Joined(Substr("value", 1, YES_NO_LENGTH))), (counted, None)
    for codes, values in said:
        if not codes:
            continue
        rows = _own(questionnaire, moment).filter(question__in=codes).order_by().values_list("question").annotate(
            values_=values or Max(Value("")), **numbers
        )
        for code, joined, *each in rows:
            found[code] = Given(str(joined), dict(zip(Disclosure.values, each, strict=True)))
    return found


def tallies_by_party(
    questionnaire: Questionnaire, questions: Sequence[Question], moment: dt.datetime | None = None
) -> dict[str, list[Tally]]:
    """The answers with whose they are, and with who answered after the deadline: for counts by group; one query."""
    unread = [question.code for question in questions if question.kind in ONLY_NUMBER]
    yes_no = [question.code for question in questions if question.kind == Kind.YES_NO]
    said = Case(
        When(question__in=unread, then=Value("")), When(question__in=yes_no, then=Substr("value", 1, YES_NO_LENGTH)),
        default=F("value"), output_field=TextField(),
    ) if unread or yes_no else F("value")
    rows = _own(questionnaire, moment).filter(question__in=[question.code for question in questions]).values_list(
        "question", said, "audience", "party", "submission__is_late"
    )
    found: dict[str, list[Tally]] = defaultdict(list)
    for code, value, disclosure, party, is_late, number in rows.annotate(number=Count("pk")).order_by():
        found[code].append(Tally(value, disclosure, number, party, is_late))
    return dict(found)


def together(tallies: Iterable[Tally]) -> Given:
    """Several tallies of one question as one."""
    values: list[str] = []
    numbers: dict[str, int] = {}
    for tally in tallies:
        values += [tally.value] * tally.number
        numbers[tally.disclosure] = numbers.get(tally.disclosure, 0) + tally.number
    return Given(",".join(values), numbers)


def _own(questionnaire: Questionnaire, moment: dt.datetime | None) -> QuerySet[SubmittedAnswer]:
    return SubmittedAnswer.objects.filter(counting_at(moment), questionnaire=questionnaire)
