"""Loading, when processes are killed, meet each other, or find the disk full."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import EXERCISE, ROOT

HERE = Path(__file__).parent
HOLD = HERE.parent / "core" / "hold.py"


def said(process: object) -> str:
    """What a command printed to the terminal; never a traceback."""
    assert "Traceback" not in process.stderr
    return process.stderr


def test_a_load_that_is_killed_leaves_the_old_state_whole(empty_installation):
    done = empty_installation.python(HERE / "load_until_killed.py", EXERCISE, 8)
    assert done.returncode == 0, done.stderr
    *killed, finished = map(json.loads, done.stdout.splitlines())
    assert len(killed) >= 4
    assert all(state["killed"] and state["holds"] for state in killed)
    assert not finished["killed"]
    for name in ("reference", "remembered", "editions", "sessions", "actions", "entries"):
        assert {state[name] for state in killed} == {0}
        assert finished[name] > 0
    assert finished["entries"] == 2


def test_a_changed_folder_whose_load_is_killed_leaves_what_was_loaded_before(installation, tmp_path):
    before = installation.rows("SELECT id, text, kind, term FROM outcomes_action ORDER BY id")
    folder = Path(shutil.copytree(EXERCISE, tmp_path / "changed"))
    changed = (folder / "outcomes.yaml").read_text().replace("kind: action", "kind: suggestion")
    (folder / "outcomes.yaml").write_text(changed.replace("term: null", "term: long"))
    done = installation.python(HERE / "load_until_killed.py", folder, 1)
    assert done.returncode == 0, done.stderr
    *killed, finished = map(json.loads, done.stdout.splitlines())
    assert killed
    assert {state["entries"] for state in killed} == {2}
    assert finished["entries"] == 3
    assert installation.rows("SELECT id, text, kind, term FROM outcomes_action ORDER BY id") != before


def test_two_loads_at_once_give_what_one_gives(empty_installation):
    loads = [empty_installation.start("load", EXERCISE) for _number in range(2)]
    told = []
    for load in loads:
        out, err = load.communicate()
        assert load.returncode == 0, err
        told.append(out)
    assert sorted(out == "aldoria-2030: unchanged\n" for out in told) == [False, True]
    assert empty_installation.count("outcomes_action") == 2
    assert empty_installation.count("core_journalentry") == 2


def test_a_load_that_may_not_wait_says_that_another_one_is_running(installation):
    other = installation.start_python(HOLD, 0, "load")
    assert other.stdout.readline() == "held\n"
    done = installation.run("load", EXERCISE, "--wait", 0)
    assert done.returncode == 2
    assert said(done) == "Refused: Another load is running and did not end. Nothing was changed.\n"


def test_a_load_waits_for_another_one_to_end(installation):
    other = installation.start_python(HOLD, 0, "load")
    assert other.stdout.readline() == "held\n"
    load = installation.start("load", EXERCISE)
    other.communicate()
    out, err = load.communicate()
    assert (load.returncode, out) == (0, "aldoria-2030: unchanged\n"), err


def test_faults_end_the_command_with_exit_code_2(installation, folder):
    folder.edit("outcomes.yaml", "kind: action", "kind: order")
    done = installation.run("load", folder.path)
    assert done.returncode == 2
    assert said(done) == (
        "outcomes.yaml:5: outcomes.kind: “order” is not accepted. Accepted: action, recommendation, suggestion.\n"
        "Refused: 1 fault. Nothing was changed.\n"
    )


def test_a_database_that_was_not_migrated_is_one_clear_line(unmigrated_installation):
    done = unmigrated_installation.run("load", EXERCISE)
    assert done.returncode == 2
    assert said(done) == "Refused: The database is not up to date. Run “convoke migrate” first.\n"


def test_a_full_disk_leaves_no_half_and_is_one_clear_line(installation, folder):
    if installation.database:
        pytest.skip("the size of a PostgreSQL database is not limited by a setting")
    text = (folder.path / "outcomes.yaml").read_text()
    one = text[text.index("  - id: R1.2-1") :]
    folder.write("outcomes.yaml", text + "".join(one.replace("R1.2-1", f"R1.2-{n}") for n in range(2, 400)))
    pages = int(installation.rows("PRAGMA page_count")[0][0])
    small = {"DJANGO_SETTINGS_MODULE": "tests.handover.small_disk", "PYTHONPATH": str(ROOT), "PAGES": str(pages + 4)}
    done = installation.run("load", folder.path, **small)
    assert done.returncode == 1
    assert said(done).startswith("CommandError: The database did not take the data: database or disk is full.")
    assert "Nothing was changed." in done.stderr
    assert installation.count("outcomes_action") == 2
    assert installation.run("load", folder.path).returncode == 0
    assert installation.count("outcomes_action") == 400
