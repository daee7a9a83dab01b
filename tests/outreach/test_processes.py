"""Nothing is sent twice and nothing is lost, whenever a worker is killed."""

import json
import time
from pathlib import Path

from tests.installation import Installation, kill

HERE = Path(__file__).parent
AT_MOST = 90.0


def test_a_notice_whose_sender_is_killed_again_and_again_reaches_each_once(empty_installation):
    done = empty_installation.python(HERE / "send_until_killed.py", 12, 6)
    assert done.returncode == 0, done.stderr
    *killed, finished = map(json.loads, done.stdout.splitlines())
    assert len(killed) >= 5
    assert all(state["most"] <= 1 for state in killed)
    assert any("sending" in state["states"] for state in killed), "nobody was killed while handing over"
    assert not finished["killed"]
    assert finished == {
        "killed": False, "boxed": 12, "most": 1, "states": {"sent": 12}, "notice": "sent",
    }


def boxed(installation: Installation) -> int:
    return installation.count("outreach_outboxmessage")


def wait_until(condition) -> None:
    until = time.monotonic() + AT_MOST
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_notice_whose_worker_is_killed_is_finished_by_the_next(empty_installation):
    done = empty_installation.python(HERE / "send_until_killed.py", 120, 0, "prepare")
    assert done.returncode == 0, done.stderr
    worker = empty_installation.start("work")
    wait_until(lambda: boxed(empty_installation) >= 10)
    kill(worker)
    left = boxed(empty_installation)
    assert left < 120, "the worker was quicker than the test"
    empty_installation.start("work")
    wait_until(lambda: empty_installation.rows("SELECT state FROM outreach_notice") == [("sent",)])
    recipients = empty_installation.rows("SELECT recipients FROM outreach_outboxmessage")
    assert len(recipients) == len({str(row) for row in recipients}) == 120
    assert empty_installation.rows("SELECT DISTINCT state FROM outreach_delivery") == [("sent",)]
