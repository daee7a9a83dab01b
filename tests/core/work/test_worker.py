"""Background work survives its workers."""

import signal
from pathlib import Path

import pytest

from tests.installation import kill

WORKER = Path(__file__).with_name("worker.py")


@pytest.fixture
def job(installation):
    """What is recorded of the slow job, after it was asked for."""
    done = installation.python(WORKER, "request")
    assert done.returncode == 0, done.stderr

    def read(*columns: str) -> tuple[object, ...]:
        return installation.rows(f"SELECT {', '.join(columns)} FROM core_job WHERE kind = 'slow'")[0]

    return read


def stop(worker) -> None:
    """Ends a worker as a restart does: it finishes what it has begun."""
    worker.send_signal(signal.SIGTERM)
    _out, err = worker.communicate("go on\n")
    assert worker.returncode == 0, err


def test_others_see_how_far_work_is_while_it_runs(installation, job):
    worker = installation.start_python(WORKER, "work")
    assert worker.stdout.readline() == "half-way\n"
    assert job("state", "done", "total", "message") == ("running", 1, 2, "half-way")
    stop(worker)
    assert job("state", "done", "total", "message", "attempts") == ("done", 2, 2, "nearly", 1)


def test_work_whose_worker_was_killed_is_done_by_the_next_one(installation, job):
    first = installation.start_python(WORKER, "work")
    assert first.stdout.readline() == "half-way\n"
    kill(first)
    assert job("state", "attempts") == ("running", 1)

    second = installation.start_python(WORKER, "work")
    assert second.stdout.readline() == "half-way\n"
    assert job("state", "attempts") == ("running", 2)
    stop(second)
    assert job("state", "attempts") == ("done", 2)
    assert installation.rows("SELECT count(*) FROM core_job WHERE kind = 'slow'") == [(1,)]
