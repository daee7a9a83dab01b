"""``convoke survey import FILE.xlsx``, ``convoke survey export SLUG --format xlsform`` and what else is registered."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from convoke.consultation.analysis import exporting
from convoke.consultation.commands import EXPORTS, WAYS, questionnaire_asked
from convoke.consultation.form.model import Form
from convoke.consultation.form.xlsform import Reading, read_xlsform
from convoke.consultation.models import Questionnaire
from convoke.consultation.operations.authoring import Terms, draft_questionnaire
from convoke.core.actors import system
from convoke.core.commands import ForumCommand, Refused
from convoke.editions.models import Edition
from convoke.editions.queries import current, editions

ACTOR = "convoke survey"

exporting.register()


class Command(ForumCommand):
    """Takes questionnaires in and gives them out."""

    help = "Takes questionnaires in from XLSForm files and gives them out with what came of them."

    def add_arguments(self, parser: CommandParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True, metavar="WAY")
        into = ways.add_parser("import", help="drafts a questionnaire from an XLSForm")
        into.add_argument("file", type=Path, metavar="FILE.xlsx")
        into.add_argument("--edition", metavar="CODE", default="", help="the edition it belongs to; the current one")
        into.add_argument("--code", metavar="SLUG", default="", help="its short name; by default from the file")
        into.add_argument("--json", action="store_true", help="the result as data")
        out = ways.add_parser("export", help="writes a questionnaire, or what came of it, into a file")
        _with_questionnaire(out)
        out.add_argument("--format", choices=sorted(EXPORTS), default="xlsform", help=", ".join(sorted(EXPORTS)))
        out.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to put it")
        for name, way in WAYS.items():
            more = ways.add_parser(name, help=way.help)
            _with_questionnaire(more)
            way.arguments(more)

    def handle(self, *args: Any, **options: Any) -> None:
        doing: dict[str, Callable[[dict[str, Any]], None]] = {"import": self._import, "export": self._export}
        if options["way"] in doing:
            doing[options["way"]](options)
        else:
            found = questionnaire_asked(system(ACTOR), options["slug"], options["edition"])
            self.stdout.write(WAYS[options["way"]].run(system(ACTOR), found, options))

    def _export(self, options: dict[str, Any]) -> None:
        actor = system(ACTOR)
        found = questionnaire_asked(actor, options["slug"], options["edition"])
        export = EXPORTS[options["format"]]
        content = export.write(actor, found)
        target = options["output"] or Path(f"{found.code}.{export.ending}")
        try:
            target.write_bytes(content)
        except OSError as error:
            message = _("The file %(file)s could not be written: %(reason)s.")
            raise Refused(message % {"file": target, "reason": error.strerror}) from error
        said = {"questionnaire": found.code, "format": options["format"], "file": str(target)}
        self.stdout.write(json.dumps(said) if options["json"] else str(target))

    def _import(self, options: dict[str, Any]) -> None:
        file, actor = options["file"], system(ACTOR)
        try:
            with file.open("rb") as stream:
                reading = read_xlsform(stream, file.name)
        except OSError as error:
            message = _("The file %(file)s could not be read: %(reason)s.")
            raise Refused(message % {"file": file, "reason": error.strerror}) from error
        if reading.form is None or reading.faults:
            for fault in reading.faults:
                self.stderr.write(_at(fault.sheet, fault.row, fault.sentence))
            raise Refused(_("The file %(file)s is not taken in; see above.") % {"file": file})
        for warning in reading.warnings:
            self.stderr.write(warning)
        made = self._draft(reading, reading.form, options, actor, file)
        said = {
            "questionnaire": made.code, "edition": made.edition.code, "sections": len(reading.form.sections),
            "questions": len(reading.form.by_code), "languages": list(reading.form.languages),
            "warnings": list(reading.warnings),
        }
        self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else _(
            "Drafted: %(code)s in %(edition)s, with %(questions)s questions. Set its terms, then open it."
        ) % {"code": made.code, "edition": made.edition.code, "questions": len(reading.form.by_code)})

    def _draft(
        self, reading: Reading, form: Form, options: dict[str, Any], actor: Any, file: Path
    ) -> Questionnaire:
        edition = _edition(actor, options["edition"])
        code = (options["code"] or reading.code or file.stem).lower().replace("_", "-").replace(" ", "-")
        title = {one: text for one, text in reading.title.items() if text} or {form.languages[0]: code}
        try:
            return draft_questionnaire(
                actor=actor, edition=edition, code=code, terms=Terms(name=title), form=form
            )
        except ValidationError as error:
            message = _("The questionnaire “%(code)s” could not be drafted: %(reason)s Accepted with --code: small "
                        "letters, digits and hyphens, unlike the questionnaires of the edition.")
            raise Refused(message % {"code": code, "reason": " ".join(error.messages)}) from error


def _with_questionnaire(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the questionnaire's short name")
    parser.add_argument("--edition", metavar="CODE", default="", help="where several editions have one of that name")
    parser.add_argument("--json", action="store_true", help="the result as data")


def _at(sheet: str, row: int, sentence: str) -> str:
    if not sheet:
        return sentence
    if not row:
        return _("sheet %(sheet)s: %(fault)s") % {"sheet": sheet, "fault": sentence}
    return _("sheet %(sheet)s, row %(row)s: %(fault)s") % {"sheet": sheet, "row": row, "fault": sentence}


def _edition(actor: Any, code: str) -> Edition:
    known = {one.code: one for one in editions(actor)}
    found = known.get(code) if code else current(actor)
    if found is None:
        raise Refused(_("There is no edition “%(code)s”. Known: %(known)s.") % {
            "code": code, "known": ", ".join(known) or "-"
        })
    return found
