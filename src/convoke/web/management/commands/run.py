"""``convoke run``: the whole forum on one machine: database, background work and pages."""

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from convoke.core.actors import system
from convoke.core.commands import Refused, TerminalProgress
from convoke.core.models import LoadedRecord
from convoke.handover.exercise import ACCOUNTS, create_exercise
from convoke.handover.folders import demonstration
from convoke.handover.operations import load_folder
from convoke.reporting.publishing import request_all_reports


class Command(BaseCommand):
    help = "Serves the forum on this machine, with everything it needs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--prepare-only", action="store_true", help="prepare the database and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if not options["prepare_only"]:
            _refuse_taken(port)
        prepare(self.stdout)
        if not options["prepare_only"]:
            self._serve(port)

    def _serve(self, port: int) -> None:
        say = self.stdout.write
        say(f"\n  Convoke is at  http://127.0.0.1:{port}/\n")
        say(f"  Data in        {settings.CONVOKE_HOME}")
        if settings.CONVOKE_DEMONSTRATION:
            say("  Accounts (exercise people; e-mail address and password):")
            for account in ACCOUNTS:
                say(f"    {account.email:<28} {account.password}")
        say("\n  Ctrl+C ends it.\n")
        self.stdout.flush()
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        worker = subprocess.Popen([sys.executable, "-m", "convoke", "work"], env=environment)
        pages = subprocess.Popen(  # noqa: S603  (our own arguments)
            [
                sys.executable, "-m", "gunicorn", "convoke.web.wsgi",
                "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "1", "--threads", "8",
                "--log-level", "warning", "--no-control-socket",
            ],
            env=environment,
        )
        try:
            pages.wait()
        except KeyboardInterrupt:
            pass
        finally:
            for process in (pages, worker):
                process.terminate()
            for process in (pages, worker):
                process.wait(timeout=20)


def prepare(stdout: Any) -> None:
    """Brings the database up to date; on first start loads the demonstration forum."""
    call_command("migrate", verbosity=0)
    if not settings.CONVOKE_DEMONSTRATION or LoadedRecord.objects.exclude(dataset="reference").exists():
        return
    stdout.write("First start: loading the demonstration forum …")
    actor, progress = system("convoke run"), TerminalProgress()
    loaded = load_folder(actor=actor, path=demonstration(), progress=progress)
    progress.finish()
    create_exercise(actor=actor)
    request_all_reports(actor=actor, edition=loaded.dataset)
    stdout.write(f"Loaded {sum(tally.created for tally in loaded.tallies.values())} records.")


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Refused(f"Port {port} is taken. Choose another one: PORT=8001 make run") from error
