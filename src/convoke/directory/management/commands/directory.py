"""``convoke directory export --format csv -o FILE`` and ``convoke directory import FILE --confirm``."""

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from convoke.core.actors import system
from convoke.core.commands import ForumCommand, Refused, TerminalProgress
from convoke.core.work.registry import JobFailed
from convoke.directory.exchange import writing
from convoke.directory.exchange.planning import Planner
from convoke.directory.exchange.reading import Faults, Unreadable, read
from convoke.directory.operations.imports import import_people

FORMATS = ("csv", "xlsx", "json")


class Command(ForumCommand):
    """Gives people, mandates and channels out as a table, or takes such a table in."""

    help = "Gives people, mandates and channels out as a table, or takes such a table in."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True, metavar="WAY")
        out = ways.add_parser("export", help="writes the table")
        out.add_argument("--format", default="csv", choices=FORMATS, help="csv, xlsx, or json (Popolo)")
        out.add_argument("--as-of", help="a date such as 2007-07-09; all mandates there ever were without it")
        out.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to put it")
        into = ways.add_parser("import", help="shows what a table would change, and stores it with --confirm")
        into.add_argument("file", type=Path)
        into.add_argument("--confirm", action="store_true", help="stores what it changes")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["way"] == "export":
            self._export(options["format"], options["as_of"], options["output"])
        else:
            self._import(options["file"], options["confirm"])

    def _export(self, format: str, as_of: str | None, output: Path | None) -> None:
        actor = system("convoke directory")
        try:
            on = dt.date.fromisoformat(as_of) if as_of else None
        except ValueError as error:
            message = _("“%(word)s” is not a date. Accepted: a date such as 2007-07-09.")
            raise Refused(message % {"word": as_of}) from error
        if format == "json":
            content = json.dumps(writing.as_popolo(actor, on), ensure_ascii=False, indent=1).encode()
        else:
            content = writing.as_csv(actor, on) if format == "csv" else writing.as_xlsx(actor, on)
        target = output or Path(f"directory.{format}")
        try:
            target.write_bytes(content)
        except OSError as error:
            message = _("The file %(file)s could not be written: %(reason)s.")
            raise Refused(message % {"file": target, "reason": error.strerror}) from error
        self.stdout.write(str(target))

    def _import(self, file: Path, confirm: bool) -> None:
        actor, progress, faults = system("convoke directory"), TerminalProgress(), Faults()
        try:
            lines = read(file.name, file.read_bytes(), faults)
            progress.start(len(lines))
            plan = Planner(lines, faults).work(progress)
            if not faults.number and confirm:
                plan = import_people(actor=actor, lines=lines, seen=plan.digest(), progress=progress)
        except OSError as error:
            message = _("The file %(file)s could not be read: %(reason)s.")
            raise Refused(message % {"file": file, "reason": error.strerror}) from error
        except Unreadable as error:
            raise Refused(str(error)) from error
        except JobFailed as error:
            raise CommandError(str(error)) from error
        finally:
            progress.finish()
        if faults.number:
            raise Refused("\n".join([_("Nothing was imported:"), *faults.sentences()]))
        for sentence in plan.said:
            self.stdout.write(sentence)
        self.stdout.write(json.dumps({**plan.tally(), "stored": confirm}))
