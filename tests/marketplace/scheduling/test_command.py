"""``convoke marketplace schedule`` reads both formats and prints what it found."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from convoke.marketplace.scheduling.formats import own

from .instances import fair, meet, required
from .test_formats import PUBLISHED


def run(capsys, *words):
    call_command("marketplace", "schedule", *map(str, words))
    return capsys.readouterr().out


@pytest.fixture
def file(tmp_path):
    def write(instance, name="fair.json"):
        path = tmp_path / name
        path.write_text(json.dumps(own.dump(instance)), encoding="utf-8")
        return path
    return write


def test_a_published_file_is_scheduled(capsys, tmp_path):
    path = tmp_path / "two.dzn"
    path.write_text(PUBLISHED, encoding="utf-8")
    data = json.loads(run(capsys, path, "--json", "--fairness", 2, "--time-limit", 20, "--workers", 2))
    assert (data["status"], data["objective"], data["bound"]) == ("optimal", 1, 1)
    assert [(one["meeting"], one["slot"]) for one in data["schedule"]] == [("1", 1), ("2", 3)]
    assert data["seconds"] < 20


def test_what_cannot_be_scheduled_is_an_answer_with_its_causes(capsys, file):
    data = json.loads(run(capsys, file(fair(*required("AB", "AC"), slots=1)), "--json"))
    assert (data["status"], data["objective"], data["schedule"]) == ("infeasible", None, [])
    assert data["causes"] == ["“A” has meetings for 2 slots and can meet only in 1: 1."]


def test_it_can_begin_with_what_it_printed(capsys, file, tmp_path):
    first = run(capsys, file(fair("AB", "AC", "BC", slots=3)), "--json")
    (tmp_path / "before.json").write_text(first, encoding="utf-8")
    changed = file(fair("AB", "AC", "BC", slots=4), "changed.json")
    data = json.loads(run(capsys, changed, "--json", "--from", tmp_path / "before.json"))
    assert data["moved"] == []
    assert data["schedule"] == json.loads(first)["schedule"]


def test_it_prints_lines_for_people(capsys, file):
    out = run(capsys, file(fair(meet("one", "AB"), meet("two", "AB", priority=2), slots=1)))
    assert "Meeting “two” is not held." in out
    assert "1 of 2 meetings are held, with 0 breaks" in out
    assert "This is the best possible." in out


@pytest.mark.parametrize(("words", "said"), [
    (("--workers", "0"), "--workers is 0. Accepted: at least 1."),
    (("--fairness", "-1"), "--fairness is -1. Accepted: at least 0."),
    (("--time-limit", "0"), "--time-limit is 0.0."),
    (("--from", "absent.json"), "absent.json cannot be read"),
    (("--from", "absent.json", "--fairness", "2"), "Accepted: --from or --fairness, not both."),
])
def test_what_is_not_accepted_is_told_with_exit_code_2(file, words, said):
    with pytest.raises(CommandError) as told:
        call_command("marketplace", "schedule", str(file(fair("AB"))), *words)
    assert said in str(told.value)
    assert told.value.returncode == 2


def test_a_file_of_another_version_is_told(tmp_path):
    path = tmp_path / "new.json"
    path.write_text(json.dumps(own.dump(fair("AB")) | {"version": 2}), encoding="utf-8")
    with pytest.raises(CommandError, match="Accepted: “convoke-meetings”, version 1"):
        call_command("marketplace", "schedule", str(path))
