"""The source keeps the conventions of the house."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "convoke"
FILES = sorted(SOURCE.rglob("*.py"))
MIGRATIONS = [path for path in FILES if path.parent.name == "migrations" and path.name != "__init__.py"]
MODULES = [path for path in FILES if path.parent.name != "migrations"]
APPS = sorted(path.parent for path in SOURCE.glob("*/apps.py"))
OPERATIONS = [
    path for path in MODULES
    if (path.name == "operations.py" and path.parent in APPS)
    or (path.parent.name == "operations" and path.parent.parent in APPS and not path.name.startswith("_"))
]


def name(value: object) -> str:
    return str(value.relative_to(SOURCE)) if isinstance(value, Path) else str(value)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_has_at_most_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_public_function_and_class_says_what_it_is(path):
    if path.name == "apps.py":
        return
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            is_command = path.parent.name == "commands" and node.name == "Command"
            assert ast.get_docstring(node) or (is_command and ast.get_docstring(tree(path))), node.name


READS_ONLY = {"check_choices", "check_mandate", "file_name"}
"""Public functions of operations modules that change nothing and read nothing anyone may not read."""


@pytest.mark.parametrize("path", OPERATIONS, ids=name)
def test_every_operation_is_called_by_keywords_and_says_who_acts(path):
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
            assert not node.args.args, f"{node.name} takes arguments by position"
            named = {argument.arg for argument in node.args.kwonlyargs}
            assert "actor" in named or node.name in READS_ONLY, node.name


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_stand_at_the_top_unless_an_app_gets_ready_or_a_reason_is_given(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    for function in ast.walk(tree(path)):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                line = lines[node.lineno - 1]
                entry = (path.name, function.name) in {("apps.py", "ready"), ("__main__.py", "main")}
                assert "# noqa: PLC0415" in line, f"line {node.lineno}"
                assert entry or re.search(r"PLC0415\s+\(.+\)", line), f"line {node.lineno} gives no reason"


PLACES = {
    "__init__.py", "apps.py", "migrations", "models.py", "models", "rules.py", "operations.py", "operations",
    "checks.py", "checks", "continuing.py", "rules",
    "queries.py", "states.py", "loading.py", "loading", "forms.py", "views.py", "urls.py", "templates", "archive.py",
    "management", "static", "locale", "searching.py",
}
MORE = {
    "consultation": {"form", "priorities", "analysis", "reading", "commands.py"},
    "library": {"text", "files"},
    "programme": {"searching.py", "agenda", "teams", "timetable"},
    "bodies": {"rounds.py", "calendars.py"},
    "editions": {"naming.py"},
    "directory": {
        "roles.py", "reference", "search.py", "reach.py", "codes.py", "messages.py", "exchange", "genders.py",
    },
    "outcomes": {"passages.py", "searching.py", "thread"},
    "search": {
        "asking.py", "engines", "indexing.py", "registry.py", "rounds.py", "searching.py", "snippets.py", "words.py",
    },
    "practices": {"thread.py", "searching.py"},
    "outreach": {"bounces.py", "mail.py", "newsletter.py", "outbox.py", "recipients.py", "purposes.py"},
    "handover": {"exercise", "folders.py", "schemas"},
    "marketplace": {"matching.py", "phrases.py", "rooms.py", "fair", "scheduling", "afterwards"},
}
"""Further places an app needs: each is named here, so that nobody adds one by accident."""
FREE = {"core", "reporting", "web"}
"""Apps whose inside is of another kind: core knows no domain, reporting composes, web shows."""


@pytest.mark.parametrize("app", [app for app in APPS if app.name not in FREE], ids=name)
def test_an_app_has_the_places_every_app_has(app):
    found = {path.name for path in app.iterdir() if path.name not in {"__pycache__", ".mypy_cache"}}
    assert found <= PLACES | MORE.get(app.name, set())
    assert {"__init__.py", "apps.py"} <= found
    assert ast.get_docstring(tree(app / "__init__.py"))


@pytest.mark.parametrize("path", MIGRATIONS, ids=name)
def test_a_migration_imports_no_application_code(path):
    for node in ast.walk(tree(path)):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not any(module.split(".")[0] == "convoke" for module in modules), path
        assert not (isinstance(node, ast.ImportFrom) and node.level), path
