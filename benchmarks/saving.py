"""Two hundred governments answering a questionnaire at once, a save every other second each (CON-3).

    python -m benchmarks.saving             measures in a home of its own and prints the figures
    python -m benchmarks.saving fill        fills the database of the home that CONVOKE_HOME names; prints the sessions
    python -m benchmarks.saving check       reads what was sent (JSON) and prints how many saves are not there

Every government has its own party, focal point and session. What was sent last to each question is compared
with what the database holds: a save that the server confirmed must be there.
"""

import asyncio
import json
import random
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from .figures import Figure, table
from .server import ROOT, convoke, environment, served

GOVERNMENTS, QUESTIONS, EVERY, LASTS = 200, 60, 2.0, 30.0
AT_ONCE, SATURATED = 16, 12.0
"""How many save without a pause when the server is saturated, and for how many seconds."""
ANSWER, RATE = 150.0, 40.0
"""Targets: milliseconds at p95; saves a second at least."""
SEED = 20070709
EDITION, CODE = "brussels-2007", "bench-saving"
TOKEN = "b" * 32
"""The same in the cookie and the header, as a page has it."""


def fill() -> None:
    """An open questionnaire of sixty questions that two hundred governments that do not exist have begun to answer."""
    from allauth.account.auth_backends import AuthenticationBackend  # noqa: PLC0415
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from convoke.consultation.models import Questionnaire, QuestionnaireVersion, Response  # noqa: PLC0415
    from convoke.core import clock  # noqa: PLC0415
    from convoke.directory.models import Account, Capacity, Mandate, Party, PartyKind, Person  # noqa: PLC0415
    from convoke.editions.models import Edition  # noqa: PLC0415

    now, form = clock.now(), _form()
    questionnaire = Questionnaire.objects.create(
        edition=Edition.objects.get(code=EDITION), code=CODE, name={"en": "Saving"}, state="open", opened_at=now,
        due_at=now, audience="task-force", disclosures=["task-force"], is_exercise=True,
    )
    version = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, number=1, form=form, frozen_at=now, checksum="0" * 64
    )
    backend, made = f"{AuthenticationBackend.__module__}.{AuthenticationBackend.__name__}", []
    for number in range(GOVERNMENTS):
        code = f"{CODE}-{number}"
        party = Party.objects.create(code=code, kind=PartyKind.STATE, is_exercise=True)
        person = Person.objects.create(code=code, name=f"Government {number}", is_exercise=True)
        Mandate.objects.create(person=person, party=party, capacity=Capacity.FOCAL_POINT)
        account = Account.objects.create(email=f"{code}@example.org", person=person, password="!")
        Response.objects.create(
            questionnaire=questionnaire, version=version, party=party, asked_at=now, opened_at=now, began_at=now,
            state="draft",
        )
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), backend
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store.create()
        made.append({"party": code, "session": store.session_key})
    print(json.dumps(made))


def _form() -> dict[str, Any]:
    """Six sections of ten questions: texts, and every other section shown for a reason."""
    return {
        "languages": ["en", "fr"],
        "sections": [
            {
                "code": f"s{place}", "title": {"en": f"Section {place}"},
                "questions": [
                    {
                        "code": f"q{place}_{number}", "kind": "long", "required": number % 2 == 0,
                        "label": {"en": f"Question {number} of section {place}?", "fr": f"Question {number} ?"},
                        **({"relevant": f"${{q{place}_0}} != ''"} if number > 5 else {}),
                    }
                    for number in range(QUESTIONS // 6)
                ],
            }
            for place in range(6)
        ],
    }


def check() -> None:
    """How many of the saves that were confirmed are not in the database."""
    from convoke.consultation.models import Answer  # noqa: PLC0415

    stored = {
        f"{party} {question}": value for party, question, value in Answer.objects.filter(
            response__questionnaire__code=CODE
        ).values_list("response__party__code", "question", "value")
    }
    sent = json.load(sys.stdin)
    print(sum(stored.get(key) != value for key, value in sent.items()))


@dataclass
class Load:
    """What was sent, and how long each answer took in milliseconds."""

    port: int
    times: list[float] = field(default_factory=list)
    confirmed: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    async def save(self, one: dict[str, str], turn: int) -> None:
        """One save of one government, as the page sends it."""
        question = f"q{turn // 10 % 6}_{turn % 10}"
        text = f"{one['party']} writes for the {turn}th time. " + "All this was typed. " * (turn % 20) + "Over."
        body = urlencode({"on-page": question, f"a:{question}": text, "client": "bench"}).encode()
        head = (
            f"POST /en/{EDITION}/questionnaires/{CODE}/answer/{one['party']}/save/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Cookie: sessionid={one['session']}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        started = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(head.encode() + body)
        answer = await reader.read()
        writer.close()
        self.times.append((time.perf_counter() - started) * 1000)
        first, _rest, told = answer.partition(b"\r\n")
        if b" 200 " not in first or b'"saved": {"' not in told:
            self.failures.append(answer[:300].decode(errors="replace"))
        else:
            self.confirmed[f"{one['party']} {question}"] = text

    async def now_and_then(self, everyone: list[dict[str, str]]) -> None:
        """Each saves every other second, each beginning at a moment of its own."""
        chance = random.Random(SEED)
        until = time.perf_counter() + LASTS

        async def government(one: dict[str, str], begins: float) -> None:
            await asyncio.sleep(begins)
            for turn in range(10_000):
                due = time.perf_counter() + EVERY
                if due > until + EVERY:
                    return
                await self.save(one, turn)
                await asyncio.sleep(max(0.0, due - time.perf_counter()))

        await asyncio.gather(*(government(one, chance.uniform(0, EVERY)) for one in everyone))

    async def without_pause(self, everyone: list[dict[str, str]]) -> None:
        """So many at once as fast as they are answered."""
        until = time.perf_counter() + SATURATED

        async def government(one: dict[str, str]) -> None:
            for turn in range(10_000, 20_000):
                if time.perf_counter() > until:
                    return
                await self.save(one, turn)

        await asyncio.gather(*(government(one) for one in everyone[:AT_ONCE]))


def saving_home(build: Path) -> tuple[Path, list[dict[str, str]]]:
    """A home with the demonstration forum and the questionnaire, built anew; and the sessions."""
    home = build / "saving"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    convoke(home, "collectstatic", "--noinput", "-v0")
    convoke(home, "run", "--prepare-only")
    everyone: list[dict[str, str]] = json.loads(_run(home, "fill"))
    return home, everyone


def figures(home: Path, everyone: list[dict[str, str]]) -> list[Figure]:
    """How long a save takes while all are answering, how many can be taken in, and whether any is lost."""
    with served(home) as port:
        calm, full = Load(port), Load(port)
        asyncio.run(Load(port).save(everyone[0], 0))  # warm
        started = time.perf_counter()
        asyncio.run(calm.now_and_then(everyone))
        seconds = time.perf_counter() - started
        began = time.perf_counter()
        asyncio.run(full.without_pause(everyone))
        saturated = time.perf_counter() - began
    for load in (calm, full):
        if load.failures:
            raise RuntimeError(f"{len(load.failures)} saves were not confirmed; the first: {load.failures[0]}")
    sent = json.dumps(calm.confirmed | full.confirmed)
    lost = int(_run(home, "check", sent))
    who = f"{GOVERNMENTS} governments saving every {EVERY:g} s"
    rate = len(full.times) / saturated
    return [
        Figure(f"{who}: p50", statistics.median(calm.times), "ms", ANSWER),
        Figure(f"{who}: p95", statistics.quantiles(calm.times, n=20)[18], "ms", ANSWER),
        Figure(f"{who}: sustained", len(calm.times) / seconds, "saves/s"),
        Figure(f"{who}: saves lost of {len(calm.times) + len(full.times):,}", float(lost), "saves"),
        Figure(f"{AT_ONCE} saving without a pause: sustained (at least {RATE:g})", rate, "saves/s"),
        Figure(f"{AT_ONCE} saving without a pause: time for a save", 1000 / rate, "ms", 1000 / RATE),
    ]


def _run(home: Path, word: str, given: str = "") -> str:
    command = [sys.executable, "-m", "benchmarks.saving", word]
    done: Any = subprocess.run(
        command, cwd=ROOT, env=environment(home), check=True, stdout=subprocess.PIPE, text=True, input=given
    )
    return str(done.stdout)


def main() -> None:
    """Does what the word asked for says."""
    words = {"fill": fill, "check": check}
    if len(sys.argv) > 1:
        django.setup()
        words[sys.argv[1]]()
    else:
        print(table(figures(*saving_home(ROOT / ".build" / "bench"))))


if __name__ == "__main__":
    main()
