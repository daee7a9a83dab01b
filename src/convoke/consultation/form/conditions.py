"""Simple conditions (“only if this answer is that”) as expressions, expressions as words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .model import TEXTS, Choice, Form, Kind, Question
from .nodes import nodes
from .words import words


class How(StrEnum):
    """How an answer is compared."""

    IS = "is"
    IS_NOT = "is-not"
    INCLUDES = "includes"
    INCLUDES_NOT = "includes-not"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ANSWERED = "answered"
    NOT_ANSWERED = "not-answered"


LABELS = {
    How.IS: gettext_lazy("is"),
    How.IS_NOT: gettext_lazy("is not"),
    How.INCLUDES: gettext_lazy("includes"),
    How.INCLUDES_NOT: gettext_lazy("does not include"),
    How.AT_LEAST: gettext_lazy("is at least"),
    How.AT_MOST: gettext_lazy("is at most"),
    How.ANSWERED: gettext_lazy("was answered"),
    How.NOT_ANSWERED: gettext_lazy("was not answered"),
}
WITHOUT_VALUE = frozenset({How.ANSWERED, How.NOT_ANSWERED})
LISTS = frozenset({Kind.SEVERAL, Kind.RANKING, Kind.PARTY})
_VALUE = r"""(?P<value>"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?)"""
_SHAPES = (
    (How.ANSWERED, r"\$\{\s*(?P<name>[\w.-]+)\s*\}\s*!=\s*(?:''|\"\")"),
    (How.NOT_ANSWERED, r"\$\{\s*(?P<name>[\w.-]+)\s*\}\s*=\s*(?:''|\"\")"),
    (How.IS, r"\$\{\s*(?P<name>[\w.-]+)\s*\}\s*=\s*" + _VALUE),
    (How.IS_NOT, r"\$\{\s*(?P<name>[\w.-]+)\s*\}\s*!=\s*" + _VALUE),
    (How.AT_LEAST, r"\$\{\s*(?P<name>[\w.-]+)\s*\}\s*>=\s*" + _VALUE),
    (How.AT_MOST, r"\$\{\s*(?P<name>[\w.-]+)\s*\}\s*<=\s*" + _VALUE),
    (How.INCLUDES, r"selected\(\s*\$\{\s*(?P<name>[\w.-]+)\s*\}\s*,\s*" + _VALUE + r"\s*\)"),
    (How.INCLUDES_NOT, r"not\(\s*selected\(\s*\$\{\s*(?P<name>[\w.-]+)\s*\}\s*,\s*" + _VALUE + r"\s*\)\s*\)"),
)
_SHAPED = tuple((how, re.compile(shape)) for how, shape in _SHAPES)


class NoCondition(ValueError):
    """What was chosen makes no condition; says what is accepted."""


@dataclass(frozen=True)
class Condition:
    """“Only if an answer is, includes … a value”; ``name`` is a question's code or that of a part of its answer."""

    name: str
    how: How
    value: str = ""


def condition_of(source: str) -> Condition | None:
    """An expression as a simple condition; None for one that is more than that."""
    for how, shape in _SHAPED:
        if found := shape.fullmatch(source.strip()):
            value = found.groupdict().get("value") or ""
            return Condition(found["name"], how, value.strip("'\"") if value[:1] in ("'", '"') else value)
    return None


def expression_of(form: Form, condition: Condition) -> str:
    """A condition as an expression. Its value may be the code or the words of a choice.

    Raises :class:`NoCondition` for a question that is not there and for a value that can never be the answer.
    """
    node = nodes(form).get(condition.name)
    if node is None:
        raise NoCondition(_("Choose the question whose answer decides."))
    reference = f"${{{condition.name}}}"
    if condition.how in WITHOUT_VALUE:
        return f"{reference} != ''" if condition.how == How.ANSWERED else f"{reference} = ''"
    value = _value(node.question, condition)
    if condition.how in (How.AT_LEAST, How.AT_MOST):
        return f"{reference} {'>=' if condition.how == How.AT_LEAST else '<='} {value}"
    is_not = condition.how in (How.IS_NOT, How.INCLUDES_NOT)
    if node.question.kind in LISTS:
        selected = f"selected({reference}, {value})"
        return f"not({selected})" if is_not else selected
    return f"{reference} {'!=' if is_not else '='} {value}"


def answers_of(question: Question) -> tuple[Choice, ...]:
    """What can be chosen as the answer to a question; nothing where it is typed."""
    if question.kind == Kind.YES_NO:
        return Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"})
    return question.choices


def _value(question: Question, condition: Condition) -> str:
    said = condition.value.strip()
    if not said:
        raise NoCondition(_("Say which answer decides."))
    if question.kind == Kind.NUMBER:
        if not re.fullmatch(r"-?\d{1,18}(?:\.\d{1,12})?", said):
            raise NoCondition(_("The answer to “%(question)s” is a number; “%(value)s” is none.") % {
                "question": words(question.label), "value": said[:80],
            })
        return said
    if condition.how in (How.AT_LEAST, How.AT_MOST) and question.kind != Kind.CALCULATION:
        raise NoCondition(_("“At least” and “at most” are for numbers."))
    possible = answers_of(question)
    if possible:
        return f"'{_code_of(question, possible, said)}'"
    if "'" in said and '"' in said:
        raise NoCondition(_("A value has no quotation marks of both kinds."))
    return f'"{said}"' if "'" in said else f"'{said}'"


def _code_of(question: Question, possible: tuple[Choice, ...], said: str) -> str:
    for choice in possible:
        told = {choice.code, *choice.label.values(), _said(question, choice)}
        if said.casefold() in {one.casefold() for one in told}:
            return choice.code
    raise NoCondition(_("“%(value)s” is not an answer to “%(question)s”. Accepted: %(accepted)s.") % {
        "value": said[:80], "question": words(question.label),
        "accepted": ", ".join(_said(question, choice) or choice.code for choice in possible),
    })


def _said(question: Question, choice: Choice) -> str:
    if question.kind == Kind.YES_NO:
        return _("Yes") if choice.code == "yes" else _("No")
    return words(choice.label)


def said_value(form: Form, condition: Condition) -> str:
    """The value of a condition as its choice is worded; as it stands where it is no choice."""
    node = nodes(form).get(condition.name)
    found = [one for one in answers_of(node.question) if one.code == condition.value] if node else []
    return _said(node.question, found[0]) if node and found else condition.value


def in_words(form: Form, source: str) -> str:
    """A simple condition in words; empty for an expression that is more than that."""
    condition = condition_of(source)
    if condition is None or condition.name not in nodes(form):
        return ""
    asked = {"question": words(nodes(form)[condition.name].question.label), "value": said_value(form, condition)}
    return {
        How.IS: pgettext("condition", "only if “%(question)s” is “%(value)s”"),
        How.IS_NOT: pgettext("condition", "only if “%(question)s” is not “%(value)s”"),
        How.INCLUDES: pgettext("condition", "only if “%(question)s” includes “%(value)s”"),
        How.INCLUDES_NOT: pgettext("condition", "only if “%(question)s” does not include “%(value)s”"),
        How.AT_LEAST: pgettext("condition", "only if “%(question)s” is at least %(value)s"),
        How.AT_MOST: pgettext("condition", "only if “%(question)s” is at most %(value)s"),
        How.ANSWERED: pgettext("condition", "only if “%(question)s” was answered"),
        How.NOT_ANSWERED: pgettext("condition", "only if “%(question)s” was not answered"),
    }[condition.how] % asked


def strange(form: Form, source: str) -> str:
    """What a simple condition waits for although it can never be the answer, in a sentence; else empty."""
    condition = condition_of(source)
    if condition is None or condition.how in WITHOUT_VALUE or condition.name not in nodes(form):
        return ""
    question = nodes(form)[condition.name].question
    possible = answers_of(question)
    if not possible or question.kind in TEXTS or condition.value in {one.code for one in possible}:
        return ""
    return _("The condition waits for “%(value)s”, which is not among the answers to “%(question)s”.") % {
        "value": condition.value, "question": words(question.label),
    }
