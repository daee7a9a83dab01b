"""Questions and choices typed as lines, so that many are written at once.

A line is a text in the languages of the form, one after the other with `` | `` between them.
``# Title`` begins a section, ``- item`` is a choice (in a grid: a row) and ``+ item`` a step of the
scale of the question above, every other line is a question; ``[number]`` at its end says the kind,
``*`` that an answer is required.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from .check import CHOICE_CODE
from .editing import add_question, add_section, code_from, names_taken
from .model import Choice, Form, Kind, Question, Section

_KIND = re.compile(r"\s*\[([\w -]+)\]\s*$")
_SIGN = " = "


class NotRead(ValueError):
    """Lines that cannot be read; each fault is a sentence that names its line."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


@dataclass
class _Reader:
    form: Form
    section: str
    after: str
    faults: list[str]
    made: int = 0
    current: str = ""


def with_lines(form: Form, section: str, text: str) -> tuple[Form, int]:
    """The form with what the lines say, in a section (empty: one of its own), and how many questions that are.

    Raises :class:`NotRead` with every line that cannot be read; nothing is added then.
    """
    reader = _Reader(form, section, "", [])
    for number, line in enumerate(text.splitlines(), 1):
        if said := line.strip():
            _read(reader, number, said)
    if not reader.made and not reader.faults and reader.form == form:
        reader.faults.append(_("There is no question in these lines yet. Each line is a question."))
    if reader.faults:
        raise NotRead(reader.faults)
    return reader.form, reader.made


def _read(reader: _Reader, number: int, said: str) -> None:
    languages = reader.form.languages
    mark, rest = said[0], said[1:].strip()
    if mark == "#":
        words = _words(rest, languages)
        code = code_from(words.get(languages[0], ""), names_taken(reader.form), "section")
        reader.form, reader.section, reader.current = add_section(reader.form, Section(code, words)), code, ""
    elif mark in "-•+" and not reader.current:
        reader.faults.append(_("Line %(number)s is a choice, and no question stands above it.") % {"number": number})
    elif mark in "-•+":
        _add_choice(reader, rest, is_step=mark == "+")
    else:
        _add_question(reader, number, said)
    if len(said.split("|")) > len(languages):
        reader.faults.append(
            _("Line %(number)s has more texts than the questionnaire has languages (%(languages)s).")
            % {"number": number, "languages": ", ".join(languages)}
        )


def _add_question(reader: _Reader, number: int, said: str) -> None:
    first, *others = [part.strip() for part in said.split("|")]
    required = first.endswith("*")
    first = first.removesuffix("*").strip()
    kind, found = Kind.LONG, _KIND.search(first)
    if found:
        first = first[: found.start()].strip()
        try:
            kind = Kind(found[1].strip().lower().replace(" ", "-"))
        except ValueError:
            reader.faults.append(_("Line %(number)s: “%(kind)s” is no kind of question. Accepted: %(accepted)s.") % {
                "number": number, "kind": found[1], "accepted": ", ".join(Kind),
            })
    if not required and first.endswith("*"):
        required, first = True, first.removesuffix("*").strip()
    if not reader.section:
        code = code_from("questions", names_taken(reader.form))
        title = Section(code, {reader.form.languages[0]: _("Questions")})
        reader.form, reader.section = add_section(reader.form, title), code
    words = _words(" | ".join([first, *others]), reader.form.languages)
    question = Question(
        code_from(first, names_taken(reader.form)), kind, words, required=required and kind != Kind.NOTE
    )
    reader.form = add_question(reader.form, reader.section, question)
    reader.current, reader.made = question.code, reader.made + 1


def _add_choice(reader: _Reader, said: str, *, is_step: bool) -> None:
    question = reader.form.by_code[reader.current]
    kind = Kind.ONE if question.kind == Kind.LONG else question.kind
    as_row = kind == Kind.GRID and not is_step
    present = question.rows if as_row else question.choices
    code, label = _code_and_label(said)
    words = _words(label, reader.form.languages)
    taken = [one.code for one in present]
    made = Choice(code or code_from(words.get(reader.form.languages[0], ""), taken, "c"), words)
    changed = replace(question, kind=kind, **{"rows" if as_row else "choices": (*present, made)})  # type: ignore[arg-type]
    reader.form = replace(reader.form, sections=tuple(
        replace(section, questions=tuple(changed if one is question else one for one in section.questions))
        for section in reader.form.sections
    ))


def choices_from(
    lines: Mapping[str, str], languages: Sequence[str], before: Sequence[Choice] = ()
) -> tuple[Choice, ...]:
    """Choices from lines in each language: ``code = text``, or the text alone.

    In the first language every line is a choice; without a code it keeps the one a choice of the
    same text had before, or is given one. In the others a line with a code belongs to that
    choice, and lines without one fill the choices still without a text, in their order. Raises
    :class:`NotRead`.
    """
    first, *others = languages
    known = {choice.label.get(first, "").strip(): choice for choice in before}
    unknown = {choice.code for choice in before if choice.is_unknown}
    taken = {code for code, _text in _pairs(lines.get(first, "")) if code}
    made: dict[str, dict[str, str]] = {}
    faults: list[str] = []
    for code, text in _pairs(lines.get(first, "")):
        own = code or (known[text].code if text in known and known[text].code not in taken else "")
        own = own or code_from(text, {*taken, *made}, "c")
        if own in made:
            faults.append(_("The code “%(code)s” stands before two choices. Each has one of its own.") % {"code": own})
        made[own] = {first: text} if text else {}
        taken.add(own)
    for language in others:
        faults += _translate(made, language, list(_pairs(lines.get(language, ""), known=made)))
    if faults:
        raise NotRead(faults)
    return tuple(Choice(code, label, not any(label.values()) and code in unknown) for code, label in made.items())


def _translate(made: dict[str, dict[str, str]], language: str, pairs: list[tuple[str, str]]) -> Iterator[str]:
    coded = {code for code, _text in pairs if code}
    free = [code for code in made if code not in coded]
    for code, text in pairs:
        if code and code not in made:
            yield _("“%(code)s” (%(language)s) is not among the choices: %(accepted)s.") % {
                "code": code, "language": language, "accepted": ", ".join(made),
            }
        elif not code and not free:
            yield _("There are more lines (%(language)s) than choices: “%(text)s” belongs to none.") % {
                "language": language, "text": text[:80],
            }
        elif text:
            made[code or free.pop(0)][language] = text


def lines_of(choices: Sequence[Choice], language: str, *, with_all: bool) -> str:
    """Choices as lines to be edited: all of them, or those with a text in the language."""
    return "\n".join(
        f"{choice.code}{_SIGN}{choice.label.get(language, '')}".strip() for choice in choices
        if with_all or choice.label.get(language)
    )


def _pairs(text: str, known: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line.strip():
            code, label = _code_and_label(line.strip())
            yield (code, label) if known is None or code else ("", label)


def _code_and_label(line: str) -> tuple[str, str]:
    code, sign, label = f"{line} ".partition(_SIGN)
    if sign and CHOICE_CODE.fullmatch(code.strip()):
        return code.strip(), label.strip()
    return "", line.strip()


def _words(text: str, languages: Sequence[str]) -> dict[str, str]:
    parts = [part.strip() for part in text.split("|")]
    return {language: part for language, part in zip(languages, parts, strict=False) if part}
