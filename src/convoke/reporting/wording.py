"""Dates, numbers and phrases as each language writes them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.core.formats import locale_for, number
from convoke.core.languages import Translated

from .document import Inline, Line, Style

_PLACE = re.compile(r"%\((\w+)\)s")


class Voice:
    """Says things in the language of a report, and marks what is only there in another (LIB-3)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._languages = locale_for(language).languages

    def own(self, text: object, style: Style = Style.PLAIN, target: str = "") -> Line:
        """Text in the report's own language."""
        return (Inline(str(text), self.language, style=style, target=target),) if text else ()

    def said(self, text: Translated, style: Style = Style.PLAIN) -> Line:
        """Translated text, in the report's language or in the one it falls back to."""
        shown = text.language_for(self.language)
        if shown is None:
            return ()
        if shown == self.language:
            return (Inline(text[shown], shown, style=style),)
        mark = f" [{self._languages.get(shown, shown)}]"
        return (
            Inline(text[shown], shown, is_fallback=True, style=style),
            Inline(mark, self.language, style=Style.MARK),
        )

    def spelt(self, text: str, style: Style = Style.PLAIN) -> Line:
        """A name, a function or a reference in the spelling of its source."""
        return (Inline(text, settings.LANGUAGE_CODE, style=style),) if text else ()

    def code(self, code: str, target: str = "") -> Line:
        """A code, such as that of an action."""
        return (Inline(code, self.language, style=Style.CODE, target=target),)

    def number(self, value: int) -> str:
        """A number as the language writes it."""
        return number(value, self.language)

    def phrase(self, template: str, **parts: Line | str) -> Line:
        """A translated sentence with ``%(name)s`` places, filled with lines or texts."""
        result: list[Inline] = []
        position = 0
        for place in _PLACE.finditer(template):
            result += self.own(template[position : place.start()])
            part = parts[place[1]]
            result += self.own(part) if isinstance(part, str) else part
            position = place.end()
        return (*result, *self.own(template[position:]))

    def opening(self, line: Line) -> Line:
        """A line as it begins a row or a sentence: with a capital letter."""
        if not line or not line[0].text:
            return line
        first = line[0]
        return (replace(first, text=first.text[0].upper() + first.text[1:]), *line[1:])

    def fact(self, label: str, value: Line | str) -> Line:
        """A label with what it stands for."""
        return self.phrase(_("%(label)s: %(value)s"), label=self.own(label, Style.LABEL), value=value)

    def listed(self, lines: Iterable[Line]) -> Line:
        """Lines one after the other, separated as the language separates what it lists."""
        return self.joined(list(lines), pgettext("between the items of a list", ", "))

    def sentences(self, lines: Iterable[Line]) -> Line:
        """Sentences one after the other."""
        return self.joined([line for line in lines if line], " ")

    def joined(self, lines: Sequence[Line], separator: str) -> Line:
        """Lines with a separator between them."""
        result: list[Inline] = []
        for position, line in enumerate(lines):
            result += [*(self.own(separator) if position else ()), *line]
        return tuple(result)


def plain(line: Line) -> str:
    """The text of a line without its languages, styles and marks."""
    return "".join(part.text for part in line if part.style != Style.MARK)
