"""A form as an XLSForm: what KoboToolbox and ODK can show of it, and in columns of our own what else it is."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from ..model import CONTACT_FIELDS, Choice, Form, Kind, Question, Section, Words
from .columns import heading, language_name
from .marks import CONTACT, GRID, PART, PARTY, UNKNOWN_LABEL, YES_NO, with_conditions

TEXTS = ("label", "hint", "constraint_message", "convoke_unit", "convoke_intro")
VALUES = ("required", "relevant", "constraint", "calculation", "appearance", "convoke_kind", "convoke_first",
          "convoke_at_most", "convoke_lowest", "convoke_highest", "convoke_unknown")
TYPES = {Kind.SHORT: "text", Kind.LONG: "text", Kind.DATE: "date", Kind.FILE: "file", Kind.NOTE: "note",
         Kind.CALCULATION: "calculate", Kind.PARTY: "text"}
SELECTS = {Kind.ONE: "select_one", Kind.SEVERAL: "select_multiple", Kind.RANKING: "rank"}
Cells = dict[str, Any]


def write_xlsform(form: Form, title: Words, code: str) -> bytes:
    """An XLSX file with a form that has no faults (:func:`..check.faults`), its title and its code."""
    writer = _Writer(form)
    for kind in form.metadata:
        writer.row(kind, writer.free_name(kind))
    for section in form.sections:
        writer.section(section)
    settings = {"form_title": title.get(form.languages[0]) or next(filter(None, title.values()), code),
                "form_id": code, "default_language": language_name(form.languages[0])}
    settings |= {heading("convoke_title", language): text for language, text in title.items()
                 if text and language != form.languages[0]}
    settings |= {heading("convoke_intro", language): text for language, text in form.intro.items() if text}
    book = Workbook()
    book.remove(book.active)
    texts = [heading(name, language) for name in TEXTS for language in form.languages]
    _sheet(book.create_sheet("survey"), ["type", "name", *texts, *VALUES], writer.rows)
    labels = [heading("label", language) for language in form.languages]
    _sheet(book.create_sheet("choices"), ["list_name", "name", *labels, "convoke_unknown"], writer.choices)
    _sheet(book.create_sheet("settings"), list(settings), [settings])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class _Writer:
    """Collects the rows of the survey and of the choices."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.rows: list[Cells] = []
        self.choices: list[Cells] = []
        self.taken = {*form.by_code, *(section.code for section in form.sections)}

    def free_name(self, kind: str) -> str:
        """A name for a row of metadata that no question bears."""
        while kind in self.taken:
            kind = f"_{kind}"
        return kind

    def row(self, type_: str, name: str, texts: Mapping[str, Words] | None = None, **values: Any) -> None:
        """Adds a row to the survey; texts by their column."""
        cells: Cells = {"type": type_, "name": name, **{key: value for key, value in values.items() if value}}
        for column, words in (texts or {}).items():
            cells |= _words(column, words)
        self.rows.append(cells)

    def section(self, section: Section) -> None:
        """A section: a group."""
        self.row("begin_group", section.code, {"label": section.title, "convoke_intro": section.intro},
                 relevant=section.relevant)
        for question in section.questions:
            self.question(question)
        self.row("end_group", "")

    def question(self, question: Question) -> None:
        """A question: a row, or several."""
        special = {Kind.GRID: self._grid, Kind.YES_NO: self._yes_no, Kind.CONTACT: self._contact}
        if question.kind in special:
            special[question.kind](question)
            return
        type_ = TYPES.get(question.kind, "integer" if question.whole else "decimal")
        if question.kind in SELECTS:
            type_ = f"{SELECTS[question.kind]} {question.code}"
            self._list(question.code, question.choices)
        self.row(type_, question.code, {**_texts(question), "convoke_unit": question.unit}, **_values(question))

    def _grid(self, question: Question) -> None:
        texts, values = _texts(question), _values(question)
        self.row("begin_group", question.code, {"label": texts["label"], "hint": texts["hint"]},
                 relevant=question.relevant, appearance="table-list", convoke_kind=GRID)
        self._list(question.code, question.choices)
        for row in question.rows:
            self.row(
                f"select_one {question.code}", f"{question.code}_{row.code}",
                {"label": self._label(row), "constraint_message": texts["constraint_message"]},
                required=values["required"], constraint=values["constraint"],
                convoke_unknown="yes" if row.is_unknown else "",
            )
        self.row("end_group", "")

    def _yes_no(self, question: Question) -> None:
        if not any(cells["list_name"] == "convoke_yes_no" for cells in self.choices):
            self._list("convoke_yes_no", (Choice("yes", self._said("Yes")), Choice("no", self._said("No"))))
        self.row("select_one convoke_yes_no", question.code, _texts(question), **_values(question, YES_NO))
        self.row("text", f"{question.code}_why", {"label": self._said("Explanation")},
                 relevant=f"${{{question.code}}} != ''", appearance="multiline", convoke_kind=PART)

    def _contact(self, question: Question) -> None:
        self.row("text", question.code, _texts(question), **_values(question, CONTACT))
        for part in CONTACT_FIELDS[1:]:
            self.row("text", f"{question.code}_{part}", {"label": self._said(part)}, relevant=question.relevant,
                     convoke_kind=PART)

    def _list(self, name: str, choices: Iterable[Choice]) -> None:
        for choice in choices:
            cells = {"list_name": name, "name": choice.code, **_words("label", self._label(choice))}
            self.choices.append(cells | ({"convoke_unknown": "yes"} if choice.is_unknown else {}))

    def _label(self, choice: Choice) -> Words:
        if choice.is_unknown and not any(choice.label.values()):
            return {self.form.languages[0]: UNKNOWN_LABEL}
        return choice.label

    def _said(self, what: str) -> Words:
        """Words of our own in the languages of the form."""
        found = {}
        for language in self.form.languages:
            with override(language):
                found[language] = {
                    "Yes": _("Yes"), "No": _("No"), "Explanation": _("Explanation"), "function": _("Function"),
                    "email": _("E-mail address"), "phone": _("Telephone number"),
                }[what]
        return found


def _texts(question: Question) -> dict[str, Words]:
    return {"label": question.label, "hint": question.hint, "constraint_message": question.constraint_message}


def _values(question: Question, kind: str = "") -> dict[str, Any]:
    return {
        "required": "yes" if question.required else "",
        "relevant": question.relevant,
        "constraint": with_conditions(question),
        "calculation": question.calculation,
        "appearance": "multiline" if question.kind == Kind.LONG else "",
        "convoke_kind": PARTY if question.kind == Kind.PARTY else kind,
        "convoke_first": question.first,
        "convoke_at_most": question.at_most,
        "convoke_lowest": question.lowest,
        "convoke_highest": question.highest,
    }


def _words(column: str, words: Words) -> Cells:
    return {heading(column, language): text for language, text in words.items() if text}


def _sheet(sheet: Worksheet, columns: list[str], rows: Iterable[Cells]) -> None:
    """Writes a sheet with every value as text, so that nothing becomes a formula or a date."""
    held = list(rows)
    # columns of our own that nothing stands in only confuse whoever opens the file elsewhere
    shown = [column for column in columns if not column.startswith("convoke_") or any(column in row for row in held)]
    for number, cells in enumerate([dict(zip(shown, shown, strict=True)), *held], start=1):
        for place, column in enumerate(shown, start=1):
            if (value := cells.get(column)) not in (None, ""):
                cell = sheet.cell(number, place)
                cell.value = str(value)
                cell.data_type = "s"
                cell.number_format = "@"
                if number == 1:
                    cell.font = Font(bold=True)
                elif "::" in column:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, column in enumerate(shown, start=1):
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = 44 if "::" in column else 18
    sheet.freeze_panes = "C2"
