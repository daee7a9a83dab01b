"""One question of an XLSForm, of one row or of several."""

import re
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from pyxform.errors import PyXFormError
from pyxform.parsing.parameters import parse as parse_parameters

from ..model import Choice, Kind, Question
from . import marks
from .container import Book
from .rows import Row, Type, is_true

KINDS = {
    "text": Kind.SHORT, "integer": Kind.NUMBER, "decimal": Kind.NUMBER, "range": Kind.NUMBER, "date": Kind.DATE,
    "note": Kind.NOTE, "calculate": Kind.CALCULATION, "acknowledge": Kind.ONE, "file": Kind.FILE, "image": Kind.FILE,
    "select_one": Kind.ONE, "select_multiple": Kind.SEVERAL, "rank": Kind.RANKING,
}
MARKED = {marks.YES_NO: Kind.YES_NO, marks.PARTY: Kind.PARTY, marks.CONTACT: Kind.CONTACT}
HARMLESS = {"max-pixels", "rows", "app"}
"""Parameters that change how a question looks or what it costs, not what is asked."""


class Maker:
    """Makes questions; faults go to the book."""

    def __init__(self, book: Book, lists: dict[str, list[Choice]], used: set[str], languages: tuple[str, ...]) -> None:
        self.book, self.lists, self.used, self.languages = book, lists, used, languages

    def question(self, row: Row, type_: Type, code: str, relevant: str, parts: list[str]) -> Question:
        """A question of one row, with the names of the rows of ours that belong to it."""
        kind = self._kind(row, type_)
        question = Question(
            code, kind, row.words("label"), row.words("hint"),
            required=self._required(row), relevant=relevant, constraint_message=row.words("constraint_message"),
            choices=self._choices(row, type_, kind), unit=row.words("unit"), whole=type_.name == "integer",
            first=self._whole(row, "first"), at_most=self._whole(row, "at_most"),
            lowest=row["lowest"], highest=row["highest"], calculation=row["calculation"],
        )
        self._check(row, kind, parts, code)
        parameters = self._parameters(row, type_)
        if type_.name == "range":
            question, extra = self._range(row, question, parameters)
            own = f"({row['constraint']})" if row["constraint"] and extra else row["constraint"]
            return replace(question, constraint=" and ".join(filter(None, (extra, own))))
        if type_.name == "acknowledge":
            self.book.warnings.append(_("Row %(row)s: “acknowledge” became a question with one choice.") % {
                "row": row.number
            })
        if type_.name == "image":
            self.book.warnings.append(_("Row %(row)s: a picture is handed in as a file here.") % {"row": row.number})
        if kind == Kind.CALCULATION and question.required:
            self.book.warnings.append(_("Row %(row)s: a calculation is not required of anybody.") % {"row": row.number})
            question = replace(question, required=False)
        return replace(question, constraint=marks.without_conditions(question, row["constraint"]))

    def grid(
        self, row: Row, rows: list[tuple[Row, Type]], code: str, relevant: str
    ) -> tuple[Question, dict[str, str]]:
        """A grid of a group's rows, and what the rows are called now by what they were called before."""
        lists = {type_.list_name for _row, type_ in rows}
        if not rows or {type_.name for _row, type_ in rows} != {"select_one"} or len(lists) > 1:
            self.book.fault("survey", row.number, _(
                "A table is accepted when each of its rows is a select_one with the same list of choices."))
            return Question(code, Kind.GRID, row.words("label")), {}
        self._same(rows)
        prefix = f"{code}_"
        is_ours = all(inner["name"].startswith(prefix) for inner, _type in rows)
        made, renamed = [], {}
        for inner, _type in rows:
            name = inner["name"].removeprefix(prefix) if is_ours else inner["name"]
            if not is_ours:
                renamed[inner["name"]] = f"{prefix}{name}"
            made.append(marks.choice(name, inner.words("label"), is_true(inner["unknown"]) is True))
        first, type_ = rows[0]
        return Question(
            code, Kind.GRID, row.words("label"), row.words("hint"), required=self._required(first), relevant=relevant,
            constraint=first["constraint"], constraint_message=first.words("constraint_message"),
            choices=self._choices(first, type_, Kind.GRID), rows=tuple(made),
        ), renamed

    def _same(self, rows: list[tuple[Row, Type]]) -> None:
        first = rows[0][0]
        for row, _type in rows:
            if row["relevant"]:
                self.book.fault("survey", row.number, _(
                    "A row of a table cannot have a condition of its own (“relevant”); the table as a whole can."))
            if (row["constraint"], row["required"]) != (first["constraint"], first["required"]) or row.words(
                "constraint_message"
            ) != first.words("constraint_message"):
                self.book.fault("survey", row.number, _(
                    "The rows of a table have the same “required”, “constraint” and “constraint_message”."))
            if row.words("hint"):
                self.book.fault("survey", row.number, _(
                    "A row of a table cannot have a hint; the table as a whole can."))

    def _kind(self, row: Row, type_: Type) -> Kind:
        mark = row["kind"]
        if mark and mark not in marks.KINDS:
            self.book.fault("survey", row.number, _("Unknown kind “%(kind)s”. Accepted: %(accepted)s.") % {
                "kind": mark[:60], "accepted": ", ".join(marks.KINDS),
            })
        if type_.name == "text" and "multiline" in row["appearance"].split():
            return Kind.LONG
        fits = {marks.YES_NO: "select_one", marks.PARTY: "text", marks.CONTACT: "text"}
        return MARKED[mark] if fits.get(mark) == type_.name else KINDS.get(type_.name, Kind.SHORT)

    def _choices(self, row: Row, type_: Type, kind: Kind) -> tuple[Choice, ...]:
        if type_.name == "acknowledge":
            return (Choice("OK", dict.fromkeys(self.languages, "OK")),)
        if not type_.list_name:
            return ()
        self.used.add(type_.list_name)
        if type_.list_name not in self.lists:
            self.book.fault("survey", row.number, _("The list of choices “%(name)s” is not on the sheet “choices”.") % {
                "name": type_.list_name
            })
        return () if kind == Kind.YES_NO else tuple(self.lists.get(type_.list_name, ()))

    def _required(self, row: Row) -> bool:
        found = is_true(row["required"])
        if found is None:
            self.book.fault("survey", row.number, _(
                "Whether an answer is required is said with yes or no; a condition is not accepted here."))
        return bool(found)

    def _whole(self, row: Row, name: str) -> int | None:
        if not row[name]:
            return None
        if not re.fullmatch(r"\d{1,4}", row[name]):
            self.book.fault("survey", row.number, _("“%(value)s” is no number of choices. Accepted: 1, 2, 3 …") % {
                "value": row[name][:60]
            })
            return None
        return int(row[name])

    def _check(self, row: Row, kind: Kind, parts: list[str], code: str) -> None:
        expected = {Kind.YES_NO: ["why"], Kind.CONTACT: ["function", "email", "phone"]}.get(kind, [])
        if parts != [f"{code}_{part}" for part in expected]:
            self.book.fault("survey", row.number, _("The rows that belong to this question are not those expected: "
                                                    "%(expected)s.") % {
                "expected": ", ".join(f"{code}_{part}" for part in expected) or "-"
            })
        if is_true(row["read_only"]) is not False and kind != Kind.NOTE:
            self.book.fault("survey", row.number, _(
                "A question that cannot be answered (“read_only”) cannot be represented here. Accepted: a note, or a "
                "calculation."))
        if row["calculation"] and kind != Kind.CALCULATION:
            self.book.fault("survey", row.number, _(
                "A calculation is accepted in a row of the type “calculate” only: here nothing is filled in before a "
                "respondent answers."))

    def _parameters(self, row: Row, type_: Type) -> dict[str, Any]:
        try:
            given: dict[str, Any] = parse_parameters(row["parameters"], row.number)
        except PyXFormError as error:
            self.book.fault("survey", row.number, str(error))
            return {}
        accepted = {"start", "end", "step"} if type_.name == "range" else set()
        for name in given:
            if name in HARMLESS:
                self.book.warnings.append(_("Row %(row)s: the parameter “%(name)s” is not kept.") % {
                    "row": row.number, "name": name,
                })
            elif name not in accepted:
                self.book.fault("survey", row.number, _("The parameter “%(name)s” cannot be represented here.") % {
                    "name": name
                })
        return given

    def _range(self, row: Row, question: Question, parameters: dict[str, Any]) -> tuple[Question, str]:
        """A range as a number with bounds; a step that is not one becomes a condition."""
        start, end, step = (str(parameters.get(name, usual)) for name, usual in
                            (("start", "0"), ("end", "10"), ("step", "1")))
        if not all(re.fullmatch(r"-?\d+(\.\d+)?", one) for one in (start, end, step)) or float(step) == 0:
            self.book.fault("survey", row.number, _("A range has numbers as start, end and step."))
            return question, ""
        if "." in step:
            self.book.fault("survey", row.number, _("The steps of a range are whole numbers here."))
            return question, ""
        lowest, highest = (start, end) if float(start) <= float(end) else (end, start)
        whole = "." not in start
        steps = f"(. - {start}) mod {step} = 0" if abs(int(step)) > 1 or not whole else ""
        return replace(question, lowest=lowest, highest=highest, whole=whole and "." not in end), steps
