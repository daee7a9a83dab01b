"""What came of questionnaires: the page of 200 answers to 60 questions, and 1,000,000 answers counted.

    python -m benchmarks.results_pages    in a home folder of its own that CONVOKE_HOME names
"""

import datetime as dt
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

from .figures import Figure
from .inside import asking, figures_of, p95

PARTIES, QUESTIONS = 200, 60
MANY, MANY_QUESTIONS = 20_000, 50
"""So many respondents, each with so many answers: a million."""
PAGE, COUNTED = 100.0, 2.0
"""Targets: milliseconds, seconds."""
WORDS = ["The", "framework", "is", "being", "reviewed", "with", "the", "ministries", "concerned"]


def results(home: Path) -> list[Figure]:
    """Fills a home of its own and measures there, in a process of its own."""
    return figures_of("results_pages", home)


def main() -> None:
    """Fills the database and measures what a reader waits for."""
    django.setup()
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from convoke.consultation.analysis.counting import breakdown, totals  # noqa: PLC0415
    from convoke.consultation.analysis.eyes import THE_OFFICE  # noqa: PLC0415
    from convoke.core.versioned import forget_everything  # noqa: PLC0415
    from convoke.directory.models import Account  # noqa: PLC0415
    from convoke.editions.models import Edition  # noqa: PLC0415

    edition = Edition.objects.order_by("pk").first()
    assert edition is not None
    page = _questionnaire(edition, "exercise-bench-page", PARTIES, QUESTIONS)
    many = _questionnaire(edition, "exercise-bench-many", MANY, MANY_QUESTIONS)
    client = Client()
    client.force_login(Account.objects.get(email="task-force@example.org"))

    def get(name: str, *more: str, query: str = "") -> Callable[[], int]:
        return asking(client, reverse(name, args=[edition.code, page.code, *more]) + query)

    name = f"results of {PARTIES} answers to {QUESTIONS} questions"
    first = p95(get("results"), 30, before=forget_everything)
    again = p95(get("results"), 60)
    one = p95(get("results-question", "q02", query="?by=region"), 30, before=forget_everything)
    order = p95(get("results-priorities", "q02"), 10, before=forget_everything)
    size = get("results")() / 1024
    counted = [_seconds(lambda: (forget_everything(), totals(many, THE_OFFICE))) for _ in range(3)]
    by = _seconds(lambda: breakdown(many, "q00", THE_OFFICE, by="deadline"))
    print(json.dumps([
        (f"{name}: p95, after each change", first, "ms", PAGE),
        (f"{name}: p95, nothing changed", again, "ms", PAGE),
        (f"{name}: page compressed", size, "KB", 60.0),
        (f"one question of {PARTIES} answers by region: p95, after each change", one, "ms", PAGE),
        (f"priorities of {PARTIES} rankings by seven rules: p95, after each change", order, "ms", 0.0),
        (f"{MANY * MANY_QUESTIONS:,} answers counted", statistics.median(counted), "s", COUNTED),
        (f"one question of {MANY:,} answers, in time and late", by, "s", COUNTED),
    ]))


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _form(questions: int) -> Any:
    from convoke.consultation.form.model import Choice, Form, Kind, Question, Section  # noqa: PLC0415

    def choices(word: str, number: int) -> tuple[Choice, ...]:
        return tuple(Choice(f"{word}{one}", {"en": f"{word.capitalize()} {one}"}) for one in range(1, number + 1))

    kinds: tuple[tuple[Kind, dict[str, Any]], ...] = (
        (Kind.ONE, {"choices": choices("answer", 6)}),
        (Kind.SEVERAL, {"choices": choices("means", 6)}),
        (Kind.RANKING, {"choices": choices("theme", 18), "first": 5}),
        (Kind.GRID, {"choices": choices("step", 5), "rows": choices("row", 6)}),
        (Kind.NUMBER, {}), (Kind.YES_NO, {}), (Kind.DATE, {}), (Kind.LONG, {}),
    )
    made = [
        Question(f"q{number:02}", kinds[number % len(kinds)][0], {"en": f"Question {number + 1} of the exercise"},
                 **kinds[number % len(kinds)][1])
        for number in range(questions)
    ]
    return Form(sections=tuple(
        Section(f"s{at}", {"en": f"Section {at + 1}"}, questions=tuple(made[at * 10 : at * 10 + 10]))
        for at in range((questions + 9) // 10)
    ))


def _answer(question: Any, source: random.Random) -> Any:
    kind = question.kind.value
    if kind == "one":
        return source.choice(question.choices).code
    if kind == "several":
        return [one.code for one in question.choices if source.random() < 0.4] or [question.choices[0].code]
    if kind == "ranking":
        return [one.code for one in source.sample(question.choices, question.first)]
    if kind == "grid":
        return {row.code: source.choice(question.choices).code for row in question.rows}
    if kind == "number":
        return str(source.randrange(500))
    if kind == "yes-no":
        return {"answer": source.choice(["yes", "no"]), "why": " ".join(source.choices(WORDS, k=5))}
    if kind == "date":
        return f"20{source.randrange(10, 30)}-{source.randrange(1, 13):02}-01"
    return " ".join(source.choices(WORDS, k=20))


def _questionnaire(edition: Any, code: str, respondents: int, questions: int) -> Any:
    """A questionnaire with answers; made once. Two hundred respond as parties, more as participants."""
    from django.db import transaction  # noqa: PLC0415

    from convoke.consultation.form.model import canonical, checksum_of, to_json  # noqa: PLC0415
    from convoke.consultation.models import (  # noqa: PLC0415
        Questionnaire,
        QuestionnaireVersion,
        Response,
        Submission,
        SubmittedAnswer,
    )
    from convoke.directory.models import Account  # noqa: PLC0415

    found = Questionnaire.objects.filter(code=code, edition=edition).first()
    if found:
        return found
    form, source, at = _form(questions), random.Random(code), dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)
    with transaction.atomic():
        made = Questionnaire.objects.create(
            edition=edition, code=code, name={"en": f"Exercise: {code}"}, state="open", is_exercise=True,
            opened_at=at, due_at=at + dt.timedelta(days=30), disclosures=["task-force"], audience="friends",
        )
        version = QuestionnaireVersion.objects.create(
            questionnaire=made, number=1, form=to_json(form), checksum=checksum_of(form), frozen_at=at,
        )
        if respondents <= PARTIES:
            who: list[dict[str, Any]] = [{"party": party} for party in _parties(respondents)]
        else:
            Account.objects.bulk_create(
                Account(email=f"bench-{number}@example.org") for number in range(respondents)
            )
            accounts = Account.objects.filter(email__startswith="bench-").order_by("pk")
            who = [{"account": account} for account in accounts]
        responses = Response.objects.bulk_create([
            Response(questionnaire=made, version=version, asked_at=at, submitted_at=at, state="submitted", **one)
            for one in who
        ])
        submissions = Submission.objects.bulk_create([
            Submission(response=response, version=version, number=1, at=at, checksum="0" * 64,
                       is_late=number % 9 == 0)
            for number, response in enumerate(responses)
        ])

        def answers() -> Iterator[SubmittedAnswer]:
            for submission, response in zip(submissions, responses, strict=True):
                for question in form.questions():
                    yield SubmittedAnswer(
                        submission=submission, questionnaire=made, party_id=response.party_id,
                        question=question.code, value=canonical(_answer(question, source)), since=at,
                    )

        batch: list[SubmittedAnswer] = []
        for answer in answers():
            batch.append(answer)
            if len(batch) == 20_000:
                SubmittedAnswer.objects.bulk_create(batch)
                batch = []
        SubmittedAnswer.objects.bulk_create(batch)
    return made


def _parties(number: int) -> list[Any]:
    """Exercise parties in regions and development groups."""
    from convoke.directory.models import Grouping, GroupingMembership, Party  # noqa: PLC0415

    parties = Party.objects.bulk_create(
        Party(code=f"exercise-results-{one}", kind="state", is_exercise=True) for one in range(number)
    )
    for kind in ("region", "development"):
        groupings = list(Grouping.objects.filter(kind=kind).order_by("code"))
        GroupingMembership.objects.bulk_create(
            GroupingMembership(grouping=groupings[place % len(groupings)], party=party)
            for place, party in enumerate(parties)
        )
    return parties


if __name__ == "__main__":
    main()
