"""Everything that is checked: ``make test``, and its fast part: ``make check``.

    test.py                 all steps; what a machine lacks is said and left out
    test.py --fast          the inner loop: no PostgreSQL, no browser
    test.py --only ruff     one or more steps by name
    test.py --require-all   fails when anything was left out (also CONVOKE_TEST_REQUIRE_ALL=1)

Every step runs even when one before it failed. Each gives one line; what a failed step printed follows it.
"""

import argparse
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LOGS = ROOT / ".build" / "test"
"""What each step printed last, whole."""
SHOWN = 80
"""Lines of a failed step that are shown."""
BROWSER = threading.Lock()
FIGURES = ROOT / ".build" / "figures.txt"
POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
DATABASE = f"convoke_{os.getpid()}"
DATABASES = (DATABASE, f"test_{DATABASE}")
"""On the server, each run has databases of its own, so that two may run at a time."""
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first has no window: its pages take two thirds of the time of the others."""
PACKAGES = ("chromium-headless-shell", "fonts-noto-core")
SLOW = (
    "tests/bodies/test_calendars.py", "tests/consultation/analysis/test_counting.py", "tests/consultation/priorities",
    "tests/consultation/form/xlsform", "tests/consultation/operations", "tests/web/consultation", "tests/web/pictures",
    "tests/core/journal/test_concurrency.py", "tests/core/test_locks.py",
    "tests/core/work/test_worker.py", "tests/editions/test_checks.py", "tests/handover/test_operations.py",
    "tests/handover/test_processes.py", "tests/handover/test_schemas.py", "tests/outreach/test_mail_server.py",
    "tests/outreach/test_processes.py", "tests/reporting/test_document.py", "tests/reporting/test_docx.py",
    "tests/reporting/test_operations.py", "tests/reporting/test_pdf.py", "tests/walks/test_migrations.py",
    "tests/web/test_accounts.py", "tests/web/test_bodies.py", "tests/web/test_desk.py",
    "tests/web/test_directory_pages.py", "tests/web/test_headers.py", "tests/web/test_outreach.py",
)
"""Tests that start processes, print, or walk far: left out of the inner loop, as what is marked slow is."""
EVERY_PAGE = "tests/journeys/test_every_page.py"
OWN = tuple(f"tests/journeys/test_{name}.py" for name in (
    "from_priority_to_paper", "marketplace", "survey_answering", "sign_in", "directory"))
"""Journeys that do without the others' forum, so that they can run beside them."""
PYTEST = [sys.executable, "-m", "pytest", "-rsfE", "--color=no", "--tb=short"]


@dataclass(frozen=True)
class Result:
    """What came of a step: ``ok``, ``FAILED`` or ``skipped``, one line on it, and what it printed."""

    state: str
    line: str
    output: str = ""


@dataclass
class Step:
    """A step: a command, with settings of its own."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    is_fast: bool = True
    before: Callable[[], str] = lambda: ""
    """Prepares the step; gives a sentence when it cannot be done on this machine."""
    after: Callable[[], object] = lambda: None

    def run(self, scratch: str) -> Result:
        """Runs the command; its last line, or for pytest its closing line, says how it went.

        Compiled modules are kept, whatever the machine's setting: the tests start many processes.
        """
        lacking = self.before()
        if lacking:
            return Result("skipped", lacking)
        environment = {**os.environ, "TMPDIR": scratch, "PYTHONDONTWRITEBYTECODE": "", **self.env}
        times = [f"--junitxml={log_of(self.name, 'xml')}"] if "pytest" in self.command else []
        done = subprocess.run(
            [*self.command, *times], cwd=ROOT, env=environment, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.after()
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        return Result("FAILED" if done.returncode else "ok", lines[-1].strip("= ") if lines else "", done.stdout)


def log_of(step: str, ending: str) -> Path:
    """Where a step's log is kept; of pytest also the seconds of each test (``ending`` "xml"; tools/durations.py)."""
    return LOGS / f"{step.replace(' ', '-')}.{ending}"


Row = list[Step]
"""Steps that run one after another."""


def convoke(*words: str) -> list[str]:
    """A command of the forum."""
    return [sys.executable, "-m", "convoke", *words]


def postgres_url() -> str:
    """The server to test on, with a database name of this run alone."""
    given = urlsplit(os.environ.get("CONVOKE_TEST_DATABASE_URL") or POSTGRES)
    return urlunsplit(given._replace(path=f"/{DATABASE}"))


def postgres(statement: str) -> str:
    """Runs a statement on the server; gives a sentence when it cannot be reached."""
    import psycopg

    url = os.environ.get("CONVOKE_TEST_DATABASE_URL") or POSTGRES
    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]
    except psycopg.Error as error:
        address = urlsplit(url)
        return f"no PostgreSQL at {address.hostname}:{address.port or 5432} ({str(error).splitlines()[0]})"
    return ""


def find_browser() -> str:
    """Where Chromium is; empty when there is none."""
    given = os.environ.get("CONVOKE_CHROMIUM", "")
    return given or next((found for name in BROWSERS if (found := shutil.which(name))), "")


def browser() -> str:
    """Sees to it that there is a browser; installs it, once, where that is possible."""
    with BROWSER:
        return _browser()


def _browser() -> str:
    if os.environ.get("CONVOKE_CHROMIUM") or shutil.which(BROWSERS[0]):
        return ""
    can_install = os.geteuid() == 0 and shutil.which("apt-get")
    if can_install:
        for words in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *PACKAGES]):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(["apt-get", *words], check=False, capture_output=True, env=environment)
    if find_browser():
        return ""
    return "no Chromium, and apt-get could not install it" if can_install else (
        f"no Chromium; install it: apt-get install {' '.join(PACKAGES)}")


def steps(is_fast: bool) -> tuple[tuple[Row, Row], Row]:
    """Two rows of steps that run beside each other, and steps that whichever is done first goes on with, longest first.

    Journeys have servers of their own.
    """
    testing = {"DJANGO_SETTINGS_MODULE": "convoke.settings.testing", "CONVOKE_TEST_DATABASE_URL": ""}
    production = {
        "DJANGO_SETTINGS_MODULE": "convoke.settings.production",
        "CONVOKE_SECRET_KEY": secrets.token_urlsafe(60),
        "CONVOKE_HOSTS": "forum.example.org",
        "CONVOKE_DATABASE_URL": "postgres://127.0.0.1/convoke",
    }
    units = [*PYTEST, "tests", "--ignore=tests/journeys"]
    is_shared = not is_fast and not postgres("SELECT 1")
    sqlite = {"CONVOKE_TEST_DATABASE_URL": "", "CONVOKE_TEST_SHARE": "0/2" if is_shared else "0/1"}
    checks = [
        Step("ruff", [str(BIN / "ruff"), "check", "--output-format", "concise", "."]),
        Step("djlint", [str(BIN / "djlint"), "src", "--lint", "--quiet"]),
        Step("import contracts", [str(BIN / "lint-imports")]),
        Step("hosts", [sys.executable, "tools/hosts.py"]),
        Step("translations", [sys.executable, "tools/messages.py", "check"]),
        Step("migrations", convoke("makemigrations", "--check", "--dry-run"), testing, is_fast=False),
        Step("production settings", convoke("check", "--deploy", "--fail-level", "WARNING"), production, is_fast=False),
        Step("mypy", [str(BIN / "mypy")]),
    ]
    if is_fast:
        left_out = ["-m", "not slow", *(f"--ignore={file}" for file in SLOW)]
        of_pages = Step("tests of the pages", [*PYTEST, "tests/web", *left_out], sqlite)
        of_the_rest = Step("tests of the rest", [*units, "--ignore=tests/web", *left_out], sqlite)
        return ([*checks, of_pages], [of_the_rest]), []
    built = {**sqlite, "CONVOKE_TEST_PREPARED": "1"}
    copied = {**built, "CONVOKE_TEST_TEMPLATE": "started-once"}  # the journeys start as a newcomer does
    others = (f"--ignore={path}" for path in (EVERY_PAGE, *OWN))
    on_postgres = Step(
        "tests on PostgreSQL", units,
        {"CONVOKE_TEST_DATABASE_URL": postgres_url(), "CONVOKE_TEST_SHARE": "1/2"}, is_fast=False,
        before=lambda: postgres(f'CREATE DATABASE "{DATABASE}"'),
        after=lambda: [postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)') for name in DATABASES],
    )
    return ([*checks, Step("tests on SQLite", units, sqlite)], [on_postgres]), [
        Step("journeys", [*PYTEST, "tests/journeys", *others], built, False, browser),
        Step("every page", [*PYTEST, EVERY_PAGE], copied, False, browser),
        Step("journeys of their own", [*PYTEST, *OWN], copied, False, browser),
    ]


def perform(step: Step, scratch: str, require_all: bool) -> tuple[str, Result]:
    """Runs a step and prints its line at once."""
    started = time.monotonic()
    result = step.run(scratch)
    if require_all and result.state == "skipped":
        result = Result("FAILED", f"left out, and everything was required: {result.line}")
    text = f"{result.state:<8}{step.name:<22}{time.monotonic() - started:6.1f} s  {result.line}"
    lines = result.output.rstrip().splitlines()
    if lines:
        LOGS.mkdir(parents=True, exist_ok=True)
        log = log_of(step.name, "log")
        log.write_text("\n".join(lines) + "\n", encoding="utf-8")
        if result.state == "FAILED":
            cut = [f"… {len(lines) - SHOWN} lines before these: {log.relative_to(ROOT)}"] if len(lines) > SHOWN else []
            text += "\n" + "\n".join(f"        {line}" for line in [*cut, *lines[-SHOWN:]])
    print(text, flush=True)
    return step.name, result


def never_ran(results: dict[str, Result]) -> set[str]:
    """The tests that were skipped wherever they could have run: by their place and reason."""
    line = re.compile(r"^SKIPPED \[\d+\] (.+)$", re.MULTILINE)
    skipped = {name: set(line.findall(result.output)) for name, result in results.items()}
    one, other = (skipped.get(f"tests on {name}") for name in ("SQLite", "PostgreSQL"))
    of_databases = (one or set()) & (other or set()) if one is not None and other is not None else set()
    in_the_browser = ("every page", "journeys", "journeys of their own")
    return of_databases.union(*(skipped.get(name, set()) for name in in_the_browser))


def databases(results: dict[str, Result]) -> str:
    """Which databases the tests ran on, and why not on the other one."""
    said = []
    for name in ("SQLite", "PostgreSQL"):
        result = results.get(f"tests on {name}")
        if result is not None:
            said.append(f"{name} ({result.line})" if result.state != "skipped" else f"not on {name}: {result.line}")
    return "; ".join(said)


def main() -> int:
    """Runs the steps; gives 1 when any failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fast", action="store_true", help="the inner loop")
    parser.add_argument("--only", nargs="+", metavar="STEP", help="steps by name")
    parser.add_argument("--require-all", action="store_true", help="fail when anything was left out")
    options = parser.parse_args()
    require_all = options.require_all or os.environ.get("CONVOKE_TEST_REQUIRE_ALL", "") not in ("", "0")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="convoke-test-", ignore_cleanup_errors=True) as scratch:

        rows, left = steps(options.fast)
        after: SimpleQueue[Step | None] = SimpleQueue()
        for one in (*left, *(None for _row in rows)):
            after.put(one)

        def lane(row: Row) -> list[tuple[str, Result]]:
            return [
                perform(step, scratch, require_all) for step in chain(row, iter(after.get, None))
                if (step.name in options.only if options.only else step.is_fast or not options.fast)
            ]

        results: dict[str, Result] = {}
        FIGURES.unlink(missing_ok=True)
        with ThreadPoolExecutor(len(rows)) as pool:
            for done in pool.map(lane, rows):
                results |= dict(done)
    if FIGURES.exists() and "journeys" in results:
        print("\nFigures\n" + FIGURES.read_text(encoding="utf-8").rstrip())
    failed = [name for name, result in results.items() if result.state == "FAILED"]
    if require_all and (lost := never_ran(results)):
        failed.append("tests that ran nowhere")
        print("\nRan nowhere:\n" + "\n".join(f"  {one}" for one in sorted(lost)))
    left_out = [name for name, result in results.items() if result.state == "skipped"]
    print()
    if tested := databases(results):
        print(f"Databases: {tested}")
    if left_out:
        print(f"Left out: {', '.join(left_out)}")
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    verdict = f"{len(failed)} failed: {', '.join(failed)}" if failed else "all passed"
    print(f"{len(results)} steps in {minutes} min {seconds} s: {verdict}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
