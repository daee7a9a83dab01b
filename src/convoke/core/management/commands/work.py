"""``convoke work``: does background work until it is stopped."""

import threading
import time
from typing import Any

from django.core.management import call_command
from django.db import OperationalError, connection

from convoke.core.commands import ForumCommand
from convoke.core.work.operations import requeue_lost_jobs
from convoke.core.work.periodic import go_round

LOOK_EVERY = 15.0
"""Seconds between two looks for jobs whose worker died."""
ROUND_EVERY = 1.0
"""Seconds between two looks for what has come due; each round says itself how often it is run."""


class Command(ForumCommand):
    help = "Does background work and what comes due by itself, and picks up what a dead worker dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        requeue_lost_jobs()
        over = threading.Event()
        threading.Thread(target=self._look, args=(over,), daemon=True).start()
        try:
            call_command("db_worker", startup_delay=False, interval=0.5, reload=False, verbosity=0)
        finally:
            over.set()

    def _look(self, over: threading.Event) -> None:
        wait, looked = 0.0, float("-inf")
        while not over.wait(wait):
            wait = ROUND_EVERY
            try:
                if time.monotonic() - looked >= LOOK_EVERY:
                    looked = time.monotonic()
                    requeue_lost_jobs()
                go_round()
            except OperationalError:
                continue  # the database is busy; the next look comes soon
        connection.close()
