"""``convoke marketplace schedule FILE --workers 2 --time-limit 60 --fairness 2 --json``: meetings put into slots.

Needs no database. Stopped by Ctrl-C, it prints the best schedule it has. ``convoke marketplace iati EDITION -o FILE``
writes the funded projects of an edition as activities of IATI 2.03.
"""

import json
import signal
import sys
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from convoke.core.actors import system
from convoke.core.commands import ForumCommand, Refused
from convoke.editions.queries import edition_by_code, editions
from convoke.marketplace.afterwards.iati import document
from convoke.marketplace.scheduling.annealing import get_ready
from convoke.marketplace.scheduling.errors import Unacceptable
from convoke.marketplace.scheduling.formats import own, read
from convoke.marketplace.scheduling.instance import Instance, Schedule
from convoke.marketplace.scheduling.repair import repair
from convoke.marketplace.scheduling.results import Progress, Result, told
from convoke.marketplace.scheduling.solve import Options, solve


class Command(ForumCommand):
    help = "Schedules meetings and says what is proved of it; writes funded projects as activities of IATI."

    def execute(self, *args: Any, **options: Any) -> Any:
        """Asks for a database that is up to date only where one is read."""
        if options["action"] == "schedule":
            return BaseCommand.execute(self, *args, **options)
        return super().execute(*args, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        iati = actions.add_parser("iati", help="the funded projects of an edition as activities of IATI 2.03 (XML)")
        iati.add_argument("edition", help="the code of the edition, such as brussels-2007")
        iati.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to put it; printed without it")
        self._add_schedule(actions.add_parser(
            "schedule", help="as many meetings as possible, with as few breaks as possible, and what is proved"))

    def _add_schedule(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an instance: JSON as docs/scheduling.md describes, or a .dzn file")
        parser.add_argument("--workers", type=int, default=2, help="how many searches run side by side")
        parser.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS", help="60 without it")
        parser.add_argument("--fairness", type=int, default=None, metavar="N",
                            help="no participant has more than N breaks more than another")
        parser.add_argument("--seed", type=int, default=1, help="another number gives another search")
        parser.add_argument("--from", dest="before", type=Path, default=None, metavar="FILE",
                            help="what --json printed before; as little as possible is changed")
        parser.add_argument("--json", action="store_true", help="print the result as data")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "iati":
            self._iati(options["edition"], options["output"])
        else:
            self._schedule(options)

    def _iati(self, code: str, output: Path | None) -> None:
        """Writes the activities of an edition."""
        actor = system("convoke marketplace")
        edition = edition_by_code(actor, code)
        if edition is None:
            known = ", ".join(editions(actor).values_list("code", flat=True))
            raise Refused(_("There is no edition “%(code)s”. Known: %(known)s.") % {"code": code, "known": known})
        made = document(actor=actor, edition=edition)
        if made is None:
            raise Refused(_("No project of %(edition)s is funded yet; an IATI file needs at least one.") % {
                "edition": code})
        if output is None:
            self.stdout.write(made.decode())
            return
        try:
            output.write_bytes(made)
        except OSError as error:
            raise Refused(_("The file %(file)s could not be written: %(reason)s.") % {
                "file": output, "reason": error.strerror}) from error
        self.stdout.write(str(output))

    def _schedule(self, options: dict[str, Any]) -> None:
        for name, least in (("workers", 1), ("time_limit", 0.1), ("fairness", 0), ("seed", 0)):
            if options[name] is not None and options[name] < least:
                raise Refused(_("--%(name)s is %(value)s. Accepted: at least %(least)s.") % {
                    "name": name.replace("_", "-"), "value": options[name], "least": least,
                })
        if options["before"] is not None and options["fairness"] is not None:
            raise Refused(_("--fairness is not kept by a repair. Accepted: --from or --fairness, not both."))
        try:
            instance = read(options["file"])
            before = None if options["before"] is None else own.parse_schedule(
                options["before"].read_text(encoding="utf-8", errors="replace"), instance)
        except OSError as error:
            raise Refused(_("%(file)s cannot be read: %(reason)s.") % {
                "file": error.filename, "reason": error.strerror,
            }) from error
        except Unacceptable as error:
            raise Refused(str(error)) from error
        wanted = Options(
            seconds=options["time_limit"], workers=options["workers"], fairness=options["fairness"],
            seed=options["seed"],
        )
        result = self._run(instance, before, wanted)
        if options["json"]:
            self.stdout.write(json.dumps(result.data(), ensure_ascii=False, indent=2))
        else:
            self._print(result)

    def _run(self, instance: Instance, before: Schedule | None, wanted: Options) -> Result:
        """Searches until it is done, time is up or somebody presses Ctrl-C."""
        asked = threading.Event()
        is_main = threading.current_thread() is threading.main_thread()
        old = signal.signal(signal.SIGINT, lambda *_args: asked.set()) if is_main else None
        try:
            get_ready()
            tell = _tell if sys.stderr.isatty() else None
            if before is not None:
                return repair(instance, before, wanted, tell=tell, stop=asked.is_set)
            return solve(instance, wanted, tell=tell, stop=asked.is_set)
        finally:
            if is_main:
                signal.signal(signal.SIGINT, old)
                if sys.stderr.isatty():
                    sys.stderr.write("\r\x1b[K")

    def _print(self, result: Result) -> None:
        for id_, held in sorted(result.schedule.items(), key=lambda one: (one[1].slot, one[0])):
            who = ", ".join(result.instance.meeting[id_].participants)
            self.stdout.write(f"{held.slot:>4}  {held.place:>6}  {id_}  {who}")
        for id_, why in result.unplaced.items():
            self.stdout.write(_("Meeting “%(id)s” is not held. %(why)s") % {"id": id_, "why": why})
        for cause in result.causes:
            self.stdout.write(f"– {cause}")
        if result.objective is not None:
            self.stdout.write(_("%(held)s of %(agreed)s meetings are held, with %(breaks)s breaks (%(seconds)s s).") % {
                "held": len(result.schedule), "agreed": len(result.instance.meetings), "breaks": result.objective,
                "seconds": f"{result.seconds:.1f}",
            })
        self.stdout.write(result.sentence)


def _tell(progress: Progress) -> None:
    """One line that is written over."""
    sys.stderr.write(f"\r\x1b[K{told(progress)}")
    sys.stderr.flush()
