"""What is wrong in a form, each thing in a sentence that says what is accepted.

A form is opened, exported or taken from a file only when nothing is: see :func:`faults`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.utils.translation import gettext as _

from .expressions import ExpressionFault, parse
from .model import LONGEST_RANKING, NOT_ANSWERED, WITH_CHOICES, Choice, Form, Kind, Question, Section, Words
from .nodes import nodes, nodes_of
from .progress import depends_on, plan

CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")
"""The code of a section or a question: a name in XML and in XLSForm."""
CHOICE_CODE = re.compile(r"-?[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}")
"""The code of a choice, which in XLSForm is often a number such as 1 or -99."""
METADATA = (
    "start", "end", "today", "deviceid", "phonenumber", "username", "email", "subscriberid", "simserial", "audit",
)
"""The types of XLSForm rows that ask nothing and are kept."""
RESERVED = frozenset({"meta", "instanceID", "instanceName"})
LONGEST_TEXT = 10_000
"""Characters of a question, a hint and the like, at most: a cell of a spreadsheet holds three times as many."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MOST_SHOWN_CIRCLE = 12


@dataclass(frozen=True)
class FormFault:
    """Something wrong, and where; what concerns a whole section names no question, the whole form neither."""

    section: str
    question: str
    sentence: str


def faults(form: Form) -> list[FormFault]:
    """Everything wrong in a form, in its order; none when it can be opened."""
    return list(_faults(form))


def _faults(form: Form) -> Iterator[FormFault]:
    yield from (FormFault("", "", said) for said in _of_form(form))
    seen: dict[str, str] = {}
    circles = _circles(form)
    for section in form.sections:
        for said in (*_of_code(section.code, [section.code], seen), *_of_section(form, section)):
            yield FormFault(section.code, "", said)
        for question in section.questions:
            names = [question.code, *(name for name, _node in nodes_of(question) if name != question.code)]
            for said in (*_of_code(question.code, names, seen), *_of_question(form, question)):
                yield FormFault(section.code, question.code, said)
            if question.code in circles:
                yield FormFault(section.code, question.code, circles[question.code])


def _of_form(form: Form) -> Iterator[str]:
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    unknown = [language for language in form.languages if language not in known]
    if unknown or not form.languages:
        yield _("Unknown language: %(unknown)s. Accepted: %(accepted)s.") % {
            "unknown": ", ".join(unknown) or "-", "accepted": ", ".join(known),
        }
    if len(set(form.languages)) < len(form.languages):
        yield _("Each language is named once.")
    if not form.sections:
        yield _("A form has at least one section.")
    strange = [one for one in form.metadata if one not in METADATA]
    if strange:
        yield _("Unknown metadata: %(unknown)s. Accepted: %(accepted)s.") % {
            "unknown": ", ".join(strange), "accepted": ", ".join(METADATA),
        }
    if len(set(form.metadata)) < len(form.metadata):
        yield _("Each kind of metadata is kept once.")
    yield from _of_words(form, form.intro)


def _of_code(code: str, names: Iterable[str], seen: dict[str, str]) -> Iterator[str]:
    if not CODE.fullmatch(code):
        yield _("“%(code)s” is no code. Accepted: up to 60 letters without accents, digits, _ and -, beginning with a "
                "letter or _.") % {"code": code[:80]}
    elif code in RESERVED:
        yield _("“%(code)s” is a name that XLSForm keeps for itself. Accepted: any other code.") % {"code": code}
    for name in names:
        if name in seen and name == code == seen[name]:
            yield _("The code “%(code)s” is used more than once. Each section and question has one of its own.") % {
                "code": code
            }
        elif name in seen:
            yield _("“%(code)s” and “%(other)s” would both be called “%(name)s” in expressions and in XLSForm. One of "
                    "them needs another code.") % {"code": code, "other": seen[name], "name": name}
        seen.setdefault(name, code)


def _of_section(form: Form, section: Section) -> Iterator[str]:
    yield from _of_label(form, section.title, _("The section has no title in %(language)s."))
    yield from _of_words(form, section.intro)
    if not section.questions:
        yield _("The section has no questions. A section has at least one question or note.")
    yield from _of_expression(form, section.relevant, _("When the section is shown"))


def _of_question(form: Form, question: Question) -> Iterator[str]:
    if question.kind != Kind.CALCULATION or question.label:
        yield from _of_label(form, question.label, _("The question has no text in %(language)s."))
    yield from (said for words in (question.hint, question.constraint_message, question.unit)
                for said in _of_words(form, words))
    yield from _of_expression(form, question.relevant, _("When the question is shown"))
    yield from _of_expression(form, question.constraint, _("What an answer may be"), own=True)
    yield from _of_kind(question)
    yield from _of_choices(form, question)
    yield from _of_bounds(question)
    if question.kind == Kind.CALCULATION:
        if not question.calculation.strip():
            yield _("A calculation needs an expression, such as ${a} + ${b}.")
        yield from _of_expression(form, question.calculation, _("What is calculated"))


def _of_label(form: Form, words: Words, missing: str) -> Iterator[str]:
    first = form.languages[0] if form.languages else settings.LANGUAGE_CODE
    if not (words.get(first) or "").strip():
        yield missing % {"language": _language(first)}
    yield from _of_words(form, words)


def _of_words(form: Form, words: Words) -> Iterator[str]:
    strange = [language for language, text in words.items() if text and language not in form.languages]
    if strange:
        yield _("There is a text in %(strange)s, which is no language of this form. Its languages: %(languages)s.") % {
            "strange": ", ".join(map(_language, strange)), "languages": ", ".join(map(_language, form.languages)),
        }
    if any(len(text) > LONGEST_TEXT for text in words.values()):
        yield _("A text has up to %(number)s characters; this one is longer.") % {"number": LONGEST_TEXT}
    if any(_NOT_TEXT.search(text) for text in words.values()):
        yield _("A text holds characters that are no text. Please type it anew.")
    if any("${" in text for text in words.values()):
        yield _("A text shows no answers to other questions: ${code} is accepted in expressions only.")


def _language(code: str) -> str:
    name = dict(settings.CONVOKE_CONTENT_LANGUAGES).get(code)
    return str(name or code)


def _of_expression(form: Form, source: str, place: str, *, own: bool = False) -> Iterator[str]:
    if not source.strip():
        return
    try:
        expression = parse(source)
    except ExpressionFault as fault:
        yield _("%(place)s: %(fault)s") % {"place": place, "fault": fault}
        return
    known = nodes(form)
    for name in sorted(expression.references - set(known)):
        yield _("%(place)s: %(reference)s refers to nothing. %(hint)s") % {
            "place": place, "reference": f"${{{name}}}", "hint": _hint(form, name),
        }
    if expression.uses_own and not own:
        yield _("%(place)s: a point, the question’s own answer, is accepted only in what an answer may be.") % {
            "place": place
        }


def _hint(form: Form, name: str) -> str:
    question = form.by_code.get(name)
    if question and question.kind == Kind.GRID and question.rows:
        return _("The rows of a grid are referred to one by one, such as %(reference)s.") % {
            "reference": f"${{{name}_{question.rows[0].code}}}"
        }
    if question:
        return _("A note has no answer.")
    return _("Accepted: the code of a question in this form.")


def _of_kind(question: Question) -> Iterator[str]:
    """What is said of a question that its kind does not have: it would be lost on the way through XLSForm."""
    kind = question.kind
    misplaced = {
        _("choices"): bool(question.choices) and kind not in WITH_CHOICES,
        _("rows"): bool(question.rows) and kind != Kind.GRID,
        _("“rank your first”"): question.first is not None and kind != Kind.RANKING,
        _("“at most”"): question.at_most is not None and kind not in (Kind.SEVERAL, Kind.PARTY),
        _("a unit"): any(question.unit.values()) and kind != Kind.NUMBER,
        _("“whole numbers only”"): question.whole and kind != Kind.NUMBER,
        _("bounds"): bool(question.lowest or question.highest) and kind not in (Kind.NUMBER, Kind.DATE),
        _("an expression to calculate"): bool(question.calculation) and kind != Kind.CALCULATION,
        _("“required”"): question.required and kind in NOT_ANSWERED,
        _("a condition for answers"): bool(question.constraint) and kind in NOT_ANSWERED,
    }
    for what, is_so in misplaced.items():
        if is_so:
            yield _("This kind of question does not have %(what)s.") % {"what": what}


def _of_choices(form: Form, question: Question) -> Iterator[str]:
    if question.kind not in WITH_CHOICES:
        return
    if not question.choices:
        yield _("The question has no choices. It needs at least one.")
    yield from _of_list(form, question.choices)
    if question.kind == Kind.GRID:
        if not question.rows:
            yield _("The grid has no rows. It needs at least one.")
        yield from _of_list(form, question.rows)
    number = len(question.choices)
    if question.kind == Kind.RANKING and number > LONGEST_RANKING:
        yield _("A ranking has up to %(most)s items; this one has %(number)s.") % {
            "most": LONGEST_RANKING, "number": number,
        }
    for most in (question.first, question.at_most):
        if most is not None and not 1 <= most <= max(number, 1):
            yield _("There are %(number)s items to choose from, so that %(given)s cannot be chosen. Accepted: 1 to "
                    "%(number)s.") % {"number": number, "given": most}


def _of_list(form: Form, choices: tuple[Choice, ...]) -> Iterator[str]:
    codes = [choice.code for choice in choices]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _("The choice “%(code)s” stands there more than once. Each has a code of its own.") % {"code": code}
    for choice in choices:
        if not CHOICE_CODE.fullmatch(choice.code):
            yield _("“%(code)s” is no code of a choice. Accepted: up to 60 letters without accents, digits, _, - and "
                    "points.") % {"code": choice.code[:80]}
        if choice.is_unknown and not any(choice.label.values()):
            continue
        yield from _of_label(form, choice.label, _("The choice “%(code)s” has no text in %(language)s.") % {
            "code": choice.code.replace("%", "%%"), "language": "%(language)s",
        })


def _of_bounds(question: Question) -> Iterator[str]:
    if question.kind == Kind.PARTY and question.at_most is not None and question.at_most < 1:
        yield _("At least one party can be named.")
    if question.kind not in (Kind.NUMBER, Kind.DATE):
        return
    bounds = [_bound(question, text) for text in (question.lowest, question.highest) if text]
    if None in bounds:
        yield (_("A bound is a number, such as 0 or 12.5.") if question.kind == Kind.NUMBER
               else _("A bound is a date: year, month, day, such as 2007-07-09."))
    elif len(bounds) == 2 and bounds[0] > bounds[1]:  # type: ignore[operator]
        yield _("The lower bound (%(lowest)s) is above the upper one (%(highest)s).") % {
            "lowest": question.lowest, "highest": question.highest,
        }
    elif question.whole and any(isinstance(bound, Decimal) and bound != bound.to_integral_value() for bound in bounds):
        yield _("The bounds of a whole number are whole numbers.")


def _bound(question: Question, text: str) -> Decimal | dt.date | None:
    try:
        if question.kind == Kind.DATE:
            return dt.date.fromisoformat(text) if len(text) == 10 else None
        return Decimal(text) if re.fullmatch(r"-?\d{1,18}(?:\.\d{1,12})?", text) else None
    except (ValueError, InvalidOperation):
        return None


def _circles(form: Form) -> Mapping[str, str]:
    """A sentence for the first question of each circle of questions that depend on one another."""
    needs = {step.question.code: depends_on(form, step) for step in plan(form)}
    said: dict[str, str] = {}
    done: set[str] = set()
    for first in form.by_code:
        path: list[str] = []
        waiting = [(first, iter(needs.get(first, ())))] if first not in done else []
        path.extend(code for code, _left in waiting)
        while waiting:
            code, left = waiting[-1]
            following = next((one for one in left if one not in done), None)
            if following is None:
                done.add(code)
                waiting.pop()
                path.pop()
            elif following in path:
                circle = path[path.index(following):]
                said.setdefault(min(circle, key=list(form.by_code).index), _circle(circle))
            else:
                waiting.append((following, iter(needs.get(following, ()))))
                path.append(following)
    return said


def _circle(codes: list[str]) -> str:
    shown = [*codes, codes[0]]
    if len(shown) > _MOST_SHOWN_CIRCLE:
        shown = [*shown[: _MOST_SHOWN_CIRCLE - 2], "…", shown[-1]]
    return _("These questions depend on one another in a circle: %(circle)s. One of them must stand on its own.") % {
        "circle": " → ".join(shown)
    }
