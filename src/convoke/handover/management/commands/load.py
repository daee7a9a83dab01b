"""``convoke load DIR``: reads a data folder into the forum, all of it or nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.actors import system
from convoke.core.commands import ForumCommand, Refused, TerminalProgress
from convoke.core.loading.source import FaultyData
from convoke.core.locks import Busy
from convoke.handover.operations import WAIT, load_folder


class Command(ForumCommand):
    help = "Loads a data folder: validated whole, then changed at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--wait", type=float, default=WAIT, help="seconds to wait for another load")

    def handle(self, *args: Any, **options: Any) -> None:
        progress = TerminalProgress()
        try:
            loaded = load_folder(
                actor=system("convoke load"), path=options["folder"], progress=progress, wait=options["wait"]
            )
        except FaultyData as error:
            progress.finish()
            for fault in error.faults:
                self.stderr.write(str(fault))
            raise Refused(
                ngettext(
                    "%(number)s fault. Nothing was changed.", "%(number)s faults. Nothing was changed.",
                    len(error.faults),
                )
                % {"number": len(error.faults)}
            ) from error
        except Busy as error:
            progress.finish()
            raise Refused(_("Another load is running and did not end. Nothing was changed.")) from error
        except DatabaseError as error:
            progress.finish()
            raise CommandError(
                _("The database did not take the data: %(reason)s. Nothing was changed.") % {"reason": error}
            ) from error
        progress.finish()
        if options["json"]:
            self.stdout.write(json.dumps({kind: vars(tally) for kind, tally in loaded.tallies.items()}, indent=2))
        elif not loaded.changed:
            self.stdout.write(_("%(dataset)s: unchanged") % {"dataset": loaded.dataset})
        else:
            for kind, tally in loaded.tallies.items():
                self.stdout.write(
                    _("%(kind)s: %(created)s created, %(updated)s updated, %(unchanged)s unchanged")
                    % {"kind": kind, **vars(tally)}
                )
