"""A directory of ten thousand people and sixty groupings: its pages today and as of another date, and an import.

    python -m benchmarks.directory              measures in a home of its own and prints the figures
    python -m benchmarks.directory fill         fills the database of the home that CONVOKE_HOME names
    python -m benchmarks.directory session      prints a session of the exercise's task force
    python -m benchmarks.directory import       imports five thousand people and prints the seconds it took
"""

import datetime as dt
import io
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django

from .figures import Figure, table
from .server import ROOT, convoke, environment, measure, served

PEOPLE, GROUPINGS, IMPORTED = 10_000, 60, 5_000
PAGE, RATIO, IMPORT = 60.0, 2.0, 60.0
"""Targets: milliseconds, times, seconds."""
SEED = 20070709
FIRST = ("Ana", "Bakary", "Chandra", "Dragan", "Élodie", "Farid", "Grace", "Hamid", "Inés", "João", "Kofi", "Leïla")
LAST = ("Almeida", "Bâ", "Castillo", "Diallo", "Öztürk", "Fernando", "Haddad", "Ivanova", "Núñez", "Okafor", "Popescu")
DATES = ("2006-06-01", "2007-07-09", "2007-12-24", "2008-02-29")


def fill() -> None:
    """Ten thousand people with mandates for the states, one focal point a state, and sixty groupings."""
    from convoke.directory.models import (  # noqa: PLC0415
        Capacity,
        Channel,
        Grouping,
        GroupingMembership,
        Mandate,
        Party,
        Person,
    )

    chance = random.Random(SEED)
    states = list(Party.objects.filter(iso3__isnull=False, is_exercise=False).order_by("code"))
    people = Person.objects.bulk_create(
        (Person(code=f"bench-{n}", name=_name(chance, n), is_exercise=True) for n in range(PEOPLE)), batch_size=1000
    )
    capacities = (Capacity.DEPUTY, Capacity.CONTRIBUTOR, Capacity.DELEGATE)
    mandates = [
        Mandate(
            person=person, party=states[n % len(states)],
            capacity=Capacity.FOCAL_POINT if n < len(states) else capacities[n % 3],
            since=dt.date(2005, 1, 1) + dt.timedelta(days=chance.randrange(700)),
            until=None if n < len(states) or n % 4 else dt.date(2008, 1, 1),
        )
        for n, person in enumerate(people)
    ]
    Mandate.objects.bulk_create(mandates, batch_size=1000)
    Channel.objects.bulk_create(
        (Channel(person=person, kind="email", address=f"bench-{n}@example.org") for n, person in enumerate(people)),
        batch_size=1000,
    )
    for number in range(max(0, GROUPINGS - Grouping.objects.count())):
        grouping = Grouping.objects.create(code=f"bench-{number}", kind="other", name={"en": f"Grouping {number}"})
        GroupingMembership.objects.bulk_create(
            GroupingMembership(grouping=grouping, party=party) for party in chance.sample(states, 40)
        )


def _name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}-{number} (exercise)"


def session() -> None:
    """Prints the key of a session of the task force."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from convoke.directory.models import Account  # noqa: PLC0415

    account = Account.objects.get(email="task-force@example.org")
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.create()
    print(store.session_key)


def imported() -> None:
    """Hands a table of five thousand people in, has it looked at, confirms it; prints the seconds of the work."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from openpyxl import Workbook  # noqa: PLC0415

    from convoke.core.actors import system  # noqa: PLC0415
    from convoke.core.work.operations import request_job, run_job  # noqa: PLC0415
    from convoke.directory.exchange.jobs import KIND  # noqa: PLC0415
    from convoke.directory.models import Party  # noqa: PLC0415
    from convoke.directory.operations.imports import hand_in  # noqa: PLC0415

    chance, actor = random.Random(SEED), system("benchmark")
    states = list(Party.objects.filter(iso3__isnull=False, is_exercise=False).values_list("code", flat=True))
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["name", "party", "capacity", "since", "email", "phone"])
    for number in range(IMPORTED):
        sheet.append([f"{_name(chance, number)} new", states[number % len(states)], "delegate", "2007-07-09",
                      f"new-{number}@example.org", f"+999 {number + 100000}"])
    content = io.BytesIO()
    book.save(content)
    stored = hand_in(actor=actor, upload=SimpleUploadedFile("people.xlsx", content.getvalue()))
    started, seen = time.perf_counter(), {}
    for _step in ("look", "store"):
        job = request_job(actor=actor, kind=KIND, file=str(stored.pk), **seen)
        run_job.call(str(job.pk))
        job.refresh_from_db()
        if job.state != "done":
            raise RuntimeError(f"{job.message} {job.faults}")
        seen = {"seen": job.summary.get("seen", "")}
    print(time.perf_counter() - started)


def network_home(build: Path) -> Path:
    """A home with the demonstration forum and the big directory, built anew."""
    home = build / "directory"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    convoke(home, "collectstatic", "--noinput", "-v0")
    convoke(home, "run", "--prepare-only")
    _run(home, "fill")
    return home


def figures(home: Path, requests: int = 200) -> list[Figure]:
    """The pages of the directory, today and as of another date, and the import."""
    cookie = {"Cookie": f"sessionid={_run(home, 'session').strip()}"}
    words = [quote(word.lower()[:4]) for word in (*FIRST, *LAST)]
    pages = {
        "participants": ["/en/parties/?q=", *(f"/en/parties/?grouping=bench-{n}" for n in range(8))],
        "who is missing": ["/en/directory/", "/en/directory/?page=2"],
        "people": [f"/en/directory/people/?q={word}" for word in ("", *words)] + [
            f"/en/directory/people/?page={page}" for page in range(1, 200, 9)],
    }
    made = []
    with served(home) as port:
        for name, addresses in pages.items():
            today = measure(port, addresses, requests, headers=cookie)
            dated = [f"{address}{'&' if '?' in address else '?'}on={DATES[n % 4]}" for n, address in
                     enumerate(addresses * 4)]
            then = measure(port, dated, requests, headers=cookie)
            size = f"directory of {PEOPLE:,} people, {name}"
            made += [
                Figure(f"{size}: p50", today.p50, "ms", PAGE), Figure(f"{size}: p95", today.p95, "ms", PAGE),
                Figure(f"{size}, another date each time: p95", then.p95, "ms", PAGE * RATIO),
                Figure(f"{size}, another date as a part of today (p50)", then.p50 / today.p50, "×", RATIO),
            ]
    seconds = float(_run(home, "import").strip())
    return [*made, Figure(f"import of {IMPORTED:,} people from XLSX, looked at and stored", seconds, "s", IMPORT)]


def _run(home: Path, word: str) -> str:
    command = [sys.executable, "-m", "benchmarks.directory", word]
    done: Any = subprocess.run(command, cwd=ROOT, env=environment(home), check=True, capture_output=True, text=True)
    return str(done.stdout)


def main() -> None:
    """Does what the word asked for says."""
    words = {"fill": fill, "session": session, "import": imported}
    if len(sys.argv) > 1:
        django.setup()
        words[sys.argv[1]]()
    else:
        print(table(figures(network_home(ROOT / ".build" / "bench"))))


if __name__ == "__main__":
    main()
