"""Appends entries to the journal as one of several processes: the number is the argument."""

import sys

import django

django.setup()

from convoke.core.actors import system  # noqa: E402
from convoke.core.journal.operations import operation  # noqa: E402

print("ready", flush=True)  # noqa: T201
sys.stdin.readline()
for number in range(int(sys.argv[1])):
    with operation(actor=system("tests"), verb="exercise") as recording:
        recording.facts = {"number": number}
