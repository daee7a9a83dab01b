"""What the documentation says of commands, states and rules is what the code has."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from convoke.bodies import states as bodies
from convoke.consultation import states as consultation
from convoke.core.states import diagram
from convoke.core.work import states as job
from convoke.directory import states as invitation
from convoke.editions import states as edition
from convoke.library import states as library
from convoke.marketplace import states as marketplace
from convoke.outreach import states as outreach
from convoke.programme import states as programme
from tests.conftest import ROOT

DOCS, SOURCE, TESTS = ROOT / "docs", ROOT / "src" / "convoke", ROOT / "tests"
COMMANDS = {name: app for name, app in get_commands().items() if app.startswith("convoke.")}
RULE = re.compile(r"\b(?:BOD|CON|DEL|DIR|ED|FLO|FUN|HND|LIB|MKT|OUT|PRO)-\d\b")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# ------------------------------------------------------------------ commands


def sections() -> dict[str, str]:
    parts = re.split(r"^## `convoke (\w+)`$", read(DOCS / "commands.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_a_help_and_is_described(command):
    assert load_command_class(COMMANDS[command], command).help
    described = sections()[command]
    for part in ("**Arguments:**", "**Example:**", "**Exit codes:**"):
        assert part in described


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_of_a_command_is_described(command):
    parser = load_command_class(COMMANDS[command], command).create_parser("convoke", command)
    common = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
              "--skip-checks", "--help"}
    for action in parser._actions:
        options = {option for option in action.option_strings if option.startswith("--")} - common
        for option in options:
            assert option in sections()[command]


def test_no_command_is_described_that_there_is_not():
    assert set(sections()) == set(COMMANDS)


# ------------------------------------------------------------------ states

TABLES = [
    edition.LIFE, edition.HOSTING, job.TRANSITIONS, bodies.MEETING, bodies.SILENCE, invitation.TRANSITIONS,
    outreach.NOTICE, outreach.DELIVERY, outreach.ESCALATION,
    consultation.QUESTIONNAIRE, consultation.RESPONSE, consultation.DELEGATION, consultation.CLEARANCE,
    consultation.INTAKE, library.VERSION, library.COMMENT,
    programme.TEAM, programme.DUTY, programme.PANEL, programme.SUGGESTION,
    marketplace.REQUEST, marketplace.PROVIDER, marketplace.INTEREST, marketplace.MEETING,
]
"""The tables in the order of the documentation."""


def test_the_pictures_of_states_are_those_of_the_tables():
    pictures = re.findall(r"```mermaid\n(.*?)\n```", read(DOCS / "states.md"), flags=re.DOTALL)
    assert pictures == [diagram(table) for table in TABLES]


# ------------------------------------------------------------------ rules


def table() -> dict[str, list[str]]:
    rows = [line.strip("| \n").split(" | ") for line in read(DOCS / "rules.md").splitlines() if RULE.match(line[2:])]
    return {row[0]: row[1:] for row in rows}


def cited() -> set[str]:
    files = [path for kind in ("*.py", "*.html") for path in SOURCE.rglob(kind)]
    return {rule for path in files for rule in RULE.findall(read(path))}


def test_every_rule_the_code_cites_is_described():
    assert cited() <= set(table())


@pytest.mark.parametrize("rule", sorted(table()))
def test_a_rule_is_cited_where_it_is_said_to_be_enforced_and_in_the_names_of_its_tests(rule):
    sentence, where, tests = table()[rule]
    assert sentence.endswith(".")
    assert rule in read(SOURCE / where.strip("`"))
    assert re.search(rf"def test_\w*{rule.lower().replace('-', '_')}_", read(TESTS / tests.strip("`")))


def test_every_rule_of_the_plan_has_a_test():
    named = "".join(read(path) for path in TESTS.rglob("test_*.py"))
    planned = {line.split("|")[1].strip() for line in read(DOCS / "plans" / "0001-the-house.md").splitlines()
               if line.startswith("|") and RULE.match(line.split("|")[1].strip())}
    assert planned
    for rule in planned:
        assert re.search(rf"def test_\w*{rule.lower().replace('-', '_')}_", named), rule
