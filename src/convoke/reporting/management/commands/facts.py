"""``convoke facts brussels-2007 [--json]``."""

import argparse
import json
from typing import Any

from convoke.core.actors import system
from convoke.core.commands import ForumCommand, Refused
from convoke.reporting.operations import UnknownChoiceError, find_edition
from convoke.reporting.statistics import facts


class Command(ForumCommand):
    """Counts what there is of an edition, by kind."""

    help = "Counts what there is of an edition, by kind."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("edition", help="the code of the edition, such as brussels-2007")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system("convoke facts")
        try:
            edition = find_edition(actor=actor, code=options["edition"])
        except UnknownChoiceError as error:
            raise Refused(str(error)) from error
        counted = facts(actor=actor, edition=edition)
        if options["json"]:
            self.stdout.write(json.dumps({"edition": edition.code, **counted}, indent=2))
            return
        width = max(map(len, counted))
        for name, count in counted.items():
            self.stdout.write(f"{name:{width}}  {count:6}")
