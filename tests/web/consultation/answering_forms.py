"""An open questionnaire with every kind of question, its pages and what is sent to them, for the tests of answering."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client

from convoke.consultation.form.model import Choice, Form, Kind, Question, Section, checksum_of, to_json
from convoke.consultation.models import Answer, Disclosure, Questionnaire, Response
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.directory.models import Account, Mandate, Party
from convoke.directory.queries import actor_for
from convoke.editions.models import Edition
from tests.factories.programme import QuestionnaireFactory
from tests.factories.survey import FORM, QuestionnaireVersionFactory, ResponseFactory, choices


def words(text: str) -> dict[str, str]:
    """A text in the two languages of the questionnaire."""
    return {"en": text, "fr": f"{text} (fr)"}


BASE = "/en/brussels-2007/questionnaires/exercise-answers/answer/exercise-bermea/"
ALL = f"{BASE}section/all/"
SAVE = f"{BASE}save/"
PRIORITIES, POLICY = f"{BASE}section/priorities/", f"{BASE}section/policy/"
PDF = b"%PDF-1.7 exercise"
SCALE = (Choice("low", words("Low")), Choice("high", words("High")))
EVERY_KIND = Form(
    languages=("en", "fr"),
    sections=(
        Section("all", words("All kinds"), questions=(
            Question("intro", Kind.NOTE, words("Please read this first.")),
            Question("title", Kind.SHORT, words("Title"), hint=words("In a few words"), required=True),
            Question("text", Kind.LONG, words("Text")),
            Question("one", Kind.ONE, words("One of them"), choices=choices("law", "plan")),
            Question("several", Kind.SEVERAL, words("Several of them"), choices=choices("law", "plan", "fund"),
                     at_most=2),
            Question("order", Kind.RANKING, words("Rank them"), choices=choices("rights", "skills", "diaspora"),
                     first=2),
            Question("rating", Kind.GRID, words("Rate them"), choices=SCALE,
                     rows=(Choice("visas", words("Visas")), Choice("fees", words("Fees")))),
            Question("members", Kind.NUMBER, words("Members"), whole=True, lowest="1", unit=words("people"),
                     constraint=". < 100", constraint_message=words("Fewer than one hundred, please.")),
            Question("day", Kind.DATE, words("Day")),
            Question("council", Kind.YES_NO, words("Is there a council?")),
            Question("since", Kind.SHORT, words("Since when?"), relevant="${council} = 'yes'", required=True),
            Question("partner", Kind.PARTY, words("First partner"), at_most=1),
            Question("partners", Kind.PARTY, words("Partners")),
            Question("scan", Kind.FILE, words("Scan")),
            Question("contact", Kind.CONTACT, words("Contact")),
            Question("twice", Kind.CALCULATION, words("Twice as many"), calculation="${members} * 2"),
        )),
        Section("end", words("Last words"), questions=(Question("more", Kind.LONG, words("Anything else?")),)),
    ),
)
"""A section with all kinds of questions, and one more."""


def opened(form: Form = FORM, code: str = "exercise-answers", **terms: object) -> Questionnaire:
    """An open questionnaire of the demonstration's edition."""
    given = {
        "state": "open", "opened_at": clock.now(), "due_at": clock.now() + dt.timedelta(days=20),
        "audience": "task-force", "time_zone": "Europe/Brussels", "is_exercise": True,
        "disclosures": [Disclosure.TOTALS.value, Disclosure.PARTICIPANTS.value, Disclosure.PUBLIC.value], **terms,
    }
    made = QuestionnaireFactory(edition=Edition.objects.get(code="brussels-2007"), code=code, **given)
    QuestionnaireVersionFactory(questionnaire=made, number=1, form=to_json(form), checksum=checksum_of(form))
    return made


def asked(questionnaire: Questionnaire, party: str = "exercise-bermea", **given: object) -> Response:
    """The response of a party to it."""
    return ResponseFactory(
        questionnaire=questionnaire, version=questionnaire.versions.get(), party=Party.objects.get(code=party),
        asked_at=clock.now(), **given,
    )


def text(answer: Any) -> str:
    """The whole of a page."""
    return answer.content.decode()


def main(answer: Any) -> str:
    """What a page says, without its head."""
    return text(answer).partition("<main")[2]


def sent(**fields: Any) -> dict[str, Any]:
    """What a form sends: the questions on it, and what stands in their fields (``a__b`` is ``a:b``)."""
    data = {f"a:{name.replace('__', ':')}": value for name, value in fields.items()}
    return {"on-page": sorted({name.partition("__")[0] for name in fields}), "client": "tab-one", **data}


def value_of(response: Response, question: str) -> Any:
    """The answer that stands; None where there is none."""
    found = Answer.objects.filter(response=response, question=question).first()
    return found.value if found else None


def contributor(account_of: Callable[[str], Account]) -> Mandate:
    """The mandate of Bermea's contributor."""
    return Mandate.objects.get(person=account_of("contributor").person, party__code="exercise-bermea")


def focal_point() -> Actor:
    """Bermea's focal point."""
    return actor_for(Account.objects.get(email="focal-point@example.org"))


def prepare(client: Client) -> None:
    """Answers what must be answered before it can be submitted."""
    client.post(SAVE, {"on-page": ["order", "council", "why"], "client": "t", "a:order:rights": "1",
                       "a:council:answer": "no", "a:why": "لأنها مهمة. Because."})
