"""What the tests of questionnaires and of who has answered make and read."""

from convoke.consultation.models import Questionnaire, Response
from convoke.directory.models import Party
from tests.factories import PartyFactory, ResponseFactory

LIST = "/en/brussels-2007/questionnaires/"
SURVEY = f"{LIST}exercise-survey/"
STANDING = f"{SURVEY}standing/"


def state(code: str) -> Party:
    return PartyFactory(code=code)


def ask(questionnaire: Questionnaire, **fields) -> Response:
    return ResponseFactory(questionnaire=questionnaire, version=questionnaire.versions.latest("number"), **fields)


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()
