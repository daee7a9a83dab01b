"""An XLSForm read: the form, what was not kept, or what is wrong with sheet and row."""

import copy
import logging
import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from convoke.core.files.safety import LARGEST

from ..check import faults as faults_of
from ..model import Form, Words
from .building import Builder
from .columns import language_of, meaning, tokens_of
from .container import SHEETS, Book, SheetFault, Unreadable, open_book
from .rows import Columns, Row

log = logging.getLogger(__name__)
_ROW = re.compile(r"\[\s*row\s*:\s*(\d+)\s*\]\s*")


@dataclass(frozen=True)
class Reading:
    """What was read. There is a form exactly when there are no faults."""

    form: Form | None = None
    title: Words = field(default_factory=dict)
    code: str = ""
    """What the file calls the form (``form_id``), if it does."""
    warnings: tuple[str, ...] = ()
    """What was not kept or became something else, each in a sentence."""
    faults: tuple[SheetFault, ...] = ()


def read_xlsform(file: IO[bytes], name: str) -> Reading:
    """Reads an XLSForm handed in under a file name; whatever is wrong with it is told, nothing is raised for it."""
    try:
        book = open_book(file.read(LARGEST + 1), name)
    except Unreadable as error:
        return Reading(faults=(SheetFault("", 0, str(error)),))
    if book.faults:
        return Reading(faults=_in_order(book))
    said = _through_pyxform(book)
    reading = _read(book, PurePath(name).stem)
    if said is not None and not any(fault.row == said.row for fault in book.faults):
        # what we say ourselves is in the reader's language; pyxform has the last word on anything else
        book.faults.append(said)
    return replace(reading, form=None, faults=_in_order(book)) if book.faults else reading


def _in_order(book: Book) -> tuple[SheetFault, ...]:
    return tuple(sorted(set(book.faults), key=lambda one: (one.sheet, one.row)))


def _through_pyxform(book: Book) -> SheetFault | None:
    """What pyxform says of the file when it makes no XForm of it, as KoboToolbox or ODK would say."""
    given: dict[str, Any] = {"sheet_names": list(book.sheets)}
    for name in SHEETS:
        sheet = book.sheet(name)
        if sheet.columns:
            rows: list[dict[str, str]] = [{} for _number in range(sheet.rows[-1][0] - 1)] if sheet.rows else []
            for number, values in sheet.rows:
                rows[number - 2] = dict(values)
            given[name], given[f"{name}_header"] = rows, [dict.fromkeys(filter(None, sheet.columns))]
    try:
        convert(copy.deepcopy(given), validate=False, warnings=[])
    except PyXFormError as error:
        sentence = " ".join(str(error).split())
    except Exception:
        # a form that breaks pyxform opens nowhere; what exactly broke helps nobody but us
        log.warning("pyxform could not convert a form", exc_info=True)
        sentence = _("it could not be converted to an XForm")
    else:
        return None
    row = _ROW.search(sentence)
    return SheetFault(_sheet_in(sentence), int(row[1]) if row else 0, _("XLSForm does not accept this: %(said)s") % {
        "said": _ROW.sub("", sentence)[:500]
    })


def _sheet_in(sentence: str) -> str:
    return next((name for name in ("choices", "settings") if f"'{name}'" in sentence), "survey")


def _read(book: Book, stem: str) -> Reading:
    default = _default_language(book)
    survey = Columns(book, book.sheet("survey"), default)
    choices = Columns(book, book.sheet("choices"), default)
    about = Columns(book, book.sheet("settings"), default)
    languages = _languages(default, survey, choices)
    setting = next(iter(about.rows()), Row("settings", 0))
    title = {**setting.words("title"), languages[0]: setting["form_title"] or setting["form_id"] or stem}
    builder = Builder(book, list(choices.rows()))
    form = replace(builder.build(list(survey.rows()), languages, title), intro=setting.words("intro"))
    for fault in faults_of(form):
        row = builder.row_of.get(fault.question or fault.section, 0)
        book.fault("survey" if row else "settings", row, fault.sentence)
    return Reading(form, title, setting["form_id"], tuple(dict.fromkeys(book.warnings)))


def _default_language(book: Book) -> str:
    """The language of texts whose column names none: the one the settings name, else the forum's."""
    said, bare, named = "", False, []
    for name in SHEETS:
        sheet = book.sheet(name)
        for column in filter(None, sheet.columns):
            what, language = meaning(tokens_of(name, column, double="::" in column))
            if what == "default_language" and sheet.rows:
                said = sheet.rows[0][1].get(column, "")
            if what in ("label", "hint", "constraint_message") and name != "settings":
                bare |= not language
                named += [language_of(language)] if language else []
    if said and language_of(said):
        return language_of(said)
    if said and said != "default":
        book.fault("settings", 2, _("Unknown language: %(unknown)s. Accepted: %(accepted)s.") % {
            "unknown": said[:60], "accepted": ", ".join(dict(settings.CONVOKE_CONTENT_LANGUAGES)),
        })
    if not bare and any(named):
        return next(filter(None, named))
    if settings.LANGUAGE_CODE in named:
        book.fault("survey", 1, _(
            "There are texts whose column names no language beside texts in that language. Please name the language of "
            "each column, such as label::English (en)."))
    elif not said:
        book.warnings.append(_("The file does not say its language; English was assumed."))
    return settings.LANGUAGE_CODE


def _languages(default: str, *columns: Columns) -> tuple[str, ...]:
    found = [language for one in columns for language in one.languages()]
    return tuple(dict.fromkeys([default, *found]))
