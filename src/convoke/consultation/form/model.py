"""What a questionnaire's form is made of: plain values, the same in the database, in XLSForm and on the page.

A form is frozen once its version is opened; its JSON (:func:`to_json`) is what is stored,
compared and given a checksum. Texts are ``{language: text}``.

The value of an answer, as JSON, by the kind of its question:

=============  =====================================================================
short, long    text
one            code of a choice
several        codes of choices, in the order of the form
ranking        codes of choices, best first, without ties or gaps
grid           ``{code of a row: code of a choice}``
number         decimal number as text, such as ``"12.50"``
date           ``"2007-07-09"``
yes-no         ``{"answer": "yes" | "no", "why": text}``
party          codes of parties
file           ``{"file": id of the stored file, "name": its name}``
contact        ``{"name": …, "function": …, "email": …, "phone": …}``
calculation    what its expression gives; never typed
note           nothing: it is read, not answered
=============  =====================================================================
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

Words = Mapping[str, str]
"""A text in one or more languages."""
Value = Any
"""The value of an answer; see above."""
Answers = Mapping[str, Value]
"""Values by the code of their question."""


P = TypeVar("P", "Section", "Question", "Choice")


class Kind(StrEnum):
    """The kinds of questions."""

    SHORT = "short"
    LONG = "long"
    ONE = "one"
    SEVERAL = "several"
    RANKING = "ranking"
    GRID = "grid"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    PARTY = "party"
    FILE = "file"
    CONTACT = "contact"
    NOTE = "note"
    CALCULATION = "calculation"


WITH_CHOICES = frozenset({Kind.ONE, Kind.SEVERAL, Kind.RANKING, Kind.GRID})
TEXTS = frozenset({Kind.SHORT, Kind.LONG})
NOT_ANSWERED = frozenset({Kind.NOTE, Kind.CALCULATION})
CONTACT_FIELDS = ("name", "function", "email", "phone")
LONGEST_RANKING = 30
"""Of how many items a ranking may be made."""


@dataclass(frozen=True)
class Choice:
    """Something to choose, to rank, or a row of a grid."""

    code: str
    label: Words
    is_unknown: bool = False
    """Whether the record does not tell what stood here (a questionnaire known in part)."""


@dataclass(frozen=True)
class Question:
    """One question. ``relevant`` and ``constraint`` are XPath expressions in which ``${code}`` is another answer."""

    code: str
    kind: Kind
    label: Words
    hint: Words = field(default_factory=dict)
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: Words = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    """The rows of a grid; its choices are the scale, from the lowest to the highest."""
    first: int | None = None
    """Ranking: at most so many are ranked ("rank your first N"); None: all."""
    at_most: int | None = None
    """Several, party: at most so many; a party question with 1 takes one party."""
    unit: Words = field(default_factory=dict)
    whole: bool = False
    """Number: whole numbers only."""
    lowest: str = ""
    highest: str = ""
    """Number: bounds as decimal text; date: as ISO dates. Empty: none."""
    calculation: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether a respondent answers it."""
        return self.kind not in NOT_ANSWERED

    def choice(self, code: str) -> Choice | None:
        """The choice with a code."""
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True)
class Section:
    """A part of a form that can be delegated as a whole and is one page without JavaScript."""

    code: str
    title: Words
    intro: Words = field(default_factory=dict)
    relevant: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Form:
    """A whole questionnaire as it is put to respondents."""

    sections: tuple[Section, ...] = ()
    languages: tuple[str, ...] = ("en",)
    """The first is the language the form is written in; the others are translations of it."""
    intro: Words = field(default_factory=dict)
    metadata: tuple[str, ...] = ()
    """Types of XLSForm rows that ask nothing (start, end, …): kept, so that an export gives them back."""

    @cached_property
    def by_code(self) -> dict[str, Question]:
        """Questions by their code."""
        return {question.code: question for question in self.questions()}

    @cached_property
    def section_of(self) -> dict[str, str]:
        """The code of the section each question stands in."""
        return {question.code: section.code for section in self.sections for question in section.questions}

    def questions(self) -> Iterator[Question]:
        """All questions in their order."""
        for section in self.sections:
            yield from section.questions

    def section(self, code: str) -> Section | None:
        """The section with a code."""
        return next((section for section in self.sections if section.code == code), None)


def to_json(form: Form) -> dict[str, Any]:
    """A form as JSON; what says nothing is left out."""
    result: dict[str, Any] = _plain(form)
    return result


def from_json(data: Mapping[str, Any]) -> Form:
    """A form from its JSON; raises ValueError for a key or kind that is not known."""
    return Form(
        sections=tuple(
            _read(Section, {**section, "questions": tuple(_question(one) for one in section.get("questions", ()))})
            for section in data.get("sections", ())
        ),
        languages=tuple(data.get("languages", ("en",))),
        intro=dict(data.get("intro", {})),
        metadata=tuple(data.get("metadata", ())),
    )


def checksum_of(form: Form) -> str:
    """SHA-256 of a form's canonical JSON."""
    return hashlib.sha256(canonical(to_json(form)).encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON in one form only: sorted keys, no spaces, characters as they are. Equal values give equal texts."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _question(data: Mapping[str, Any]) -> Question:
    return _read(Question, {
        **data,
        "kind": Kind(data["kind"]),
        "choices": tuple(_read(Choice, one) for one in data.get("choices", ())),
        "rows": tuple(_read(Choice, one) for one in data.get("rows", ())),
    })


def _read(cls: type[P], data: Mapping[str, Any]) -> P:
    unknown = set(data) - {one.name for one in fields(cls)}
    if unknown:
        raise ValueError(f"{cls.__name__}: {', '.join(sorted(unknown))}")
    return cls(**data)


def _plain(value: Any) -> Any:
    if isinstance(value, Form | Section | Question | Choice):
        given = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {key: item for key, item in given.items() if item not in ("", [], {}, None, False)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: text for key, text in value.items() if text}
    return str(value) if isinstance(value, Kind) else value
