"""One holder at a time, across processes; a killed one gives its lock back."""

from pathlib import Path

import pytest

from tests.installation import kill

HOLD = Path(__file__).with_name("hold.py")


@pytest.fixture
def hold(empty_installation):
    """Starts a process that wants the lock for at most so many seconds; it says what happens."""
    return lambda wait: empty_installation.start_python(HOLD, wait)


def let_go(process) -> str:
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


def test_a_second_holder_waits_until_the_first_lets_go(hold):
    first = hold(0)
    assert first.stdout.readline() == "held\n"
    second = hold(60)
    assert second.stdout.readline() == "waiting\n"
    let_go(first)
    assert second.stdout.readline() == "held\n"
    let_go(second)


def test_who_cannot_wait_is_told_that_the_lock_is_busy(hold):
    first = hold(0)
    assert first.stdout.readline() == "held\n"
    assert let_go(hold(0)) == "waiting\nbusy\n"


def test_a_killed_holder_gives_its_lock_back(hold):
    first = hold(0)
    assert first.stdout.readline() == "held\n"
    kill(first)
    assert let_go(hold(60)).endswith("held\n")
