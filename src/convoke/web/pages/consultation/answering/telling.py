"""Answers in words, for eyes that only read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from convoke.consultation.form.words import in_words
from convoke.consultation.reading.answering import Prepared
from convoke.directory.models import Party

from ....lookups import lookups
from .fields import Word, word


@dataclass(frozen=True)
class Told:
    """A question with its answer in words, for eyes that only read."""

    code: str
    section: str
    label: Word
    lines: list[str]
    kind: str
    file: str = ""


def teller(request: HttpRequest) -> Callable[..., list[str]]:
    """Puts answers into words, with the names of parties in the language of the page."""
    names = lookups(request).parties
    known: dict[str, Party] = {}

    def name_of(code: str) -> str:
        if not known:
            known.update({party.code: party for party in Party.objects.all()})
        return names.name(known[code]) if code in known else code

    def tell(question: Any, value: Any, language: str) -> list[str]:
        return in_words(question, value, name_of, language)

    return tell


def told(
    read: Prepared, tell: Callable[..., list[str]], language: str, answers: dict[str, Any] | None = None,
    only: str = "",
) -> list[tuple[Word, list[Told]]]:
    """The whole answer section by section, in words; ``answers`` instead of those being prepared,
    ``only`` the code of one section."""
    values = read.whole if answers is None else answers
    shown = read.stands.relevant if answers is None else frozenset(values)
    made = []
    for section in read.form.sections:
        if only not in ("", section.code):
            continue
        lines = [
            Told(one.code, section.code, word(one.label, language), tell(one, values.get(one.code), language),
                 one.kind.value, _file_of(values.get(one.code)))
            for one in section.questions if one.code in shown and one.kind != "note"
        ]
        if lines:
            made.append((word(section.title, language), lines))
    return made


def _file_of(value: Any) -> str:
    return str(value["file"]) if isinstance(value, dict) and "file" in value else ""
