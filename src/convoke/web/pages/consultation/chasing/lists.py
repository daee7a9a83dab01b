"""The questionnaires of an edition: what each is, how it stands, and how many have answered."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from convoke.consultation import queries
from convoke.consultation.models import Questionnaire, Response
from convoke.consultation.reading.own import own
from convoke.consultation.reading.standing import Rate, in_short
from convoke.consultation.states import QuestionnaireState
from convoke.core.policy import allows

from ...frame import actor_of, edition_or_missing, reader_zone, show

ORDER = {QuestionnaireState.OPEN: 0, QuestionnaireState.DRAFT: 1, QuestionnaireState.CLOSED: 2}
"""What one can answer stands first."""


@dataclass(frozen=True)
class Entry:
    """A questionnaire of the list: its rate where it may be seen, and the reader's own answers to it."""

    questionnaire: Questionnaire
    rate: Rate | None
    own: tuple[Response, ...]


def questionnaires(request: HttpRequest, edition: str) -> HttpResponse:
    """All questionnaires of an edition that the reader may know of."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    known = list(queries.questionnaires(actor, found))
    known.sort(key=lambda one: (ORDER[QuestionnaireState(one.state)], one.order))
    rates, mine = in_short(actor, known), _own(request, known)
    return show(
        request, "web/consultation/chasing/questionnaires.html", edition=found, section="questionnaires",
        entries=[Entry(one, rates.get(one.pk), tuple(mine.get(one.pk, ()))) for one in known],
        may_draft=allows(actor, "draft", Questionnaire), zone=reader_zone(request),
    )


def _own(request: HttpRequest, known: list[Questionnaire]) -> dict[int, list[Response]]:
    actor = actor_of(request)
    if actor.account_id is None:
        return {}
    found: dict[int, list[Response]] = {}
    for one in own(actor).filter(questionnaire__in=known).select_related("party"):
        found.setdefault(one.questionnaire_id, []).append(one)
    return found
