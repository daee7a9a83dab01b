"""Changing a form that is being written: pure functions, each gives a new form and leaves the old one as it was.

Codes are what expressions and answers go by: a question that is given another code is
followed by every expression that refers to it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from .check import CODE, RESERVED
from .model import NOT_ANSWERED, WITH_CHOICES, Form, Kind, Question, Section
from .nodes import nodes_of

T = TypeVar("T", Section, Question)
LONGEST_CODE = 40
"""Characters of a code made from words."""
_REFERENCE = re.compile(r"""("[^"]*"|'[^']*')|\$\{\s*([^{}]*?)\s*\}""")


def code_from(words: str, taken: Iterable[str], otherwise: str = "q") -> str:
    """A code made from words, unlike those taken; words without any letter used in codes give ``otherwise``."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_CODE].rstrip("_") or otherwise
    if not CODE.fullmatch(stem):
        stem = f"{otherwise}_{stem}"
    used, code, number = {*taken, *RESERVED}, stem, 1
    while code in used:
        number += 1
        code = f"{stem}_{number}"
    return code


def names_taken(form: Form) -> set[str]:
    """Every name that a section, a question or a part of an answer already has."""
    taken = {section.code for section in form.sections}
    for question in form.questions():
        taken |= {question.code, *(name for name, _node in nodes_of(question))}
    return taken


def add_section(form: Form, section: Section) -> Form:
    """The form with a section at its end."""
    return replace(form, sections=(*form.sections, section))


def replace_section(form: Form, code: str, section: Section) -> Form:
    """The form with another section in the place of one; raises KeyError where there is none."""
    _known_section(form, code)
    return replace(form, sections=tuple(section if one.code == code else one for one in form.sections))


def remove_section(form: Form, code: str) -> Form:
    """The form without a section and its questions; raises KeyError where there is none."""
    _known_section(form, code)
    return replace(form, sections=tuple(one for one in form.sections if one.code != code))


def move_section(form: Form, code: str, by: int) -> Form:
    """The form with a section moved by so many places, not beyond the ends; raises KeyError where there is none."""
    _known_section(form, code)
    return replace(form, sections=_moved(form.sections, code, by))


def duplicate_section(form: Form, code: str) -> Form:
    """The form with a copy of a section behind it; what refers within the section refers within the copy."""
    section, taken = _known_section(form, code), names_taken(form)
    own = code_from(section.code, taken)
    taken.add(own)
    codes: dict[str, str] = {}
    for question in section.questions:
        codes[question.code] = code_from(question.code, taken)
        taken |= {codes[question.code], *_names(replace(question, code=codes[question.code]))}
    copies = tuple(replace(one, code=codes[one.code]) for one in section.questions)
    names = {old: new for one, copy in zip(section.questions, copies, strict=True)
             for old, new in zip(_names(one), _names(copy), strict=True)}
    copy = replace(section, code=own, questions=tuple(_with_references(one, names) for one in copies))
    at = form.sections.index(section) + 1
    return replace(form, sections=(*form.sections[:at], copy, *form.sections[at:]))


def add_question(form: Form, section: str, question: Question, after: str = "") -> Form:
    """The form with a question behind another of the section, or at its end; raises KeyError for no such section."""
    there = _known_section(form, section)
    codes = [one.code for one in there.questions]
    at = codes.index(after) + 1 if after in codes else len(codes)
    return replace_section(form, section, replace(
        there, questions=(*there.questions[:at], question, *there.questions[at:])
    ))


def replace_question(form: Form, code: str, question: Question) -> Form:
    """The form with another question in the place of one.

    Given another code, or another kind of the same parts, every expression follows. Raises
    KeyError where there is no such question.
    """
    before = form.by_code[code]
    changed = _each(form, lambda one: question if one.code == code else one)
    if before.code == question.code:
        return changed
    old, new = _names(before), set(_names(question))
    names = {name: question.code + name[len(code):] for name in old}
    return _rewritten(changed, {name: to for name, to in names.items() if to in new})


def remove_question(form: Form, code: str) -> Form:
    """The form without a question; raises KeyError where there is none."""
    there = _known_section(form, form.section_of[code])
    return replace_section(form, there.code, replace(
        there, questions=tuple(one for one in there.questions if one.code != code)
    ))


def duplicate_question(form: Form, code: str) -> tuple[Form, str]:
    """The form with a copy of a question behind it, and the copy's code; raises KeyError where there is none."""
    own = code_from(code, names_taken(form))
    return add_question(form, form.section_of[code], replace(form.by_code[code], code=own), after=code), own


def move_question(form: Form, code: str, by: int) -> Form:
    """The form with a question moved one place up (-1) or down (1); at an end of its section into the next one.

    Raises KeyError where there is no such question.
    """
    question, there = form.by_code[code], _known_section(form, form.section_of[code])
    codes = [one.code for one in there.questions]
    if 0 <= codes.index(code) + by < len(codes):
        return replace_section(form, there.code, replace(there, questions=_moved(there.questions, code, by)))
    at = form.sections.index(there) + (1 if by > 0 else -1)
    if not 0 <= at < len(form.sections):
        return form
    return _put(remove_question(form, code), form.sections[at].code, question, first=by > 0)


def move_question_to(form: Form, code: str, section: str) -> Form:
    """The form with a question at the end of another section; raises KeyError for no such question or section."""
    question = form.by_code[code]
    if form.section_of[code] == section:
        return form
    _known_section(form, section)
    return _put(remove_question(form, code), section, question, first=False)


def users_of(form: Form, code: str) -> list[str]:
    """The codes of the sections and questions whose expressions refer to a question; raises KeyError for no such."""
    names = set(_names(form.by_code[code]))
    users = []
    for section in form.sections:
        if names & references([section.relevant]):
            users.append(section.code)
        users += [
            one.code for one in section.questions
            if one.code != code and names & references([one.relevant, one.constraint, one.calculation])
        ]
    return users


def references(sources: Iterable[str]) -> set[str]:
    """The names that expressions refer to, also in those that cannot be evaluated."""
    return {found[2] for source in sources for found in _REFERENCE.finditer(source) if found[2]}


def of_kind(question: Question, kind: Kind) -> Question:
    """A question made one of another kind: what that kind does not have is left out."""
    return replace(
        question, kind=kind,
        choices=question.choices if kind in WITH_CHOICES else (),
        rows=question.rows if kind == Kind.GRID else (),
        first=question.first if kind == Kind.RANKING else None,
        at_most=question.at_most if kind in (Kind.SEVERAL, Kind.PARTY) else None,
        unit=question.unit if kind == Kind.NUMBER else {},
        whole=question.whole and kind == Kind.NUMBER,
        lowest=question.lowest if kind == question.kind else "",
        highest=question.highest if kind == question.kind else "",
        required=question.required and kind not in NOT_ANSWERED,
        constraint=question.constraint if kind not in NOT_ANSWERED else "",
        constraint_message=question.constraint_message if kind not in NOT_ANSWERED else {},
        calculation=question.calculation if kind == Kind.CALCULATION else "",
    )


def in_languages(form: Form, languages: tuple[str, ...]) -> Form:
    """The form in these languages, the first being the one it is written in; texts in others are left out."""
    def kept(words: object) -> dict[str, str]:
        return {one: text for one, text in words.items() if one in languages}  # type: ignore[attr-defined]

    def question(one: Question) -> Question:
        return replace(
            one, label=kept(one.label), hint=kept(one.hint), unit=kept(one.unit),
            constraint_message=kept(one.constraint_message),
            choices=tuple(replace(choice, label=kept(choice.label)) for choice in one.choices),
            rows=tuple(replace(row, label=kept(row.label)) for row in one.rows),
        )

    return replace(
        form, languages=languages, intro=kept(form.intro), sections=tuple(
            replace(section, title=kept(section.title), intro=kept(section.intro),
                    questions=tuple(map(question, section.questions)))
            for section in form.sections
        ),
    )


def _known_section(form: Form, code: str) -> Section:
    found = form.section(code)
    if found is None:
        raise KeyError(code)
    return found


def _moved(things: tuple[T, ...], code: str, by: int) -> tuple[T, ...]:
    order = list(things)
    at = next(place for place, one in enumerate(order) if one.code == code)
    order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
    return tuple(order)


def _put(form: Form, section: str, question: Question, *, first: bool) -> Form:
    there = _known_section(form, section)
    questions = (question, *there.questions) if first else (*there.questions, question)
    return replace_section(form, section, replace(there, questions=questions))


def _each(form: Form, change: Callable[[Question], Question]) -> Form:
    return replace(form, sections=tuple(
        replace(section, questions=tuple(map(change, section.questions))) for section in form.sections
    ))


def _names(question: Question) -> list[str]:
    return [question.code, *(name for name, _node in nodes_of(question) if name != question.code)]


def _rewritten(form: Form, names: dict[str, str]) -> Form:
    changed = _each(form, lambda one: _with_references(one, names))
    return replace(changed, sections=tuple(
        replace(section, relevant=_renamed(section.relevant, names)) for section in changed.sections
    ))


def _with_references(question: Question, names: dict[str, str]) -> Question:
    return replace(
        question, relevant=_renamed(question.relevant, names), constraint=_renamed(question.constraint, names),
        calculation=_renamed(question.calculation, names),
    )


def _renamed(source: str, names: dict[str, str]) -> str:
    return _REFERENCE.sub(
        lambda found: f"${{{names[found[2]]}}}" if found[2] in names else found[0], source
    )
