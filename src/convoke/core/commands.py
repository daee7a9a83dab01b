"""What every command of the forum has in common."""

import sys
import time
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _


class Refused(CommandError):
    """Input that is not accepted: one clear message and exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


class ForumCommand(BaseCommand):
    """A command that needs the forum's database in its present form."""

    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> Any:
        """Runs the command, or says in one line that the database has to be migrated first."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise Refused(_("The database is not up to date. Run “convoke migrate” first."))
        return super().execute(*args, **options)


class TerminalProgress:
    """Progress as one line that is written over on a terminal, and sparingly into a file."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self.done = self.total = 0
        self._last = 0.0

    def start(self, total: int, message: str = "") -> None:
        """Says how many steps there are."""
        self.done, self.total = 0, total
        self._show(message)

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Says that ``steps`` more are completed and what comes now."""
        self.done = min(self.total, self.done + steps) if self.total else 0
        now = time.monotonic()
        if now - self._last > 0.05 or self.done == self.total:
            self._last = now
            self._show(message)

    def is_to_stop(self) -> bool:
        """Never: on a terminal, work is stopped by Ctrl-C."""
        return False

    def finish(self) -> None:
        """Ends the line."""
        if self.is_terminal:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _show(self, message: str) -> None:
        if self.is_terminal:
            width = 24
            filled = width * self.done // self.total if self.total else 0
            bar = "█" * filled + "░" * (width - filled)
            self.stream.write(f"\r\x1b[K{bar} {message}")
            self.stream.flush()
