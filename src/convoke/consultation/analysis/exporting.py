"""What came of a questionnaire as data and as tables: for ``convoke survey`` and for work elsewhere."""

import argparse
import csv
import datetime as dt
import io
import json
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.commands import Refused
from convoke.core.formats import never_formula
from convoke.core.languages import active_language
from convoke.directory.queries import names

from ..commands import Export, Way, register_export, register_way
from ..form.words import in_words, words
from ..models import Questionnaire
from ..priorities.rules import ORDERS, RULES, choose, rank
from .asked import asked
from .counting import Counted, breakdown, totals
from .eyes import Eyes, eyes_of, may_look
from .figures import Choices, Distribution, Figures, Matrix, Months, Rankings
from .tallies import submissions_at

Rows = list[list[str]]
SET_SIZE = 5
"""How large a set is where a rule gives one."""


def as_data(
    questionnaire: Questionnaire, eyes: Eyes, *, by: str = "", rule: str = "borda", moment: dt.datetime | None = None
) -> dict[str, Any]:
    """The results as plain values; by groups where asked for. What may not be shown is ``"withheld": true`` (CON-2).

    Raises KeyError for a view there is none of.
    """
    found = totals(questionnaire, eyes, moment)
    return {
        "questionnaire": questionnaire.code,
        "edition": questionnaire.edition.code,
        "as_of": found.moment.isoformat() if found.moment else None,
        "asked": found.invited,
        "answered": found.respondents,
        "rule": rule,
        "by": by,
        "questions": [
            _question(found.counted[question.code], rule)
            | _groups(questionnaire, question.code, eyes, by, rule, moment)
            for question in found.asked.questions
        ],
    }


def _question(counted: Counted, rule: str) -> dict[str, Any]:
    question = counted.question
    said = {"code": question.code, "kind": question.kind.value, "label": words(question.label)}
    return said | ({"withheld": True} if counted.is_withheld else _figures(counted.figures, rule))


def _groups(
    questionnaire: Questionnaire, code: str, eyes: Eyes, by: str, rule: str, moment: dt.datetime | None
) -> dict[str, Any]:
    if not by:
        return {}
    found = breakdown(questionnaire, code, eyes, by=by, moment=moment)
    return {"groups": [
        {"group": group.code, **(_figures(group.counted.figures, rule) if group.counted else {"withheld": True})}
        for group in found.groups
    ]}


def _figures(figures: Figures, rule: str) -> dict[str, Any]:
    said: dict[str, Any] = {"answered": figures.answered}
    if isinstance(figures, Choices):
        said["counts"] = dict(figures.counts)
    elif isinstance(figures, Matrix):
        said["rows"] = {row: dict(counts) for row, counts in figures.rows.items()}
    elif isinstance(figures, Distribution):
        said["quartiles"] = [str(one) for one in figures.quartiles] if figures.quartiles else None
    elif isinstance(figures, Months):
        said["months"] = {day.strftime("%Y-%m"): number for day, number in figures.counts.items()}
    elif isinstance(figures, Rankings) and figures.profile.voters:
        if rule in ORDERS:
            said["order"] = [
                {"item": one.item, "place": one.position, "points": round(float(one.score), 4)}
                for one in rank(figures.profile, rule).places
            ]
        else:
            said["set"] = list(choose(figures.profile, rule, SET_SIZE).items)
    return said


def answers_table(actor: Actor, questionnaire: Questionnaire) -> Rows:
    """The submissions that count now, a row each, with every answer in words: for the office alone.

    Raises :class:`Refused` for anybody else.
    """
    if not eyes_of(actor).is_office:
        raise Refused(_("CON-2: single answers are given out to the office alone."))
    found = asked(questionnaire)
    parties = names(active_language(), clock.today())
    head = [_("Party"), _("Name"), _("Submitted (UTC)"), _("After the deadline"), _("Seen by")]
    rows = [[*head, *(words(question.label) for question in found.questions)]]
    submissions = submissions_at(questionnaire, None).select_related("response__party")
    for one in sorted(submissions, key=lambda one: (one.response.party.code if one.response.party else "", one.pk)):
        party = one.response.party
        rows.append([
            party.code if party else "", parties.name(party) if party else "",
            one.at.isoformat(sep=" ", timespec="minutes"), _("yes") if one.is_late else _("no"), one.audience,
            *("\n".join(in_words(question, one.answers.get(question.code))) for question in found.questions),
        ])
    return rows


def as_csv(rows: Rows) -> bytes:
    """Rows as CSV in UTF-8; what a spreadsheet would take for a formula is marked as text."""
    out = io.StringIO()
    csv.writer(out).writerows([never_formula(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(rows: Rows) -> bytes:
    """Rows as an XLSX file, every value as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("answers")
    sheet.freeze_panes = "C2"
    for row in rows:
        sheet.append([_cell(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(text: str) -> str:
    plain = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:32_000]
    return never_formula(plain)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="VIEW", default="", help="region, development, deadline, or a grouping's code")
    parser.add_argument("--rule", choices=sorted(RULES), default="borda", help="by which rule rankings are read")
    parser.add_argument("--as-of", metavar="DATE", default="", help="as of the end of a day, such as 2007-01-24")


def _results(actor: Actor, questionnaire: Questionnaire, options: dict[str, Any]) -> str:
    """The results as JSON, or a few lines a question; raises :class:`Refused` for what was not understood."""
    if not may_look(actor, questionnaire):
        raise Refused(_("There are no results of “%(code)s” to see.") % {"code": questionnaire.code})
    moment = _moment(questionnaire, options["as_of"])
    try:
        found = as_data(questionnaire, eyes_of(actor), by=options["by"], rule=options["rule"], moment=moment)
    except KeyError:
        raise Refused(_(
            "“%(word)s” is nothing by which answers can be shown. Accepted: region, development, deadline, or the code "
            "of a grouping such as eu."
        ) % {"word": options["by"]}) from None
    if options["json"]:
        return json.dumps(found, ensure_ascii=False, indent=1)
    lines = [
        _("%(code)s: %(answered)s of %(asked)s have answered") % {
            "code": questionnaire.code, "answered": found["answered"], "asked": found["asked"],
        }
    ]
    for one in found["questions"]:
        lines.append(f"{one['code']}: {one['label']}")
        lines += _lines(one)
        for group in one.get("groups", ()):
            lines.append(f"  [{group['group'] or '-'}]")
            lines += [f"  {line}" for line in _lines(group)]
    return "\n".join(lines)


def _lines(one: dict[str, Any]) -> list[str]:
    if one.get("withheld"):
        return ["  " + _("not shown (CON-2)")]
    for key in ("counts", "months"):
        if key in one:
            return [f"  {code}: {number}" for code, number in one[key].items()]
    if "order" in one:
        return [f"  {place['place']}. {place['item']} ({place['points']:g})" for place in one["order"]]
    if "set" in one:
        return ["  " + ", ".join(one["set"])]
    if one.get("quartiles"):
        return ["  " + " – ".join(one["quartiles"])]
    if "rows" in one:
        return [f"  {row}: " + ", ".join(f"{code} {n}" for code, n in counts.items())
                for row, counts in one["rows"].items()]
    return [f"  {one['answered']}"]


def _moment(questionnaire: Questionnaire, word: str) -> dt.datetime | None:
    if not word:
        return None
    try:
        day = dt.date.fromisoformat(word)
    except ValueError:
        raise Refused(_("“%(word)s” is not a date. Accepted: a date such as 2007-07-09.") % {"word": word}) from None
    return questionnaire.day_over(day) - dt.timedelta(microseconds=1)


def register() -> None:
    """Makes ``convoke survey results`` and the formats of its answers known."""
    register_way("results", Way("what came of a questionnaire", _arguments, _results))
    register_export("csv", Export("csv", lambda actor, one: as_csv(answers_table(actor, one))))
    register_export("xlsx", Export("xlsx", lambda actor, one: as_xlsx(answers_table(actor, one))))
