"""``convoke journal verify``: proves that nobody rewrote the journal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from convoke.core.commands import ForumCommand
from convoke.core.journal.queries import verify


class Command(ForumCommand):
    help = "Verifies the chain of the journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify()
        if not result.holds:
            raise CommandError(_("The journal does not hold: %(fault)s.") % {"fault": result.fault})
        self.stdout.write(_("The journal holds: %(entries)s entries.") % {"entries": result.entries})
