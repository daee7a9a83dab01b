"""The columns of an XLSForm: how they are called, and the language of those that hold texts.

Columns of our own begin with ``convoke_``: other tools leave them alone, and on the way back they
make the form what it was.
"""

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from pyxform import aliases
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

Tokens = tuple[str, ...]

TEXTS: dict[Tokens, str] = {
    ("label",): "label",
    ("hint",): "hint",
    ("bind", "jr:constraintMsg"): "constraint_message",
    ("convoke_unit",): "unit",
    ("convoke_intro",): "intro",
    ("convoke_title",): "title",
}
"""Columns that hold a text in a language, by how pyxform reads their heading."""
VALUES: dict[Tokens, str] = {
    ("type",): "type",
    ("name",): "name",
    ("list name",): "list_name",
    ("list_name",): "list_name",
    ("bind", "relevant"): "relevant",
    ("bind", "required"): "required",
    ("bind", "constraint"): "constraint",
    ("bind", "calculate"): "calculation",
    ("bind", "readonly"): "read_only",
    ("control", "appearance"): "appearance",
    ("parameters",): "parameters",
    ("disabled",): "disabled",
    ("title",): "form_title",
    ("id_string",): "form_id",
    ("default_language",): "default_language",
    ("convoke_kind",): "kind",
    ("convoke_first",): "first",
    ("convoke_at_most",): "at_most",
    ("convoke_lowest",): "lowest",
    ("convoke_highest",): "highest",
    ("convoke_unknown",): "unknown",
}
"""Columns that hold a value."""
REFUSED = frozenset({
    "choice_filter", "trigger", "default", "media", "guidance_hint", "query", "itemset", "instance", "image",
    "big-image", "audio", "video",
})
"""First words of columns that would change what is asked: a value in one of them is a fault."""
REFUSED_WHOLE = frozenset({("control", "jr:count"), ("bind", "entities:saveto")})
_CODE = re.compile(r"\(\s*([A-Za-z]{2,3})(?:[-_]\w+)?\s*\)\s*$")


def tokens_of(sheet: str, column: str, *, double: bool) -> Tokens:
    """How pyxform reads the heading of a column; ``double``: whether the sheet uses ``::`` anywhere."""
    known, names = {
        "survey": (aliases.survey_header, MultipleChoiceQuestion.get_slot_names()),
        "choices": (aliases.list_header, Option.get_slot_names()),
        "settings": (aliases.settings_header, Survey.get_slot_names()),
    }[sheet]
    _heading, tokens = process_header(column, double, known, set(names))
    return tuple(tokens)


def meaning(tokens: Tokens) -> tuple[str, str]:
    """What a column holds and its language (empty: none said); nothing for a column we do not know."""
    if tokens in VALUES:
        return VALUES[tokens], ""
    for beginning, name in TEXTS.items():
        if tokens[: len(beginning)] == beginning and len(tokens) <= len(beginning) + 1:
            return name, "".join(tokens[len(beginning):])
    return "", ""


def is_refused(tokens: Tokens) -> bool:
    """Whether a value in a column would change what is asked in a way we cannot represent."""
    return tokens[0] in REFUSED or tokens in REFUSED_WHOLE


def heading(name: str, language: str) -> str:
    """The heading of a text's column in a language, such as ``label::English (en)``."""
    return f"{name}::{language_name(language)}"


def language_name(code: str) -> str:
    """A language as XLSForm names it: ``English (en)``."""
    return f"{dict(settings.CONVOKE_CONTENT_LANGUAGES).get(code, code)} ({code})"


def language_of(said: str) -> str:
    """The code of a language as a heading names it: ``English (en)``, ``fr``, ``French``; empty when not known here."""
    found = _CODE.search(said)
    return _languages().get((found[1] if found else said).strip().lower(), "")


@cache
def _languages() -> dict[str, str]:
    known = {}
    for code, name in settings.CONVOKE_CONTENT_LANGUAGES:
        known[code], known[str(name).lower()] = code, code
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        known[str(locale.get_language_name("en")).lower()] = code
        known[str(locale.get_language_name("fr")).lower()] = code
    return known
