"""Loads a folder again and again; each time the process is killed a few statements later.

Arguments: the folder, and how many more writing statements each try gets. Prints one
line of JSON for each try: whether it was killed, and how many records there are then.
"""
# ruff: noqa: T201

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from convoke.core.actors import system  # noqa: E402
from convoke.core.journal.queries import verify  # noqa: E402
from convoke.core.models import JournalEntry, LoadedRecord  # noqa: E402
from convoke.editions.models import Edition  # noqa: E402
from convoke.handover.operations import load_folder  # noqa: E402
from convoke.outcomes.models import Action  # noqa: E402
from convoke.programme.models import Session  # noqa: E402

WRITES = ("INSERT", "UPDATE", "DELETE")


def load_and_be_killed(after: int) -> None:
    """Loads the folder; the process dies when it is about to write for the n-th time."""
    written = 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal written
        if sql.lstrip().upper().startswith(WRITES):
            written += 1
            if written == after:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        load_folder(actor=system("tests"), path=Path(sys.argv[1]))


def state() -> dict[str, int]:
    """How many records there are."""
    return {
        "reference": LoadedRecord.objects.filter(dataset="reference").count(),
        "remembered": LoadedRecord.objects.exclude(dataset="reference").count(),
        "editions": Edition.objects.count(),
        "sessions": Session.objects.count(),
        "actions": Action.objects.count(),
        "entries": JournalEntry.objects.count(),
        "holds": verify().holds,
    }


statements, killed = 0, True
while killed:
    statements += int(sys.argv[2])
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    child = os.fork()
    if not child:
        load_and_be_killed(statements)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    print(json.dumps({"killed": killed, **state()}), flush=True)
