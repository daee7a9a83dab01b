"""Reading what was handed in: the form as a file, a file as answers, what waits, and what would change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.languages import Translated
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.directory.queries import Names, names

from ..form.model import Form, Kind, Question, Value
from ..form.offline.document import write_document
from ..form.offline.document_reading import read_document
from ..form.offline.fields import Marks
from ..form.offline.reading import NotOurs, Read, understand
from ..form.offline.spreadsheet import write_spreadsheet
from ..form.offline.spreadsheet_reading import read_spreadsheet
from ..models import Answer, Intake, Questionnaire, QuestionnaireVersion, Response
from ..queries import present_answers
from ..states import IntakeState, ResponseState

Teller = Callable[[Question, Value], list[str]]
"""Puts an answer into words."""
WRITERS = {"xlsx": write_spreadsheet, "docx": write_document}
READERS = {"xlsx": read_spreadsheet, "docx": read_document}


@dataclass(frozen=True)
class ReadFile:
    """What was read of a file; ``version`` is None, and ``refused`` says why, where it was not downloaded here."""

    version: QuestionnaireVersion | None
    read: Read = field(default_factory=Read)
    refused: str = ""


@dataclass(frozen=True)
class Change:
    """What taking in an answer would change: what stands now, and what was read."""

    question: Question
    now: list[str]
    then: list[str]

    @property
    def is_same(self) -> bool:
        """Whether it stands there already."""
        return self.now == self.then

    @property
    def is_new(self) -> bool:
        """Whether nothing stands there yet."""
        return not self.now


def party_names(form: Form, language: str, *, exercise: bool) -> dict[str, str]:
    """The parties an answer may name, in the order of the language; none where no question asks for one."""
    if not any(question.kind == Kind.PARTY for question in form.questions()):
        return {}
    known: Names = names(language, clock.today())
    found = Party.objects.all() if exercise else Party.objects.filter(is_exercise=False)
    return {party.code: known.name(party) for party in known.sort(found)}


def mark_of(questionnaire: Questionnaire) -> str:
    """How a file names its questionnaire: codes are given once in an edition."""
    return f"{questionnaire.edition.code}/{questionnaire.code}"


def form_file(
    questionnaire: Questionnaire, version: QuestionnaireVersion, ending: str, language: str,
    response: Response | None = None, *, with_answers: bool = True,
) -> bytes:
    """The form as a file: of a response, filled in with its draft or empty; or of no party at all."""
    form, party = version.parsed, response.party if response else None
    marks = Marks(mark_of(questionnaire), version.number, version.checksum, party.code if party else "", language)
    known: Names = names(language, clock.today())
    return WRITERS[ending](
        form, Translated(questionnaire.name).text(language), known.name(party) if party else "",
        present_answers(response) if response and with_answers else {}, language, marks,
        party_names(form, language, exercise=questionnaire.is_exercise),
    )


def read_file(response: Response, file: IO[bytes], ending: str) -> ReadFile:
    """Reads a file handed in for a response.

    Raises ValueError, with a sentence, for a file that must not be opened, or that answers another
    questionnaire or for another party.
    """
    try:
        handed = READERS[ending](file)
    except NotOurs as refusal:
        return ReadFile(None, refused=str(refusal))
    marks, questionnaire = handed.marks, response.questionnaire
    if marks.questionnaire != mark_of(questionnaire):
        raise ValueError(_(
            "This file answers another questionnaire (%(other)s). Please hand it in on the page of that one."
        ) % {"other": marks.questionnaire[:80]})
    if marks.party and (response.party is None or marks.party != response.party.code):
        raise ValueError(_(
            "This file was made for another party. Please choose the file that was downloaded for this answer."
        ))
    versions = {one.number: one for one in questionnaire.versions.filter(frozen_at__isnull=False)}
    if not versions:
        raise ValueError(_("This questionnaire was not opened yet."))
    present = versions[max(versions)] if response.state == ResponseState.SUBMITTED else response.version
    made_for, notes = versions.get(marks.version), list(handed.notes)
    if made_for is None or made_for.checksum != marks.checksum:
        made_for = present
        notes.append(_(
            "The marks of the file are not those it was given here, so that it was read as the present version."
        ))
    parties = party_names(made_for.parsed, marks.language, exercise=questionnaire.is_exercise)
    found = understand(handed, made_for.parsed, present.parsed, parties)
    return ReadFile(made_for, Read(found.answers, found.lines, (*notes, *found.notes)))


def changes(response: Response, given: Mapping[str, Value], form: Form, tell: Teller) -> dict[str, Change]:
    """What taking in answers would change in the draft, by question; one query."""
    now = present_answers(response)
    return {
        code: Change(
            question, tell(question, now.get(code)), tell(question, given[code])
        )
        for code, question in form.by_code.items() if code in given
    }


def intakes(actor: Actor, questionnaire: Questionnaire, state: str = "") -> QuerySet[Intake]:
    """What was handed in for a questionnaire, as far as the actor may read it, the newest first; one query."""
    found = readable(actor, Intake).filter(response__questionnaire=questionnaire)
    if state in IntakeState.values:
        found = found.filter(state=state)
    return found.select_related(*_WITH)


def intakes_of(actor: Actor, response: Response) -> QuerySet[Intake]:
    """What was handed in for a response, the newest first; one query."""
    return readable(actor, Intake).filter(response=response).select_related(*_WITH)


def intake_by_pk(actor: Actor, questionnaire: Questionnaire, pk: int) -> Intake | None:
    """One thing handed in, as far as the actor may read it; one query."""
    return intakes(actor, questionnaire).filter(pk=pk).first()


def as_marks(answers: Mapping[str, Value]) -> dict[str, Answer]:
    """Answers that are entered from paper, as the fields of a page take them."""
    return {code: Answer(question=code, value=value, revision=0) for code, value in answers.items()}


_WITH = (
    "response__party", "response__questionnaire__edition__forum", "response__version", "file", "version",
    "received_by", "entered_by", "over_by", "submission",
)
