"""``convoke report outcome brussels-2007 --language en --format pdf -o FILE``."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from convoke.core.actors import system
from convoke.core.commands import ForumCommand, Refused, TerminalProgress
from convoke.reporting.operations import UnknownChoiceError, file_name, find_edition, produce_report
from convoke.reporting.renderers import RENDERERS


class Command(ForumCommand):
    """Makes a report of an edition as a file."""

    help = "Makes a report of an edition as a file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="REPORT")
        outcome = kinds.add_parser("outcome", help="the outcome report of an edition")
        outcome.add_argument("edition", help="the code of the edition, such as brussels-2007")
        languages = ", ".join(code for code, _name in settings.LANGUAGES)
        outcome.add_argument("--language", default=settings.LANGUAGE_CODE, help=f"one of {languages}")
        outcome.add_argument("--format", default="pdf", help=f"one of {', '.join(RENDERERS)}")
        outcome.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to put it")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system("convoke report")
        choice = {"language": options["language"], "format": options["format"]}
        target = options["output"] or Path(file_name(edition=options["edition"], **choice))
        progress = TerminalProgress()
        try:
            edition = find_edition(actor=actor, code=options["edition"])
            produce_report(actor=actor, edition=edition, progress=progress, target=target, **choice)
        except UnknownChoiceError as error:
            raise Refused(str(error)) from error
        except OSError as error:
            message = _("The file %(file)s could not be written: %(reason)s.")
            raise Refused(message % {"file": target, "reason": error.strerror}) from error
        finally:
            progress.finish()
        self.stdout.write(str(target))
