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
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from convoke.core.actors import system
from convoke.core.commands import Refused, TerminalProgress
from convoke.core.models import LoadedRecord
from convoke.handover.exercise import ACCOUNTS, create_exercise
from convoke.handover.folders import demonstration
from convoke.handover.operations import load_folder
from convoke.library.files.jobs import request_missing_renditions
from convoke.reporting.publishing import request_all_reports
from convoke.web import serving


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
        if "CONVOKE_ADDRESS" not in os.environ:  # links in messages lead to where pages are served
            settings.CONVOKE_ADDRESS = f"http://127.0.0.1:{port}"
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
        _let_go_of_databases()
        Pages(port).run()


class Pages(BaseApplication):  # type: ignore[misc]
    """The pages, served by children of this very process, with background work in one beside them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.worker: subprocess.Popen[bytes] | None = None
        super().__init__()

    def load_config(self) -> None:
        """A process for each core, with threads; background work follows once pages are ready."""
        settings_ = {
            **serving.settings(),
            "bind": f"127.0.0.1:{self.port}",
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self.start_worker,
            "on_exit": self.stop_worker,
        }
        for name, value in settings_.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application that answers."""
        from convoke.web.wsgi import application  # noqa: PLC0415  (only the serving process needs it)

        return application

    def start_worker(self, _server: object) -> None:
        """Starts background work."""
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "convoke", "work"], env={**os.environ, "PORT": str(self.port)}
        )

    def stop_worker(self, _server: object) -> None:
        """Ends background work; what was running is finished or taken up at the next start."""
        if self.worker is not None:
            self.worker.terminate()
            try:
                self.worker.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.worker.kill()


def prepare(stdout: Any) -> None:
    """Brings the database up to date; on first start loads the demonstration forum."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)  # what the processes share, such as counts of attempts
    if not settings.CONVOKE_DEMONSTRATION or LoadedRecord.objects.exclude(dataset="reference").exists():
        return
    stdout.write("First start: loading the demonstration forum …")
    actor, progress = system("convoke run"), TerminalProgress()
    loaded = load_folder(actor=actor, path=demonstration(), progress=progress)
    progress.finish()
    create_exercise(actor=actor)
    request_all_reports(actor=actor, edition=loaded.dataset)
    request_missing_renditions(actor=actor)
    stdout.write(f"Loaded {sum(tally.created for tally in loaded.tallies.values())} records.")


def _let_go_of_databases() -> None:
    """Closes connections and pools: no child may share one with its parent."""
    for one in connections.all(initialized_only=True):
        one.close()
        if hasattr(one, "close_pool"):
            one.close_pool()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Refused(f"Port {port} is taken. Choose another one: PORT=8001 make run") from error
