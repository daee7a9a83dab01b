"""``convoke work``: does background work until it is stopped."""

import threading
from typing import Any

from django.core.management import call_command
from django.db import OperationalError, connection

from convoke.core.commands import ForumCommand
from convoke.core.work.operations import requeue_lost_jobs

REAP_EVERY = 15.0
"""Seconds between two looks for jobs whose worker died."""


class Command(ForumCommand):
    help = "Does background work, and picks up what a dead worker dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        requeue_lost_jobs()
        over = threading.Event()
        threading.Thread(target=self._reap, args=(over,), daemon=True).start()
        try:
            call_command("db_worker", startup_delay=False, interval=0.5, reload=False, verbosity=0)
        finally:
            over.set()

    def _reap(self, over: threading.Event) -> None:
        while not over.wait(REAP_EVERY):
            try:
                requeue_lost_jobs()
            except OperationalError:
                continue  # the database is busy; the next look comes soon
        connection.close()
