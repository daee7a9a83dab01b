"""The rows of an XLSForm as values and texts by language, each still with its number; and what a type of row means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from pyxform import aliases
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

from .columns import is_refused, language_of, meaning, tokens_of
from .container import Book, Sheet

TRUE, FALSE = ("yes", "true", "true()", "1"), ("", "no", "false", "false()", "0")
SIMPLE = {
    "text": ("text", "string", "q string", "add text prompt"),
    "integer": ("integer", "int", "q int", "add integer prompt"),
    "decimal": ("decimal", "q decimal", "add decimal prompt"),
    "date": ("date", "q date", "add date prompt"),
    "note": ("note", "q note", "add note prompt"),
    "calculate": ("calculate", "q calculate", "add calculate prompt"),
    "acknowledge": ("acknowledge", "trigger", "q acknowledge", "add acknowledge prompt"),
    "file": ("file", "add file prompt"),
    "image": ("image", "photo", "q image", "q picture", "add image prompt", "add photo prompt"),
    "range": ("range",),
    "start": ("start", "start time", "get start time"),
    "end": ("end", "end time", "get end time"),
    "today": ("today", "get today"),
    "deviceid": ("deviceid", "device id", "get device id", "imei"),
    "phonenumber": ("phonenumber", "phone number", "get phone number"),
    "subscriberid": ("subscriberid", "subscriber id", "get subscriber id"),
    "simserial": ("simserial", "sim id", "get sim id"),
    "username": ("username",),
    "email": ("email",),
    "audit": ("audit",),
}
"""The types we know, with the names pyxform knows them by."""
_SIMPLE = {alias: name for name, known in SIMPLE.items() for alias in known}
_SELECTS = {"select one": "select_one", "select all that apply": "select_multiple", "rank": "rank"}


@dataclass
class Row:
    """A row of the survey or of the choices."""

    sheet: str
    number: int
    values: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Texts by the name of their column and their language."""

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def words(self, name: str) -> dict[str, str]:
        """The texts of a column."""
        return self.texts.get(name, {})


@dataclass(frozen=True)
class Type:
    """What a type of row means: ``begin``, ``end``, ``select_one`` … with the list it names; or nothing we know."""

    name: str
    list_name: str = ""


def type_of(said: str) -> Type:
    """The meaning of a row's type; one with the name ``""`` when it cannot be represented."""
    plain = " ".join(said.split())
    if found := RE_BEGIN_CONTROL.match(plain):
        return Type("begin" if aliases.control[found["type"]] == "group" else "")
    if found := RE_END_CONTROL.match(plain):
        return Type("end_group" if aliases.control[found["type"]] == "group" else "")
    if found := RE_SELECT.match(plain):
        name = _SELECTS.get(str(aliases.select[found["select_command"]]), "")
        plain_list = not found["specify_other"] and found["select_command"] not in aliases.select_from_file
        return Type(name if plain_list and "${" not in found["list_name"] else "", found["list_name"])
    return Type(_SIMPLE.get(plain, ""))


class Columns:
    """The columns of a sheet: what each holds, and in which language."""

    def __init__(self, book: Book, sheet: Sheet, default: str) -> None:
        self.book, self.sheet = book, sheet
        double = any("::" in column for column in sheet.columns)
        self.known: dict[str, tuple[str, str]] = {}
        self.refused: set[str] = set()
        held = {column for _number, values in sheet.rows for column in values}
        for column in filter(None, sheet.columns):
            tokens = tokens_of(sheet.name, column, double=double)
            name, said = meaning(tokens)
            if is_refused(tokens):
                self.refused.add(column)
            elif not name:
                self._not_kept(column, is_held=column in held)
            else:
                self.known[column] = name, self._language(column, said, default)

    def languages(self) -> list[str]:
        """The languages of the columns, as they stand."""
        return list(dict.fromkeys(language for _name, language in self.known.values() if language))

    def rows(self) -> Iterator[Row]:
        """The rows; a value in a column we cannot represent is a fault."""
        for number, values in self.sheet.rows:
            row = Row(self.sheet.name, number)
            for column, value in values.items():
                if column in self.refused:
                    self.book.fault(self.sheet.name, number, _(
                        "The column “%(column)s” cannot be represented here; without it, the form would ask something "
                        "else. Please leave it empty.") % {"column": column})
                elif column in self.known:
                    name, language = self.known[column]
                    if language:
                        row.texts.setdefault(name, {})[language] = value
                    else:
                        row.values[name] = value.replace("\xa0", " ").strip()
            yield row

    def _not_kept(self, column: str, *, is_held: bool) -> None:
        if is_held:
            self.book.warnings.append(_("The column “%(column)s” of the sheet “%(sheet)s” is not kept.") % {
                "column": column, "sheet": self.sheet.name,
            })

    def _language(self, column: str, said: str, default: str) -> str:
        if meaning_is_value(self.sheet.name, column):
            return ""
        if not said:
            return default
        language = language_of(said)
        if not language:
            self.book.fault(self.sheet.name, 1, _("Unknown language: %(unknown)s. Accepted: %(accepted)s.") % {
                "unknown": said, "accepted": ", ".join(dict(settings.CONVOKE_CONTENT_LANGUAGES)),
            })
        return language or default


def meaning_is_value(sheet: str, column: str) -> bool:
    """Whether a column holds values rather than texts in a language."""
    return meaning(tokens_of(sheet, column, double="::" in column))[0] not in (
        "label", "hint", "constraint_message", "unit", "intro", "title"
    )


def is_true(said: str) -> bool | None:
    """What yes, no, true … say; None for anything else, such as an expression."""
    plain = re.sub(r"\s", "", said).lower()
    return True if plain in TRUE else False if plain in FALSE else None
