"""The published schemas accept the demonstration and notice what is wrong."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from convoke.core.loading import schema
from convoke.core.loading.source import read
from convoke.handover.schemas import REQUIRED, SCHEMAS, known_files, schema_for
from tests.conftest import DATA, EXERCISE

FILES = {
    f"{folder.name}/{path.relative_to(folder)}": (path, str(path.relative_to(folder)))
    for folder in (DATA, EXERCISE)
    for path in sorted(folder.rglob("*.yaml"))
}
CONTENTS = {name: read(path, file)[0] for name, (path, file) in FILES.items()}


@pytest.mark.parametrize("name", FILES)
def test_the_schema_of_a_file_accepts_it(name):
    path, file = FILES[name]
    content, faults = read(path, file)
    assert faults == []
    assert schema.check(content, schema_for(file), file) == []


@pytest.mark.parametrize("path", sorted(set(SCHEMAS.values())), ids=lambda path: path.stem)
def test_each_schema_is_a_valid_one_and_has_a_name_and_a_description(path: Path):
    content = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert content["title"]
    assert content["description"]


def test_there_is_a_schema_for_every_file_and_no_other_name_is_known():
    assert set(REQUIRED) <= set(known_files())
    assert {"translations/fr.yaml", "edition.yaml"} <= set(known_files())
    with pytest.raises(LookupError):
        schema_for("notes.yaml")


# ------------------------------------------------------------------ mutations


def places(name: str) -> list[tuple[list[Any], dict[str, Any]]]:
    """Every place of a file, as the path to it and what the schema says of it."""
    whole = schema_for(FILES[name][1])
    found = []

    def walk(content: Any, part: dict[str, Any], path: list[Any]) -> None:
        while "$ref" in part:
            part = whole["$defs"][part["$ref"].rsplit("/", 1)[1]]
        if content is not None:
            found.append((path, part))
        if isinstance(content, dict):
            for key, value in content.items():
                inner = part.get("properties", {}).get(key, part.get("additionalProperties"))
                if isinstance(inner, dict):
                    walk(value, inner, [*path, key])
        elif isinstance(content, list) and isinstance(part.get("items"), dict):
            for index, value in enumerate(content):
                walk(value, part["items"], [*path, index])

    walk(CONTENTS[name], whole, [])
    return found


PLACES = {name: places(name) for name in FILES}


def at(content: Any, path: list[Any]) -> Any:
    for step in path:
        content = content[step]
    return content


@cache
def there(name: str, wanted: str) -> list[tuple[list[Any], dict[str, Any]]]:
    """The places of a file whose schema says a certain thing; keys are only asked for where there are any."""
    of_keys = wanted in {"required", "properties"}
    return [
        (path, part)
        for path, part in PLACES[name]
        if part.get(wanted) and (not of_keys or isinstance(at(CONTENTS[name], path), dict))
    ]


@st.composite
def mutation(draw: st.DrawFn, wanted: str) -> tuple[str, list[Any], dict[str, Any]]:
    """A place of some file whose schema says a certain thing."""
    name = draw(st.sampled_from([name for name in sorted(FILES) if there(name, wanted)]))
    path, part = draw(st.sampled_from(there(name, wanted)))
    return name, path, part


def faults_after(name: str, path: list[Any], change) -> list[str]:
    content = copy.deepcopy(CONTENTS[name])
    change(content, path)
    file = FILES[name][1]
    return [fault.message for fault in schema.check(content, schema_for(file), file)]


@settings(max_examples=40, deadline=None)
@given(mutation("required"), st.data())
def test_a_missing_required_key_is_noticed_and_named(place, data):
    name, path, part = place
    key = data.draw(st.sampled_from(part["required"]))
    found = faults_after(name, path, lambda content, path: at(content, path).pop(key))
    assert any(f"“{key}” is missing" in message for message in found)


@settings(max_examples=40, deadline=None)
@given(mutation("properties"))
def test_an_unknown_key_is_noticed_and_the_known_ones_listed(place):
    name, path, part = place

    def change(content: Any, path: list[Any]) -> None:
        at(content, path)["xyzzy"] = 1
        at(content, path).lines["xyzzy"] = 1

    found = faults_after(name, path, change)
    accepted = ", ".join(sorted(part["properties"]))
    assert any("“xyzzy” is not known here" in message and accepted in message for message in found)


@settings(max_examples=40, deadline=None)
@given(mutation("enum"))
def test_a_word_that_is_none_of_those_accepted_is_noticed_and_they_are_listed(place):
    name, path, part = place

    def change(content: Any, path: list[Any]) -> None:
        at(content, path[:-1])[path[-1]] = "xyzzy"

    found = faults_after(name, path, change)
    assert any("“xyzzy” is not accepted" in message and str(part["enum"][0]) in message for message in found)


@settings(max_examples=40, deadline=None)
@given(mutation("type"), st.sampled_from([{"a": 1}, ["a", []], 1.5, "\t", True]))
def test_a_value_of_another_kind_is_noticed(place, value):
    name, path, part = place
    if not path or Draft202012Validator({**part, "$defs": schema_for(FILES[name][1]).get("$defs", {})}).is_valid(value):
        return

    def change(content: Any, path: list[Any]) -> None:
        at(content, path[:-1])[path[-1]] = value

    assert faults_after(name, path, change)
