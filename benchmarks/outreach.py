"""A notice to 5,000 recipients in six languages: how soon the page answers, how soon all is prepared.

    python -m benchmarks.outreach    in a home folder of its own that CONVOKE_HOME names
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import django

from .figures import Figure
from .server import ROOT, convoke, environment

RECIPIENTS, LANGUAGES = 5_000, ("en", "fr", "es", "nl", "ar", "ru")
PREPARED, AT_ONCE = 5.0, 200.0
"""Targets: seconds, milliseconds."""


def notice(home: Path) -> list[Figure]:
    """Fills a home of its own and measures there, in a process of its own."""
    if not (home / "convoke.sqlite3").exists():
        home.mkdir(parents=True, exist_ok=True)
        convoke(home, "run", "--prepare-only")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.outreach"], cwd=ROOT, env=environment(home), check=True,
        stdout=subprocess.PIPE, text=True,
    )
    return [Figure(*row) for row in json.loads(done.stdout.splitlines()[-1])]


def main() -> None:
    """Fills the database, drafts a notice, and measures what the office waits for."""
    django.setup()
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from convoke.core.actors import system  # noqa: PLC0415
    from convoke.core.work.registry import Silent  # noqa: PLC0415
    from convoke.directory.models import Account  # noqa: PLC0415
    from convoke.outreach.models import Delivery, Notice  # noqa: PLC0415
    from convoke.outreach.operations import notices  # noqa: PLC0415

    actor = system("bench")
    drafted = notices.draft(
        actor=actor, subject={code: f"Subject {code}" for code in LANGUAGES},
        body={code: f"Text **{code}** " * 50 for code in LANGUAGES}, link="/parties/",
        selection={"parties": _parties(), "capacities": ["delegate"]},
    )
    client = Client()
    client.force_login(Account.objects.get(email="task-force@example.org"))
    client.get(reverse("outreach"))  # what is read once a process has been read
    name = f"notice to {RECIPIENTS:,} recipients in {len(LANGUAGES)} languages"
    looked = _seconds(lambda: client.get(reverse("notice-preview", args=[drafted.code])))
    sent = _seconds(lambda: client.post(reverse("notice-send", args=[drafted.code])))
    found = Notice.objects.get(pk=drafted.pk)
    prepared = _seconds(lambda: notices.prepare(actor=actor, notice=found, progress=Silent()))
    made = Delivery.objects.filter(notice=found)
    if made.count() != RECIPIENTS or made.values("language").distinct().count() != len(LANGUAGES):
        raise SystemExit(f"prepared {made.count()} messages")
    page = _seconds(lambda: client.get(reverse("notice", args=[drafted.code])))
    print(json.dumps([
        (f"{name}: looked at before sending", looked * 1000, "ms", 0.0),
        (f"{name}: the page answers", sent * 1000, "ms", AT_ONCE),
        (f"{name}: prepared", prepared, "s", PREPARED),
        (f"{name}: its page", page * 1000, "ms", AT_ONCE),
    ]))


def _seconds(call: Any) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _parties() -> list[str]:
    """Fifty exercise parties with a hundred delegates each; made once."""
    from django.db import transaction  # noqa: PLC0415

    from convoke.directory.models import Channel, Mandate, Party, Person  # noqa: PLC0415

    codes = [f"exercise-bench-{number}" for number in range(50)]
    if Party.objects.filter(code__in=codes).exists():
        return codes
    with transaction.atomic():
        parties = Party.objects.bulk_create(Party(code=code, kind="state", is_exercise=True) for code in codes)
        people = Person.objects.bulk_create(
            Person(
                code=f"exercise-bench-{number}", name=f"Delegate {number} (exercise)", is_exercise=True,
                language=LANGUAGES[number % len(LANGUAGES)],
            )
            for number in range(RECIPIENTS)
        )
        Mandate.objects.bulk_create(
            Mandate(person=person, party=parties[number % len(parties)], capacity="delegate")
            for number, person in enumerate(people)
        )
        Channel.objects.bulk_create(
            Channel(person=person, kind="email", address=f"delegate-{number}@example.net", order=1)
            for number, person in enumerate(people)
        )
    return codes


if __name__ == "__main__":
    main()
