"""An open questionnaire with every kind of question, for the tests of answering."""

import datetime as dt

from convoke.consultation.form.model import Choice, Form, Kind, Question, Section, checksum_of, to_json
from convoke.consultation.models import Disclosure, Questionnaire, Response
from convoke.core import clock
from convoke.directory.models import Party
from convoke.editions.models import Edition
from tests.factories.programme import QuestionnaireFactory
from tests.factories.survey import FORM, QuestionnaireVersionFactory, ResponseFactory, choices


def words(text: str) -> dict[str, str]:
    """A text in the two languages of the questionnaire."""
    return {"en": text, "fr": f"{text} (fr)"}


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
