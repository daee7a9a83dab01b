"""The questions of a section as the fields of a form: what stands in each, and what was typed into it.

The fields of a question are named ``a:code`` and ``a:code:part``. Beside them the page gives back which
questions it had (``on-page``), the revision each answer had (``revision:code``) and a mark of what stood
there (``was:code``), so that what was not touched is never taken for typed.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict

from convoke.consultation.form.model import CONTACT_FIELDS, Answers, Kind, Question, Section, Value, Words, canonical
from convoke.consultation.form.progress import Standing
from convoke.consultation.form.values import LONGEST, LONGEST_NOTE, NotAccepted, read
from convoke.consultation.models import Answer
from convoke.consultation.operations.answering import Given
from convoke.core.files.operations import LARGEST
from convoke.core.languages import Translated, active_language, direction
from convoke.directory.models import Party
from convoke.directory.queries import Names

FEWEST_LINES = 3
"""Of how many lines a question on several parties consists at first."""
WIDE_SCALE = 6
"""How many columns a rating has at most before it is shown row by row."""


@dataclass(frozen=True)
class Word:
    """A text of the questionnaire with the language it is really in (LIB-3)."""

    text: str
    language: str
    direction: str
    is_fallback: bool

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def word(text: Words, language: str) -> Word:
    """A text of the questionnaire in a language, or in the one it falls back to."""
    shown = Translated(text).language_for(language) or language
    return Word(text.get(shown, ""), shown, direction(shown), shown != language)


@dataclass(frozen=True)
class Option:
    """Something to choose, a line to fill in or a row of a rating."""

    code: str
    label: Word
    value: str = ""
    is_chosen: bool = False


@dataclass
class Field:
    """One question on the page; ``given`` is what stands in its fields, as typed."""

    question: Question
    language: str
    given: Any
    revision: int
    was: str
    number: int = 0
    is_asked: bool = True
    error: str = ""
    look_again: str = ""
    aside: Any = None
    """The text kept aside (an edit) when somebody else had written here meanwhile."""
    standing_words: list[str] = field(default_factory=list)
    """The answer that stands beside it."""
    calculated: str = ""

    @property
    def code(self) -> str:
        """The code of the question."""
        return self.question.code

    @property
    def name(self) -> str:
        """The name of its first field, and its id."""
        return f"a:{self.code}"

    @property
    def kind(self) -> str:
        """The kind of the question."""
        return self.question.kind.value

    @property
    def template(self) -> str:
        """What draws it."""
        return f"web/consultation/answering/questions/{self.kind}.html"

    @property
    def is_group(self) -> bool:
        """Whether it consists of several fields under one legend."""
        several = (Kind.ONE, Kind.SEVERAL, Kind.RANKING, Kind.GRID, Kind.YES_NO, Kind.CONTACT)
        return self.question.kind in several or (self.question.kind == Kind.PARTY and self.question.at_most != 1)

    @property
    def anchor(self) -> str:
        """The id a link leads to: that of the question."""
        return f"q:{self.code}"

    @property
    def described_by(self) -> str:
        """What is read out with the field."""
        parts = [("hint", self.question.hint), ("error", self.error), ("again", self.look_again)]
        return " ".join(f"{self.anchor}:{part}" for part, said in parts if said)

    @property
    def label(self) -> Word:
        """What is asked."""
        return word(self.question.label, self.language)

    @property
    def hint(self) -> Word:
        """How to answer."""
        return word(self.question.hint, self.language)

    @property
    def unit(self) -> Word:
        """The unit of a number."""
        return word(self.question.unit, self.language)

    @property
    def longest(self) -> int:
        """How many characters are accepted."""
        return LONGEST.get(self.question.kind, LONGEST_NOTE)

    @property
    def most(self) -> int:
        """How many items are ranked at most."""
        return self.question.first or len(self.question.choices)

    @property
    def text(self) -> str:
        """What stands in a field that is alone."""
        return self.given if isinstance(self.given, str) else ""

    @property
    def parts(self) -> Mapping[str, str]:
        """What stands in the fields of a question of several parts."""
        return self.given if isinstance(self.given, Mapping) else {}

    @cached_property
    def options(self) -> list[Option]:
        """The choices; in a ranking those with a place come first."""
        made = [
            Option(choice.code, word(choice.label, self.language), str(self.parts.get(choice.code, "")),
                   self._is_chosen(choice.code))
            for choice in self.question.choices
        ]
        if self.question.kind == Kind.RANKING:
            made.sort(key=lambda one: int(one.value) if one.value.isdecimal() and len(one.value) < 4 else 999)
        return made

    @property
    def rows(self) -> list[Option]:
        """The rows of a rating, each with what was chosen in it."""
        return [
            Option(row.code, word(row.label, self.language), str(self.parts.get(row.code, "")))
            for row in self.question.rows
        ]

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines of a question on parties; one more than there are parties."""
        given = [str(one) for one in self.given] if isinstance(self.given, list) else []
        most = self.question.at_most or 60
        number = min(most, max(len(given) + 1, min(FEWEST_LINES, most)))
        return list(enumerate((given + [""] * number)[: max(number, len(given))], 1))

    @property
    def file(self) -> Mapping[str, str]:
        """The file handed in: its id and its name."""
        return self.parts if self.question.kind == Kind.FILE else {}

    @property
    def largest_file(self) -> int:
        """How large a file may be, in bytes."""
        return LARGEST

    def _is_chosen(self, code: str) -> bool:
        return code in self.given if isinstance(self.given, list) else code == self.given


def fields_of(
    section: Section, marks: Mapping[str, Answer], stands: Standing, names: Names, parties: Mapping[str, Party],
    language: str = "",
) -> list[Field]:
    """The questions of a section with the answers there are, numbered as they are asked."""
    made, number = [], 0
    for question in section.questions:
        mark = marks.get(question.code)
        value = mark.value if mark else None
        one = Field(
            question, language or active_language(), in_fields(question, value, names, parties),
            mark.revision if mark else 0, mark_of(value),
            is_asked=question.code in stands.relevant, look_again=mark.look_again if mark else "",
            error=stands.faults.get(question.code, ""), calculated=stands.calculated.get(question.code, ""),
        )
        if question.is_answered and one.is_asked:
            number += 1
            one.number = number
        made.append(one)
    return made


def in_fields(question: Question, value: Value, names: Names, parties: Mapping[str, Party]) -> Any:
    """The value of an answer as it stands in the fields."""
    if value is None:
        return None
    if question.kind == Kind.RANKING:
        return {code: str(place) for place, code in enumerate(value, 1)}
    if question.kind == Kind.PARTY:
        shown = [names.name(parties[code]) if code in parties else code for code in value]
        return (shown[0] if shown else "") if question.at_most == 1 else shown
    return value


def mark_of(value: Value) -> str:
    """A short mark of a value: the same value has the same."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:12]


def typed(question: Question, data: QueryDict) -> Any:
    """What stands in the fields of a question, as the form sent it; parties are names still."""
    name = f"a:{question.code}"
    if question.kind == Kind.SEVERAL:
        return data.getlist(name)
    if question.kind == Kind.PARTY:
        return data.get(name, "") if question.at_most == 1 else [one for one in data.getlist(name) if one.strip()]
    parts = {
        Kind.RANKING: [choice.code for choice in question.choices],
        Kind.GRID: [row.code for row in question.rows],
        Kind.YES_NO: ["answer", "why"],
        Kind.CONTACT: list(CONTACT_FIELDS),
    }.get(question.kind)
    if parts is None:
        return data.get(name, "")
    return {part: data.get(f"{name}:{part}", "") for part in parts if data.get(f"{name}:{part}", "")}


def given_by(
    questions: Mapping[str, Question], data: QueryDict, names: Names | None, answers: Answers | None = None
) -> dict[str, Given]:
    """What was typed, by question, of those that were on the page and were touched.

    ``names`` read parties by their names. A file is not among them: it comes as an upload.
    """
    found = {}
    for code in dict.fromkeys(data.getlist("on-page")):
        question = questions.get(code)
        if question is None or not question.is_answered or question.kind == Kind.FILE:
            continue
        given = by_code(question, typed(question, data), names)
        if not _is_untouched(question, given, data):
            found[code] = Given(given, _revision(data.get(f"revision:{code}", "")))
    return found


def by_code(question: Question, given: Any, names: Names | None) -> Any:
    """Parties by their code where their names were typed; whatever else was typed as it is."""
    if question.kind != Kind.PARTY:
        return given
    lines = [given] if isinstance(given, str) else given
    known = _codes_by_name(names) if names else {}
    return [known.get(" ".join(line.split()).casefold(), line.strip()) for line in lines if line.strip()]


def _codes_by_name(names: Names) -> dict[str, str]:
    return {names.name(party).casefold(): party.code for party in Party.objects.all()}


def _is_untouched(question: Question, given: Any, data: QueryDict) -> bool:
    was = data.get(f"was:{question.code}", "")
    if not was or data.get(f"confirm:{question.code}"):
        return False
    try:
        return mark_of(read(question, given)) == was
    except NotAccepted:
        return False


def _revision(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
