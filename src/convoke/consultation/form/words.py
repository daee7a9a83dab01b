"""Answers in words: for receipts, exports and the eyes of others."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.core.languages import Translated

from .model import CONTACT_FIELDS, Kind, Question, Value, Words

NameOf = Callable[[str], str]
"""The name of a party by its code."""


def words(text: Words, language: str | None = None) -> str:
    """A text in a language (default: the active one), with fallback (LIB-3)."""
    return Translated(text).text(language)


def in_words(question: Question, value: Value, name_of: NameOf = str, language: str | None = None) -> list[str]:
    """The value of an answer as lines of text; none for no answer.

    A code whose choice is no longer there stands as it is: nothing is hidden.
    """
    if value in (None, "", [], {}):
        return []
    return _TELLERS.get(question.kind, _plain)(question, value, name_of, language)


def _label(question: Question, code: str, language: str | None) -> str:
    choice = question.choice(code)
    return words(choice.label, language) if choice else code


def _plain(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    return str(value).split("\n")


def _one(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    return [_label(question, str(value), language)]


def _several(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    return [_label(question, code, language) for code in value]


def _ranking(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    return [
        pgettext("ranking", "%(place)s. %(item)s") % {"place": place, "item": _label(question, code, language)}
        for place, code in enumerate(value, 1)
    ]


def _grid(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    labels = {row.code: words(row.label, language) for row in question.rows}
    return [
        pgettext("grid", "%(row)s: %(choice)s") % {
            "row": labels.get(row, row), "choice": _label(question, code, language)
        }
        for row, code in value.items()
    ]


def _number(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    unit = words(question.unit, language)
    return [pgettext("quantity", "%(number)s %(unit)s") % {"number": value, "unit": unit} if unit else str(value)]


def _yes_no(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    said = {"yes": _("Yes"), "no": _("No")}.get(value.get("answer", ""), "")
    return [line for line in (said, *value.get("why", "").split("\n")) if line]


def _party(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    return [name_of(code) for code in value]


def _file(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    return [value["name"]]


def _contact(question: Question, value: Value, name_of: NameOf, language: str | None) -> list[str]:
    return [value[key] for key in CONTACT_FIELDS if isinstance(value, Mapping) and value.get(key)]


_TELLERS: dict[Kind, Callable[[Question, Value, NameOf, str | None], list[str]]] = {
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.RANKING: _ranking,
    Kind.GRID: _grid,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.PARTY: _party,
    Kind.FILE: _file,
    Kind.CONTACT: _contact,
}
