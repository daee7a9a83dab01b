"""An exercise with answers: parties in regions, disclosed or not, some late, some submitted twice."""

import datetime as dt
import random

import pytest

from convoke.consultation.form.model import Form, Kind, Question, Section, canonical, checksum_of, to_json
from convoke.consultation.models import Disclosure, SubmittedAnswer
from convoke.directory.models import Grouping
from tests.factories import (
    GroupingMembershipFactory,
    PartyFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
    ResponseFactory,
    SubmissionFactory,
    SubmittedAnswerFactory,
    choices,
)

AT = dt.datetime(2030, 1, 10, 12, tzinfo=dt.UTC)
FORM = Form(sections=(Section("all", {"en": "All"}, questions=(
    Question("one", Kind.ONE, {"en": "Which one?"}, choices=choices("a", "b", "c")),
    Question("several", Kind.SEVERAL, {"en": "Which?"}, choices=choices("a", "b", "c")),
    Question("order", Kind.RANKING, {"en": "Rank"}, choices=choices("rights", "skills", "return", "data"), first=3),
    Question("grid", Kind.GRID, {"en": "Rate"}, choices=choices("low", "middle", "high"), rows=choices("x", "y")),
    Question("number", Kind.NUMBER, {"en": "How many?"}),
    Question("date", Kind.DATE, {"en": "When?"}),
    Question("council", Kind.YES_NO, {"en": "A council?"}),
    Question("partners", Kind.PARTY, {"en": "With whom?"}),
    Question("why", Kind.LONG, {"en": "Why?"}),
)),))


def answers_of(source):
    return {
        "one": source.choice("abc"),
        "several": sorted(source.sample("abc", source.randint(1, 3))),
        "order": source.sample(["rights", "skills", "return", "data"], source.randint(1, 3)),
        "grid": {row: source.choice(["low", "middle", "high"]) for row in "xy"},
        "number": str(source.randrange(40)),
        "date": f"200{source.randrange(10)}-0{source.randint(1, 9)}-11",
        "council": {"answer": source.choice(["yes", "no"]), "why": 'Because "{"answer":"yes"}"'},
        "partners": source.sample(["bel", "fra", "phl"], 2),
        "why": f"Parce que la diaspora compte, n° {source.randrange(100)}.",
    }


class Survey:
    """An opened exercise questionnaire to which answers can be given at any moment."""

    def __init__(self, **terms) -> None:
        given = {
            "state": "open", "opened_at": AT, "due_at": AT + dt.timedelta(days=20), "disclosures": ["task-force"],
            "is_exercise": True, "audience": "friends", "results_audience": "friends",
        }
        self.questionnaire = QuestionnaireFactory(**{**given, **terms})
        self.version = QuestionnaireVersionFactory(
            questionnaire=self.questionnaire, number=1, form=to_json(FORM), checksum=checksum_of(FORM), frozen_at=AT
        )
        self.log = []  # (party, answers, since, until, disclosure, is_late)

    def submit(self, party, given, at=AT, disclosure=Disclosure.TOTALS, late=False, quote=False, response=None):
        response = response or ResponseFactory(
            questionnaire=self.questionnaire, version=self.version, party=party, state="submitted", submitted_at=at
        )
        earlier = response.submissions.filter(superseded_at__isnull=True).first()
        if earlier:
            earlier.superseded_at = at
            earlier.save()
            SubmittedAnswer.objects.filter(submission=earlier).update(until=at)
            self.log = [(*one[:3], at, *one[4:]) if one[0] == party and one[3] is None else one for one in self.log]
        made = SubmissionFactory(
            response=response, version=self.version, number=(earlier.number if earlier else 0) + 1, at=at,
            is_late=late, answers=given, audience=disclosure,
        )
        for code, value in given.items():
            SubmittedAnswerFactory(
                submission=made, question=code, value=canonical(value), since=at, audience=disclosure, may_quote=quote
            )
        self.log.append((party, given, at, None, disclosure, late))
        return response


def state_in(code, **more):
    party = PartyFactory(is_exercise=True, **more)
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code=code))
    return party


@pytest.fixture
def survey(db):
    """Answers of 26 states: 12 in Africa, 9 in Asia, 3 in Europe, 2 in no region; some submitted twice, some late."""
    source, made = random.Random(7), Survey()
    parties = [state_in(code) for code, number in (("africa", 12), ("asia", 9), ("europe", 3)) for _ in range(number)]
    parties += [PartyFactory(is_exercise=True) for _ in range(2)]
    for place, party in enumerate(parties):
        response = made.submit(party, answers_of(source), AT + dt.timedelta(days=place % 7), late=place % 4 == 3)
        if place % 5 == 0:
            made.submit(party, answers_of(source), AT + dt.timedelta(days=12), response=response)
    return made
