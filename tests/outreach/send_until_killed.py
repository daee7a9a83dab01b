"""Sends a notice again and again; each time the process is killed a few statements later.

Arguments: how many recipients, and how many more writing statements each try gets. Prints one
line of JSON for each try: whether it was killed, what is in the outbox, and what is written of it.
"""
# ruff: noqa: T201

import json
import os
import signal
import sys
from collections import Counter
from typing import Any

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from convoke.core.actors import system  # noqa: E402
from convoke.directory.models import Channel, Mandate, Party, Person  # noqa: E402
from convoke.outreach.models import Delivery, Notice, OutboxMessage  # noqa: E402
from convoke.outreach.operations import notices, sending  # noqa: E402

WRITES = ("INSERT", "UPDATE", "DELETE")
ACTOR = system("tests")


def prepare(number: int) -> Notice:
    """A notice to so many people, queued."""
    party = Party.objects.create(code="exercise-many", kind="state", is_exercise=True)
    for index in range(number):
        person = Person.objects.create(code=f"exercise-many-{index}", name=f"Person {index} (exercise)")
        Mandate.objects.create(person=person, party=party, capacity="deputy")
        Channel.objects.create(person=person, kind="email", address=f"person-{index}@example.net")
    notice = notices.draft(
        actor=ACTOR, subject={"en": "Subject"}, body={"en": "Text"}, code="many", per_minute=600,
        selection={"parties": [party.code], "capacities": ["deputy"]},
    )
    return notices.send(actor=ACTOR, notice=notice)


def send_and_be_killed(after: int) -> None:
    """Prepares and sends the notice; the process dies when it is about to write for the n-th time."""
    written = 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal written
        if sql.lstrip().upper().startswith(WRITES):
            written += 1
            if written == after:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *rest)

    notice = Notice.objects.get(code="many")
    with connection.execute_wrapper(count):
        notices.prepare(actor=ACTOR, notice=notice)
        sending.send_due(actor=ACTOR)


def state() -> dict[str, Any]:
    """What is in the outbox and what is written of it."""
    boxed = Counter(recipient for message in OutboxMessage.objects.all() for recipient in message.recipients)
    return {
        "boxed": len(boxed), "most": max(boxed.values(), default=0),
        "states": dict(Counter(Delivery.objects.values_list("state", flat=True))),
        "notice": Notice.objects.get(code="many").state,
    }


if len(sys.argv) > 3:  # only prepares; a worker sends
    prepare(int(sys.argv[1]))
    sys.exit()
prepare(int(sys.argv[1]))
statements, killed, tries = 0, True, 0
while killed and tries < 60:
    statements, tries = int(sys.argv[2]) + tries % 5, tries + 1
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    child = os.fork()
    if not child:
        send_and_be_killed(statements)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    print(json.dumps({"killed": killed, **state()}), flush=True)
