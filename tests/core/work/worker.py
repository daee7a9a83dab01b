"""A worker that also knows a slow job: it says how far it is, and goes on when it is told to."""
# ruff: noqa: T201

import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from convoke.core.models import Job  # noqa: E402
from convoke.core.work.registry import JobKind, Outcome, register  # noqa: E402


def work(*, actor: Any, progress: Any, **params: Any) -> Outcome:
    """Does one of two steps, then waits for a line of input."""
    progress.start(2, "begun")
    progress.advance("half-way")
    print("half-way", flush=True)
    sys.stdin.readline()
    progress.advance("nearly")
    return Outcome(summary={"attempt": Job.objects.get(kind="slow").attempts})


register(JobKind("slow", "Slow work", work))
if sys.argv[1] == "request":
    from convoke.core.actors import system
    from convoke.core.work.operations import request_job

    print(request_job(actor=system("tests"), kind="slow").pk, flush=True)
else:
    call_command("work")
