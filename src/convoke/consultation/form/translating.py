"""How far a form is translated: each text in each language is missing, done, or stale (its original changed since).

What a translation was made from is kept beside the form as ``{place: {language: checksum of the
original}}``; a place is such as ``question/why/label`` or ``question/order/choices/rights``.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from .model import Choice, Form, Question, Section, Words

Made = Mapping[str, Mapping[str, str]]
"""Of which original each translation was made."""


class State(StrEnum):
    """How a translation stands."""

    MISSING = "missing"
    STALE = "stale"
    DONE = "done"


@dataclass(frozen=True)
class Text:
    """One text of a form at its place."""

    place: str
    part: str
    """Which text of its section or question it is: title, intro, label, hint …"""
    words: Words
    section: str = ""
    question: str = ""

    def original(self, form: Form) -> str:
        """The text in the language the form is written in."""
        return self.words.get(form.languages[0], "") if form.languages else ""


@dataclass(frozen=True)
class Progress:
    """How many texts of a form there are to translate into a language, and how many stand how."""

    texts: int
    done: int
    stale: int

    @property
    def missing(self) -> int:
        """How many have no translation."""
        return self.texts - self.done - self.stale

    @property
    def percent(self) -> int:
        """How much is done, in whole hundredths; 100 for nothing to do."""
        return 100 * self.done // self.texts if self.texts else 100


def texts(form: Form) -> Iterator[Text]:
    """All texts that have an original, in the order in which they are read."""
    return (text for text in _all(form) if text.original(form).strip())


def checksum(original: str) -> str:
    """What is remembered of an original."""
    return hashlib.sha256(original.strip().encode()).hexdigest()[:16]


def state(form: Form, made: Made, text: Text, language: str) -> State:
    """How the translation of a text stands; one of which nothing is remembered is taken as done."""
    if not text.words.get(language, "").strip():
        return State.MISSING
    known = made.get(text.place, {}).get(language)
    return State.DONE if known in (None, checksum(text.original(form))) else State.STALE


def progress(form: Form, made: Made) -> dict[str, Progress]:
    """How far the translation into each language but the first is."""
    found = list(texts(form))
    result = {}
    for language in form.languages[1:]:
        states = [state(form, made, text, language) for text in found]
        result[language] = Progress(len(found), states.count(State.DONE), states.count(State.STALE))
    return result


def applied(form: Form, language: str, given: Mapping[str, str]) -> Form:
    """The form with translations by their place; an empty one takes a translation away, unknown places are left."""
    def words(place: str, present: Words) -> Words:
        if place not in given:
            return present
        others = {one: text for one, text in present.items() if one != language}
        return {**others, language: given[place].strip()} if given[place].strip() else others

    return _rebuilt(form, words)


def traced(
    before: Form, after: Form, made: Made, *, renamed: Mapping[str, str] | None = None,
    confirmed: Collection[tuple[str, str]] = (),
) -> dict[str, dict[str, str]]:
    """What translations were made from, once a form was changed.

    A translation that was typed now was made from the present original; one that stays was made
    from what it was made from before. ``renamed`` gives the former code of a question by its new
    one, ``confirmed`` the places and languages somebody looked at and found still right.
    """
    earlier = {text.place: text for text in _all(before)}
    result: dict[str, dict[str, str]] = {}
    for text in texts(after):
        place = _former(text.place, renamed or {})
        was = earlier.get(place)
        now = checksum(text.original(after))
        for language, words in text.words.items():
            if language == after.languages[0] or not words.strip():
                continue
            is_new = was is None or was.words.get(language, "").strip() != words.strip()
            if is_new or (text.place, language) in confirmed:
                result.setdefault(text.place, {})[language] = now
            elif was is not None:
                kept = made.get(place, {}).get(language) or checksum(was.original(before))
                result.setdefault(text.place, {})[language] = kept
    return result


def _former(place: str, renamed: Mapping[str, str]) -> str:
    kind, _sign, rest = place.partition("/")
    code, sign, part = rest.partition("/")
    return f"{kind}/{renamed[code]}{sign}{part}" if kind == "question" and code in renamed else place


def _all(form: Form) -> Iterator[Text]:
    yield Text("intro", "intro", form.intro)
    for section in form.sections:
        at = f"section/{section.code}"
        yield Text(f"{at}/title", "title", section.title, section.code)
        yield Text(f"{at}/intro", "intro", section.intro, section.code)
        for question in section.questions:
            for place, part, words in _of_question(question):
                yield Text(place, part, words, section.code, question.code)


def _of_question(question: Question) -> Iterator[tuple[str, str, Words]]:
    at = f"question/{question.code}"
    for part in ("label", "hint", "unit", "constraint_message"):
        yield f"{at}/{part}", part, getattr(question, part)
    for kind, choices in (("rows", question.rows), ("choices", question.choices)):
        for choice in choices:
            yield f"{at}/{kind}/{choice.code}", kind, choice.label


def _rebuilt(form: Form, words: Callable[[str, Words], Words]) -> Form:
    def choices(at: str, kind: str, given: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(replace(one, label=words(f"{at}/{kind}/{one.code}", one.label)) for one in given)

    def question(one: Question) -> Question:
        at = f"question/{one.code}"
        parts: dict[str, Any] = {
            part: words(f"{at}/{part}", getattr(one, part)) for part in ("label", "hint", "unit", "constraint_message")
        }
        return replace(
            one, **parts, rows=choices(at, "rows", one.rows), choices=choices(at, "choices", one.choices)
        )

    def section(one: Section) -> Section:
        at = f"section/{one.code}"
        return replace(
            one, title=words(f"{at}/title", one.title), intro=words(f"{at}/intro", one.intro),
            questions=tuple(map(question, one.questions)),
        )

    return replace(form, intro=words("intro", form.intro), sections=tuple(map(section, form.sections)))
