"""``convoke trace``: the thread on a terminal, or as data."""

import json

import pytest
from django.core.management import CommandError, call_command

from convoke.core.audiences import Audience
from convoke.outcomes.thread.graph import Stage
from tests.factories import ActionFactory, EditionFactory


def test_the_thread_is_printed_stage_by_stage(demonstration, capsys):
    call_command("trace", "R1.4-1")
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [str(stage.title) for stage in Stage]
    assert any(line.startswith("  ● R1.4-1  ") for line in lines)
    assert any("Mauritius" in line for line in lines)
    assert "  ┆ nothing recorded yet" in lines


def test_the_thread_is_given_as_data(demonstration, capsys):
    call_command("trace", "R1.4-1", "--json")
    thread = json.loads(capsys.readouterr().out)
    known = {node["id"]: node for node in thread["nodes"]}
    (start,) = thread["starts"]
    assert known[start]["code"] == "R1.4-1"
    assert {stage.code for stage in Stage} - {node["stage"] for node in thread["nodes"]} == {"practice", "request"}
    for link in thread["links"]:
        assert link["from"] in known
        assert link["to"] in known
        assert link["basis"] in {"stated", "derived"}


def test_an_unknown_code_is_refused_with_what_codes_look_like(demonstration):
    said = r"Nothing has the code “R9\.9-9”\. Accepted: codes such as R1\.4-1"
    with pytest.raises(CommandError, match=said) as refused:
        call_command("trace", "R9.9-9")
    assert refused.value.returncode == 2


def test_a_code_that_several_editions_have_asks_for_the_edition(demonstration, capsys):
    other = EditionFactory(code="aldoria-2030")
    ActionFactory(edition=other, code="R1.4-1")
    with pytest.raises(CommandError, match="--edition with one of: aldoria-2030, brussels-2007") as refused:
        call_command("trace", "R1.4-1")
    assert refused.value.returncode == 2
    call_command("trace", "R1.4-1", "--edition", "aldoria-2030")
    assert "● R1.4-1" in capsys.readouterr().out


def test_lib_1_the_command_shows_what_the_public_may_see(demonstration):
    ActionFactory(code="R-hidden", audience=Audience.TASK_FORCE)
    with pytest.raises(CommandError, match="Nothing has the code"):
        call_command("trace", "R-hidden")
