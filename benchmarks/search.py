"""A hundred thousand documents of ten pages: how fast they are found, taken in and kept up to date.

    python -m benchmarks.search [NUMBER]            measures on each database, in a home of its own; prints the figures
    python -m benchmarks.search measure NUMBER      fills and asks the database of the settings; prints data

PostgreSQL is measured where one answers: at ``CONVOKE_TEST_DATABASE_URL``, else on this machine. It gets a database
for this, which is dropped afterwards.
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django

from .figures import Figure, table
from .server import ROOT, environment

NUMBER, WORDS, VOCABULARY, ASKED = 100_000, 3_000, 30_000, 200
"""Documents, words of each (ten pages), different words there are, questions."""
EMBEDDED, POSTGRESQL, KEPT, INDEXED = 50.0, 30.0, 2.0, 1_000.0
"""Targets: milliseconds, milliseconds, seconds, documents a second."""
SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
SEED = 20070711
SYLLABLES = ("mi", "gra", "tion", "de", "vel", "op", "ment", "la", "bour", "re", "mit", "tan", "ce", "di", "as", "po")


def _vocabulary(chance: random.Random) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4, 5))))] = None
    return list(words)


def _pool(chance: random.Random, words: list[str]) -> list[str]:
    """Words in a row, as unequally frequent as those of a language are."""
    return chance.choices(words, [1 / (rank + 2) for rank in range(len(words))], k=2_000_000)


def _entries(number: int, chance: random.Random, pool: list[str]) -> Iterator[tuple[Any, frozenset[str]]]:
    """Documents cut out of the words, a tenth not for the public."""
    from convoke.search.registry import Entry  # noqa: PLC0415

    readers = frozenset({"en", "fr", "es", "nl", "ar"})
    for thing in range(1, number + 1):
        start = chance.randrange(len(pool) - WORDS)
        yield Entry(
            kind="document", thing=10_000_000 + thing, language="en", code=f"B{thing}",
            title=" ".join(pool[start:start + 7]), edition=f"bench-{thing % 20}",
            audience="public" if thing % 10 else "task-force",
            text=" ".join(pool[start:start + WORDS]),
        ), readers


def measured(number: int) -> dict[str, float]:
    """Takes documents in and asks for them; seconds and milliseconds."""
    from django.db import connection  # noqa: PLC0415

    from convoke.core.actors import ANONYMOUS, Actor, system  # noqa: PLC0415
    from convoke.core.journal.operations import operation  # noqa: PLC0415
    from convoke.directory.models import Party  # noqa: PLC0415
    from convoke.directory.roles import audiences_for  # noqa: PLC0415
    from convoke.search.engines import Question, engine  # noqa: PLC0415
    from convoke.search.indexing import follow  # noqa: PLC0415

    chance = random.Random(SEED)
    words = _vocabulary(chance)
    pool = _pool(chance, words)
    started = time.perf_counter()
    engine().index(_entries(number, chance, pool))
    rate = number / (time.perf_counter() - started)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    office = Actor(roles=frozenset({"task-force"}), audiences=audiences_for(["task-force"]))
    result = {"rate": rate}
    for name, actor in (("public", ANONYMOUS), ("task-force", office)):
        times = []
        for _question in range(ASKED):
            places = (int(chance.paretovariate(0.6)) + 20 for _word in range(chance.choice((1, 2, 2, 3))))
            asked = tuple(words[min(place, VOCABULARY - 1)] for place in places)
            question = Question(audiences=actor.audiences, words=asked)
            began = time.perf_counter()
            engine().search(question, 0, 20)
            times.append((time.perf_counter() - began) * 1000)
        result[f"{name} p50"] = statistics.median(times)
        result[f"{name} p95"] = statistics.quantiles(times, n=20)[-1]
    follow(actor=system("benchmark"))
    party = Party.objects.order_by("pk").first()
    with operation(actor=system("benchmark"), verb="exercise", on=party):
        pass
    began = time.perf_counter()
    follow(actor=system("benchmark"))
    result["kept"] = 1.0 + time.perf_counter() - began  # a round comes every second
    return result


def figures(home: Path, number: int = NUMBER) -> list[Figure]:
    """The search on the embedded database, and on PostgreSQL where one answers."""
    found = as_figures(_in_a_process(home, number, {}), number, "SQLite", EMBEDDED)
    url = os.environ.get("CONVOKE_TEST_DATABASE_URL") or SERVER
    name = f"convoke_search_{os.getpid()}"
    if not _on_server(url, f'CREATE DATABASE "{name}"'):
        print(f"PostgreSQL left out: none answers at {urlsplit(url).hostname}", file=sys.stderr)
        return found
    try:
        own = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        return found + as_figures(
            _in_a_process(home, number, {"CONVOKE_DATABASE_URL": own}), number, "PostgreSQL", POSTGRESQL
        )
    finally:
        _on_server(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(url: str, statement: str) -> bool:
    """Runs a statement on the server; gives whether it answers."""
    import psycopg  # noqa: PLC0415

    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]
    except psycopg.OperationalError:
        return False
    return True


def _in_a_process(home: Path, number: int, more: dict[str, str]) -> dict[str, float]:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    own = {**environment(home), **more}
    python = [sys.executable, "-m"]
    for words in (("convoke", "migrate", "-v0"), ("convoke", "run", "--prepare-only")):
        subprocess.run([*python, *words], cwd=ROOT, env=own, check=True, stdout=subprocess.DEVNULL)
    command = [*python, "benchmarks.search", "measure", str(number)]
    done = subprocess.run(command, cwd=ROOT, env=own, check=True, capture_output=True, text=True)
    shutil.rmtree(home, ignore_errors=True)
    measured_there: dict[str, float] = json.loads(done.stdout)
    return measured_there


def as_figures(found: dict[str, float], number: int, database: str, target: float) -> list[Figure]:
    """What was measured, with its targets."""
    size = f"search in {number:,} documents of 10 pages, {database}"
    asked = [
        Figure(f"{size}, {role}: {part}", found[f"{role} {part}"], "ms", target)
        for role in ("public", "task-force") for part in ("p50", "p95")
    ]
    return [
        *asked,
        Figure(f"{size}: from a publication to the index", found["kept"], "s", KEPT),
        Figure(f"{size}: 1,000 documents taken in", 1000 / found["rate"], "s", 1000 / INDEXED),
    ]


def main() -> None:
    """Does what the word asked for says."""
    if sys.argv[1:2] == ["measure"]:
        django.setup()
        print(json.dumps(measured(int(sys.argv[2]))))
    else:
        number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
        print(table(figures(ROOT / ".build" / "bench" / "search", number)))


if __name__ == "__main__":
    main()
