"""The cells in which a question is answered offline, the same in a spreadsheet and in a document."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from ..conditions import in_words
from ..model import CONTACT_FIELDS, Choice, Form, Kind, Question, Section, Value
from ..values import LONGEST
from ..words import words

PARTIES = 5
"""How many parties may be named offline where the form sets no limit."""
LONGEST_CELL = 32_000
"""Characters that a cell of a spreadsheet holds; a longer answer stays on the page."""
LONGEST_TAG = 64
"""Characters that a word processor accepts in a tag."""
BOOKMARK = "convoke_"
"""How the names of our bookmarks begin; a name has 40 signs at most."""
Parties = Mapping[str, str]
"""The names of parties, in the order of the language, by code."""


class Entry(StrEnum):
    """How a cell is filled in."""

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    MARK = "mark"
    PLACE = "place"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Field:
    """One cell to be filled in: of which question, which part of it, and what stands in it already."""

    question: str
    part: str
    label: str
    entry: Entry
    options: tuple[str, ...] = ()
    filled: Any = ""

    @property
    def key(self) -> str:
        """What identifies the cell in the file."""
        return f"{self.question}|{self.part}" if self.part else self.question


@dataclass(frozen=True)
class Marks:
    """What a file says of itself: which questionnaire, which version of it, for which party, in which language."""

    questionnaire: str
    version: int
    checksum: str
    party: str = ""
    language: str = "en"

    @property
    def short(self) -> str:
        """The beginning of the checksum, as it stands on the page and in the file."""
        return self.checksum[:12]


def tag_of(key: str) -> str:
    """A key as a tag in a document: a checksum of it where a word processor would not accept so long a tag."""
    return key if len(key) <= LONGEST_TAG else "~" + hashlib.sha256(key.encode()).hexdigest()[:40]


def bookmark_of(key: str) -> str:
    """The name of the bookmark around a cell in a document: for word processors that lose tags."""
    return BOOKMARK + hashlib.sha256(key.encode()).hexdigest()[:24]


def labels(choices: Sequence[Choice], language: str) -> dict[str, str]:
    """The labels of choices by code, in a language; two that read alike are told apart by their codes."""
    said = {one.code: " ".join(words(one.label, language).split()) or one.code for one in choices}
    texts = [text.casefold() for text in said.values()]
    return {
        code: f"{text} ({code})" if texts.count(text.casefold()) > 1 else text for code, text in said.items()
    }


def fields_of(question: Question, value: Value, language: str, parties: Parties) -> list[Field]:
    """The cells of a question, with what is answered already; none for what cannot be answered offline."""
    maker = _FIELDS.get(question.kind)
    return list(maker(question, value, language, parties)) if maker else []


def yes_and_no(language: str) -> dict[str, str]:
    """How yes and no are said in a language."""
    with override(language):
        return {"yes": _("Yes"), "no": _("No")}


def accepted(question: Question, language: str) -> list[str]:
    """What is accepted as an answer and how the cells are filled in, in sentences."""
    with override(language):
        return [line for line in _accepted(question, language) if line]


def condition(form: Form, thing: Question | Section, language: str) -> str:
    """When a question or section is asked, in words; empty for one that is always asked."""
    if not thing.relevant.strip():
        return ""
    with override(language):
        said = in_words(form, thing.relevant)
        if said:
            return f"{said[:1].upper()}{said[1:]}."
        named = dict.fromkeys(re.findall(r"\$\{\s*([\w.-]+)\s*\}", thing.relevant))
        others = [words(form.by_code[code].label, language) for code in named if code in form.by_code]
        if not others:
            return _("Only asked under certain conditions; please answer if it applies to you.")
        return _("Only asked depending on the answers to: %(questions)s. Please answer if it applies to you.") % {
            "questions": "; ".join(f"“{one}”" for one in others)
        }


def _accepted(question: Question, language: str) -> Iterator[str]:
    most = question.at_most or 0
    yield {
        Kind.ONE: _("Choose from the list."),
        Kind.YES_NO: _("Choose from the list."),
        Kind.SEVERAL: _("Mark each answer that applies."),
        Kind.GRID: _("Choose one answer from the list in each line."),
        Kind.PARTY: _("Choose from the lists."),
        Kind.NUMBER: _("A whole number.") if question.whole else _("A number."),
        Kind.DATE: _("A date: year, month, day, such as 2007-07-09."),
        Kind.FILE: _("A file is added on the page of the questionnaire; it cannot be put in here."),
    }.get(question.kind, "")
    if question.kind == Kind.RANKING:
        most = question.first or len(question.choices)
        yield _("Write 1 beside the first, 2 beside the second, and so on, each number once.")
    if most:
        yield ngettext("Up to %(number)s.", "Up to %(number)s.", most) % {"number": most}
    if question.kind == Kind.SHORT:
        longest = LONGEST[question.kind]
        yield ngettext("Up to %(number)s character.", "Up to %(number)s characters.", longest) % {"number": longest}
    if question.unit:
        yield _("In: %(unit)s.") % {"unit": words(question.unit, language)}
    if question.lowest:
        yield _("From %(lowest)s.") % {"lowest": question.lowest}
    if question.highest:
        yield _("Up to %(highest)s.") % {"highest": question.highest}


def _single(entry: Entry) -> Callable[..., Iterator[Field]]:
    def make(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
        yield Field(question.code, "", words(question.label, language), entry, filled=value or "")

    return make


def _one(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
    said = labels(question.choices, language)
    yield Field(
        question.code, "", words(question.label, language), Entry.LIST, tuple(said.values()),
        said.get(value or "", value or ""),
    )


def _several(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
    for code, label in labels(question.choices, language).items():
        yield Field(question.code, code, label, Entry.MARK, filled=code in (value or ()))


def _ranking(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
    places = {code: place for place, code in enumerate(value or (), 1)}
    numbers = tuple(str(place) for place in range(1, (question.first or len(question.choices)) + 1))
    for code, label in labels(question.choices, language).items():
        yield Field(question.code, code, label, Entry.PLACE, numbers, places.get(code, ""))


def _grid(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
    said = labels(question.choices, language)
    for code, label in labels(question.rows, language).items():
        chosen = (value or {}).get(code, "")
        yield Field(question.code, code, label, Entry.LIST, tuple(said.values()), said.get(chosen, chosen))


def _yes_no(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
    said, given = yes_and_no(language), value or {}
    with override(language):
        yield Field(
            question.code, "answer", _("Yes or no"), Entry.LIST, tuple(said.values()),
            said.get(given.get("answer", ""), ""),
        )
        yield Field(question.code, "why", _("Explanation"), Entry.TEXT, filled=given.get("why", ""))


def _party(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
    given = list(value or ())
    number = max(question.at_most or PARTIES, len(given))
    for place in range(1, min(number, 20) + 1):
        code = given[place - 1] if place <= len(given) else ""
        with override(language):
            label = pgettext("party of an answer", "Party %(number)s") % {"number": place}
        yield Field(
            question.code, str(place), label, Entry.LIST, tuple(parties.values()), parties.get(code, code)
        )


def _contact(question: Question, value: Value, language: str, parties: Parties) -> Iterator[Field]:
    with override(language):
        said = {"name": _("Name"), "function": _("Function"), "email": _("E-mail address"), "phone": _("Telephone")}
        for part in CONTACT_FIELDS:
            yield Field(question.code, part, said[part], Entry.LINE, filled=(value or {}).get(part, ""))


_FIELDS: dict[Kind, Callable[[Question, Value, str, Parties], Iterator[Field]]] = {
    Kind.SHORT: _single(Entry.LINE),
    Kind.LONG: _single(Entry.TEXT),
    Kind.NUMBER: _single(Entry.NUMBER),
    Kind.DATE: _single(Entry.DATE),
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.RANKING: _ranking,
    Kind.GRID: _grid,
    Kind.YES_NO: _yes_no,
    Kind.PARTY: _party,
    Kind.CONTACT: _contact,
}
