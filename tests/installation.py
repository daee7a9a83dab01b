"""An installation of its own for a test: real processes on a real database of the kind tests run on.

Journal entries cannot be deleted, so what needs real commits, several processes or
a killed one does not run in the tests' database but in a copy of a prepared one.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

SERVER = os.environ.get("CONVOKE_TEST_DATABASE_URL", "")
"""Where PostgreSQL is; empty when tests run on the embedded database."""
AT_MOST = 120
"""Seconds after which a process that should have ended counts as hanging."""


class Installation:
    """A home folder and a database, with ways to run commands on them."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.database = database
        self.started: list[subprocess.Popen[str]] = []

    @classmethod
    def new(cls, home: Path) -> "Installation":
        """An empty one: no tables yet."""
        home.mkdir(parents=True, exist_ok=True)
        made = cls(home, f"convoke_{uuid.uuid4().hex[:12]}" if SERVER else "")
        if SERVER:
            _on_server(f'CREATE DATABASE "{made.database}"')
        return made

    def copy(self, home: Path) -> "Installation":
        """Another one that starts with the same data; no process may be using this one."""
        shutil.copytree(self.home, home)
        made = Installation(home, f"convoke_{uuid.uuid4().hex[:12]}" if SERVER else "")
        if SERVER:
            _on_server(f'CREATE DATABASE "{made.database}" TEMPLATE "{self.database}"')
        return made

    def remove(self) -> None:
        """Ends its processes and drops its database."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        if SERVER:
            _on_server(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    @property
    def environment(self) -> dict[str, str]:
        """The variables its processes run with."""
        address = urlsplit(SERVER)._replace(path=f"/{self.database}").geturl() if SERVER else ""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "convoke.settings.development",
            "CONVOKE_HOME": str(self.home),
            "CONVOKE_DATABASE_URL": address,
            "CONVOKE_DEMONSTRATION": "false",
            "PYTHONUNBUFFERED": "1",
        }

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs ``convoke …`` to its end."""
        return self._run(["-m", "convoke", *map(str, arguments)], environment)

    def python(self, script: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a script to its end."""
        return self._run([str(script), *map(str, arguments)], environment)

    def start(self, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        """Starts ``convoke …`` and leaves it running."""
        return self._start(["-m", "convoke", *map(str, arguments)], environment)

    def start_python(self, script: Path, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        """Starts a script and leaves it running."""
        return self._start([str(script), *map(str, arguments)], environment)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What a statement gives, read past the application."""
        if SERVER:
            with psycopg.connect(self._address) as connection:
                return connection.execute(sql).fetchall()
        with sqlite3.connect(self.home / "convoke.sqlite3") as connection:
            return connection.execute(sql).fetchall()

    def execute(self, *statements: str) -> None:
        """Carries out statements, past the application."""
        if SERVER:
            with psycopg.connect(self._address) as connection:
                for statement in statements:
                    connection.execute(statement)
            return
        connection = sqlite3.connect(self.home / "convoke.sqlite3")
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    @property
    def _address(self) -> str:
        return urlsplit(SERVER)._replace(path=f"/{self.database}").geturl()

    def _run(self, arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=AT_MOST,
            check=False,
        )

    def _start(self, arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**self.environment, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process


def kill(process: subprocess.Popen[str]) -> None:
    """Ends a process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def _on_server(statement: str) -> None:
    address = urlsplit(SERVER)._replace(path="/postgres").geturl()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
