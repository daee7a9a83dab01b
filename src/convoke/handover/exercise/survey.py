"""The exercise survey: a questionnaire that states which do not exist are asked and, on request, have answered.

The generator is for seeing the analysis with numbers in it. Each state is given leanings of its region and its
development group; its ranking is drawn from them (Plackett 1975), other answers likewise. The same seed gives the
same answers.
"""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings

from convoke.consultation.form.model import Form, Kind, Question, Value, from_json
from convoke.consultation.form.progress import standing
from convoke.consultation.models import Answer, Disclosure, Questionnaire, ReceivedBy, Response
from convoke.consultation.operations.authoring import Terms, draft_questionnaire, open_questionnaire
from convoke.consultation.operations.submitting import record
from convoke.consultation.states import ResponseState
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.languages import sort_key
from convoke.core.models import LoadedRecord
from convoke.core.policy import require
from convoke.directory.models import Party, PartyKind, PartyName
from convoke.editions.models import Edition
from convoke.editions.queries import editions
from convoke.editions.states import EditionState

from .groups import REGIONS, groups, put

FILE = Path(__file__).with_name("survey.yaml")
OPEN_CODE, ANSWERED_CODE = "exercise-survey", "exercise-survey-answered"
MOST_STATES = 200
_HEADS = ("Bel", "Cor", "Dan", "Esk", "Fer", "Gan", "Har", "Ild", "Jas", "Kor", "Lum", "Mar", "Nav", "Ost", "Pel",
          "Quor", "Rav", "Sol", "Tan", "Ulm")
_TAILS = ("amere", "andor", "averra", "embria", "etania", "ivarra", "olund", "onessa", "oravia", "uvale")
_TEXTS = (
    "Exercise: it is where our ministries already work together, and where a year is enough to show something.",
    "Exercice : c’est le thème sur lequel nos partenaires nous interrogent le plus souvent.",
    "Ejercicio: los resultados pueden medirse, y otros países tienen experiencias de las que aprender.",
    "تمرين: لأن هذا الموضوع يمس عددا كبيرا من الأسر ويمكن قياس ما يتحقق فيه.",
    "Oefening: hier ontbreken gegevens, en zonder gegevens blijft het bij woorden.",
)


@dataclass(frozen=True)
class _State:
    """A state of the exercise with the groups that shape its leanings."""

    party: Party
    region: str
    development: str


def create(*, actor: Actor) -> int:
    """Puts the exercise survey to the states of the exercise, once; gives how many were opened."""
    edition = _edition(actor)
    if edition is None or Questionnaire.objects.filter(code=OPEN_CODE).exists():
        return 0
    parties = Party.objects.filter(is_exercise=True, kind=PartyKind.STATE)
    drafted = draft_questionnaire(
        actor=actor, edition=edition, code=OPEN_CODE, form=read_form(), is_exercise=True,
        terms=_terms(tuple(parties), clock.today() + dt.timedelta(days=28)),
    )
    open_questionnaire(actor=actor, questionnaire=drafted)
    return 1


def answer(*, actor: Actor, states: int = 60, seed: int = 2007, edition: str = "") -> Questionnaire:
    """Makes states that do not exist, puts the exercise survey to them and has most of them answer.

    Takes how many states (5 to :data:`MOST_STATES`), the seed of the draw and the code of an edition, or none
    for the one in preparation. Gives the questionnaire; the one there is when it was made before. Raises Denied
    for others than the office, LookupError where there is no such edition.
    """
    require(actor, "load", LoadedRecord)
    found = editions(actor).filter(code=edition).first() if edition else _edition(actor)
    if found is None:
        raise LookupError(edition)
    made = Questionnaire.objects.filter(edition=found, code=ANSWERED_CODE).first()
    if made:
        return made
    return _answer(actor, found, min(max(states, 5), MOST_STATES), random.Random(seed))  # noqa: S311 (no secret)


def read_form() -> Form:
    """The form of the exercise survey."""
    content = _content()
    return from_json({key: content[key] for key in ("languages", "intro", "sections")})


def _edition(actor: Actor) -> Edition | None:
    """The edition that is being prepared; the last one there is when none is."""
    known = editions(actor).order_by("ordinal")
    return known.filter(state=EditionState.PREPARING).first() or known.last()


def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def _terms(parties: tuple[Party, ...], last_day: dt.date) -> Terms:
    content, zone = _content(), "Europe/Brussels"
    due_at = dt.datetime.combine(last_day, dt.time(18), ZoneInfo(zone))
    return Terms(
        name=content["name"], sender=content["sender"], purpose=content["purpose"],
        addressed_to=Questionnaire.AddressedTo.PARTIES, invited=parties, due_at=due_at, time_zone=zone,
        disclosures=(Disclosure.TOTALS, Disclosure.FRIENDS, Disclosure.PUBLIC),
        disclosed_by=Questionnaire.DisclosedBy.ANSWER, results_audience=Audience.PUBLIC, audience=Audience.PUBLIC,
    )


def _answer(actor: Actor, edition: Edition, number: int, draw: random.Random) -> Questionnaire:
    with operation(actor=actor, verb="answer-exercise-survey", edition=edition.code) as recording:
        states = _states(number)
        opened_at = clock.now() - dt.timedelta(days=50)
        made = draft_questionnaire(
            actor=actor, edition=edition, code=ANSWERED_CODE, form=read_form(), is_exercise=True,
            terms=_terms(tuple(one.party for one in states), opened_at.date() + dt.timedelta(days=36)),
        )
        made = open_questionnaire(actor=actor, questionnaire=made, at=opened_at)
        responses = {one.party_id: one for one in made.responses.select_related("version", "party", "questionnaire")}
        submitted = sum(_respond(actor, made, responses[one.party.pk], one, states, draw) for one in states)
        recording.on, recording.facts = made, {"states": len(states), "answers": submitted}
    return made


def _states(number: int) -> list[_State]:
    known = groups()
    names = [head + tail for tail in _TAILS for head in _HEADS][:number]
    states = []
    for place, name in enumerate(names):
        region = list(REGIONS)[place % len(REGIONS)]
        development = "developed" if place % 7 in (0, 3) else "developing"
        party = _party(name)
        put(party, known[region], known[development])
        states.append(_State(party, region, development))
    return states


def _party(name: str) -> Party:
    party, _made = Party.objects.get_or_create(
        code=f"exercise-{name.lower()}", defaults={"kind": PartyKind.STATE, "is_exercise": True}
    )
    said = f"{name} (exercise)"
    for language, _language in settings.LANGUAGES:
        PartyName.objects.get_or_create(
            party=party, language=language, until=None, defaults={"name": said, "sort_key": sort_key(said)}
        )
    return party


def _respond(
    actor: Actor, questionnaire: Questionnaire, response: Response, state: _State, states: list[_State],
    draw: random.Random,
) -> int:
    """Has a state answer, decline, go on drafting or stay silent; gives how many submissions it made."""
    fate, begins = draw.random(), draw.uniform(0, 34)
    opened_at = questionnaire.opened_at or clock.now()
    if fate < 0.06:
        return 0
    response.opened_at = opened_at + dt.timedelta(days=begins)
    if fate < 0.10:
        response.state, response.declined_at = ResponseState.DECLINED, response.opened_at
        response.decline_reason = "Exercise: no capacity this year."
    elif fate < 0.14:
        response.save()
        return 0
    else:
        response.state, response.began_at = ResponseState.DRAFT, response.opened_at
    response.disclosure = draw.choice((Disclosure.TOTALS, Disclosure.FRIENDS, Disclosure.PUBLIC))
    response.may_quote = draw.random() < 0.5
    response.save()
    if response.state == ResponseState.DECLINED:
        return 0
    given = _answers(response.version.parsed, state, states, draw)
    if fate < 0.22:
        _draft(response, given, draw)
        return 0
    at = opened_at + dt.timedelta(days=min(begins + draw.expovariate(1 / 8), 48))
    channel = draw.choices(ReceivedBy.values, (70, 14, 4, 8, 2, 2))[0]
    record(actor=actor, response=response, given=given, channel=channel, at=at)
    return 1


def _draft(response: Response, given: Mapping[str, Value], draw: random.Random) -> None:
    sections = response.version.parsed.section_of
    kept = [code for code in given if draw.random() < 0.5]
    Answer.objects.bulk_create(
        Answer(response=response, section=sections[code], question=code, value=given[code],
               at=response.opened_at or clock.now())
        for code in kept
    )


def _answers(form: Form, state: _State, states: list[_State], draw: random.Random) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for question in form.questions():
        makes = _MAKERS.get(question.kind)
        if makes and (question.required or draw.random() < 0.9):
            given[question.code] = makes(question, state, states, draw)
    asked = standing(form, given).relevant
    return {code: value for code, value in given.items() if code in asked}


def _leaning(question: Question, code: str, state: _State) -> float:
    """How much a state leans to a choice: drawn once for each region and development group, by name alone."""
    of_region = random.Random(f"{question.code}/{code}/{state.region}").gauss(0, 0.7)  # noqa: S311 (no secret)
    of_group = random.Random(f"{question.code}/{code}/{state.development}").gauss(0, 0.9)  # noqa: S311 (no secret)
    general = random.Random(f"{question.code}/{code}").gauss(0, 0.8)  # noqa: S311 (no secret)
    return float(2.718281828 ** (of_region + of_group + general))


def _ranked(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    most = question.first or len(question.choices)
    order = sorted(
        (choice.code for choice in question.choices),
        key=lambda code: draw.expovariate(1) / _leaning(question, code, state),
    )
    return order[: draw.randint(max(most - 2, 1), most)]


def _one(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    codes = [choice.code for choice in question.choices]
    return draw.choices(codes, [_leaning(question, code, state) for code in codes])[0]


def _several(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    codes = [choice.code for choice in question.choices if choice.code != "none"]
    chosen = [code for code in codes if draw.random() < min(0.9, _leaning(question, code, state) / 3)]
    return chosen or [question.choices[-1].code]


def _grid(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    codes = [choice.code for choice in question.choices]
    last = len(codes) - 1

    def place(row: str) -> int:
        return round(draw.gauss(last / 2 + _leaning(question, row, state) / 3, 1))

    return {row.code: codes[min(last, max(0, place(row.code)))] for row in question.rows}


def _number(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    lowest, highest = int(question.lowest or 0), int(question.highest or 100)
    return str(min(highest, max(lowest, round(draw.lognormvariate(1.6, 0.6)))))


def _date(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    return (dt.date(1995, 1, 1) + dt.timedelta(days=draw.randrange(0, 4500))).isoformat()


def _yes_no(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    said = "yes" if draw.random() < 0.45 + _leaning(question, "yes", state) / 10 else "no"
    return {"answer": said, "why": draw.choice(_TEXTS)} if draw.random() < 0.4 else {"answer": said}


def _text(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    return draw.choice(_TEXTS)


def _parties(question: Question, state: _State, states: list[_State], draw: random.Random) -> Value:
    others = [one.party.code for one in states if one.party != state.party]
    return sorted(draw.sample(others, draw.randint(1, question.at_most or 3)))


_MAKERS = {
    Kind.RANKING: _ranked, Kind.ONE: _one, Kind.SEVERAL: _several, Kind.GRID: _grid, Kind.NUMBER: _number,
    Kind.DATE: _date, Kind.YES_NO: _yes_no, Kind.LONG: _text, Kind.SHORT: _text, Kind.PARTY: _parties,
}
