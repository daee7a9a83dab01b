"""In which language words are typed on a page: that of the page, or another one of content by ``?in=ru``."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import HttpRequest

from convoke.core.formats import language_name
from convoke.core.languages import active_language, direction


@dataclass(frozen=True)
class Choice:
    """A language in which words can be typed."""

    code: str
    name: str
    is_chosen: bool


def language_of(request: HttpRequest) -> str:
    """The language asked for; that of the page for none and for one that is not known."""
    wanted = request.GET.get("in", "")
    return wanted if wanted in dict(settings.CONVOKE_CONTENT_LANGUAGES) else active_language()


def choices(chosen: str) -> list[Choice]:
    """The languages of content."""
    return [Choice(code, language_name(code), code == chosen) for code, _name in settings.CONVOKE_CONTENT_LANGUAGES]


def marked(field: forms.Field, language: str) -> None:
    """Marks a field for words as being of a language."""
    field.widget.attrs |= {"lang": language, "dir": direction(language)}


def said_in(text: Mapping[str, str] | None, language: str) -> str:
    """What a text says in a language; empty where it says nothing in it."""
    return (text or {}).get(language, "")


def with_words(text: Mapping[str, str] | None, language: str, typed: str) -> dict[str, str]:
    """A text with what was typed in a language; in others it stays as it is."""
    return {**(text or {}), language: typed}
