"""Making answers of what stood in a file, and telling line by line what was read and what was not, and why."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ..compare import difference
from ..model import Choice, Form, Kind, Question, Value
from ..values import NotAccepted, is_empty, read
from ..words import words
from .fields import BOOKMARK, Marks, Parties, bookmark_of, fields_of, labels, tag_of, yes_and_no

CHOSEN = frozenset({"x", "✓", "✔", "☒", "☑", "1", "true", "on", "yes", "vrai", "wahr"})
NOT_CHOSEN = frozenset({"", "0", "false", "off", "no", "-", "–", "☐", "faux"})
"""What people write to mark an answer, or that it does not apply."""
LONGEST_SHOWN = 60_000
"""Characters of what was read that a report keeps: more than the longest answer may have."""


class NotOurs(ValueError):
    """A file that may be opened, but is no form that was downloaded here; says what to do, in a sentence."""


@dataclass(frozen=True)
class Cell:
    """What stood in one cell: where, of which question and part, with which words beside it."""

    place: str
    key: str
    raw: Any
    label: str | None = None
    """The words beside the cell as they stood in the file; None where a file does not tell."""
    refused: str = ""
    """Why nothing can be read there (a formula, a merged cell), in a sentence."""

    @property
    def question(self) -> str:
        """The code of the question."""
        return self.key.partition("|")[0]

    @property
    def part(self) -> str:
        """The code of the part of the question; empty for a question of one cell."""
        return self.key.partition("|")[2]


@dataclass(frozen=True)
class Handed:
    """A file as it was read: its marks, all cells that carry a code, and what was noticed beside."""

    marks: Marks
    cells: tuple[Cell, ...]
    strays: tuple[Cell, ...] = ()
    """Cells in which something stands that belongs to no question."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the report: what was read of one question, and what became of it."""

    question: str
    label: str
    cells: tuple[tuple[str, str, str], ...]
    """Place, part in words, and what stood there, of each cell in which something stood."""
    taken: bool
    said: tuple[str, ...] = ()
    """Why it was not taken, or what to look at."""

    def as_json(self) -> dict[str, Any]:
        """The line as it is kept with the file."""
        return {
            "kind": "line", "question": self.question, "label": self.label, "taken": self.taken,
            "cells": [list(one) for one in self.cells], "said": list(self.said),
        }


@dataclass(frozen=True)
class Read:
    """The answers of a file, and the report on every line."""

    answers: Mapping[str, Value] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> list[dict[str, Any]]:
        """The report as it is kept with the file: notes first."""
        return [*({"kind": "note", "said": [note]} for note in self.notes), *(line.as_json() for line in self.lines)]


def plain(raw: Any) -> str:
    """What stood in a cell, as text, as its author saw it."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float | int | Decimal):
        try:
            text = format(Decimal(repr(raw) if isinstance(raw, float) else str(raw)), "f")
        except (InvalidOperation, ValueError):
            return str(raw)
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if not (raw.hour or raw.minute or raw.second) else raw.isoformat(" ")
    if isinstance(raw, dt.date | dt.time):
        return raw.isoformat()
    return str(raw)


def understand(handed: Handed, made_for: Form, present: Form, parties: Parties) -> Read:
    """What a file answers: read as the version it was made for, and then as the present version takes it.

    What is not accepted stays in the report with its sentence. A cell left empty answers nothing
    and takes nothing away.
    """
    language = handed.marks.language
    handed = _by_key(handed, made_for)
    by_question: dict[str, list[Cell]] = {}
    for cell in handed.cells:
        by_question.setdefault(cell.question, []).append(cell)
    changed = set(difference(made_for, present).changed)
    answers: dict[str, Value] = {}
    lines: list[Line] = []
    for question in made_for.questions():
        cells = by_question.pop(question.code, [])
        given = [cell for cell in cells if plain(cell.raw).strip() or cell.refused]
        if not given:
            continue
        said = _noticed(question, given, language)
        if question.code in changed:
            said.append(_("This question was corrected after the file was made. Please look at the answer again."))
        try:
            value = _value(question, given, language, parties)
            asked = present.by_code.get(question.code)
            if asked is None:
                raise NotAccepted(_("The corrected version asks this no more."))
            value = read(asked, value)
        except NotAccepted as refusal:
            lines.append(_line(question, given, language, False, [*str(refusal).split("\n"), *said]))
            continue
        if not is_empty(value):
            answers[question.code] = value
            lines.append(_line(question, given, language, True, said))
    lines.extend(_unknown([*(cell for cells in by_question.values() for cell in cells), *handed.strays]))
    return Read(answers, tuple(lines), (*handed.notes, *_beside(handed, made_for, present)))


def _by_key(handed: Handed, form: Form) -> Handed:
    """The same with every cell under its key, also where it was found by a checksum of it."""
    if not any(cell.key.startswith(("~", BOOKMARK)) for cell in handed.cells):
        return handed
    keys = [
        one.key for question in form.questions() for one in fields_of(question, None, handed.marks.language, {})
    ]
    known = {tag_of(key): key for key in keys} | {bookmark_of(key): key for key in keys}
    return replace(handed, cells=tuple(replace(cell, key=known.get(cell.key, cell.key)) for cell in handed.cells))


def _line(question: Question, cells: Sequence[Cell], language: str, taken: bool, said: Sequence[str]) -> Line:
    parts = {one.part: one.label for one in fields_of(question, None, language, {})}
    return Line(
        question.code, words(question.label),
        tuple((cell.place, parts.get(cell.part, cell.part) if cell.part else "", plain(cell.raw)[:LONGEST_SHOWN])
              for cell in cells),
        taken, tuple(said),
    )


def _unknown(cells: Iterable[Cell]) -> list[Line]:
    return [
        Line("", cell.label or "", ((cell.place, "", plain(cell.raw)[:LONGEST_SHOWN]),), False,
             (cell.refused or _("What stands here belongs to no question of the questionnaire, so that it was not "
                                "read."),))
        for cell in cells if plain(cell.raw).strip()
    ]


def _noticed(question: Question, cells: Sequence[Cell], language: str) -> list[str]:
    """What was changed in the words beside the cells."""
    expected = {one.part: one.label for one in fields_of(question, None, language, {})}
    wording = [cell for cell in cells if cell.label is not None and cell.part in expected
               and not _same(cell.label, expected[cell.part])]
    return [
        _("The words beside %(place)s were changed to “%(words)s”. It was read as “%(expected)s”.") % {
            "place": cell.place, "words": (cell.label or "")[:200], "expected": expected[cell.part],
        }
        for cell in wording
    ]


def _beside(handed: Handed, made_for: Form, present: Form) -> list[str]:
    """What is to be said of the file as a whole: another version, cells that are gone."""
    said = []
    differs = difference(made_for, present)
    if not differs.is_none:
        said.append(_("The file was made for an earlier version of the questionnaire. What still fits was read."))
        for sentence, codes, form in (
            (_("New since then, and not in the file: %(questions)s."), differs.added, present),
            (_("Corrected since then: %(questions)s."), differs.changed, present),
            (_("No longer asked: %(questions)s."), differs.removed, made_for),
        ):
            if codes:
                named = "; ".join(words(form.by_code[code].label) for code in codes)
                said.append(sentence % {"questions": named})
    here = {cell.key for cell in handed.cells}
    gone = [
        question for question in made_for.questions()
        if any(one.key not in here for one in fields_of(question, None, handed.marks.language, {}))
        and question.kind != Kind.PARTY
    ]
    if gone:
        said.append(_("Cells to be filled in are no longer in the file, of: %(questions)s.") % {
            "questions": "; ".join(words(question.label) for question in gone[:20])
        })
    return said


def _same(one: str, other: str) -> bool:
    return _fold(one) == _fold(other)


def _fold(text: str) -> str:
    return " ".join(str(text).split()).casefold()


def _value(question: Question, cells: Sequence[Cell], language: str, parties: Parties) -> Value:
    """The value of the cells of a question; raises NotAccepted, in the words of the choices."""
    refused = [cell.refused for cell in cells if cell.refused]
    if refused:
        raise NotAccepted("\n".join(refused))
    given: dict[str, Any] = {}
    for cell in cells:
        if cell.part in given and plain(given[cell.part]).strip() != plain(cell.raw).strip():
            raise NotAccepted(_("This stands in the file twice, with two answers: “%(one)s” and “%(other)s”.") % {
                "one": plain(given[cell.part])[:80], "other": plain(cell.raw)[:80],
            })
        given[cell.part] = cell.raw
    kind = question.kind
    if kind == Kind.DATE:
        return read(question, _day(given[""]) if "" in given else None)
    if kind in (Kind.SHORT, Kind.LONG, Kind.NUMBER):
        if kind == Kind.NUMBER and isinstance(given.get(""), dt.date | dt.time | bool):
            raise NotAccepted(
                _("“%(given)s” is no number. Accepted: digits, and a point or a comma before decimals.")
                % {"given": plain(given[""])}
            )
        return read(question, plain(given.get("")))
    texts = {part: plain(raw).strip() for part, raw in given.items()}
    if kind == Kind.YES_NO:
        return read(question, {**texts, "answer": _yes_or_no(texts.get("answer", ""), language)})
    if kind == Kind.PARTY:
        by_name = {_fold(name): code for code, name in parties.items()}
        order = sorted(texts, key=lambda part: int(part) if part.isdecimal() else 0)
        return read(question, [_party(texts[part], by_name, parties) for part in order if texts[part]])
    if kind in (Kind.ONE, Kind.SEVERAL, Kind.RANKING, Kind.GRID):
        return _chosen(question, texts, language)
    return read(question, texts)


def _day(raw: Any) -> Any:
    if isinstance(raw, dt.datetime | dt.date):
        return raw
    if isinstance(raw, bool | int | float | dt.time):
        raise NotAccepted(_("“%(given)s” is no date. Accepted: year, month, day, such as 2007-07-09.") % {
            "given": plain(raw)[:40]
        })
    return raw


def _yes_or_no(text: str, language: str) -> str:
    if not text:
        return ""
    known = {_fold(code): code for code in ("yes", "no")}
    for other in (*dict(settings.LANGUAGES), language):
        known |= {_fold(said): code for code, said in yes_and_no(other).items()}
    if _fold(text) not in known:
        raise NotAccepted(_("“%(given)s” is not accepted here. Accepted: yes or no.") % {"given": text[:80]})
    return known[_fold(text)]


def _party(text: str, by_name: Mapping[str, str], parties: Parties) -> str:
    code = text if text in parties else by_name.get(_fold(text))
    if code is None:
        raise NotAccepted(_("“%(given)s” is no party known here.") % {"given": text[:80]})
    return code


def _chosen(question: Question, texts: Mapping[str, str], language: str) -> Value:
    """Reads choices by their labels in any language, so that whatever is said of them is said by label."""
    own = labels(question.choices, language)
    known = {_fold(code): code for code in own}
    for other in dict.fromkeys((*_languages(question.choices), language)):
        known |= {_fold(label): code for code, label in labels(question.choices, other).items()}
    codes = {label: code for code, label in own.items()}
    shown = replace(question, choices=tuple(Choice(label, {}) for label in codes))

    def label_of(text: str) -> str:
        return own[known[_fold(text)]] if _fold(text) in known else text

    if question.kind == Kind.ONE:
        value = read(shown, label_of(texts.get("", "")))
        return codes.get(value or "")
    if question.kind == Kind.GRID:
        rows = {row.code: row for row in question.rows}
        value = read(shown, {row: label_of(text) for row, text in texts.items() if row in rows and text}) or {}
        return {row: codes[label] for row, label in value.items()}
    if question.kind == Kind.SEVERAL:
        return [codes[one] for one in read(shown, [own.get(part, part) for part in _marked(texts, own)]) or ()]
    return [codes[one] for one in read(shown, {own.get(part, part): text for part, text in texts.items()}) or ()]


def _marked(texts: Mapping[str, str], own: Mapping[str, str]) -> list[str]:
    marked = []
    for part, text in texts.items():
        said = _fold(text)
        if said in CHOSEN or said == _fold(own.get(part, part)):
            marked.append(part)
        elif said not in NOT_CHOSEN:
            raise NotAccepted(
                _("“%(given)s” stands beside “%(choice)s”. Accepted: an x beside each answer that applies, "
                  "and nothing beside the others.") % {"given": text[:80], "choice": own.get(part, part)}
            )
    return marked


def _languages(choices: Sequence[Choice]) -> list[str]:
    return list(dict.fromkeys(language for one in choices for language in one.label))
