"""Languages of the interface and of content, with an honest fallback (LIB-3).

Translated content is kept in one JSON column as ``{language: text}``; the
value read from a model is a :class:`Translated`, which renders in the active
language and knows when it had to fall back to another one.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pyuca import Collator

RIGHT_TO_LEFT = frozenset({"ar"})


def active_language() -> str:
    """The code of the language in use, always one the interface has."""
    return _of_the_interface(get_language())


@cache
def _of_the_interface(code: str | None) -> str:
    language = (code or settings.LANGUAGE_CODE).split("-")[0]
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def own_words(text: Mapping[str, str] | None) -> str:
    """What a text says in the active language; empty where it says nothing in it."""
    return (text or {}).get(active_language(), "")


def with_own_words(before: Mapping[str, str] | None, typed: str) -> dict[str, str]:
    """A text with what was typed in the active language; in other languages it stays as it is."""
    return {**(before or {}), active_language(): typed}


def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def direction_of(text: str, otherwise: str) -> str:
    """The direction of a text by its first letter that has one, as browsers tell it for ``dir="auto"``."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return otherwise


class Translated(dict[str, str]):
    """A text in one or more languages: ``{language: text}``.

    ``str()`` gives the text in the active language, else in the first fallback
    that has one (``settings.CONVOKE_FALLBACK_LANGUAGES``), else in any.
    """

    def language_for(self, language: str) -> str | None:
        """The language the text is shown in when ``language`` is asked for."""
        for candidate in (language, *settings.CONVOKE_FALLBACK_LANGUAGES, *sorted(self)):
            if self.get(candidate):
                return candidate
        return None

    def text(self, language: str | None = None) -> str:
        """The text in ``language`` (default: the active one), with fallback."""
        found = self.language_for(language or active_language())
        return self[found] if found else ""

    @property
    def shown_in(self) -> str | None:
        """The language ``str()`` renders in now."""
        return self.language_for(active_language())

    @property
    def is_fallback(self) -> bool:
        """LIB-3: whether ``str()`` falls back to another language now."""
        shown = self.shown_in
        return shown is not None and shown != active_language()

    def __str__(self) -> str:
        return self.text()

    def __bool__(self) -> bool:
        return any(self.values())


class _TranslatedAttribute(DeferredAttribute):
    """Gives instances a :class:`Translated`, whatever mapping or text was assigned."""

    def __set__(self, instance: Any, value: Any) -> None:
        if isinstance(value, str):
            value = {settings.LANGUAGE_CODE: value}
        if isinstance(value, Mapping) and not isinstance(value, Translated):
            value = Translated(value)
        instance.__dict__[self.field.attname] = value


class TranslatedField(models.JSONField):
    """A JSON column of the form ``{language: text}``, read as :class:`Translated`."""

    descriptor_class = _TranslatedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """A plain JSON column to migrations, which never import application code."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The column as :class:`Translated`."""
        value = super().from_db_value(value, expression, connection)
        return Translated(value) if isinstance(value, dict) else value

    def validate(self, value: Any, model_instance: Any) -> None:
        """Raises ValidationError for a language content cannot be in."""
        super().validate(value, model_instance)
        unknown = sorted(set(value or {}) - set(dict(settings.CONVOKE_CONTENT_LANGUAGES)))
        if unknown:
            raise ValidationError(
                _("Unknown language: %(unknown)s. Accepted: %(accepted)s."),
                params={
                    "unknown": ", ".join(unknown),
                    "accepted": ", ".join(dict(settings.CONVOKE_CONTENT_LANGUAGES)),
                },
            )


@cache
def _collator() -> Any:
    return Collator()  # its table takes a tenth of a second to read: once, when first needed


def sort_key(text: str) -> str:
    """A key that sorts as the Unicode Collation Algorithm (UTS 10) does.

    Takes any text; gives lower-case hexadecimal digits, which compare alike in
    Python, SQLite and PostgreSQL, so that an order made in a database is the
    order a reader expects.
    """
    return "".join(f"{weight:04x}" for weight in _collator().sort_key(text))
