"""The figures of an edition, counted in the database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from convoke.core.actors import ANONYMOUS, system
from convoke.core.audiences import Audience
from convoke.outcomes.models import Finding
from convoke.reporting.statistics import facts

BRUSSELS = {
    "modalities": 88,
    "roundtables": 3,
    "sessions": 12,
    "plenaries": 2,
    "panel_entries": 63,
    "general_debate_statements": 24,
    "outcomes": 128,
    "process_actions": 24,
    "suggestions": 32,
    "findings": 176,
    "horizontal_observations": 27,
    "general_conclusions": 5,
    "way_forward": 17,
    "executive_summary_conclusions": 8,
    "chair_conclusions": 15,
    "messages": 9,
    "practices": 118,
    "cross_references": 157,
    "session_references": 55,
    "reports_due": 13,
    "horizontal_issues": 3,
    "questionnaires": 5,
    "participant_figures": 7,
    "bodies": 27,
    "body_meetings": 3,
    "body_decisions": 19,
}


def test_the_demonstration_forum_is_loaded_whole(demonstration):
    counted = facts(actor=system("tests"), edition=demonstration)
    assert {name: counted[name] for name in BRUSSELS} == BRUSSELS
    assert counted["states"] in (192, 193)
    assert {"states", "observer_states", "organisations", "groupings", "people"} <= counted.keys()


def test_lib_1_nobody_is_told_the_number_of_what_they_may_not_read(demonstration):
    Finding.objects.filter(code="GC-1").update(audience=Audience.TASK_FORCE)
    assert facts(actor=system("tests"), edition=demonstration)["general_conclusions"] == 5
    assert facts(actor=ANONYMOUS, edition=demonstration)["general_conclusions"] == 4


def test_the_command_prints_them(demonstration):
    out = StringIO()
    call_command("facts", "brussels-2007", json=True, stdout=out)
    printed = json.loads(out.getvalue())
    assert printed["edition"] == "brussels-2007"
    assert printed["outcomes"] == 128
    out = StringIO()
    call_command("facts", "brussels-2007", stdout=out)
    assert any(line.split() == ["findings", "176"] for line in out.getvalue().splitlines())


def test_an_unknown_edition_is_refused(demonstration):
    with pytest.raises(CommandError, match="brussels-2007") as refusal:
        call_command("facts", "nowhere")
    assert refusal.value.returncode == 2
