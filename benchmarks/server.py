"""The forum as it is really served, and how long it takes to answer."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from convoke.web import serving

ROOT = Path(__file__).resolve().parent.parent


def environment(home: Path) -> dict[str, str]:
    """The settings of an embedded installation in a folder."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CONVOKE_")}
    return {**own, "CONVOKE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "convoke.settings.development"}


def convoke(home: Path, *words: str) -> float:
    """Runs a command to its end; gives the seconds it took, Python's start included."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "convoke", *words]
    subprocess.run(command, cwd=ROOT, env=environment(home), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_page(port: int, within: float) -> float:
    """Seconds from now until the home page is there."""
    started = time.perf_counter()
    while time.perf_counter() - started < within:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/en/")
            if connection.getresponse().status == 200:
                return time.perf_counter() - started
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"no page within {within} s")


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process, and then whatever it started and left."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=15)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def start_time(home: Path) -> float:
    """Seconds from ``convoke run`` on a prepared home to its first page."""
    port = free_port()
    command = [sys.executable, "-m", "convoke", "run", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(home), stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return first_page(port, 60)
    finally:
        end(process)


@contextmanager
def served(home: Path) -> Iterator[int]:
    """Pages as ``make run`` serves them (:mod:`convoke.web.serving`), without the worker; gives the port."""
    port = free_port()
    as_run = [f"--{name.replace('_', '-')}={value}" for name, value in serving.settings().items()]
    command = [
        sys.executable, "-m", "gunicorn", "convoke.web.wsgi", "--bind", f"127.0.0.1:{port}", *as_run,
        "--preload", "--log-level", "error", "--no-control-socket",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(home), start_new_session=True)
    try:
        first_page(port, 60)
        yield port
    finally:
        end(process)


@dataclass(frozen=True)
class Answers:
    """How long answers took, in milliseconds, and how big they were on the line, in kilobytes."""

    p50: float
    p95: float
    size: float


def measure(
    port: int, addresses: list[str], requests: int, warm: int = 10, headers: dict[str, str] | None = None
) -> Answers:
    """Asks for addresses in turn, one after another on one connection, each answer read whole and compressed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    times, sizes = [], []
    for number in range(-warm, requests):
        started = time.perf_counter()
        sent = {"Accept-Encoding": "gzip", **(headers or {})}
        connection.request("GET", addresses[number % len(addresses)], headers=sent)
        answer = connection.getresponse()
        body = answer.read()
        taken = time.perf_counter() - started
        if answer.status != 200:
            raise RuntimeError(f"{addresses[number % len(addresses)]}: {answer.status}")
        if number >= 0:
            times.append(taken * 1000)
            sizes.append(len(body) / 1024)
    connection.close()
    cuts = statistics.quantiles(times, n=20)
    return Answers(statistics.median(times), cuts[18], max(sizes))
